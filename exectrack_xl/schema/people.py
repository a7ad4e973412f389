"""Who does the work: people, what they are booked for, when they are away, what they can do, how they feel.

People are named, not numbered: the name that stands in Resources is the one used in the other sheets.
Depends on: schema.sheet, schema.choices.
"""

from __future__ import annotations

from exectrack_xl.schema import choices
from exectrack_xl.schema.sheet import Column, Kind, Profile, Sheet, Tab

RESOURCES = Sheet("resources", "Resources", "The people who do the work.", (
    Column("person", "Person", Kind.TEXT, "The name, as owners are written elsewhere.", required=True, width=24),
    Column("team", "Team", Kind.TEXT, "The team that person works in.", required=True),
    Column("role", "Role", Kind.TEXT, "What that person does there.", width=26),
    Column("fte", "FTE", Kind.NUMBER, "1 = full time, 0.5 = half; blank = 1.", lowest=0, highest=1),
    Column("joined", "From", Kind.DATE, "First day; blank = from the beginning.", secondary=True),
    Column("left", "Until", Kind.DATE, "Last day; blank = to the end.", secondary=True),
    Column("rate", "Rate", Kind.MONEY, "Money for an hour.", secondary=True, lowest=0),
    Column("email", "E-mail", Kind.TEXT, "Where reminders go.", secondary=True, width=30),
    Column("manager", "Manager", Kind.TEXT, "Who decides about that person's time.", secondary=True),
), key=("person",), profile=Profile.FULL, tab=Tab.PEOPLE)  # fmt: skip

ALLOCATIONS = Sheet("allocations", "Allocations", "Hours that people are booked for, by initiative and month.", (
    Column("person", "Person", Kind.TEXT, "A name of Resources.", required=True, width=24),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative.", required=True, refers="initiatives"),
    Column("month", "Month", Kind.DATE, "First day of the month.", required=True),
    Column("hours", "Planned hours", Kind.NUMBER, "Hours booked for the month.", required=True, lowest=0,
           unit="hours"),
    Column("hours_worked", "Worked hours", Kind.NUMBER, "Hours worked; blank until the month is over.", lowest=0,
           unit="hours"),
), key=("person", "initiative", "month"), profile=Profile.FULL, tab=Tab.PEOPLE)  # fmt: skip

ABSENCES = Sheet("absences", "Absences", "When people are away; the kind of absence only where it may be known.", (
    Column("person", "Person", Kind.TEXT, "A name of Resources.", required=True, width=24),
    Column("start", "Start", Kind.DATE, "First day away.", required=True),
    Column("finish", "Finish", Kind.DATE, "Last day away.", required=True),
    Column("type", "Type", Kind.CHOICE, "Leave, Training or Other.", choices=choices.ABSENCE_TYPE),
), key=("person", "start"), profile=Profile.FULL, tab=Tab.PEOPLE)  # fmt: skip

SKILLS = Sheet("skills", "Skills", "What people can do, and what they should be able to do.", (
    Column("person", "Person", Kind.TEXT, "A name of Resources.", required=True, width=24),
    Column("skill", "Skill", Kind.TEXT, "In the same words for everybody.", required=True, width=28),
    Column("level", "Level", Kind.COUNT, "0 = none, 1 = basic, 2 = working alone, 3 = teaching others.",
           required=True, lowest=0, highest=3),
    Column("target", "Target level", Kind.COUNT, "The level the work asks for, 0 to 3.", lowest=0, highest=3),
    Column("training_hours", "Training hours", Kind.NUMBER, "Hours of training since the start.", lowest=0,
           unit="hours", secondary=True),
    Column("assessed", "Assessed on", Kind.DATE, "The day the level was agreed.", secondary=True),
), key=("person", "skill"), profile=Profile.FULL, tab=Tab.PEOPLE)  # fmt: skip

_SCALE = "Mean of the answers, 1 = very low, 5 = very high."

PULSE = Sheet("pulse", "Pulse", "How teams feel, from anonymous answers; shown from three answers up.", (
    Column("month", "Month", Kind.DATE, "First day of the month.", required=True),
    Column("team", "Team", Kind.TEXT, "The team that answered.", required=True),
    Column("answers", "Answers", Kind.COUNT, "How many answered.", required=True, lowest=0),
    Column("satisfaction", "Satisfaction", Kind.NUMBER, _SCALE, lowest=1, highest=5),
    Column("engagement", "Engagement", Kind.NUMBER, _SCALE, lowest=1, highest=5),
    Column("growth", "Growth", Kind.NUMBER, _SCALE, lowest=1, highest=5),
    Column("collaboration", "Collaboration", Kind.NUMBER, _SCALE, lowest=1, highest=5),
    Column("promoters", "Promoters", Kind.COUNT, "How many would recommend the team with 9 or 10 of 10.", lowest=0),
    Column("detractors", "Detractors", Kind.COUNT, "How many would recommend it with 0 to 6 of 10.", lowest=0),
), key=("month", "team"), since="month", profile=Profile.FULL, tab=Tab.PEOPLE)  # fmt: skip
