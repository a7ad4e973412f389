"""Files damaged at random, of every kind that is read: each command ends in a sentence and an exit code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.hostile import hostile
from exectrack_xl.actions.batch.supervised import Limits, Supervised
from exectrack_xl.package import WorkbookError, read_parts, understood, write_parts
from exectrack_xl.render.template_files import own_template
from exectrack_xl.sample import cells
from tests.security import calls

SEED, DAY = 20261016, ("--as-of", "2026-10-31")


@pytest.fixture(scope="module")
def worker() -> Iterator[Supervised]:
    with Supervised(1, Limits(seconds=60, megabytes=900)) as pool:
        yield pool


def _issues() -> bytes:
    return "\n".join(",".join(f'"{value}"' for value in row) for row in cells()["issues"]).encode()


BASES = {
    "deck": {"deck.pptx": own_template("quarterly-deck.pptx").read_bytes()},
    "report": {"report.docx": own_template("stakeholder-report.docx").read_bytes()},
    "list": {"issues.csv": _issues()},
    "tracker": None,
}


@pytest.mark.parametrize(("base", "count", "command"), [
    ("tracker", 8, ("metrics", "{}", *DAY)),
    ("tracker", 4, ("report", "{}", *DAY, "--replace", "-o", "{}.docx")),
    ("deck", 8, ("lint", "{}", *DAY)),
    ("report", 8, ("lint", "{}", *DAY)),
    ("list", 12, ("import", "{}", "--into", "{}.xlsx", "--preview")),
])  # fmt: skip
def test_a_damaged_file_ends_in_a_sentence(base, count, command, tmp_path, worker):
    files = [hostile(SEED, number, BASES[base]) for number in range(count)]
    paths = [tmp_path / file.name for file in files]
    for path, file in zip(paths, files, strict=True):
        path.write_bytes(file.data)
    wanted = [[word.replace("{}", str(path)) for word in command] for path in paths]
    for file, (code, said) in zip(files, worker.submit(calls.run_all, wanted).result(), strict=True):
        assert code in (0, 1, 2), file
        assert said.strip(), file
        assert "Traceback" not in said, file


def test_what_a_library_stumbles_over_is_a_sentence_about_the_file():
    with pytest.raises(WorkbookError, match=r"mine\.pptx is damaged, or not put together as its program does it"), \
         understood("mine.pptx"):  # fmt: skip
        raise KeyError("no relationship of type 'x'")


def test_a_file_that_unpacks_to_more_than_office_writes_is_refused_unread():
    packed = bytearray(write_parts({"[Content_Types].xml": b"<Types/>", "a.xml": b" " * 9}))
    packed[packed.rindex(b"a.xml") - 46 + 24 : packed.rindex(b"a.xml") - 46 + 28] = (2**31).to_bytes(4, "little")
    with pytest.raises(WorkbookError, match="unpacks to more than 400 MB"):
        read_parts(bytes(packed))
