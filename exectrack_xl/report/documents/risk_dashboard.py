"""The Risk Management Dashboard as a document: trends, matrix, risks by band, mitigation, contingency runbook.

Depends on: report.desk, report.documents, report.headlines, report.pages.
"""

from __future__ import annotations

from dataclasses import replace

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import Content, muted, said, section, sections
from exectrack_xl.report.documents.subjects import mitigations, risks
from exectrack_xl.report.headlines import risks_title
from exectrack_xl.report.model import Block, Line, Section
from exectrack_xl.report.pages.risks import matrix, trend_tiles


def content(desk: Desk, identity: str = "") -> Content:  # noqa: ARG001 - called like the other kinds
    """The answer, the four Risk Trends, the matrix, Critical and High risks, mitigation, and the runbook."""
    if not len(desk.table("risks")):
        empty = section("none", "Risks", [("", (muted("No data yet: type what may go wrong in sheet Risks."),))])
        return Content(sections=sections(empty))
    drawn = replace(matrix(desk), note=_note(desk))
    return Content(
        (said(f"{risks_title(desk)}."),), (*trend_tiles(desk), *((drawn,) if drawn.pins else ())),
        sections(
            section("critical", "Critical Risks (Score 7-9)", [("", risks.of_band(desk, "Critical"))]),
            section("high", "High Risks (Score 4-6)", [("", risks.of_band(desk, "High"))]),
            section("trends", "Risk Trends", [("", (*risks.trend(desk), *risks.burn_down(desk)))]),
            section("mitigation", "Risk Mitigation Tracking", [
                ("Effectiveness of mitigation strategies", risks.mitigation(desk)),
                ("Progress on risk mitigation actions", _actions(desk)),
                ("Resource allocation for risk management", mitigations.money(desk)),
                ("Timeline impact of risk mitigation", risks.delays(desk)),
            ]),
            *_contingency(desk),
        ),
    )  # fmt: skip


def _note(desk: Desk) -> str:
    """How to read the matrix where risks are named, not drawn."""
    before = f" In brackets: where it stood in {desk.previous_label}." if desk.before else ""
    return f"Bold: where a risk stands now.{before}"


def _actions(desk: Desk) -> tuple[Block | Line, ...]:
    return mitigations.open_actions(desk) or (muted("No mitigation action is open in sheet Mitigations."),)


def _contingency(desk: Desk) -> list[Section | None]:
    lead = section("contingency", "Contingency Plan Activation", [("", risks.contingency_lead(desk))])
    return [lead, *risks.contingency_sections(desk)]
