"""A tracker becomes its summary: the live tables at their status date, and the colour at the last month ends.

Depends on: errors, metrics, report.asks, report.desk, report.portfolio.model, report.reasons, schema, tracker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.metrics.engine import PROGRAMME
from exectrack_xl.metrics.people import Load
from exectrack_xl.metrics.portfolio.money import Money
from exectrack_xl.metrics.portfolio.people import Booking
from exectrack_xl.report.asks import ALL, pending_decisions
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.portfolio.model import DIMENSIONS, Asked, CriticalRow, SetByHand, Summary
from exectrack_xl.report.reasons import main_reason
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import last_snapshot
from exectrack_xl.tracker.identity import tables_hash

MONTHS_BACK = 3  # month ends whose colour is told
MONTHS_AHEAD = 3  # months after the running one in which people may be booked twice
MOST_FINDINGS = 5  # sentences kept of a tracker
RESTRICTED = "Restricted"  # all that is told of an issue that is


def summarise(key: str, tracker: Tracker, findings: Sequence[Finding], day: date) -> Summary:
    """What a tracker says of itself; `day` is the portfolio's, from which month ends and months ahead are counted."""
    engine = Engine.of(tracker)
    desk = Desk(engine, engine.period(), None)
    simulates = tracker.settings.yes("simulate")
    counts = Counter(finding.severity for finding in findings)
    number = _numbers(engine)
    return Summary(
        key, tracker.settings.text("programme").strip(), tracker.settings.text("organisation").strip(), tracker.as_of,
        _renewed(tracker, day), tracker.settings.number("stale_after"), str(engine.value("overall_status")),
        {name: str(engine.value(f"{name.lower()}_status")) for name in DIMENSIONS},
        tuple((end, _status_on(engine, end)) for end in month_ends(day)), main_reason(desk),
        engine.value("committed_finish"), engine.value("forecast_finish"), number["days_late"],
        engine.value("p_date", probability=0.5) if simulates else None,
        engine.value("p_date", probability=0.8) if simulates else None,
        number["percent_complete"], number["percent_planned"], number["spi_t"], number["cpi"],
        Money(tracker.settings.text("currency").strip().upper(), number["budget"], number["actual_cost"],
              number["estimate_at_completion"]),
        number["risk_exposure"], int(number["open_risks"]), int(number["open_issues"]),
        (*_risks(engine), *_issues(desk)), tuple(_decisions(desk)), tuple(_by_hand(engine)),
        tuple(_bookings(key, engine, day)), sum(len(tracker[name]) for name in tracker.tables if name != "snapshots"),
        counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTE],
        tuple(map(str, findings[:MOST_FINDINGS])), tables_hash(tracker.tables),
        tracker.settings.text("project_id").strip(),
    )  # fmt: skip


def month_ends(day: date) -> tuple[date, ...]:
    """The last days of the months before that of the day, the earliest first.

    >>> month_ends(date(2026, 11, 28))[-1]
    datetime.date(2026, 10, 31)
    """
    found = [day.replace(day=1) - timedelta(days=1)]
    while len(found) < MONTHS_BACK:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return tuple(reversed(found))


def _numbers(engine: Engine) -> dict[str, float]:
    names = ("days_late", "percent_complete", "percent_planned", "spi_t", "cpi", "budget", "actual_cost",
             "estimate_at_completion", "risk_exposure", "open_risks", "open_issues")  # fmt: skip
    return {name: float(engine.value(name)) for name in names}


def _renewed(tracker: Tracker, day: date) -> date | None:
    """The status date that was typed, else the last snapshot; never later than the day."""
    stated = tracker.settings.day("status_date")
    return min(stated, day) if stated else last_snapshot(tracker, day)


def _status_on(engine: Engine, end: date) -> str:
    """The overall status at the last snapshot of the month that ends; blank where none was taken in it."""
    if engine.tracker.as_of <= end:
        state: Engine | None = engine
    else:
        state = engine.earlier(end)
    known = state is not None and (state.tracker.as_of.year, state.tracker.as_of.month) == (end.year, end.month)
    return str(state.value("overall_status")) if known and state else ""


def _risks(engine: Engine) -> Iterator[CriticalRow]:
    listed = engine.value("top_risks", n=ALL, band="Critical")
    for row in (dict(zip(listed.headers, cells, strict=True)) for cells in listed.rows):
        yield CriticalRow("Risk", str(row["ID"]), str(row["Title"]), float(row["Score"]), str(row["Owner"]),
                          str(row["Mitigation"]), row["Due date"], float(row["Expected cost"]),
                          *_place(engine.tracker, "risks", str(row["ID"])))  # fmt: skip


def _issues(desk: Desk) -> Iterator[CriticalRow]:
    nan = float("nan")
    for row in desk.listing("top_issues", n=ALL):
        if row["Priority"] == "Critical":
            hidden, identity = row["ID"] in desk.restricted, str(row["ID"])
            yield CriticalRow("Issue", identity, RESTRICTED if hidden else str(row["Title"]), nan,
                              "" if hidden else str(row["Owner"]), "" if hidden else str(row["Status"]),
                              row["Due date"], nan, *_place(desk.tracker, "issues", identity))  # fmt: skip


def _decisions(desk: Desk) -> Iterator[Asked]:
    for ask in pending_decisions(desk):
        table = "decisions" if ask.id in desk.tracker["decisions"].positions else "changes"
        yield Asked(ask.id, ask.text, ask.who, ask.due, ask.otherwise, *_place(desk.tracker, table, ask.id))


def _place(tracker: Tracker, table: str, identity: str) -> tuple[str, str]:
    """Sheet and cell in which a row's ID stands."""
    rows = tracker[table]
    position = rows.positions.get(identity)
    return SHEETS[table].title, rows.cell("id", position) if position is not None else ""


def _by_hand(engine: Engine) -> Iterator[SetByHand]:
    """The statuses typed for initiatives, whether they count or not."""
    table = engine.tracker["initiatives"]
    for row, (identity, told) in enumerate(zip(table["id"].tolist(), table["override"].tolist(), strict=True)):
        if identity and told:
            scope = Scope(identity)
            counts = engine.within(scope).value("status_override") is not None
            yield SetByHand(identity, str(table["name"][row]), told, str(engine.value("computed_status", scope)),
                            str(table["override_reason"][row]).strip(), table["override_expiry"][row].item(),
                            counts)  # fmt: skip


def _bookings(key: str, engine: Engine, day: date) -> Iterator[Booking]:
    """Hours booked from the portfolio's month on."""
    first = np.datetime64(day, "M")
    resources = engine.tracker["resources"]
    shares: dict[str, Any] = dict(zip(resources["person"].tolist(), resources["fte"].tolist(), strict=True))
    loads: tuple[Load, ...] = engine.within(PROGRAMME).value("loads")
    for load in loads:
        if first <= load.month <= first + MONTHS_AHEAD and load.booked > 0:
            share = shares.get(load.person, 1.0)
            whole = load.available / share if share == share and share > 0 else load.available
            yield Booking(key, load.person, load.month.astype("datetime64[D]").item(), load.booked, load.available,
                          whole)  # fmt: skip
