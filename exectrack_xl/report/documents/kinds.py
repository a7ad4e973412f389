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
    cadence: str  # the period it reports: "Week", "Month" or "Quarter"
    purpose: str  # one sentence for menu and manual
    sheets: tuple[str, ...]  # the tables it rests on: what to fill in first
    subject: str = ""  # "issues", "changes"

    @property
    def needs_id(self) -> bool:
        """Whether it is about one row, so that an ID must be given."""
        return bool(self.subject)


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind("stakeholder", "Initiative Progress Report", "stakeholder-report.docx", "Quarter",
                 "What stakeholders need to know and do, initiative by initiative.",
                 ("milestones", "risks", "issues", "actions")),
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
