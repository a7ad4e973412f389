"""What is drawn on a page: charts, the roadmap, the risk matrix, ladders. Depends on: report.model.text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exectrack_xl.report.model.text import Role, Span, Status, Tone


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
    status_label: str = "Status date"  # what stands at that line
    legend: bool = True  # names the series where nothing else does
    low: bool = False  # half as high in a document that has one page
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
