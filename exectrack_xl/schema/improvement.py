"""What goes wrong and what is learnt: defects, lessons, improvements, and the checklist of the tracker itself.

Depends on: schema.sheet, schema.choices.
"""

from __future__ import annotations

from exectrack_xl.schema import choices
from exectrack_xl.schema.sheet import Column, Kind, Profile, Sheet, Tab

DEFECTS = Sheet("defects", "Defects", "Faults in what was made: found where, and mended when.", (
    Column("id", "ID", Kind.ID, "Short unique code, or the ID in the team's own tool.", required=True),
    Column("title", "Title", Kind.TEXT, "What is wrong, in one line.", required=True, width=44),
    Column("severity", "Severity", Kind.CHOICE, "Critical, High, Medium or Low.", required=True,
           choices=choices.PRIORITY),
    Column("stage", "Found in", Kind.CHOICE, "Review, Test, Pilot or Live. What is found Live has escaped.",
           required=True, choices=choices.DEFECT_STAGE),
    Column("opened", "Found on", Kind.DATE, "The day it was found.", required=True),
    Column("mended", "Mended on", Kind.DATE, "The day the repair was proved; blank until then."),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it belongs to.", refers="initiatives"),
    Column("team", "Team", Kind.TEXT, "The team that mends it."),
    Column("reopenings", "Reopened", Kind.COUNT, "How many times it came back after the repair.", lowest=0),
    Column("feature", "Feature", Kind.TEXT, "ID of the feature it is in.", refers="features", secondary=True),
    Column("issue", "Issue", Kind.TEXT, "ID of the issue it caused.", refers="issues", secondary=True),
), since="opened", profile=Profile.AGILE, tab=Tab.MEASURE, prefix="DF")  # fmt: skip

LESSONS = Sheet("lessons", "Lessons", "What was learnt, and with whom it was shared.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. L-08. Never used twice.", required=True),
    Column("lesson", "Lesson", Kind.TEXT, "What we would do again, or never again.", required=True, width=50),
    Column("raised", "Raised on", Kind.DATE, "The day it was written down.", required=True),
    Column("owner", "Owner", Kind.TEXT, "Who passes it on.", required=True),
    Column("cause", "Cause", Kind.TEXT, "What it was learnt from.", width=40),
    Column("action", "Action", Kind.TEXT, "What is done differently now.", width=40),
    Column("shared", "Shared on", Kind.DATE, "The day others were told."),
    Column("audience", "Audience", Kind.TEXT, "Who was told.", width=24),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it comes from.", refers="initiatives"),
    Column("change", "Change", Kind.TEXT, "ID of the change it comes from.", refers="changes", secondary=True),
    Column("issue", "Issue", Kind.TEXT, "ID of the issue it comes from.", refers="issues", secondary=True),
), since="raised", profile=Profile.FULL, tab=Tab.MEASURE, prefix="L")  # fmt: skip

IMPROVEMENTS = Sheet("improvements", "Improvements", "What we do to work better, and what came of it.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. IM-06. Never used twice.", required=True),
    Column("problem", "Problem", Kind.TEXT, "What costs time or quality today.", required=True, width=40),
    Column("action", "Action", Kind.TEXT, "What is changed.", required=True, width=40),
    Column("type", "Type", Kind.CHOICE, "Process Optimization, Team Development or Tool and Technology.",
           required=True, choices=choices.IMPROVEMENT_TYPE),
    Column("owner", "Owner", Kind.TEXT, "Who sees to it.", required=True),
    Column("status", "Status", Kind.CHOICE, "Open, In Progress, Done or Cancelled.", required=True,
           choices=choices.ACTION_STATUS),
    Column("measure", "Measure", Kind.TEXT, "What tells whether it worked, e.g. Days to refresh test data.", width=30),
    Column("before", "Before", Kind.NUMBER, "The value before."),
    Column("after", "After", Kind.NUMBER, "The value after; blank until measured."),
    Column("unit", "Unit", Kind.TEXT, "In what it is measured."),
    Column("direction", "Direction", Kind.CHOICE, "Whether higher or lower is better; blank = lower.",
           choices=choices.DIRECTION),
    Column("raised", "Raised on", Kind.DATE, "The day it was proposed."),
    Column("due", "Due date", Kind.DATE, "By when it will be done."),
    Column("done", "Done on", Kind.DATE, "The day it was done."),
    Column("waste", "Waste", Kind.CHOICE, "What is wasted today.", secondary=True, choices=choices.WASTE),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it comes from.", refers="initiatives",
           secondary=True),
), since="raised", profile=Profile.FULL, tab=Tab.MEASURE, prefix="IM")  # fmt: skip

SETUP = Sheet("setup", "Setup", "The checklist of setting up, running and improving the tracker.", (
    Column("item", "Item", Kind.CHOICE, "A line of the checklist.", required=True, choices=choices.SETUP_ITEM,
           width=48),
    Column("section", "Section", Kind.CHOICE, "System Setup, Ongoing Management or Continuous Improvement.",
           choices=choices.SETUP_SECTION, width=24),
    Column("state", "Done", Kind.CHOICE, "Yes where you know it is done; else the tracker's own rule counts.",
           choices=choices.YES_NO),
    Column("owner", "Owner", Kind.TEXT, "Who sees to it."),
    Column("evidence", "Evidence", Kind.TEXT, "What proves it.", width=48),
    Column("reviewed", "Reviewed on", Kind.DATE, "The day somebody last looked at it.", secondary=True),
), key=("item",), profile=Profile.FULL, tab=Tab.SET_UP)  # fmt: skip
