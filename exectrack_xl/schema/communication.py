"""Whom the work concerns and how they are kept informed: stakeholders, communications, reports.

Depends on: schema.sheet, schema.choices.
"""

from __future__ import annotations

from exectrack_xl.schema import choices
from exectrack_xl.schema.sheet import Column, Kind, Profile, Sheet, Tab

STAKEHOLDERS = Sheet("stakeholders", "Stakeholders", "Whom the work concerns, and where they stand.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. SH-03. Never used twice.", required=True),
    Column("name", "Name", Kind.TEXT, "The person, as written in actions and decisions.", required=True, width=30),
    Column("role", "Role", Kind.TEXT, "What that person is to the work.", required=True, width=26),
    Column("power", "Power", Kind.CHOICE, "How much that person can decide.", required=True, choices=choices.DEGREE),
    Column("interest", "Interest", Kind.CHOICE, "How much the work touches that person.", required=True,
           choices=choices.DEGREE),
    Column("engagement", "Engagement", Kind.CHOICE, "Where the person stands today.", choices=choices.ENGAGEMENT),
    Column("engagement_wanted", "Engagement wanted", Kind.CHOICE, "Where the person is needed.",
           choices=choices.ENGAGEMENT),
    Column("satisfaction", "Satisfaction", Kind.NUMBER, "The last answer, 1 = very low, 5 = very high.", lowest=1,
           highest=5),
    Column("asked", "Asked on", Kind.DATE, "The day of that answer."),
    Column("last_contact", "Last contact", Kind.DATE, "The day somebody last spoke with the person."),
    Column("next_contact", "Next contact", Kind.DATE, "The day of the next contact."),
    Column("owner", "Contact", Kind.TEXT, "Who keeps in touch."),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative that concerns the person; blank = all.",
           refers="initiatives", secondary=True),
    Column("organisation", "Organisation", Kind.TEXT, "Where the person works.", secondary=True),
    Column("email", "E-mail", Kind.TEXT, "Where reports go.", secondary=True, width=30),
    Column("note", "Note", Kind.TEXT, "What matters to the person.", secondary=True, width=40),
), profile=Profile.FULL, tab=Tab.PEOPLE, prefix="SH")  # fmt: skip

COMMUNICATIONS = Sheet("communications", "Communications", "Who is told what, how often and by whom.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. C-04. Never used twice.", required=True),
    Column("name", "Communication", Kind.TEXT, "What is said or sent.", required=True, width=36),
    Column("cadence", "Cadence", Kind.CHOICE, "Daily, Weekly, Monthly, Quarterly, or Once.", required=True,
           choices=choices.CADENCE),
    Column("audience", "Audience", Kind.TEXT, "Who gets it.", required=True, width=30),
    Column("owner", "Owner", Kind.TEXT, "Who sees to it.", required=True),
    Column("start", "First due", Kind.DATE, "The day it is due for the first time.", required=True),
    Column("last_sent", "Last sent", Kind.DATE, "The day it was last sent or held."),
    Column("channel", "Channel", Kind.TEXT, "Meeting, mail, page."),
    Column("template", "Template", Kind.TEXT, "The report or page it is made from.", secondary=True, width=26),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it is about; blank = the programme.",
           refers="initiatives", secondary=True),
    Column("change", "Change", Kind.TEXT, "ID of the change it tells of.", refers="changes", secondary=True),
    Column("finish", "Ends", Kind.DATE, "The last day it is due; blank = it goes on.", secondary=True),
), profile=Profile.FULL, tab=Tab.PEOPLE, prefix="C")  # fmt: skip

REPORTS = Sheet("reports", "Reports", "Which reports are made, from which template, how often and for whom.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. RP-02. Never used twice.", required=True),
    Column("report", "Report", Kind.CHOICE, "Which report.", required=True, choices=choices.REPORT, width=28),
    Column("cadence", "Cadence", Kind.CHOICE, "How often it is made.", required=True, choices=choices.CADENCE),
    Column("audience", "Audience", Kind.TEXT, "Who gets it.", required=True, width=30),
    Column("owner", "Owner", Kind.TEXT, "Who sends it.", required=True),
    Column("template", "Template", Kind.TEXT, "File it is made from; blank = ours.", width=26),
    Column("automatic", "Automatic", Kind.CHOICE, "Yes = made without typing.", choices=choices.YES_NO),
    Column("last_run", "Last made", Kind.DATE, "The day it was last made."),
    Column("minutes_saved", "Minutes saved", Kind.NUMBER, "Minutes a person needed for it by hand, each time.",
           lowest=0, unit="minutes", secondary=True),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative it is about; blank = the programme.",
           refers="initiatives", secondary=True),
    Column("folder", "Folder", Kind.TEXT, "Where it is filed.", secondary=True, width=30),
    Column("fingerprint", "Fingerprint", Kind.TEXT, "SHA-256 of the last file.", secondary=True),
), profile=Profile.FULL, tab=Tab.SET_UP, prefix="RP")  # fmt: skip
