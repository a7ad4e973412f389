"""Every kind of block can stand in a document, on the page and in a section's cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from sample_document import GLANCE, NUMBERED, PROGRESS, RED, REPORT, line

from exectrack_xl.package import read_parts
from exectrack_xl.render.document import document, render
from exectrack_xl.report.model import (
    Block,
    Bullets,
    Chart,
    ChartKind,
    Lane,
    Matrix,
    Pin,
    Roadmap,
    Role,
    Section,
    Series,
    Tile,
    Tone,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

TILES = tuple(
    Tile(f"tile_{n}", label, line(value), line("story points"), line("was 70"), RED if label == "Blocked" else None)
    for n, (label, value) in enumerate(
        (("Planned", "86"), ("Completed", "61"), ("In Progress", "15"), ("Blocked", "10"))
    )
)
CURVE = Chart(
    "curve", "Earned value, € m", ChartKind.LINE, ("Jan", "Feb", "Mar"),
    (Series("Plan", Role.PLAN, (1.0, 2.0, 3.0), label_at=2),
     Series("Earned", Role.ACTUAL, (0.9, 1.8, None), label_at=1)),
    "0.0", "Earned 1.8 of 2.0", status_at=1,
)  # fmt: skip
VELOCITY = replace(PROGRESS, key="velocity", kind=ChartKind.COLUMN, highest=None, status_at=2)
AGES = Chart(
    "ages", "Open issues by age", ChartKind.STACKED, ("0-7 days", "8-30 days"),
    (Series("Critical", Role.ACTUAL, (1.0, 2.0)), Series("High", Role.PREVIOUS, (3.0, 2.0)),
     Series("Expected", Role.FORECAST, (1.0, 0.0)), Series("Low", Role.CONTEXT, (1.0, 0.0)),
     Series("Cost", Role.COST, (1.0, 0.0))), "0", "Open issues",
)  # fmt: skip
BANDS = {(p, i): (f"{p * i}", Tone.RED if p * i > 6 else Tone.GREEN) for p in (1, 2, 3) for i in (1, 2, 3)}
MATRIX = Matrix("matrix", "Risk matrix", 3, BANDS, (Pin("R-1", "R-01", 3, 3), Pin("R-2", "R-02", 3, 3)), "Note", "Alt")
CORE = Lane("I-02", "Core", RED, "50% done", None, (date(2026, 1, 5), date(2027, 3, 18)), 0.5, None)
ROADMAP = Roadmap(
    "map", "Roadmap", date(2026, 1, 1), date(2027, 1, 1), date(2026, 9, 30), "30 Sep 2026", (CORE,), "Alt"
)
FOCUS = Bullets("focus", "Current Focus", (line("Load policies"), line("Repair the gate")), note="Proposed")
BLOCKS: tuple[Block, ...] = (*TILES, GLANCE, PROGRESS, CURVE, VELOCITY, AGES, MATRIX, ROADMAP, FOCUS, NUMBERED)


def test_four_tiles_stand_beside_each_other_and_five_in_two_rows() -> None:
    for tiles, cells in ((TILES, [4]), ((*TILES, replace(TILES[0], key="tile_5")), [3, 3])):
        table = Document(BytesIO(document(replace(REPORT, opening=tiles)))).element.body.find(f".//{W}tbl")
        assert [len(list(row.iter(f"{W}tc"))) for row in table.iter(f"{W}tr")] == cells


def test_a_tile_shows_label_status_value_why_and_change() -> None:
    body = Document(BytesIO(document(replace(REPORT, opening=TILES)))).element.body
    cell = list(body.find(f".//{W}tbl").iter(f"{W}tc"))[3]
    texts = [p.text for p in cell.p_lst]
    assert texts == ["Blocked   ■ Red", "10", "story points", "was 70"]


def test_a_status_date_is_drawn_over_lines_and_columns() -> None:
    for chart in (CURVE, VELOCITY):
        drawn = etree.fromstring(
            read_parts(document(replace(REPORT, opening=(chart,))))["word/charts/report_chart1.xml"]
        )
        last = list(drawn.iter(f"{C}ser"))[-1]
        assert last.findtext(f"{C}tx//{C}v") == "Status date"
        assert last.find(f"{C}errBars") is not None


def test_a_matrix_names_its_risks_in_their_cell() -> None:
    body = Document(BytesIO(document(replace(REPORT, opening=(MATRIX,))))).element.body
    cells = ["/".join(p.text for p in cell.p_lst) for cell in body.find(f".//{W}tbl").iter(f"{W}tc")]
    assert cells[:4] == ["Probability 3", "3/", "6/", "9/R-01, R-02"]


def test_a_lane_without_a_date_says_so() -> None:
    body = Document(BytesIO(document(replace(REPORT, opening=(ROADMAP,))))).element.body
    rows = [[cell.p_lst[0].text for cell in row.iter(f"{W}tc")] for row in body.find(f".//{W}tbl").iter(f"{W}tr")]
    assert rows[1] == ["Core", "■ Red", "50% done", "–", "18 Mar 2027", "–"]


@pytest.mark.validator
def test_every_block_is_valid_on_the_page_and_in_a_cell(
    validate_office: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    section = Section("I-02", "All of them", RED, (("Quality", BLOCKS), ("Empty", ())))
    report = replace(REPORT, opening=BLOCKS, sections=(section,))
    assert validate_office(render(report, tmp_path / "blocks.docx")) == []
