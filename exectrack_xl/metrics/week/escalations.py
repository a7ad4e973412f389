"""Issues that stay on a level for longer than their priority allows. Depends on: metrics.escalation, metrics.week."""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.escalation import Ladder
from exectrack_xl.metrics.registry import derived
from exectrack_xl.metrics.week.call import OVERDUE, Call, Reason
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import GOVERNANCE
from exectrack_xl.tracker import Calendar, Settings

_LIGHT = GOVERNANCE[0]
_RAISE = Reason("escalation", OVERDUE, "Raise it one level, or type by when this level decides.")


@derived
def calls_of_escalations(live_issues: Table, rules: Settings, calendar: Calendar, as_of: date) -> tuple[Call, ...]:
    """Unresolved issues whose age calls for a higher level, where Governance is Standard or Strict.

    Those with a day typed as "Escalation due" are called for by that day.
    """
    if rules.text("governance") == _LIGHT:
        return ()
    ladder = Ladder.of(live_issues, rules, calendar, as_of)
    rows = np.flatnonzero((ladder.left < 0) & np.isnat(live_issues["escalation_due"]))
    late = (-ladder.left[rows]).tolist()
    levels = live_issues["level"][rows].tolist()
    whys = (f"{OVERDUE}: by its age of {days:.0f} working days it belongs to the {level}."
            for days, level in zip(ladder.age[rows].tolist(), levels, strict=True))  # fmt: skip
    return tuple(_RAISE.calls(live_issues, rows, whys, late, ladder.due))
