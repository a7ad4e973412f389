"""The plan: initiatives, milestones, tasks, sprints and work items. Depends on: schema.sheet, schema.choices."""

from __future__ import annotations

from exectrack_xl.schema import choices
from exectrack_xl.schema.sheet import Column, Kind, Profile, Sheet, Tab

INITIATIVES = Sheet("initiatives", "Initiatives", "What the roadmap sets out to achieve, one row each.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. I-01. Never used twice.", required=True),
    Column("name", "Name", Kind.TEXT, "What people call it.", required=True, width=26),
    Column("description", "Description", Kind.TEXT, "One sentence: what will be different, for whom.", width=44),
    Column("owner", "Owner", Kind.TEXT, "The one person who answers for it.", required=True),
    Column("sponsor", "Sponsor", Kind.TEXT, "Who decides about money and scope."),
    Column("baseline_start", "Baseline start", Kind.DATE, "Start as first approved."),
    Column("baseline_finish", "Baseline finish", Kind.DATE, "Finish as first approved.", required=True),
    Column("approved_finish", "Approved finish", Kind.DATE,
           "Finish after approved changes; blank = the baseline.", tracked=True, secondary=True),
    Column("forecast_finish", "Forecast finish", Kind.DATE,
           "Only where the tasks and milestones do not tell it.", tracked=True, secondary=True),
    Column("budget", "Budget", Kind.MONEY, "Approved budget at completion.", tracked=True, lowest=0),
    Column("scope", "Scope", Kind.NUMBER, "Size of the baseline scope in story points.",
           tracked=True, secondary=True, lowest=0, unit="points"),
    Column("progress_method", "Progress method", Kind.CHOICE,
           "How progress is measured; blank = Weighted milestones, or Earned value where tasks carry budgets.",
           secondary=True, choices=choices.PROGRESS_METHOD),
    Column("goal", "Goal", Kind.TEXT, "ID of the goal it serves.", refers="goals", secondary=True),
    Column("alignment", "Alignment", Kind.SHARE, "How far it serves that goal, 0 to 100%; blank = 100%.",
           secondary=True, lowest=0, highest=1),
    Column("days_off", "Days off", Kind.TEXT,
           "Its own days off from Monday to Sunday, 1 = off: 0000011, or 0000000 for all week; blank = as in Settings.",
           secondary=True),
    Column("own_holidays", "Own holidays", Kind.TEXT,
           "Days its people do not work, besides the Holidays: 2026-08-10..2026-08-21, 2026-12-07.", secondary=True),
    Column("override", "Status override", Kind.CHOICE,
           "A status set by hand. It needs a reason and an expiry; the computed one stays beside it.",
           tracked=True, secondary=True, choices=choices.STATUS),
    Column("override_reason", "Override reason", Kind.TEXT, "Why the computed status misleads.", secondary=True),
    Column("override_expiry", "Override expiry", Kind.DATE, "After this day the computed status counts.",
           secondary=True),
), since="", profile=Profile.COST, tab=Tab.PLAN, prefix="I")  # fmt: skip

_FINISH = 'IF([@[Actual date]]="",[@[Forecast date]],[@[Actual date]])'

MILESTONES = Sheet("milestones", "Milestones", "The dates that were promised, and when they will be kept.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. M-07. Never used twice.", required=True),
    Column("name", "Milestone", Kind.TEXT, "What is true when it is reached.", required=True, width=36),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it belongs to.", refers="initiatives"),
    Column("key", "Key", Kind.CHOICE, "Yes = shown on dashboards and the roadmap.", choices=choices.YES_NO),
    Column("owner", "Owner", Kind.TEXT, "The one person who answers for it.", required=True),
    Column("baseline", "Baseline date", Kind.DATE, "The date as first approved; never changed.", required=True),
    Column("approved", "Approved date", Kind.DATE, "After approved changes; blank = the baseline.",
           tracked=True, secondary=True),
    Column("forecast", "Forecast date", Kind.DATE, "When it will be reached as seen today.",
           required=True, tracked=True),
    Column("actual", "Actual date", Kind.DATE, "The day it was reached; blank until then.", tracked=True),
    Column("progress", "Progress", Kind.SHARE, "Share of the work done, 0 to 100%.", tracked=True,
           lowest=0, highest=1),
    Column("weight", "Weight", Kind.NUMBER, "How much it counts in progress; blank = 1.", secondary=True, lowest=0),
    Column("deliverable", "Deliverable", Kind.TEXT, "What is handed over.", secondary=True, width=36),
    Column("accepted_first_time", "Accepted first time", Kind.CHOICE, "Was it accepted without rework?",
           tracked=True, secondary=True, choices=choices.YES_NO),
    Column("predecessors", "Predecessors", Kind.TEXT, "IDs it depends on, e.g. M-03; M-05FS+10d.", secondary=True),
    Column("days_late", "Days late", Kind.DAYS,
           "Working days from the baseline to the actual or forecast date; minus = early.",
           formula=f'=IF(OR([@[Baseline date]]="",{_FINISH}=""),"",'
                   f"IF({_FINISH}>=[@[Baseline date]],"
                   f"IF({_FINISH}=[@[Baseline date]],0,"
                   f"NETWORKDAYS.INTL([@[Baseline date]],{_FINISH}-1,setting_weekend,setting_holidays)),"
                   f"-NETWORKDAYS.INTL({_FINISH},[@[Baseline date]]-1,setting_weekend,setting_holidays)))",
           computed="milestone_days_late"),
    Column("status", "Status", Kind.TEXT,
           "Reached, On track, At risk or Late, from days late, the forecast and the status date.",
           formula='=IF([@[Actual date]]<>"","Reached",IF([@[Days late]]="","",'
                   'IF(OR([@[Days late]]>setting_late_red,[@[Forecast date]]<setting_status_date),"Late",'
                   'IF([@[Days late]]>setting_late_green,"At risk","On track"))))',
           computed="milestone_status"),
), tab=Tab.PLAN, prefix="M")  # fmt: skip

TASKS = Sheet("tasks", "Tasks", "The work in a network: what follows what, how long, how far.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. T-014. Never used twice.", required=True),
    Column("name", "Task", Kind.TEXT, "What will be done.", required=True, width=40),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it belongs to.", refers="initiatives"),
    Column("milestone", "Milestone", Kind.TEXT, "ID of the milestone it leads to.", refers="milestones"),
    Column("wbs", "WBS", Kind.TEXT, "Place in the work breakdown, e.g. 2.3.1; a summary has tasks beneath it.",
           secondary=True),
    Column("owner", "Owner", Kind.TEXT, "The one person who answers for it."),
    Column("duration", "Duration", Kind.DAYS, "Working days.", required=True, tracked=True, lowest=0, unit="days"),
    Column("optimistic", "Optimistic", Kind.DAYS, "Working days if all goes well.", secondary=True, lowest=0),
    Column("most_likely", "Most likely", Kind.DAYS, "Working days as expected.", secondary=True, lowest=0),
    Column("pessimistic", "Pessimistic", Kind.DAYS, "Working days if much goes wrong.", secondary=True, lowest=0),
    Column("predecessors", "Predecessors", Kind.TEXT,
           "IDs with link and lag: T-003; T-004SS+2d; T-005FF; T-006FS-1d.", width=20),
    Column("constraint", "Constraint", Kind.CHOICE, "Only where a date is given from outside.", secondary=True,
           choices=choices.LINK_CONSTRAINT),
    Column("constraint_date", "Constraint date", Kind.DATE, "The date of the constraint.", secondary=True),
    Column("deadline", "Deadline", Kind.DATE, "A date to warn about; it does not move the task.", secondary=True),
    Column("baseline_start", "Baseline start", Kind.DATE, "Start as first approved.", required=True),
    Column("baseline_finish", "Baseline finish", Kind.DATE, "Finish as first approved.", required=True),
    Column("start", "Start", Kind.DATE, "Start as seen today.", tracked=True),
    Column("finish", "Finish", Kind.DATE, "Finish as seen today.", tracked=True),
    Column("actual_start", "Actual start", Kind.DATE, "The day it began; blank until then.", tracked=True),
    Column("actual_finish", "Actual finish", Kind.DATE, "The day it was done; blank until then.", tracked=True),
    Column("progress", "Progress", Kind.SHARE, "Share of the work done, 0 to 100%.", tracked=True,
           lowest=0, highest=1),
    Column("remaining", "Remaining", Kind.DAYS, "Working days still to go; blank = from progress.",
           tracked=True, secondary=True, lowest=0),
    Column("budget", "Budget", Kind.MONEY, "Budget of this task at completion.", tracked=True, lowest=0),
    Column("effort_planned", "Planned effort", Kind.NUMBER, "Hours planned.", secondary=True, lowest=0, unit="hours"),
    Column("effort_actual", "Actual effort", Kind.NUMBER, "Hours booked.", tracked=True, secondary=True, lowest=0,
           unit="hours"),
    Column("days_late", "Days late", Kind.DAYS,
           "Working days from the baseline finish to the actual or current finish; minus = early.",
           formula=(
               '=IF(OR([@[Baseline finish]]="",[@[Finish]]=""),"",'
               "IF([@[Finish]]>=[@[Baseline finish]],IF([@[Finish]]=[@[Baseline finish]],0,"
               "NETWORKDAYS.INTL([@[Baseline finish]],[@[Finish]]-1,setting_weekend,setting_holidays)),"
               "-NETWORKDAYS.INTL([@[Finish]],[@[Baseline finish]]-1,setting_weekend,setting_holidays)))"
           ), computed="task_days_late"),
), profile=Profile.COST, tab=Tab.PLAN, prefix="T")  # fmt: skip

SPRINTS = Sheet("sprints", "Sprints", "What each team took on and what it finished.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. S-PORTAL-07.", required=True),
    Column("team", "Team", Kind.TEXT, "The team that works in it.", required=True),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it works for.", refers="initiatives"),
    Column("start", "Start", Kind.DATE, "First day.", required=True),
    Column("finish", "Finish", Kind.DATE, "Last day.", required=True),
    Column("status", "Status", Kind.CHOICE, "Planned, Active or Closed.", required=True, tracked=True,
           choices=choices.SPRINT_STATUS),
    Column("planned", "Planned", Kind.NUMBER, "Points committed at the start.", required=True, tracked=True,
           lowest=0, unit="story points"),
    Column("completed", "Completed", Kind.NUMBER, "Points accepted.", tracked=True, lowest=0, unit="story points"),
    Column("in_progress", "In Progress", Kind.NUMBER, "Points being worked on.", tracked=True, lowest=0,
           unit="story points"),
    Column("blocked", "Blocked", Kind.NUMBER, "Points that cannot go on.", tracked=True, lowest=0,
           unit="story points"),
    Column("to_do", "To do", Kind.NUMBER, "Points not begun.", tracked=True, lowest=0, unit="story points"),
    Column("added", "Added", Kind.NUMBER, "Points added after the start.", tracked=True, secondary=True, lowest=0),
    Column("removed", "Removed", Kind.NUMBER, "Points taken out after the start.", tracked=True, secondary=True,
           lowest=0),
    Column("capacity", "Capacity", Kind.NUMBER, "Hours the team has.", secondary=True, lowest=0, unit="hours"),
    Column("goal", "Goal", Kind.TEXT, "What the sprint is for.", width=40),
    Column("goal_met", "Goal met", Kind.CHOICE, "Was the goal reached?", tracked=True, choices=choices.YES_NO),
), since="start", profile=Profile.AGILE, tab=Tab.PLAN, prefix="S")  # fmt: skip

ITEMS = Sheet("items", "Items", "The work items of the teams, with the days on which each moved on.", (
    Column("id", "ID", Kind.ID, "Short unique code, or the ID in the team's own tool.", required=True),
    Column("title", "Item", Kind.TEXT, "What will be done.", width=44),
    Column("type", "Type", Kind.TEXT, "A word to group by, e.g. Story or Defect."),
    Column("team", "Team", Kind.TEXT, "The team that works on it."),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it is for.", refers="initiatives"),
    Column("created", "Created", Kind.DATE, "The day it was written down.", required=True),
    Column("committed", "Committed", Kind.DATE, "The day the team promised it.", secondary=True),
    Column("started", "Started", Kind.DATE, "The day work on it began; blank until then."),
    Column("finished", "Finished", Kind.DATE, "The day it was done; blank until then."),
    Column("status", "Status", Kind.CHOICE, "Where it stands.", choices=choices.ITEM_STATUS),
    Column("blocked_days", "Blocked days", Kind.NUMBER, "Days after the start on which it could not go on.", lowest=0,
           unit="days"),
    Column("estimate", "Estimate", Kind.NUMBER, "Size as estimated.", lowest=0, unit="story points"),
    Column("actual_size", "Actual", Kind.NUMBER, "Size as it turned out, in the unit of the estimate.", secondary=True,
           lowest=0, unit="story points"),
), since="created", profile=Profile.AGILE, tab=Tab.PLAN, prefix="WI")  # fmt: skip
