"""A whole deck or document: pages, sections, and what it was computed from.

Depends on: report.model.blocks, report.model.drawings, report.model.text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from exectrack_xl.report.model.blocks import Bullets, Table, Tile
from exectrack_xl.report.model.drawings import Chart, Ladder, Matrix, Roadmap
from exectrack_xl.report.model.text import Line, Spoken, Status


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
    words: Spoken | None = field(default=None, repr=False, compare=False)  # its language; None = English
    comparison: str = ""  # with which period it compares: "Compared with Q2 2026", or "No comparison yet"

    def tiles(self) -> Iterator[Tile]:
        """Every tile on every page."""
        for page in self.pages:
            for block in page.blocks.values():
                if isinstance(block, Tile):
                    yield block
