"""Where each number of a report comes from: a list of them with their references, and what all were computed from.

A reference is a metric ("spi_t", "spi_t@I-02"), the column of a row ("row:R-07/Score"), or the sheets of a page
("sheets:Risks, Snapshots"). Depends on: metrics, report.desk, report.model, schema, tracker, version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from exectrack_xl.metrics import METRICS
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import (
    Block,
    Bullets,
    Chart,
    Line,
    Matrix,
    Origin,
    Page,
    Report,
    Roadmap,
    Role,
    Row,
    RowKind,
    Said,
    Span,
    Table,
    Tile,
)
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker.identity import tables_hash
from exectrack_xl.version import __version__

OPENING = "beginning"
ROW, SHEETS_OF = "row:", "sheets:"
_DIGIT = re.compile(r"\d")
_FIGURE = r"\d{1,3}(?:[ ,.\u00a0]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"  # 1,234.5 and 1.234,5
# A date, an amount, a share, a decimal, days: enough of a text to know it again elsewhere.
_TELLING = re.compile(
    r"\d{1,2}\.? (?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Ju[nl]|Aug|Sept?|O[ck]t|Nov|De[cz])[a-zé]*\b(?:\.? \d{4})?"
    rf"|[€$£¥](?:{_FIGURE})(?:[ \u00a0]?(?:m|k|bn)\b)?|(?:{_FIGURE})[ \u00a0](?:Mio\.[ \u00a0])?[€$£¥]"
    rf"|(?:{_FIGURE})[ \u00a0]?%|\d+[.,]\d+(?![\d.,]*\d)|(?:{_FIGURE}) (?=d\b|working day|Arbeitstag)"
)
_VALUE = re.compile(rf"{_TELLING.pattern}|(?<![\w-])(?:{_FIGURE})(?![\w-])")
_ID = re.compile(r"[A-Z][A-Za-z]{0,4}-?\d[\w-]*")
_KEY = re.compile(rf"{_ID.pattern}(?:\..+)?")  # of a row about one thing, or about one of its columns


@dataclass(frozen=True)
class Number:
    """A number as it stands: its page, the block there, its label, the text, and what it refers to."""

    page: str  # the key of the slide or section
    title: str  # of the page, or the label of the section
    block: str
    label: str  # "SPI(t)", "Adviser App, SPI(t)"
    text: str
    ref: str


def origin_of(desk: Desk) -> Origin:
    """What the numbers of a desk are computed from; a snapshot taken of the same tables changes nothing in it."""
    tables = {**desk.tracker.tables, "snapshots": SHEETS["snapshots"].empty()}
    day = (desk.live_day or desk.day).isoformat()
    return Origin(tables_hash(tables), desk.period.id, day, rules_hash(), __version__, desk.only)


@lru_cache(maxsize=1)
def rules_hash() -> str:
    """A hash of every metric's formula and bands: it changes with a rule, and with nothing else."""
    rules = (f"{name}|{metric.formula}|{metric.bands}" for name, metric in sorted(METRICS.items()))
    return sha256("\n".join(rules).encode()).hexdigest()[:16]


def numbers(report: Report) -> tuple[Number, ...]:
    """Every number of a report in reading order, each with a reference.

    A number of a title or a sentence refers to what the same value elsewhere in the report refers to, first on its
    page; else to the sheets of its page.
    """
    found = [number for page in report.pages for number in _of_page(page)]
    found += [Number(page.key, page.title, "footer", "Status date", report.status_date, f"{SHEETS_OF}Settings")
              for page in report.pages]  # fmt: skip
    found += [Number(OPENING, "", "footer", "Status date", report.status_date, f"{SHEETS_OF}Settings")]
    found += _of_blocks(OPENING, "", report.opening)
    found += [_number(OPENING, "", "answer", "answer", span) for line in report.answer for span in _telling(line)]
    for section in report.sections:
        for label, blocks in section.fields:
            found += _of_field(section.key, section.title, label, blocks)
    return tuple(_referred(found, {page.key: page.source for page in report.pages}))


def _of_page(page: Page) -> Iterator[Number]:
    yield from (_number(page.key, page.title, "title", "title", span) for span in _telling((Span(page.title),)))
    for name, text in page.texts.items():
        yield from (_number(page.key, page.title, name, name, span) for span in _telling((Span(text),)))
    yield from _of_blocks(page.key, page.title, page.blocks.values())
    yield from (_number(page.key, page.title, "notes", "notes", span) for span in _telling((Span(page.notes),)))


def _of_field(key: str, title: str, label: str, blocks: Iterable[Block | Line]) -> Iterator[Number]:
    for block in blocks:
        if isinstance(block, tuple):
            yield from (_number(key, title, label, _before(block, span) or label, span) for span in _telling(block))
        else:
            yield from _of_blocks(key, title, (block,))


def _of_blocks(key: str, title: str, blocks: Iterable[Block]) -> Iterator[Number]:
    for block in blocks:
        for name in ("heading", "note"):
            spans = _telling((Span(getattr(block, name, "")),))
            yield from (_number(key, title, block.key, name, span) for span in spans)
        if isinstance(block, Tile):
            for line in (block.value, block.why, block.change):
                for span in _telling(line):
                    label = block.label if line is block.value else _before(line, span)
                    yield _number(key, title, block.key, label or block.label, span, block.label)
        elif isinstance(block, Bullets):
            yield from (_number(key, title, block.key, block.label, span) for line in block.lines
                        for span in _telling(line))  # fmt: skip
        elif isinstance(block, Table):
            for row in block.rows:
                yield from _of_row(key, title, block, row)
        else:
            yield from _of_drawing(key, title, block)


def _of_row(key: str, title: str, table: Table, row: Row) -> Iterator[Number]:
    if row.kind is RowKind.GROUP or not row.cells:
        return
    name = " ".join(span.text for line in row.cells[0].lines[:1] for span in line).strip()
    is_known = _KEY.fullmatch(row.key) and not row.key.endswith("programme")

    def own(label: str) -> str:
        return f"{ROW}{row.key}/{label}" if is_known else ""

    for column, cell in zip(table.columns, row.cells, strict=False):
        for line in (*cell.lines, *(((Span(cell.status.word),),) if cell.status else ())):
            for span in _telling(line):
                label = column.label if name == span.text else f"{name}, {column.label}"
                yield Number(key, title, table.key, label, span.text.strip(), span.ref or own(column.label))


def _of_drawing(key: str, title: str, block: Block) -> Iterator[Number]:
    if isinstance(block, Chart):
        for series in block.series:
            if series.role is Role.BLANK:  # lifts others, shows nothing
                continue
            yield Number(key, title, block.key, series.name, "", series.ref)
    elif isinstance(block, Roadmap):
        for lane in block.lanes:
            part = f"@{lane.key}" if lane.key else ""
            if _DIGIT.search(lane.note):
                yield Number(key, title, block.key, lane.name, lane.note, f"percent_complete{part}")
            yield from (Number(key, title, block.key, marker.label, marker.note, f"{ROW}{marker.key}/Forecast date")
                        for marker in lane.markers if marker.label)  # fmt: skip
    elif isinstance(block, Matrix):
        yield from (Number(key, title, block.key, pin.key, f"{pin.probability} × {pin.impact}", f"{ROW}{pin.key}/Score")
                    for pin in block.pins)  # fmt: skip


def _telling(line: Line) -> Iterator[Span]:
    """The spans of a line that hold a number; of typed text its values one by one."""
    for span in line:
        if span.ref:
            yield span
        elif isinstance(span.text, Said):
            yield from _telling(span.text.spans)
        elif _DIGIT.search(span.text):
            yield from map(Span, _values(span.text))


@lru_cache(maxsize=4096)  # the same figures stand in many places, and each text is looked at twice
def _values(text: str) -> tuple[str, ...]:
    """The values in a text, IDs left out."""
    found = _VALUE.finditer(_ID.sub(lambda one: " " * len(one[0]), text))
    return tuple(match[0].strip() for match in found)


def _before(line: Line, span: Span) -> str:
    """What stands before a number in its line: "SPI(t)" of "; SPI(t) 0.92"."""
    place = next((number for number, one in enumerate(line) if one is span), 0)
    said = line[place - 1].text if place and not _DIGIT.search(line[place - 1].text) else ""
    return re.split(r"[;,.]\s*", said.strip())[-1].strip(" :(")


def _number(key: str, title: str, block: str, label: str, span: Span, about: str = "") -> Number:
    shown = label if not about or label == about else f"{about}, {label}"
    return Number(key, title, block, shown, span.text.strip(), span.ref)


def _referred(found: list[Number], sources: dict[str, str]) -> Iterator[Number]:
    """The numbers, those without a reference given that of the same value, or the sheets of their page."""
    known: dict[tuple[str, str], str] = {}
    anywhere: dict[str, str] = {}
    for one in found:
        for value in _values(one.text) if one.ref else ():
            known.setdefault((one.page, value), one.ref)
            anywhere.setdefault(value, one.ref)
    for one in found:
        if one.ref:
            yield one
            continue
        telling = _TELLING.search(one.text + " d")
        same = known.get((one.page, one.text)) or anywhere.get(one.text) if telling else ""
        ref = same or f"{SHEETS_OF}{sources.get(one.page, '')}"
        yield Number(one.page, one.title, one.block, one.label, one.text, ref)
