"""From a workbook to its deck and its report, over the floor: the cells as lists, the templates unzipped and zipped.

Each document is made from what a person has changed since the last one: nothing is kept but the templates' own caches.
"""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.metrics import forgetful
from benchmarks.reading import lists
from benchmarks.rows import Bench, Row
from exectrack_xl.excel.file import read
from exectrack_xl.render import deck, document
from exectrack_xl.render.template_files import own_template
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.documents.compose import compose_document

DECK, REPORT = "quarterly-deck.pptx", "stakeholder-report.docx"
FLOOR, DECK_FLOOR, REPORT_FLOOR = "lists, and both templates rezipped", "deck template rezipped", "report's rezipped"


def rows(bench: Bench) -> list[Row]:
    """The rows of this subject."""
    templates = [own_template(name) for name in (DECK, REPORT)]
    tracker = read(bench.path)
    slides, pages = compose_deck(tracker), compose_document(tracker)
    pptx, docx = bench.folder / "deck.pptx", bench.folder / "report.docx"

    def both() -> None:
        fresh = read(bench.path)
        deck.render(compose_deck(fresh), pptx)
        document.render(compose_document(fresh), docx)

    def composed() -> None:
        fresh = forgetful(tracker)
        compose_deck(fresh)
        compose_document(fresh)

    return [
        floor(bench),
        Row("workbook to deck and report", both, gate=3, target=2, against=FLOOR),
        Row("of it: composing both", composed, against=FLOOR),
        Row(DECK_FLOOR, partial(rezipped, templates[0])),
        Row("of it: rendering the deck", lambda: deck.render(slides, pptx), gate=8, target=5, against=DECK_FLOOR),
        Row(REPORT_FLOOR, partial(rezipped, templates[1])),
        Row("of it: rendering the report", lambda: document.render(pages, docx), gate=6, target=3.5,
            against=REPORT_FLOOR),
    ]  # fmt: skip


def floor(bench: Bench) -> Row:
    """The least that any program must do: read the cells, and unpack and pack both templates."""
    templates = [own_template(name) for name in (DECK, REPORT)]

    def least() -> None:
        lists(bench)
        for template in templates:
            rezipped(template)

    return Row(FLOOR, least)


def rezipped(path: Path) -> bytes:
    """The package unpacked and packed again: the least that a program which changes one must do."""
    target = BytesIO()
    with ZipFile(path) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name))
    return target.getvalue()
