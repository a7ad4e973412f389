"""The list of the week: one line for each row that needs a person, the most overdue first.

Depends on: metrics.registry, metrics.week.
"""

from __future__ import annotations

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.metrics.week.call import OVERDUE, PASSED, REVIEW, STEP, Call
from exectrack_xl.metrics.week.calls import Calls

_RANK = {kind: rank for rank, kind in enumerate((PASSED, OVERDUE, STEP, REVIEW))}
HEADERS = ("Sheet", "ID", "Cell", "Title", "Owner", "Why", "What to do", "Days overdue", "Initiative",
           "Due", "Column")  # fmt: skip


@metric(
    label="This week", unit=Unit.TEXT, group=Group.COMMUNICATION, source=HOUSE, result=Result.TABLE,
    formula="rows whose date has passed, that lack what their step needs, or that nobody looked at for long",
)  # fmt: skip
def this_week(
    calls_of_plan: Calls, calls_of_dues: Calls, calls_of_promises: Calls, calls_of_premises: Calls,
    calls_of_communications: Calls, calls_of_escalations: Calls, calls_of_steps: Calls, calls_of_reviews: Calls,
) -> Listing:  # fmt: skip
    """The rows that need a person this week, the most overdue first: sheet, ID, cell, why, what to do, and whose it is.

    One line for each row. A row that calls for something else is not listed for a review as well. What a step needs
    follows "Governance" of Settings; what the next step needs counts once its date is nearer than "Review rows after".
    With Standard and Strict, so does an issue whose age calls for a higher level of escalation.
    """
    dues = (*calls_of_plan, *calls_of_dues, *calls_of_promises, *calls_of_premises, *calls_of_communications)
    calls = (*dues, *calls_of_escalations, *calls_of_steps, *calls_of_reviews)
    by_row: dict[tuple[str, int], list[Call]] = {}
    for call in calls:
        by_row.setdefault((call.sheet, call.line), []).append(call)
    rows = [_merged(of_row) for of_row in by_row.values()]
    return Listing(HEADERS, tuple(row for _, row in sorted(rows, key=lambda pair: pair[0])))


@metric(
    label="Rows that need a person", unit=Unit.COUNT, group=Group.COMMUNICATION, source=HOUSE,
    formula="number of lines of this week",
)  # fmt: skip
def this_week_count(this_week: Listing) -> float:
    """How many rows need a person this week."""
    return float(len(this_week.rows))


def _merged(calls: list[Call]) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """The line of one row with its place in the order; the gravest reason names the cell."""
    ranked = sorted(calls, key=lambda call: (_RANK[call.kind], -call.late)) if len(calls) > 1 else calls
    told = [call for call in ranked if call.kind != REVIEW] or ranked
    first, late, why, remedy = told[0], told[0].late, told[0].why, told[0].remedy
    if len(told) > 1:
        late = max(call.late for call in told)
        why, remedy = (" ".join(dict.fromkeys(texts)) for texts in zip(*((c.why, c.remedy) for c in told), strict=True))
    line = (first.sheet, first.id, first.cell, first.title, first.owner, why, remedy, late, first.initiative,
            first.due, first.header)  # fmt: skip
    rank = _RANK[first.kind]
    return (min(rank, 1), -late, rank, first.sheet, first.line), line
