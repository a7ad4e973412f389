"""What is measured and told: costs, quality, narrative, snapshots. Depends on: schema.sheet."""

from __future__ import annotations

from exectrack_xl.schema import choices
from exectrack_xl.schema.sheet import Column, Kind, Profile, Sheet, Tab

COSTS = Sheet("costs", "Costs", "Money by initiative and month; only the actual cost has to be typed.", (
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative.", required=True, refers="initiatives"),
    Column("month", "Month", Kind.DATE, "First day of the month.", required=True),
    Column("actual_cost", "Actual cost", Kind.MONEY, "Money spent in the month.", required=True, tracked=True),
    Column("planned_value", "Planned value", Kind.MONEY,
           "Budgeted cost of the work planned in the month; blank = from baseline dates and budgets.", tracked=True),
    Column("earned_value", "Earned value", Kind.MONEY,
           "Budgeted cost of the work done in the month; blank = from progress.", tracked=True),
    Column("cost_to_go", "Cost to go", Kind.MONEY,
           "What the rest will cost, as estimated anew at the end of the month; blank = by CPI.",
           tracked=True, secondary=True, lowest=0),
    Column("note", "Note", Kind.TEXT, "What explains the figure.", secondary=True, width=40),
), key=("initiative", "month"), profile=Profile.COST, tab=Tab.MEASURE)  # fmt: skip

QUALITY = Sheet("quality", "Quality", "Measures of quality against their targets, by month.", (
    Column("month", "Month", Kind.DATE, "First day of the month.", required=True),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative.", refers="initiatives"),
    Column("measure", "Measure", Kind.TEXT, "What is measured, e.g. Test coverage.", required=True, width=30),
    Column("value", "Value", Kind.NUMBER, "What was measured.", required=True, tracked=True),
    Column("target", "Target", Kind.NUMBER, "The value that counts as 10 of 10.", required=True),
    Column("floor", "Floor", Kind.NUMBER, "The value that counts as 0 of 10.", required=True),
    Column("unit", "Unit", Kind.TEXT, "In what it is measured, e.g. %."),
    Column("weight", "Weight", Kind.NUMBER, "How much it counts; blank = 1.", lowest=0),
    Column("gate", "Mandatory gate", Kind.CHOICE, "Yes = missing the target caps the score at 4.9.",
           choices=choices.YES_NO),
    Column("source", "Source", Kind.TEXT, "Where the number comes from.", secondary=True),
), key=("month", "initiative", "measure"), since="month", profile=Profile.FULL, tab=Tab.MEASURE)  # fmt: skip

NARRATIVE = Sheet("narrative", "Narrative", "What you want said in your own words; blank is proposed from the data.", (
    Column("period", "Period", Kind.TEXT, "Period ID, e.g. 2026-Q3.", required=True),
    Column("type", "Type", Kind.CHOICE, "Achievement, Focus, Goal, Resource need or Note.", required=True,
           choices=choices.NARRATIVE_TYPE),
    Column("rank", "Rank", Kind.COUNT, "1 comes first.", lowest=1),
    Column("text", "Text", Kind.TEXT, "One line, with the number that matters.", required=True, width=60),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it is about.", refers="initiatives"),
), key=("period", "type", "rank"), profile=Profile.FULL, tab=Tab.MEASURE)  # fmt: skip

SNAPSHOTS = Sheet("snapshots", "Snapshots", "The tracker's memory, written by Refresh; nothing to type here.", (
    Column("snapshot", "Snapshot", Kind.TEXT, "Name of the snapshot, e.g. S-2026-09-30."),
    Column("date", "Date", Kind.DATE, "The status date it was taken at."),
    Column("table", "Table", Kind.TEXT, "The table whose value changed."),
    Column("id", "ID", Kind.TEXT, "The row whose value changed."),
    Column("column", "Column", Kind.TEXT, "The column that changed; blank = the row was deleted.", width=20),
    Column("value", "Value", Kind.TEXT, "The value from that date on, as text.", width=40),
), key=("date", "table", "id", "column"), profile=Profile.FULL, tab=Tab.MEASURE)  # fmt: skip
