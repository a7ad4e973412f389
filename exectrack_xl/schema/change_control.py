"""What stands behind a change: alternatives, risk assessments, approvals, and the baselines that follow.

Depends on: schema.sheet, schema.choices.
"""

from __future__ import annotations

from exectrack_xl.schema import choices
from exectrack_xl.schema.sheet import Column, Kind, Profile, Sheet

ALTERNATIVES = Sheet("alternatives", "Alternatives", "The ways in which a change could be made, side by side.", (
    Column("change", "Change", Kind.TEXT, "ID of the change.", required=True, refers="changes"),
    Column("option", "Option", Kind.TEXT, "The way, in a few words.", required=True, width=36),
    Column("days", "Timeline (days)", Kind.DAYS, "Working days it adds (+) or wins back (−)."),
    Column("cost", "Cost", Kind.MONEY, "Money it adds (+) or saves (−)."),
    Column("score", "Score", Kind.NUMBER, "How well it serves the aim, 1 = badly, 5 = fully.", lowest=1, highest=5),
    Column("recommended", "Recommended", Kind.CHOICE, "Yes = the one we advise.", choices=choices.YES_NO),
    Column("description", "Description", Kind.TEXT, "What would be done.", secondary=True, width=44),
    Column("drawback", "Drawback", Kind.TEXT, "What speaks against it.", secondary=True, width=40),
), key=("change", "option"), profile=Profile.FULL)  # fmt: skip

ASSESSMENTS = Sheet("assessments", "Assessments", "The risks a change brings: High, Medium and Low.", (
    Column("change", "Change", Kind.TEXT, "ID of the change.", required=True, refers="changes"),
    Column("level", "Level", Kind.CHOICE, "High, Medium or Low.", required=True, choices=choices.CHANGE_RISK),
    Column("concern", "Concern", Kind.TEXT, "The specific risk, the dependency, or the standard delivery risk.",
           required=True, width=44),
    Column("plan", "Plan", Kind.TEXT, "High: the mitigation. Medium: the contingency plan.", width=44),
    Column("owner", "Owner", Kind.TEXT, "Who watches it."),
    Column("risk", "Risk", Kind.TEXT, "ID of the risk it became.", refers="risks", secondary=True),
), key=("change", "level", "concern"), profile=Profile.FULL)  # fmt: skip

APPROVALS = Sheet("approvals", "Approvals", "Who must agree to a change, by when, and what they said.", (
    Column("change", "Change", Kind.TEXT, "ID of the change.", required=True, refers="changes"),
    Column("approver", "Approver", Kind.TEXT, "Who must agree.", required=True, width=30),
    Column("decision", "Decision", Kind.CHOICE, "Pending, Approved, Rejected or Deferred.", required=True,
           choices=choices.APPROVAL_DECISION),
    Column("due", "Due date", Kind.DATE, "By when.", required=True),
    Column("subject", "Approval needed", Kind.TEXT, "What the person must agree to.", width=36),
    Column("decided", "Decided on", Kind.DATE, "The day the person decided."),
    Column("role", "Role", Kind.TEXT, "In what function the person decides.", secondary=True),
    Column("comment", "Comment", Kind.TEXT, "What the person said.", secondary=True, width=40),
), key=("change", "approver"), profile=Profile.FULL)  # fmt: skip

BASELINES = Sheet("baselines", "Baselines", "What was approved as the plan, and when it was approved anew.", (
    Column("id", "ID", Kind.ID, "Short unique code, e.g. B-02. Never used twice.", required=True),
    Column("approved", "Approved on", Kind.DATE, "The day it became the plan.", required=True),
    Column("initiative", "Initiative", Kind.TEXT, "ID of the initiative.", required=True, refers="initiatives"),
    Column("approver", "Approved by", Kind.TEXT, "Who approved it.", required=True, width=26),
    Column("finish", "Committed finish", Kind.DATE, "The finish that was approved."),
    Column("budget", "Budget", Kind.MONEY, "The budget that was approved.", lowest=0),
    Column("scope", "Scope", Kind.NUMBER, "The scope that was approved.", lowest=0, unit="points"),
    Column("change", "Change", Kind.TEXT, "ID of the change that led to it.", refers="changes"),
    Column("note", "Note", Kind.TEXT, "What changed against the one before.", secondary=True, width=44),
), since="approved", profile=Profile.FULL, prefix="B")  # fmt: skip
