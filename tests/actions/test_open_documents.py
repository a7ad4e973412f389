"""The button that refreshes a deck: the newest one of this tracker, in its place, with a list of what to read."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from pptx import Presentation

from exectrack_xl.actions.documents import Order, make_deck
from exectrack_xl.actions.open_documents import newest_of, refresh_open_deck
from exectrack_xl.errors import UsageError

BOOK = Path(__file__).parents[2] / "workbook" / "ExecutionTracker.xlsm"
TODAY = date(2026, 10, 5)


class Screen:
    """A workbook on a screen, as far as a refresh needs it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.rows: list[object] = []
        self.said: list[str] = []
        self.shown: list[Path] = []

    def folder(self) -> Path:
        return self.home

    def copy_into(self, folder: Path) -> Path:
        return Path(copyfile(self.home / BOOK.name, folder / BOOK.name))

    def list_apart(self, rows: list[object]) -> None:
        self.rows = list(rows)

    def tell(self, text: str) -> None:
        self.said.append(text)

    def show(self, path: Path) -> None:
        self.shown.append(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copyfile(BOOK, tmp_path / BOOK.name)
    return tmp_path


def test_the_newest_deck_of_this_tracker_is_refreshed_in_its_place_and_conflicts_are_listed(folder: Path) -> None:
    order = Order(folder / BOOK.name, TODAY, date(2026, 6, 30), output=folder / "Review.pptx", remember=False)
    made = make_deck(order).path
    deck = Presentation(str(made))
    deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0].text = "Mine"
    target = io.BytesIO()
    deck.save(target)
    made.write_bytes(target.getvalue())
    (folder / "foreign.pptx").write_bytes(b"no deck at all")
    os.utime(folder / "foreign.pptx", (2_000_000_000, 2_000_000_000))
    assert newest_of(folder, ".pptx", BOOK.name) == made
    screen = Screen(folder)
    refresh_open_deck(screen, TODAY)  # type: ignore[arg-type]
    assert Presentation(str(made)).slides[1].shapes.title.text_frame.text == "Mine"
    assert any("conflict" in str(row) and "Mine" in str(row) for row in screen.rows)
    assert (screen.said, screen.shown) == (["Review.pptx is up to date."], [made])


def test_without_a_deck_a_sentence_says_what_to_do(folder: Path) -> None:
    with pytest.raises(UsageError, match="There is no deck of this tracker"):
        refresh_open_deck(Screen(folder), TODAY)  # type: ignore[arg-type]
