"""The status grid: a row for each tracker, its colours, their history and trend, and how old the data is.

Depends on: report.desk, report.model, report.paging, report.portfolio.model, report.words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exectrack_xl.report import words
from exectrack_xl.report.desk import TONES, status
from exectrack_xl.report.model import Cell, Column, Layout, Line, Page, Row, Span, Status, Table, Tone
from exectrack_xl.report.paging import Part, paged, sentence
from exectrack_xl.report.portfolio.model import Member, Portfolio
from exectrack_xl.tracker.periods import MONTHS

EACH = 9  # rows on a page
MOST = 6  # pages
_SHOWN = ("Schedule", "Cost", "Scope", "Risk")
_TREND = {"Worse": Tone.RED, "Better": Tone.GREEN}
_NOTES = (
    "One row a tracker, the worst first. The marks of the month ends come from each tracker's snapshots; no mark means "
    "that none was taken in that month. The trend compares the status now with the latest mark. The age is that of the "
    "status date in Settings, or of the last snapshot; data older than the tracker's own limit is stale, and stale is "
    "never Green. 'Set by hand' tells how many initiatives are reported better than the rules compute."
)


def grid(whole: Portfolio) -> Iterator[Page]:
    """The rows over pages; what even they do not hold stands in the workbook."""
    ends = [end for end, _ in whole.members[0].summary.history] if whole.members else []
    columns = (
        Column("Programme", width=2.5), Column("Overall", width=1.15), *(Column(name, width=1.0) for name in _SHOWN),
        *(Column(MONTHS[end.month - 1], width=0.45) for end in ends), Column("Trend", width=0.75),
        Column("Age of data", "right", 0.95), Column("Set by hand", width=1.7),
    )  # fmt: skip
    title = _title(whole)

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("grid", f"Status of each tracker on {words.day(whole.day)}, and at the last month ends", columns,
                      rows, part.note("tracker", "Trackers of the workbook"))  # fmt: skip
        return Page(part.key("grid"), Layout.TABLE, part.title(title, "Status of all trackers"), {"table": table},
                    "Settings, Initiatives, Milestones, Tasks, Costs, Risks, Changes, Snapshots", _NOTES)  # fmt: skip

    yield from paged([_row(member) for member in whole.members], EACH, page, MOST)


def named(member: Member) -> tuple[Line, ...]:
    """The programme and, muted, its organisation."""
    first: Line = (Span(member.name, True),)
    own = member.summary.organisation
    return (first, (Span(own, tone=Tone.MUTED),)) if own else (first,)


def age(member: Member) -> str:
    """The age of the data: "15 days", "today", "no date"."""
    if member.age is None:
        return "no date"
    return words.plural(member.age, "day") if member.age else "today"


def by_hand(member: Member) -> str:
    """How many initiatives are reported better than computed, and by how much: "1 of 2, 2 steps better"."""
    typed = member.summary.by_hand
    if not typed:
        return ""
    better = member.told_better
    if not better:
        return f"{words.plural(len(typed), 'status', 'statuses')}, none better"
    return f"{words.plural(len(better), 'status', 'statuses')}, {words.plural(member.gap, 'step')} better"


def _row(member: Member) -> Row:
    own = member.summary
    cells = (
        Cell(((Span(member.name, True),),)), Cell(status=status(member.status)),
        *(Cell(status=_dimension(own.dimensions[name])) for name in _SHOWN),
        *(Cell(status=Status(TONES[word], "")) if word in TONES else Cell() for _, word in own.history),
        Cell.of(member.trend or "–", bool(member.trend in _TREND), _TREND.get(member.trend, Tone.PLAIN)),
        Cell.of(age(member), member.is_stale, Tone.RED if member.is_stale else Tone.PLAIN),
        Cell.of(by_hand(member), member.gap > 0, Tone.RED if member.gap > 1 else Tone.PLAIN),
    )  # fmt: skip
    return Row(own.key, cells)


def _dimension(word: str) -> Status:
    return status("No data" if word == "Not tracked" else word)


def _title(whole: Portfolio) -> str:
    trends = Counter(member.trend for member in whole.members)
    stale = sum(member.is_stale for member in whole.members)
    told = sum(member.gap > 0 for member in whole.members)
    better = words.spelled(trends["Better"]) if trends["Better"] else "none"
    said = f"{words.counted(trends['Worse'], 'programme')} got worse and {better} better"
    parts = [
        said,
        f"{stale} told from stale data" if stale else "",
        f"{told} told better than computed" if told else "",
    ]
    full = "; ".join(part for part in parts if part)
    return sentence(full, "; ".join(part for part in parts[:2] if part), said)
