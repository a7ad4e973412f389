"""What the work is for: goals, benefits, features, key performance indicators.

Depends on: schema.sheet, schema.choices.
"""

from __future__ import annotations

from exectrack_xl.schema import choices
from exectrack_xl.schema.sheet import Column, Kind, Profile, Sheet, Tab

GOALS = Sheet("goals", "Goals", "What the organisation wants to reach, and how far it is.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. G-01. Never used twice.", required=True),
    Column("goal", "Goal", Kind.TEXT, "What will be true when it is reached.", required=True, width=44),
    Column("measure", "Measure", Kind.TEXT, "What is measured, e.g. Claims paid within a day.", required=True,
           width=30),
    Column("target", "Target", Kind.NUMBER, "The value at which the goal is reached.", required=True),
    Column("due", "Due date", Kind.DATE, "By when.", required=True),
    Column("owner", "Owner", Kind.TEXT, "The one person who answers for it.", required=True),
    Column("initial", "Start value", Kind.NUMBER, "The value at the beginning; blank = 0."),
    Column("current", "Current value", Kind.NUMBER, "The value measured last."),
    Column("measured", "Measured on", Kind.DATE, "The day of that measurement."),
    Column("unit", "Unit", Kind.TEXT, "In what it is measured, e.g. %."),
    Column("weight", "Weight", Kind.NUMBER, "How much it counts; blank = 1.", lowest=0),
    Column("level", "Level", Kind.CHOICE, "Strategic, Tactical or Operational.", secondary=True,
           choices=choices.LEVEL),
    Column("evidence", "Evidence", Kind.TEXT, "Where the number comes from.", secondary=True, width=30),
), profile=Profile.FULL, tab=Tab.PLAN, prefix="G")  # fmt: skip

FEATURES = Sheet("features", "Features", "What was promised to users, when it came, and whether they use it.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. F-012. Never used twice.", required=True),
    Column("name", "Feature", Kind.TEXT, "What a user can do with it.", required=True, width=40),
    Column("committed", "Committed for", Kind.DATE, "The day by which it was promised.", required=True),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it belongs to.", refers="initiatives"),
    Column("value_points", "Value points", Kind.NUMBER, "What it is worth to users, as agreed with them.", lowest=0),
    Column("delivered", "Delivered on", Kind.DATE, "The day users got it; blank until then."),
    Column("accepted", "Accepted", Kind.CHOICE, "Did those who asked for it accept it?", choices=choices.YES_NO),
    Column("adoption_target", "Adoption target", Kind.SHARE, "Share of the intended users who should use it.",
           lowest=0, highest=1),
    Column("adoption", "Adoption", Kind.SHARE, "Share of the intended users who use it.", lowest=0, highest=1),
    Column("adoption_measured", "Adoption measured on", Kind.DATE, "The day of that measurement.", secondary=True),
    Column("users", "Intended users", Kind.TEXT, "Who should use it.", secondary=True, width=24),
    Column("owner", "Owner", Kind.TEXT, "The one person who answers for it.", secondary=True),
), profile=Profile.AGILE, tab=Tab.PLAN, prefix="F")  # fmt: skip

BENEFITS = Sheet("benefits", "Benefits", "What the work brings, planned and realised, month by month.", (
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative that brings it.", required=True,
           refers="initiatives"),
    Column("benefit", "Benefit", Kind.TEXT, "What is gained, in the same words each month.", required=True, width=36),
    Column("type", "Type", Kind.CHOICE, "Revenue, Cost saving, Customer or Market.", required=True,
           choices=choices.BENEFIT_TYPE),
    Column("month", "Month", Kind.DATE, "First day of the month.", required=True),
    Column("planned", "Planned", Kind.MONEY, "What the business case promised for the month.", required=True),
    Column("realised", "Realised", Kind.MONEY, "What was measured; blank until then."),
    Column("forecast", "Forecast", Kind.MONEY, "What is expected of a month to come; blank = the plan."),
    Column("unit", "Unit", Kind.TEXT, "Blank = money. Anything else is listed, but never added to money."),
    Column("owner", "Owner", Kind.TEXT, "Who answers for it after the project.", secondary=True),
    Column("evidence", "Evidence", Kind.TEXT, "Where the number comes from.", secondary=True, width=30),
), key=("initiative", "benefit", "month"), profile=Profile.FULL, tab=Tab.MEASURE)  # fmt: skip

KPIS = Sheet("kpis", "KPIs", "Which numbers are watched, who answers for each, and where it comes from.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. K-07. Never used twice.", required=True),
    Column("name", "Indicator", Kind.TEXT, "What it is called.", required=True, width=34),
    Column("level", "Level", Kind.CHOICE, "Strategic, Tactical or Operational.", required=True, choices=choices.LEVEL),
    Column("dimension", "Dimension", Kind.CHOICE, "Progress, Quality or Business Impact.", required=True,
           choices=choices.DIMENSION),
    Column("owner", "Owner", Kind.TEXT, "The one person who answers for it.", required=True),
    Column("target", "Target", Kind.NUMBER, "The value it should reach."),
    Column("value", "Value", Kind.NUMBER, "The value measured last, where no function of the tracker gives it."),
    Column("measured", "Measured on", Kind.DATE, "The day of that measurement."),
    Column("previous", "Previous value", Kind.NUMBER, "The value measured before."),
    Column("unit", "Unit", Kind.TEXT, "In what it is measured, e.g. %."),
    Column("direction", "Direction", Kind.CHOICE, "Whether higher or lower is better.", choices=choices.DIRECTION),
    Column("function", "Function", Kind.TEXT, "The worksheet function that gives it, e.g. SPI_T.", secondary=True),
    Column("cadence", "Cadence", Kind.CHOICE, "How often it is looked at.", choices=choices.CADENCE),
    Column("external", "Outside measure", Kind.CHOICE,
           "Yes = tells the position in the market; it is shown with its source and is given no colour without.",
           secondary=True, choices=choices.YES_NO),
    Column("source", "Source", Kind.TEXT, "Where the number comes from.", secondary=True, width=30),
    Column("evidence", "Evidence", Kind.TEXT, "Link to the study or report that proves it.", secondary=True, width=36),
    Column("reviewed", "Reviewed on", Kind.DATE, "The day its definition was last looked at.", secondary=True),
), profile=Profile.FULL, tab=Tab.MEASURE, prefix="K")  # fmt: skip
