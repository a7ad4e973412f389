"""Our Word templates: what is particular to each. Depends on: nothing."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN = 1134  # twips at both sides
PORTRAIT, LANDSCAPE = (11906, 16838), (16838, 11906)  # twips, A4


@dataclass(frozen=True)
class Design:
    """One template. Fields stand beside their labels in a table, or under them as headings over the whole width."""

    name: str  # file name
    title: str  # of the file itself
    subtitle: str  # what stands under the title, before status date and status
    beside: bool = False  # labels to the left of their fields
    status: str = "overall"  # which word stands before the status in the subtitle; "" = no status there
    contents: bool = False  # whether the sections are listed in front
    size: tuple[int, int] = PORTRAIT

    @property
    def width(self) -> int:
        """Twips between the margins."""
        return self.size[0] - 2 * MARGIN


STAKEHOLDER = Design("stakeholder-report.docx", "Stakeholder report template",
                     "{{ report.words.audience }}", beside=True)  # fmt: skip
_ABOUT = "{{ report.about }}"
DESIGNS = (
    STAKEHOLDER,
    Design("execution-status-report.docx", "Execution status report template", _ABOUT, beside=True),
    Design("team-execution-update.docx", "Team execution update template", _ABOUT),
    Design("impact-analysis.docx", "Impact analysis template", _ABOUT, beside=True, status="state"),
    Design("issue-record.docx", "Issue record template", _ABOUT, beside=True, status="status"),
    Design("risk-dashboard.docx", "Risk management dashboard template", _ABOUT, size=LANDSCAPE),
    Design("weekly-team-update.docx", "Weekly team update template", _ABOUT),
    Design("monthly-initiative-review.docx", "Monthly initiative review template", _ABOUT, contents=True),
    Design("quarterly-strategic-review.docx", "Quarterly strategic review template", _ABOUT, contents=True),
    Design("daily-stand-up.docx", "Daily stand-up page template", _ABOUT, status=""),
)  # fmt: skip
