"""Every number of a deck and a report as written: texts, tables, notes, chart caches and the workbooks behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from lxml import etree
from openpyxl import load_workbook

from exectrack_xl import package
from exectrack_xl.metrics import Result, find
from exectrack_xl.render.deck import render as render_deck
from exectrack_xl.render.document import render as render_document
from exectrack_xl.render.manifest import Manifest, manifest_of
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.documents.compose import compose_document
from exectrack_xl.report.model import Chart, Report, Role, RowKind, Table
from exectrack_xl.report.provenance import OPENING, Number
from exectrack_xl.report.trace import located, trail
from exectrack_xl.report.words import as_date, is_known
from exectrack_xl.sample import cells
from exectrack_xl.schema.serial_days import serial_of
from exectrack_xl.tracker import Tracker

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIGURE = re.compile(r"(?<![\w.,-])[€]?\d[\d.,]*\d%?(?![\w-])|(?<![\w.,+-])\d%?(?![\w.,-])")
CONSTANT = {"1.00"}  # "1.00 is on plan"
LEADS = {"Rows", "Sheet", "Cell", "Status date", "Period"}


@dataclass(frozen=True)
class Written:
    """A report, the file that was made of it, and the desk it was written at."""

    report: Report
    desk: Desk
    parts: dict[str, bytes]

    @cached_property
    def manifest(self) -> Manifest:
        found = manifest_of(self.parts)
        assert found is not None
        return found


@pytest.fixture(scope="module", params=["deck", "report"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    tracker = Tracker.from_cells("claims-forward-tracker.xlsx", cells())
    is_deck = request.param == "deck"
    report = compose_deck(tracker) if is_deck else compose_document(tracker)
    path = tmp_path_factory.mktemp("written") / ("d.pptx" if is_deck else "d.docx")
    parts = package.read_parts((render_deck if is_deck else render_document)(report, path).read_bytes())
    return Written(report, prepare(tracker, tracker.period(report.origin.period)), parts)


def pages(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Page and text of each paragraph, notes and footers with it; all of a document is its beginning."""
    for name, content in parts.items():
        if re.fullmatch(r"ppt/(slides|notesSlides)/\w+\.xml", name):
            slide = name.replace("notesSlides/notesSlide", "slides/slide")
            key = next(etree.fromstring(parts[slide]).iter(f"{P}cSld")).get("name", "")
            yield from ((key, text) for text in paragraphs(content, A))
        elif re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            yield from ((OPENING, text) for text in paragraphs(content, W))


def paragraphs(content: bytes, space: str) -> Iterator[str]:
    for paragraph in etree.fromstring(content).iter(f"{space}p"):
        if not any(True for _ in paragraph.iter(f"{A}fld")):  # the number of the page
            yield "".join(one.text or "" for one in paragraph.iter(f"{space}t"))


def test_every_figure_in_every_text_is_listed_and_leads_to_a_cell_or_rows(written: Written) -> None:
    listed: dict[str, list[Number]] = {}
    for number in written.manifest.numbers:
        listed.setdefault(number.page if written.report.pages else OPENING, []).append(number)
    count, lost = 0, []
    for key, text in pages(written.parts):
        for figure in FIGURE.findall(text):
            count += 1
            if figure not in CONSTANT and not any(figure in f"{one.text} {one.label}" for one in listed.get(key, [])):
                lost.append((key, figure, text))
    assert count > 200
    assert lost == []


def test_every_number_listed_resolves(written: Written) -> None:
    lost = []
    for number in written.manifest.numbers:
        steps = dict(trail(number.ref, written.desk, number.text))
        counted = number.label in ("heading", "note")  # of rows, whose sheets are told
        if number.text not in CONSTANT and not set(steps) & (LEADS | ({"Sheets"} if counted else set())):
            lost.append(number)
    assert lost == []


def test_a_number_of_a_title_is_found_by_its_slide_and_its_text(written: Written) -> None:
    for place, page in enumerate(written.manifest.pages, 1):
        for number in [one for one in written.manifest.numbers if one.page == page and one.label == "title"]:
            found = located(written.manifest.numbers, written.manifest.pages, f"slide {place}, {number.text}")
            assert number.text in found.best.text


def charts(parts: dict[str, bytes]) -> Iterator[tuple[Any, list[tuple[Any, ...]]]]:
    """Each chart of a file with the rows of the workbook behind it."""
    for name, content in parts.items():
        folder, _, file = name.rpartition("/")
        if folder.endswith("/charts") and file.endswith(".xml"):
            related = etree.fromstring(parts[f"{folder}/_rels/{file}.rels"])
            (target,) = [one.get("Target", "") for one in related if one.get("Type", "").endswith("/package")]
            book = load_workbook(BytesIO(parts[f"{folder.rpartition('/')[0]}/{target.removeprefix('../')}"]))
            yield etree.fromstring(content), [tuple(row) for row in book["Sheet1"].iter_rows(values_only=True)]


def cached(series: Any, tag: str, points: int) -> list[Any]:
    """The values of a series as the chart remembers them; None where it has a gap."""
    found: list[Any] = [None] * points
    for point in series.find(f"{C}{tag}").iter(f"{C}pt"):
        found[int(point.get("idx"))] = point.find(f"{C}v").text
    return found


def blocks(report: Report) -> list[Any]:
    found: list[Any] = [block for page in report.pages for block in page.blocks.values()]
    found += report.opening
    return found + [block for section in report.sections for _, some in section.fields for block in some]


def drawn(report: Report) -> list[Chart]:
    return [block for block in blocks(report) if isinstance(block, Chart)]


def bars(report: Report) -> list[list[list[float]]]:
    """Work done and plan of the rows of each table that draws them beside its rows."""
    tables = [block for block in blocks(report) if isinstance(block, Table)]
    found = [[cell.bar for row in table.rows for cell in row.cells if cell.bar] for table in tables]
    return [[list(part) for part in zip(*some, strict=True)] for some in found if some]


def test_every_chart_remembers_what_its_workbook_holds_and_what_was_drawn(written: Written) -> None:
    asked, found = drawn(written.report), 0
    for chart, rows in charts(written.parts):
        categories = [row[0] for row in rows[1:]]
        known = [{one.name: [None if v is None else float(v) for v in one.values] for one in each.series}
                 for each in asked if list(each.categories) == categories]  # fmt: skip
        remembered = {}
        for column, series in enumerate(chart.iter(f"{C}ser"), 1):
            (name,) = cached(series, "tx", 1)
            values = [None if text is None else float(text) for text in cached(series, "val", len(categories))]
            assert cached(series, "cat", len(categories)) == categories
            assert rows[0][column] == name
            held = [serial_of(row[column].date()) if hasattr(row[column], "date") else row[column] for row in rows[1:]]
            assert [one is None for one in held] == [one is None for one in values]
            assert [one or 0.0 for one in held] == pytest.approx([one or 0.0 for one in values], rel=1e-12)
            remembered[name] = values
            found += 1
        values = list(remembered.values())
        assert any(each.items() <= remembered.items() for each in known) or values in bars(written.report), remembered
    assert found >= (2 if not written.report.pages else 20)


def amounts_of(desk: Desk, name: str) -> list[str]:
    return [header for header, value in (desk.listing(name) or [{}])[0].items() if isinstance(value, float)]


def sum_of(rows: list[dict[str, Any]], header: str) -> float:
    """The sum of the amounts of money in a column."""
    return sum(row[header] for row in rows if is_known(row[header]) and not row.get("Unit"))


def behind(desk: Desk, ref: str) -> list[float]:
    """Every value that a series with this reference may draw."""
    name, _, initiative = ref.partition("@")
    result = find(name).result
    if result is Result.SERIES:
        return [value for value in desk.value(name, initiative).values if is_known(value)]
    if result is Result.TABLE:
        found = [value for row in desk.listing(name, initiative) for value in row.values() if is_known(value)]
        found += [sum_of(desk.listing(name, each), header) for each in desk.initiatives
                  for header in amounts_of(desk, name)]  # fmt: skip
        return [float(serial_of(day) if (day := as_date(one) if hasattr(one, "year") else None) else one)
                for one in found if not isinstance(one, str)]  # fmt: skip
    values = [desk.value(name, each) for each in (*desk.initiatives, "")]
    if as_date(values[0] if hasattr(values[0], "year") or hasattr(values[0], "dtype") else None) is None:
        return [float(value) for value in values if is_known(value)]
    since = [desk.value("baseline_finish" if name == "approved_finish" else "approved_finish", each)
             for each in (*desk.initiatives, "")]  # fmt: skip
    days = [desk.tracker.calendar.between(as_date(one), as_date(two)) for one, two in zip(since, values, strict=True)]
    return [float(day) for day in days]


def test_every_series_draws_the_values_of_its_metric(written: Written) -> None:
    for chart in drawn(written.report):
        for series in chart.series:
            if series.role is Role.BLANK:  # lifts the others, shows nothing
                continue
            assert series.ref, (chart.key, series.name)
            known = behind(written.desk, series.ref)
            shown = [value for value in series.values if value is not None]
            assert any(all(any(np.isclose(value * scale, one) for one in known) for value in shown)
                       for scale in (1, 1e3, 1e6)), (chart.key, series)  # fmt: skip


def amount(text: str) -> tuple[float, float]:
    """An amount as printed and what its last digit is worth."""
    digits, unit = re.fullmatch(r"[^\d]*([\d.,]+)(?: (m|k))?", text).groups()  # type: ignore[union-attr]
    scale = {"m": 1e6, "k": 1e3, None: 1.0}[unit]
    whole = float(digits.replace(",", "")) * scale * (-1 if "−" in text else 1)
    return whole, scale / 10 ** len(digits.partition(".")[2])


def test_the_rows_of_a_total_add_up_as_printed(written: Written) -> None:
    found = [one for one in blocks(written.report) if isinstance(one, Table)]
    tables = [table for table in found if any(row.kind is RowKind.TOTAL for row in table.rows)]
    assert tables
    for table in tables:
        for name in ("estimate_at_completion", "variance_at_completion"):
            printed = {row.kind: [] for row in table.rows}  # type: ignore[var-annotated]
            for row in table.rows:
                printed[row.kind] += [amount(span.text) for cell in row.cells for line in cell.lines for span in line
                                      if span.ref.partition("@")[0] == name]  # fmt: skip
            ((total, step),) = printed[RowKind.TOTAL]
            assert sum(one for one, _ in printed[RowKind.NORMAL]) == pytest.approx(total, abs=step / 2), name
