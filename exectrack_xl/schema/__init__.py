"""The data dictionary: the only place that names sheets, columns, choices and settings.

The workbook builder, the reader, the checks, the worksheet functions' arguments and the manual are all
derived from these declarations. Depends on: errors.
"""

from __future__ import annotations

from exectrack_xl.schema.cells import CellError, Kind
from exectrack_xl.schema.change_control import ALTERNATIVES, APPROVALS, ASSESSMENTS, BASELINES
from exectrack_xl.schema.communication import COMMUNICATIONS, REPORTS, STAKEHOLDERS
from exectrack_xl.schema.control import ACTIONS, CHANGES, DECISIONS, ISSUES, MITIGATIONS, RISKS
from exectrack_xl.schema.improvement import DEFECTS, IMPROVEMENTS, LESSONS, SETUP
from exectrack_xl.schema.measures import COSTS, NARRATIVE, QUALITY, SNAPSHOTS
from exectrack_xl.schema.outcomes import BENEFITS, FEATURES, GOALS, KPIS
from exectrack_xl.schema.people import ABSENCES, ALLOCATIONS, PULSE, RESOURCES, SKILLS
from exectrack_xl.schema.planning import INITIATIVES, ITEMS, MILESTONES, SPRINTS, TASKS
from exectrack_xl.schema.premises import ASSUMPTIONS, DEPENDENCIES, NEEDS
from exectrack_xl.schema.settings import HOLIDAYS, PERIODS, SETTING, SETTINGS, SETTINGS_LIST, Setting
from exectrack_xl.schema.sheet import Column, Profile, Sheet, Tab
from exectrack_xl.schema.table import Table

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        INITIATIVES, MILESTONES, TASKS, SPRINTS, ITEMS, FEATURES, GOALS, DEPENDENCIES, ASSUMPTIONS,
        ISSUES, RISKS, MITIGATIONS, CHANGES, ALTERNATIVES, ASSESSMENTS, APPROVALS, BASELINES, ACTIONS, DECISIONS,
        COSTS, BENEFITS, QUALITY, DEFECTS, KPIS, IMPROVEMENTS, LESSONS, NARRATIVE, SNAPSHOTS,
        STAKEHOLDERS, COMMUNICATIONS, RESOURCES, ALLOCATIONS, ABSENCES, SKILLS, PULSE, NEEDS,
        SETTINGS, PERIODS, HOLIDAYS, REPORTS, SETUP,
    )
}  # fmt: skip

__all__ = [
    "SETTING", "SETTINGS_LIST", "SHEETS",
    "CellError", "Column", "Kind", "Profile", "Setting", "Sheet", "Tab", "Table",
]  # fmt: skip
