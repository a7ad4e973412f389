"""What the plan rests on: dependencies, assumptions, needs. Depends on: schema.sheet, schema.choices."""

from __future__ import annotations

from exectrack_xl.schema import choices
from exectrack_xl.schema.sheet import Column, Kind, Profile, Sheet, Tab

DEPENDENCIES = Sheet("dependencies", "Dependencies", "What we need from others, by when, and whether they agreed.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. DP-05. Never used twice.", required=True),
    Column("deliverable", "What is needed", Kind.TEXT, "What must be handed over.", required=True, width=40),
    Column("giver", "From", Kind.TEXT, "Who hands it over: a team, initiative or supplier.", required=True, width=24),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative that waits for it.", required=True,
           refers="initiatives"),
    Column("needed_by", "Needed by", Kind.DATE, "By when.", required=True),
    Column("owner", "Owner", Kind.TEXT, "Who sees to it on our side.", required=True),
    Column("promised", "Promised for", Kind.DATE, "The day the other side has named."),
    Column("status", "Status", Kind.CHOICE, "Open, Confirmed, Delivered or Broken.",
           choices=choices.DEPENDENCY_STATUS),
    Column("delivered", "Delivered on", Kind.DATE, "The day it was handed over."),
    Column("type", "Type", Kind.CHOICE, "Who the other side is.", choices=choices.DEPENDENCY_TYPE, secondary=True),
    Column("milestone", "Milestone", Kind.TEXT, "ID of the milestone that waits for it.", refers="milestones",
           secondary=True),
    Column("consequence", "If it is late", Kind.TEXT, "What happens then.", secondary=True, width=40),
), tab=Tab.PLAN, profile=Profile.FULL, prefix="DP")  # fmt: skip

ASSUMPTIONS = Sheet("assumptions", "Assumptions", "What we take for true until it is proved.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. AS-04. Never used twice.", required=True),
    Column("assumption", "Assumption", Kind.TEXT, "What we take for true.", required=True, width=44),
    Column("owner", "Owner", Kind.TEXT, "Who finds out.", required=True),
    Column("validate_by", "Validate by", Kind.DATE, "By when we must know.", required=True),
    Column("status", "Status", Kind.CHOICE, "Open, Holds or Does not hold.", required=True,
           choices=choices.ASSUMPTION_STATUS),
    Column("validated", "Validated on", Kind.DATE, "The day we knew."),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative that rests on it.", refers="initiatives"),
    Column("consequence", "If it is wrong", Kind.TEXT, "What happens then.", width=40),
), tab=Tab.PLAN, profile=Profile.FULL, prefix="AS")  # fmt: skip

NEEDS = Sheet("needs", "Needs", "People, money and things the work still needs.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. N-03. Never used twice.", required=True),
    Column("need", "Need", Kind.TEXT, "What is needed, and how much of it.", required=True, width=40),
    Column("needed_by", "Needed by", Kind.DATE, "By when.", required=True),
    Column("approver", "Approval by", Kind.TEXT, "Who can grant it.", required=True),
    Column("status", "Status", Kind.CHOICE, "Requested, Approved, Filled or Refused.", required=True,
           choices=choices.NEED_STATUS),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative that needs it.", refers="initiatives"),
    Column("quantity", "Quantity", Kind.NUMBER, "How many.", lowest=0),
    Column("unit", "Unit", Kind.TEXT, "Of what, e.g. FTE."),
    Column("cost", "Cost", Kind.MONEY, "Money it takes.", lowest=0),
    Column("reason", "Justification", Kind.TEXT, "What happens without it.", width=40),
    Column("raised", "Raised on", Kind.DATE, "The day it was asked for.", secondary=True),
    Column("change", "Change", Kind.TEXT, "ID of the change that asks for it.", refers="changes", secondary=True),
), since="raised", profile=Profile.FULL, tab=Tab.PEOPLE, prefix="N")  # fmt: skip
