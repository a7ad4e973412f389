"""Ongoing Management: monitoring, changes, issues, risks, communication. Depends on: schema, tracker, metrics.setup."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import Listing, derived
from exectrack_xl.metrics.setup.box import Box, counted, filled_in
from exectrack_xl.metrics.setup.setting_up import Boxes
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import ESCALATION, SETUP_LINES
from exectrack_xl.schema.table import Array, among

_ITEMS = SETUP_LINES["Ongoing Management"]
_NEWEST = 10  # days a snapshot may be old: a week and a weekend
_DAYS = {"Daily": 4, "Weekly": 10, "Monthly": 38, "Quarterly": 100}  # a report may be old, by its cadence
_LOOKED_AT = 30  # days within which grave risks are looked at
_KEPT = 0.9  # share of the communication plan


@derived
def setup_monitoring(snapshots: Table, reports: Table, as_of: date) -> Box:
    """A snapshot of this week, and every report made within its cadence."""
    days = snapshots["date"][snapshots["date"] <= np.datetime64(as_of)]
    newest = days.max().item() if len(days) else None
    regular = reports.take(among(reports["cadence"], _DAYS))
    limits = np.array([_DAYS[word] for word in regular["cadence"].tolist()], dtype="timedelta64[D]")
    made = int(np.count_nonzero(regular["last_run"] >= np.datetime64(as_of) - limits))
    evidence = f"last snapshot {newest or 'never'}; {made} of {counted(len(regular), 'regular report')} made in time"
    done = newest is not None and (as_of - newest).days <= _NEWEST and 0 < len(regular) == made
    return Box(_ITEMS[0], done, evidence,
               "Refresh every week: it takes a snapshot. Reports: when each was last made.")  # fmt: skip


@derived
def setup_changes(changes: Table, unapproved_drift_count: float, as_of: date) -> Box:
    """No milestone moved without an approved change, no change left undecided after its day."""
    asked = changes.take(filled_in(changes["id"]))
    waiting = ~filled_in(asked["decided"]) & (asked["status"] == "Submitted")
    late = int(np.count_nonzero(waiting & (asked["decision_due"] < np.datetime64(as_of))))
    moved = 0 if math.isnan(unapproved_drift_count) else int(unapproved_drift_count)
    evidence = (f"{counted(len(asked), 'change')}, {late} undecided after its day; "
                f"{counted(moved, 'milestone')} moved without approval")  # fmt: skip
    return Box(_ITEMS[1], len(asked) > 0 and not late and not moved, evidence,
               "Changes: decide what is overdue, and put every moved promise to those who decide.")  # fmt: skip


@derived
def setup_issues(live_issues: Table, issues: Table, escalation_next: Listing) -> Box:
    """Every unresolved issue has an owner and a day, and is on the level its age calls for."""
    lacking = int(np.count_nonzero(~filled_in(live_issues["owner"], live_issues["due"])))
    now, by_age = (escalation_next.headers.index(name) for name in ("Level now", "Level by age"))
    rank = {level: place for place, level in enumerate(ESCALATION)}
    below = sum(rank.get(row[now], 0) < rank.get(row[by_age], 0) for row in escalation_next.rows)
    evidence = (f"{counted(len(live_issues), 'unresolved issue')}: {lacking} without owner or due date, "
                f"{below} below the level of its age")  # fmt: skip
    return Box(_ITEMS[2], len(issues) > 0 and not lacking and not below, evidence,
               "Issues: owner and due date of each; escalate those that Next escalations lists.")  # fmt: skip


@derived
def setup_risks(live_risks: Table, risks: Table, mitigations: Table, as_of: date) -> Box:
    """Every Critical or High risk has an owner, a mitigation, and was looked at within 30 days."""
    grave = live_risks.take(among(live_risks["band"], ("Critical", "High")))
    treated = filled_in(grave["mitigation"]) | among(grave["id"], set(mitigations["risk"].tolist()))
    seen: Array = np.fmax(np.fmax(grave["reviewed"], grave["assessed"]), grave["raised"])
    recent = seen >= np.datetime64(as_of) - np.timedelta64(_LOOKED_AT, "D")
    well = int(np.count_nonzero(filled_in(grave["owner"]) & treated & recent))
    evidence = (f"{well} of {counted(len(grave), 'Critical or High risk')} with owner, mitigation and a look "
                f"within {_LOOKED_AT} days")  # fmt: skip
    return Box(_ITEMS[3], len(risks) > 0 and well == len(grave), evidence,
               "Risks: owner and mitigation of each Critical or High one; press Reviewed when you looked.")  # fmt: skip


@derived
def setup_alignment(comms_compliance: float, stakeholders: Table, actions: Table, as_of: date) -> Box:
    """The communication plan is kept, and no stakeholder's action is overdue."""
    names = {name.casefold() for name in stakeholders["name"].tolist() if name}
    theirs = np.array([owner.casefold() in names for owner in actions["owner"].tolist()], dtype=bool)
    open_ = ~among(actions["status"], ("Done", "Cancelled")) & (actions["due"] < np.datetime64(as_of))
    late = int(np.count_nonzero(theirs & open_))
    kept = "no plan" if math.isnan(comms_compliance) else f"{comms_compliance:.0%} of the plan kept"
    evidence = f"{kept}; {counted(late, 'stakeholder action')} overdue"
    return Box(_ITEMS[4], comms_compliance >= _KEPT and not late, evidence,
               "Communications: when each was last sent. Actions: what stakeholders still owe.")  # fmt: skip


@derived
def running_boxes(
    setup_monitoring: Box, setup_changes: Box, setup_issues: Box, setup_risks: Box, setup_alignment: Box
) -> Boxes:
    """The five boxes of Ongoing Management."""
    return setup_monitoring, setup_changes, setup_issues, setup_risks, setup_alignment
