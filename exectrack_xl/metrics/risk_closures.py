"""How risks ended: mitigated, transferred, expired or occurred. Depends on: schema, tracker, metrics.registry."""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import RISK_CLOSE_REASON
from exectrack_xl.schema.table import among
from exectrack_xl.tracker import Period

_PMBOK = "PMI, PMBOK Guide 6th ed. (2017), 11.7 monitor risks"
_NO_REASON = "No reason given"
OCCURRED = RISK_CLOSE_REASON[-1]


@metric(
    label="How risks ended", unit=Unit.COUNT, group=Group.RISKS, source=_PMBOK, per=("initiative", "period"),
    result=Result.TABLE, formula="number of risks ended in the period by close reason; those that occurred stand apart",
)  # fmt: skip
def risk_endings(risks: Table, period: Period, as_of: date) -> Listing:
    """How many risks ended in the period, and which: mitigated, transferred, expired, occurred, or without a reason.

    Occurred ones are no success: RISKS_RESOLVED leaves them out. A risk without a closing day ended when it was last
    assessed.
    """
    ended = risks.take(among(risks["status"], ("Closed", OCCURRED)))
    day = np.where(np.isnat(ended["closed"]), ended["assessed"], ended["closed"])
    mine = ended.take((day >= np.datetime64(period.start)) & (day <= np.datetime64(min(period.finish, as_of))))
    reason = np.where(mine["status"] == OCCURRED, OCCURRED, mine["close_reason"])
    found = {name: sorted(mine["id"][reason == name].tolist()) for name in RISK_CLOSE_REASON}
    found[_NO_REASON] = sorted(mine["id"][~among(reason, RISK_CLOSE_REASON)].tolist())
    rows = ((name, float(len(ids)), ", ".join(ids)) for name, ids in found.items() if ids or name != _NO_REASON)
    return Listing(("Ending", "Risks", "IDs"), tuple(rows) if len(mine) else ())
