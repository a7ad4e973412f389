"""What a report says, before anyone decides what it looks like.

Plain frozen values: text is final, colours are meanings, nothing is computed after this point. A page names
its blocks by the place they take; renderers map places to placeholders, positions or Word fields.
Depends on: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    """Meaning of a colour. A status is always shown as shape, colour and word together."""

    GREEN = "Green"
    YELLOW = "Yellow"
    RED = "Red"
    GREY = "Grey"  # tracked but stale or not known
    PLAIN = "Plain"
    ACCENT = "Accent"
    MUTED = "Muted"


class Role(StrEnum):
    """What a series or bar stands for; decides its notation."""

    ACTUAL = "actual"  # solid
    PLAN = "plan"  # outlined
    FORECAST = "forecast"  # hatched or dashed
    PREVIOUS = "previous"  # light
    COST = "cost"  # ink
    CONTEXT = "context"  # grey
    TOTAL = "total"  # deep: the sum of a bridge
    BLANK = "blank"  # not drawn: lifts a step of a bridge to its height


class Layout(StrEnum):
    """The kinds of page a template offers, by the name of its layout."""

    COVER = "ET Cover"
    SUMMARY = "ET Executive summary"
    TABLE = "ET Table"
    CANVAS = "ET Canvas"
    CANVAS_TABLE = "ET Canvas + table"
    CHART_TAKEAWAYS = "ET Chart + takeaways"
    CHART_TAKEAWAYS_CHART = "ET Chart + takeaways + chart"
    DECISION = "ET Decision"
    TWO_CHARTS = "ET Two charts"
    TWO_TABLES = "ET Two tables"
    CHART_TABLE = "ET Chart + table"


@dataclass(frozen=True)
class Span:
    """A piece of text in one look. `ref` says which number it is: "spi_t", "spi_t@I-02"."""

    text: str
    bold: bool = False
    tone: Tone = Tone.PLAIN
    ref: str = ""


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True)
class Status:
    """A status: shape, colour and word. The word is Green, Yellow, Red, or e.g. Late, On track, No data."""

    tone: Tone
    word: str


@dataclass(frozen=True)
class Tile:
    """One headline number: label, value, why, and what changed since the last period."""

    key: str
    label: str
    value: Line
    why: Line = ()
    change: Line = ()
    status: Status | None = None


@dataclass(frozen=True)
class Bullets:
    """A field with a label and a few lines; numbered when the reader shall answer them one by one."""

    key: str
    label: str
    lines: tuple[Line, ...]
    note: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class Column:
    """A table column: its label, alignment ("left", "right", "centre") and relative width."""

    label: str
    align: str = "left"
    width: float = 1.0


@dataclass(frozen=True)
class Cell:
    """A table cell: lines under each other, or a status; `bar` draws work done and plan as shares (0 to 1)."""

    lines: tuple[Line, ...] = ()
    status: Status | None = None
    bar: tuple[float, float] | None = None

    @classmethod
    def of(cls, text: str, bold: bool = False, tone: Tone = Tone.PLAIN, ref: str = "") -> Cell:
        """A cell with one line in one look."""
        return cls(((Span(text, bold, tone, ref),),))


class RowKind(StrEnum):
    """What a table row is."""

    NORMAL = "normal"
    GROUP = "group"  # a heading over the rows that follow; only its first cell is used
    TOTAL = "total"


@dataclass(frozen=True)
class Row:
    """A table row. `key` is the ID of the thing it is about, so that a refresh finds it again."""

    key: str
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.NORMAL
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Table:
    """Rows under columns, with a heading that says what is shown."""

    key: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    ref: str = ""  # the listing metric its rows are taken from, as in `Span`


class ChartKind(StrEnum):
    """How values are drawn."""

    LINE = "line"
    COLUMN = "column"
    BAR = "bar"  # horizontal, first category on top
    STACKED = "stacked column"


@dataclass(frozen=True)
class Series:
    """Values of one thing by category; None where there is none. `label_at` is the point that carries the name."""

    name: str
    role: Role
    values: tuple[float | None, ...]
    label_at: int | None = None
    show_values: bool = False
    label_first: bool = False  # a line: its value stands at its first point too
    number_format: str = ""  # where it is not the chart's
    ref: str = ""  # the series metric its values are, as in `Span`


@dataclass(frozen=True)
class Chart:
    """A native chart. `number_format` is an Excel format such as 0% or 0.0; `alt` describes it to a screen reader."""

    key: str
    heading: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str
    alt: str
    lowest: float | None = None
    highest: float | None = None
    show_axis: bool = True
    status_at: int | None = None  # the category of the status date, marked by a line
    legend: bool = True  # names the series where nothing else does
    gridline: float | None = None  # the one value that the axis marks, e.g. 1 for 100%


@dataclass(frozen=True)
class Marker:
    """A milestone on the roadmap. `kind` is "baseline", "reached" or "forecast"."""

    key: str
    day: date
    kind: str
    label: str = ""
    note: str = ""  # "18 Mar (20 d late)"
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Lane:
    """One initiative on the roadmap: baseline bar, current bar filled to its progress, milestones."""

    key: str
    name: str
    status: Status
    note: str  # "64% done"
    baseline: tuple[date, date] | None
    current: tuple[date, date] | None
    progress: float  # share of the current bar that is filled, 0 to 1
    safe_finish: date | None  # end of the whisker: the P80 date, once simulated
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True)
class Roadmap:
    """Lanes over time with the status date marked."""

    key: str
    heading: str
    start: date
    finish: date
    status_date: date
    status_label: str
    lanes: tuple[Lane, ...]
    alt: str


@dataclass(frozen=True)
class Pin:
    """A risk on the matrix: where it is, and where it was."""

    key: str
    label: str
    probability: int
    impact: int
    previous: tuple[int, int] | None = None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Matrix:
    """The risk matrix: `size` steps of probability (up) by impact (right), band word of each cell, pins."""

    key: str
    heading: str
    size: int
    bands: Mapping[tuple[int, int], tuple[str, Tone]]  # (probability, impact) -> ("9 Critical", Tone.RED)
    pins: tuple[Pin, ...]
    note: str
    alt: str


@dataclass(frozen=True)
class Step:
    """A step of a ladder: its name, and how many stand on it."""

    key: str
    label: str
    count: Span


@dataclass(frozen=True)
class Ladder:
    """Steps one after the other, each with a count: Team, Manager, Director, Executive."""

    key: str
    heading: str
    steps: tuple[Step, ...]
    alt: str


Block: TypeAlias = Tile | Bullets | Table | Chart | Roadmap | Matrix | Ladder


@dataclass(frozen=True)
class Page:
    """One slide: a title that is a full sentence, and blocks by place.

    Places: tile_1 … tile_4; achievements, focus, goals, issues, needs, decisions (Executive summary);
    recommendation, otherwise, deciding (Decision); subtitle, footer (Cover);
    chart, chart_2, table, table_2, canvas, takeaways, ladder (the others).
    """

    key: str  # "summary", "roadmap"
    layout: Layout
    title: str
    blocks: Mapping[str, Block]
    source: str  # the sheets it was computed from: "Tasks, Milestones"
    notes: str  # how to read the page, the rule behind it, the caveat
    texts: Mapping[str, str] = field(default_factory=dict)  # plain texts by place, e.g. the cover's subtitle


@dataclass(frozen=True)
class Section:
    """A part of a document about one thing, in the template's own fields.

    `fields` are the specification's labels in order, each with its blocks.
    """

    key: str
    title: str
    status: Status | None
    fields: tuple[tuple[str, tuple[Block | Line, ...]], ...]


@dataclass(frozen=True)
class Origin:
    """What a report was computed from: the tables' hash, the period, the day, the rules and the product's version."""

    tables: str = ""  # SHA-256 of the tables as the period sees them, snapshots left out
    period: str = ""  # "2026-Q3"
    as_of: str = ""  # the live tables' status date: "2026-11-13"
    rules: str = ""  # hash of all formulas and bands
    version: str = ""  # of the product
    initiative: str = ""  # where it is about one alone


@dataclass(frozen=True)
class Report:
    """A whole deck (pages) or document (answer, opening blocks, sections)."""

    kind: str  # "quarterly deck", "stakeholder report"
    title: str  # "Initiative Progress Report - Q3 2026"
    programme: str
    organisation: str
    period_label: str
    status_date: str  # as printed: "30 Sep 2026"
    snapshot: str  # "S-2026-09-30", or "live tables"
    source: str  # the workbook's name
    status: Status
    pages: tuple[Page, ...] = ()
    answer: tuple[Line, ...] = ()
    opening: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    left_out: tuple[str, ...] = ()  # what could not be used, as sentences for the last page
    asked: Mapping[str, str] = field(default_factory=dict)  # what was asked for, so that a refresh asks the same
    template: str = ""  # the template of ours it is written for, by its file name
    about: str = ""  # what it is about, where that is not the whole programme: "CR-12 Second cleansing team"
    origin: Origin = Origin()
    comparison: str = ""  # with which period it compares: "Compared with Q2 2026", or "No comparison yet"

    def tiles(self) -> Iterator[Tile]:
        """Every tile on every page."""
        for page in self.pages:
            for block in page.blocks.values():
                if isinstance(block, Tile):
                    yield block
