"""What the Start sheet tells a person to do: the first hour of a new tracker, and the duties by role and cadence.

Depends on: schema, excel.build.content.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.excel.build.content import Content
from exectrack_xl.schema import SHEETS

TO_DO = "To do"


@dataclass(frozen=True)
class Step:
    """One step of the first hour."""

    minutes: str
    sheet: str  # its title
    what: str
    counts: str = ""  # the sheet whose rows tell how far it is; "settings" = the programme's name
    noun: str = ""
    after: str = ""  # what is said where nothing can be counted


FIRST_STEPS = (
    Step("0 to 1", "Settings", "Type the programme's name, your own name and the status date.", "settings"),
    Step("1 to 5", "Milestones", "Type three milestones: name, promised date, forecast, owner. IDs come by themselves.",
         "milestones", "milestone"),
    Step("5 to 8", "Risks", "Type what may go wrong: title, probability and impact 1 to 3, status Open, owner.",
         "risks", "risk"),
    Step("8 to 9", "Issues", "Type what stands in the way today: title, priority, status, owner, due date.",
         "issues", "issue"),
    Step("9 to 10", "Execution Dashboard", "Press Refresh (without macros: exectrack refresh) and see your milestones.",
         after="Then look at Risk Dashboard"),
    Step("10 to 35", "Milestones", "Type the other milestones; give the important ones Key = Yes and a weight.",
         after="Key milestones lead every report"),
    Step("35 to 45", "Risks", "Say what is done about each, by when, and what it would cost.",
         after="One mitigation stands in the row"),
    Step("45 to 50", "Changes", "Type what is asked to change the plan, and who decides.", "changes", "change"),
    Step("50 to 60", "Settings", "Look the limits, the calendar and Governance over: Light lets everything through.",
         after="From now on: This week, 15 minutes"),
)  # fmt: skip


@dataclass(frozen=True)
class Duty:
    """What a role does, how often, and where."""

    role: str
    cadence: str
    what: str
    sheet: str = ""  # its title
    how: str = ""  # where it is no sheet


DUTIES = (
    Duty("Project manager", "Daily", "Type issues as they come up: ribbon, New, Issue.", "Issues"),
    Duty("Project manager", "Daily", "See which sprint work is blocked.", "Sprints"),
    Duty("Project manager", "Weekly", "Set the status date and press Refresh.", "Settings"),
    Duty("Project manager", "Weekly", "Work through the rows that need a person; press Reviewed where nothing changed.",
         "This week"),
    Duty("Project manager", "Weekly", "Move forecast dates, type the dates that were reached.", "Milestones"),
    Duty("Project manager", "Weekly", "Press Chase: a mail draft for each who owes something.", how="Ribbon, Chase"),
    Duty("Project manager", "Monthly", "Score the risks again and say how far the mitigations are.", "Risks"),
    Duty("Project manager", "Monthly", "Put pending changes to those who decide.", "Changes"),
    Duty("Project manager", "Monthly", "Type the month's actual cost.", "Costs"),
    Duty("Project manager", "Monthly", "Type the month's quality measures.", "Quality"),
    Duty("Project manager", "Quarterly", "Say in your own words what was achieved and what comes next.", "Narrative"),
    Duty("Project manager", "Quarterly", "Press Quarterly deck, and present it.", how="Ribbon, Quarterly deck"),
    Duty("PMO", "Daily", "Refresh and check every tracker over night.", how="exectrack refresh, exectrack check"),
    Duty("PMO", "Weekly", "See what is missing or cannot be right, and where.", how="Ribbon, Check data"),
    Duty("PMO", "Monthly", "Look the checklist below over.", "Setup"),
    Duty("PMO", "Quarterly", "Make every deck and report; compare with the quarter before.",
         how="exectrack deck, report, diff"),
    Duty("Executive", "Weekly", "Decide what is asked of you.", "Decisions"),
    Duty("Executive", "Monthly", "Read the status, why, and when it will be done.", "Execution Dashboard"),
    Duty("Executive", "Monthly", "Read which risks are new or heavier, and if mitigation works.", "Risk Dashboard"),
    Duty("Executive", "Quarterly", "Read page 2 of the quarterly deck: three minutes.", how="Quarterly deck"),
    Duty("Stakeholder", "Weekly", "See what waits for you.", "Actions"),
    Duty("Stakeholder", "Monthly", "Read what happens where, and what you must do by when.", how="Ribbon, Reports"),
    Duty("Stakeholder", "Quarterly", "See what the work has brought.", "Benefits"),
)  # fmt: skip


def standing_formula(step: Step) -> str:
    """How far a step is, as Excel stores it."""
    if step.counts == "settings":
        return f'=IF(OR(setting_programme="",setting_status_date=""),"{TO_DO}","Done: "&setting_programme)'
    count = f"COUNTA({SHEETS[step.counts].title}[{SHEETS[step.counts].by_name['id'].header}])"
    return f'=IF({count}=0,"{TO_DO}",IF({count}=1,"1 {step.noun}",{count}&" {step.noun}s"))'


def standing(step: Step, content: Content) -> str:
    """What that formula works out to when the workbook is built."""
    if step.counts == "settings":
        programme = content.settings.text("programme")
        return f"Done: {programme}" if programme and content.status_date else TO_DO
    count = sum(value is not None for value in content.values(SHEETS[step.counts], "id"))
    return TO_DO if not count else f"{count} {step.noun}{'' if count == 1 else 's'}"
