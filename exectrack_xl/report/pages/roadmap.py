"""The roadmap: baseline, progress and forecast of each initiative with its key milestones.

Depends on: report.desk, report.model, report.words.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk, worst_first
from exectrack_xl.report.headlines import roadmap_title
from exectrack_xl.report.model import Lane, Layout, Marker, Page, Roadmap, Tone
from exectrack_xl.report.paging import Part, paged

EACH = 8  # lanes on a page
LABEL_ROOM = timedelta(days=10)  # beyond the last date, so that its mark and label stand on the page
MOST_MARKERS = 4  # more labels than that on one lane cannot be read
_TONE = {"Late": Tone.RED, "At risk": Tone.YELLOW, "On track": Tone.GREEN, "Reached": Tone.PLAIN}


def roadmap(desk: Desk) -> Iterator[Page]:
    """One lane per initiative; bars are filled to progress, not to the date. Many come worst first, over pages."""
    if not len(desk.table("milestones")):
        return
    order = desk.parts if len(desk.parts) <= EACH else worst_first(desk)
    lanes = [_lane(desk, initiative) for initiative in order]
    days = [day for lane in lanes for day in _days(lane)]
    start, finish = min(days, default=desk.day), max(days, default=desk.day) + LABEL_ROOM
    last = calendar.monthrange(finish.year, finish.month)[1]
    scale = start.replace(day=1), finish.replace(day=last)

    def page(shown: tuple[Lane, ...], part: Part) -> Page:
        more = part.note("initiative", "Initiatives")
        drawing = Roadmap(
            part.key("roadmap"), desk.say("roadmap.heading"), *scale, desk.day, desk.words.day(desk.day, year=False),
            shown, desk.say("roadmap.alt", lanes=desk.words.listed([lane.name for lane in shown])),
        )  # fmt: skip
        title, notes = part.title(roadmap_title(desk), desk.say("roadmap.name")), desk.say("roadmap.notes")
        return Page(part.key("roadmap"), Layout.CANVAS, title, {"canvas": drawing}, "Initiatives, Tasks, Milestones",
                    f"{notes} {more}".strip())  # fmt: skip

    yield from paged(lanes, EACH, page, words=desk.words)


def _lane(desk: Desk, initiative: str) -> Lane:
    begin, end = _baseline(desk, initiative)
    forecast = words.as_date(desk.value("forecast_finish", initiative))
    done = desk.value("percent_complete", initiative)
    return Lane(
        initiative, desk.name(initiative), desk.status(str(desk.value("overall_status", initiative))),
        _progress(desk, done),
        (begin, end) if begin and end and begin <= end else None,
        (begin, forecast) if begin and forecast and begin <= forecast else None,
        float(done) if words.is_known(done) else 0.0,
        None,
        tuple(_markers(desk, initiative)),
    )  # fmt: skip


def _progress(desk: Desk, done: float) -> str:
    known = words.is_known(done)
    return desk.say("roadmap.done", share=desk.words.percent(done)) if known else desk.say("roadmap.unknown")


def _baseline(desk: Desk, initiative: str) -> tuple[date | None, date | None]:
    """Baseline start and finish: as typed, else the first planned work and the last baselined date."""
    table = desk.tracker["initiatives"]
    if initiative:
        row = table.positions[initiative]
        start = words.as_date(table["baseline_start"][row])
    else:
        planned = [*desk.table("tasks")["baseline_start"], *desk.table("milestones")["baseline"]]
        start = min((day for value in planned if (day := words.as_date(value))), default=None)
    return start, words.as_date(desk.value("baseline_finish", initiative))


def _markers(desk: Desk, initiative: str) -> Iterable[Marker]:
    table = desk.table("milestones", initiative)
    late = desk.rows("milestone_days_late", "milestones", initiative)
    states = desk.rows("milestone_status", "milestones", initiative)
    dates = np.where(np.isnat(table["actual"]), table["forecast"], table["actual"])
    is_key = table["key"] == "Yes"
    key = [int(row) for row in np.flatnonzero((is_key if is_key.any() else ~is_key) & ~np.isnat(dates))]
    for row in sorted(key, key=lambda r: (dates[r], r))[-MOST_MARKERS:]:
        identity, day = str(table["id"][row]), words.as_date(dates[row]) or desk.day
        baseline = words.as_date(table["baseline"][row])
        if baseline is not None:
            yield Marker(f"{identity}.baseline", baseline, "baseline")
        note = desk.words.day(day, year=False)
        if words.is_known(late[row]) and late[row]:
            note = desk.say("roadmap.late", day=note, late=desk.words.days_late(late[row]))
        kind = "reached" if states[row] == "Reached" else "forecast"
        yield Marker(identity, day, kind, str(table["name"][row]), note, _TONE.get(str(states[row]), Tone.PLAIN))


def _days(lane: Lane) -> list[date]:
    spans = [day for bar in (lane.baseline, lane.current) if bar for day in bar]
    return spans + [marker.day for marker in lane.markers]
