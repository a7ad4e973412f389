"""System Setup: metrics, tools, reports, communication, training.

Depends on: schema, tracker, metrics.registry, metrics.setup.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import numpy as np

from exectrack_xl.metrics.registry import derived
from exectrack_xl.metrics.setup.box import Box, counted, filled_in, joined
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import DIMENSION, SETUP_LINES
from exectrack_xl.tracker import Settings

Boxes: TypeAlias = "tuple[Box, ...]"
_ITEMS = SETUP_LINES["System Setup"]
_CADENCES = ("Weekly", "Monthly", "Quarterly")


@derived
def setup_metrics(kpis: Table) -> Box:
    """Indicators with owner and target for each dimension."""
    owned = kpis.take(filled_in(kpis["id"], kpis["owner"], kpis["target"]))
    there = [word for word in DIMENSION if word in set(owned["dimension"].tolist())]
    evidence = f"{counted(len(owned), 'indicator')} with owner and target; dimensions: {joined(there)}"
    return Box(_ITEMS[0], there == list(DIMENSION), evidence,
               "KPIs: one indicator with owner and target for each of Progress, Quality, Business Impact.")  # fmt: skip


@derived
def setup_tools(milestones: Table, issues: Table, risks: Table, rules: Settings) -> Box:
    """What the dashboards stand on: a status date, milestones with dates, and an issue or a risk."""
    dated = int(np.count_nonzero(filled_in(milestones["id"], milestones["baseline"])))
    day = rules.day("status_date")
    evidence = (f"{counted(dated, 'milestone')} with a promised date, {counted(len(issues), 'issue')}, "
                f"{counted(len(risks), 'risk')}; status date {day or 'not set'}")  # fmt: skip
    done = bool(dated and day and (len(issues) or len(risks)))
    return Box(_ITEMS[1], done, evidence,
               "Settings: the status date. Milestones: promised dates. Issues or Risks: the first row.")  # fmt: skip


@derived
def setup_reports(reports: Table) -> Box:
    """A report with an audience and an owner for each cadence."""
    meant = reports.take(filled_in(reports["report"], reports["audience"], reports["owner"]))
    there = [word for word in _CADENCES if word in set(meant["cadence"].tolist())]
    evidence = f"{counted(len(meant), 'report')} with audience and owner; cadences: {joined(there)}"
    return Box(_ITEMS[2], there == list(_CADENCES), evidence,
               "Reports: one with audience and owner for each of Weekly, Monthly, Quarterly.")  # fmt: skip


@derived
def setup_channels(communications: Table, stakeholders: Table) -> Box:
    """A plan of communications with owners and channels, and somebody in touch with every stakeholder."""
    planned = int(np.count_nonzero(filled_in(communications["owner"], communications["channel"])))
    cared = int(np.count_nonzero(filled_in(stakeholders["owner"])))
    evidence = (f"{planned} of {counted(len(communications), 'communication')} with owner and channel; "
                f"{cared} of {counted(len(stakeholders), 'stakeholder')} with a contact")  # fmt: skip
    done = bool(planned and cared) and planned == len(communications) and cared == len(stakeholders)
    return Box(_ITEMS[3], done, evidence,
               "Communications: owner and channel of each. Stakeholders: who keeps in touch with each.")  # fmt: skip


@derived
def setup_training(absences: Table, as_of: date) -> Box:
    """A training that has taken place."""
    held = absences.take((absences["type"] == "Training") & (absences["finish"] <= np.datetime64(as_of)))
    people = len({person.casefold() for person in held["person"].tolist()})
    latest = f", the last on {held['finish'].max()}" if len(held) else ""
    evidence = f"{counted(people, 'person', 'people')} trained by the status date{latest}"
    return Box(_ITEMS[4], people > 0, evidence,
               "Absences: the training of each person. Or Setup: Done = Yes, with what proves it.")  # fmt: skip


@derived
def setup_boxes(
    setup_metrics: Box, setup_tools: Box, setup_reports: Box, setup_channels: Box, setup_training: Box
) -> Boxes:
    """The five boxes of System Setup."""
    return setup_metrics, setup_tools, setup_reports, setup_channels, setup_training
