"""The registry of documents: every kind with its title, template, cadence, and what ID it needs.

Command line, ribbon and manual read it; who writes a kind stands in `report.documents.writers`.
Depends on: errors.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.errors import UsageError, nearest


@dataclass(frozen=True)
class DocumentKind:
    """One kind of document. `subject` names the table whose row it is about, "" where it is about a period."""

    name: str  # as typed: "stakeholder"
    title: str  # in the specification's words: "Initiative Progress Report"
    template: str  # our template's file name
    cadence: str  # what it reports: "Day", "Week", "Month" or "Quarter"
    purpose: str  # one sentence for menu and manual
    sheets: tuple[str, ...]  # the tables it rests on: what to fill in first
    subject: str = ""  # "issues", "changes"
    live: bool = False  # whether it is about the running period unless told otherwise

    @property
    def needs_id(self) -> bool:
        """Whether it is about one row, so that an ID must be given."""
        return bool(self.subject)

    @property
    def compares(self) -> bool:
        """Whether it is about a period that is set beside the one before."""
        return not self.subject and self.cadence != "Day"


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind("status", "Execution Status Report", "execution-status-report.docx", "Quarter",
                 "The executive summary on one page, with the decisions asked.",
                 ("milestones", "risks", "issues", "narrative")),
    DocumentKind("team", "Team Execution Update", "team-execution-update.docx", "Week",
                 "Progress, sprints, blockers, the next sprint and how the team feels.",
                 ("milestones", "sprints", "issues", "pulse")),
    DocumentKind("stakeholder", "Initiative Progress Report", "stakeholder-report.docx", "Quarter",
                 "What stakeholders need to know and do, initiative by initiative.",
                 ("milestones", "risks", "issues", "actions")),
    DocumentKind("impact", "Impact Analysis", "impact-analysis.docx", "Quarter",
                 "What one change does to time, resources, scope, quality and others, and who must agree.",
                 ("changes", "assessments", "approvals", "alternatives"), "changes", live=True),
    DocumentKind("issue", "Issue Record", "issue-record.docx", "Quarter",
                 "One issue with all its fields and how it was escalated.", ("issues",), "issues", live=True),
    DocumentKind("risk", "Risk Management Dashboard", "risk-dashboard.docx", "Quarter",
                 "Risk trends, critical and high risks, mitigation, and the contingency runbook.",
                 ("risks", "mitigations")),
    DocumentKind("daily", "Daily stand-up page", "daily-stand-up.docx", "Day",
                 "Yesterday, today and blocker of each person, and what is due.",
                 ("tasks", "actions", "issues", "resources"), live=True),
    DocumentKind("weekly", "Weekly Team Update", "weekly-team-update.docx", "Week",
                 "Sprint, blockers, next week, workload, changes and stakeholders.",
                 ("sprints", "issues", "milestones", "allocations")),
    DocumentKind("monthly", "Monthly Initiative Review", "monthly-initiative-review.docx", "Month",
                 "Initiatives, milestones, quality, risks and resources of the month.",
                 ("initiatives", "milestones", "quality", "risks", "allocations")),
    DocumentKind("quarterly", "Quarterly Strategic Review", "quarterly-strategic-review.docx", "Quarter",
                 "Business impact, goals, return on investment and process improvement.",
                 ("initiatives", "goals", "benefits", "costs", "improvements")),
)  # fmt: skip
USUAL = "stakeholder"


def document_kind(name: str) -> DocumentKind:
    """The kind of this name.

    >>> document_kind("stakeholder").title
    'Initiative Progress Report'

    Raises:
        UsageError: there is no such kind; the nearest one is suggested.
    """
    known = {kind.name: kind for kind in KINDS}
    wanted = name.strip().casefold()
    if wanted not in known:
        raise UsageError(f"There is no report '{name}'.{nearest(wanted, known)} Known are {', '.join(known)}.")
    return known[wanted]
