"""Every kind of deck, and decks of trackers at the edges: valid, the same twice, nothing for the lint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from exectrack_xl.render.deck import render
from exectrack_xl.render.lint import lint
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.kinds import DECKS
from exectrack_xl.report.model import Report
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
LONG = "If the only supplier of the rating engine fails, then we stop"


def risks(count: int) -> list[list[Any]]:
    heads = ["ID", "Title", "Probability", "Impact", "Owner", "Status"]
    return [heads, *([f"R-{n:03}", f"{LONG} {n}", 1 + n % 3, 1 + n // 3 % 3, "Ann", "Open"] for n in range(count))]


def small() -> dict[str, list[list[Any]]]:
    return {
        "milestones": [["ID", "Milestone", "Owner", "Baseline date", "Forecast date", "Key"],
                       ["M-1", "Ready", "Ann", date(2026, 10, 1), date(2026, 12, 1), "Yes"],
                       ["M-2", "Live", "Ann", date(2026, 12, 1), date(2026, 12, 20), "Yes"]],
        "issues": [["Issue ID", "Title", "Priority", "Status", "Raised on"],
                   ["IS-1", "Build server is down", "Critical", "Open", date(2026, 11, 2)]],
        "changes": [["ID", "Title", "Type", "Status", "Raised by", "Timeline (days)", "Cost"],
                    ["CR-1", "More scope", "Scope", "Submitted", "Ann", 5, 20000]],
        "risks": risks(2),
    }  # fmt: skip


def reports() -> dict[str, Report]:
    sample = Tracker.from_cells("sample.xlsx", cells())
    edges = {"empty": {}, "eight rows": small(), "500 risks": {"risks": risks(500)},
             "no snapshots": {name: rows for name, rows in cells().items() if name != "snapshots"}}  # fmt: skip
    return {kind: compose_deck(sample, kind=kind) for kind in DECKS} | {
        name: compose_deck(Tracker.from_cells("t.xlsx", sheets, TODAY)) for name, sheets in edges.items()
    }


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("kinds")
    return {name: render(report, folder / f"{name}.pptx") for name, report in reports().items()}


def test_the_lint_finds_no_error_in_any_of_them(decks: dict[str, Path]) -> None:
    assert [f"{name}: {one}" for name, path in decks.items() for one in lint(path) if one.severity == "error"] == []


def test_parts_occur_once_axes_are_positive_and_no_chart_holds_nan(decks: dict[str, Path]) -> None:
    for path in decks.values():
        with ZipFile(path) as file:
            assert max(Counter(file.namelist()).values()) == 1
            for name in (one for one in file.namelist() if one.startswith("ppt/charts/")):
                text = file.read(name).decode()
                assert not re.search(r'axId val="-|<c:v>(nan|inf|-inf)</c:v>', text, re.IGNORECASE)


def test_the_same_tables_give_the_same_bytes(decks: dict[str, Path], tmp_path: Path) -> None:
    again = render(compose_deck(Tracker.from_cells("sample.xlsx", cells())), tmp_path / "again.pptx")
    assert again.read_bytes() == decks["quarterly"].read_bytes()


@pytest.mark.validator
@pytest.mark.parametrize("name", [*DECKS, "eight rows", "500 risks"])
def test_each_is_valid(decks: dict[str, Path], validate_office: Callable[[Path], list[str]], name: str) -> None:
    assert validate_office(decks[name]) == []
