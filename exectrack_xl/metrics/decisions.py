"""What is asked of others: decisions to be taken, actions to be done. Depends on: schema, tracker, metrics.registry."""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, among, filled
from exectrack_xl.tracker import Calendar

_PMBOK = "PMI, PMBOK Guide 6th ed. (2017), 10.3 monitor communications"


@metric(
    label="Pending decisions", unit=Unit.TEXT, group=Group.COMMUNICATION, source=_PMBOK, result=Result.TABLE,
    formula="decisions not taken, by the day they are needed",
)  # fmt: skip
def pending_decisions(decisions: Table, calendar: Calendar, as_of: date) -> Listing:
    """The decisions not taken yet, with options and recommendation, the one needed first on top."""
    ended = among(decisions["status"], ("Decided", "Withdrawn"))
    pending = decisions.take(~ended | (decisions["decided"] > np.datetime64(as_of)))
    return _due(pending, _DECISION, "needed_by", calendar, as_of)


@metric(
    label="Open actions", unit=Unit.TEXT, group=Group.COMMUNICATION, source=_PMBOK, result=Result.TABLE,
    formula="actions neither Done nor Cancelled, by due date",
)  # fmt: skip
def open_actions(actions: Table, calendar: Calendar, as_of: date, stakeholder: str = "") -> Listing:
    """The actions not done yet, the one due first on top; `stakeholder` "Yes" keeps those asked of outsiders."""
    ended = among(actions["status"], ("Done", "Cancelled"))
    kept = ~ended | (actions["done"] > np.datetime64(as_of))
    if stakeholder.strip().casefold() == "yes":
        kept &= actions["stakeholder"] == "Yes"
    return _due(actions.take(kept), _ACTION, "due", calendar, as_of)


_OPTIONS = {
    header: name
    for letter in "ABCD"
    for header, name in (
        (f"Option {letter}", f"option_{letter.lower()}"),
        (f"Option {letter} cost", f"option_{letter.lower()}_cost"),
        (f"Option {letter} days", f"option_{letter.lower()}_days"),
    )
}
_DECISION = {
    "ID": "id", "Question": "question", "Decided by": "owner", "Needed by": "needed_by",
    "Recommendation": "recommendation", "If not decided": "consequence", "Initiative": "initiative",
    "Change": "change", **_OPTIONS,
}  # fmt: skip
_ACTION = {
    "ID": "id", "Action": "action", "Owner": "owner", "Due date": "due", "Status": "status",
    "Why it matters": "reason", "Stakeholder action": "stakeholder", "Source": "source", "Initiative": "initiative",
}  # fmt: skip


def _due(table: Table, columns: dict[str, str], by: str, calendar: Calendar, as_of: date) -> Listing:
    """The rows by the day in column `by`, blanks last, with the working days overdue."""
    order = np.lexsort((table["id"].astype(str), table[by], np.isnat(table[by])))
    late = np.maximum(filled(calendar.workdays(table[by], np.datetime64(as_of))), 0)
    cells: list[list[object]] = [_cells(table, name, order) for name in columns.values()]
    return Listing((*columns, "Days overdue"), tuple(zip(*cells, late[order].tolist(), strict=True)))


def _cells(table: Table, name: str, order: Array) -> list[object]:
    listed: list[object] = table[name][order].tolist()
    return listed
