"""Every kind of document as a Word file: its labels on the page, valid, the same every time, odd texts as typed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from exectrack_xl.render.document import document
from exectrack_xl.report.documents.compose import Wish, compose_document
from exectrack_xl.report.documents.kinds import KINDS
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker

SUBJECTS = {"impact": "CR-12", "issue": "IS-030"}
TYPED = ["AT&T <R&D>", "{{ 1234*4321 }} {% if x %}", "=1+1", "two\nlines", "party 🎉", "حالة المشروع", "x" * 400]
LABELS = {
    "status": ["Execution Status Report - Q3 2026", "Overall Status", "Key Achievements", "Current Focus",
               "Issues & Risks", "Resource Needs", "Next Period Goals"],
    "team": ["Team Execution Update - Week 46 2026", "Progress Summary", "Sprint Performance", "Issues & Blockers",
             "Next Sprint Focus", "Team Health", "Satisfaction", "Engagement", "Growth"],
    "stakeholder": ["Initiative Progress Report - Q3 2026", "Initiative", "Progress", "Quality", "Issues",
                    "Next Steps", "Stakeholder Actions"],
    "impact": ["Change", "Impact Areas", "Timeline", "Resources", "Scope", "Quality", "Dependencies",
               "Risk Assessment", "High Risk", "Medium Risk", "Low Risk", "Approval Required"],
    "issue": ["Issue ID", "Title", "Category", "Priority", "Status", "Owner", "Reporter", "Description", "Impact",
              "Root Cause", "Resolution", "Prevention", "Escalation history"],
    "risk": ["Risk Management Dashboard - Q3 2026", "Critical Risks (Score 7-9)", "High Risks (Score 4-6)",
             "Risk Trends", "New Risks Identified", "Risks Resolved", "Risk Score Trend", "Mitigation Effectiveness",
             "Contingency Plan Activation", "Trigger conditions for contingency plans",
             "Activation process and responsibilities", "Resource requirements and availability",
             "Communication and coordination needs"],
    "daily": ["Team standups and progress updates", "Issue identification and quick resolution",
              "Capacity and workload management", "Coordination and collaboration", "Yesterday", "Today", "Blocker"],
    "weekly": ["Weekly Team Update - Week 46 2026", "Sprint progress and completion status",
               "Issues and blockers identification", "Next week priorities and focus", "Team capacity and workload",
               "Issue tracking and resolution updates", "Timeline adjustments and changes",
               "Stakeholder updates and alignment"],
    "monthly": ["Monthly Initiative Review - Oct 2026", "Initiative progress and milestone status",
                "Initiative progress and milestone reviews", "Quality metrics and performance trends",
                "Risk assessment and mitigation progress", "Resource utilization and efficiency"],
    "quarterly": ["Quarterly Strategic Review - Q3 2026", "Business impact and value delivery",
                  "Strategic goal achievement and alignment", "Resource allocation and ROI analysis",
                  "Process improvement and optimization", "Strategic progress and goal achievement"],
}  # fmt: skip
NAMES = list(LABELS)


def typed_programme() -> Tracker:
    """The sample with odd texts as the titles of everything that documents name."""
    sheets = cells()
    for sheet, header in (("issues", "Title"), ("risks", "Title"), ("changes", "Title"), ("milestones", "Milestone"),
                          ("actions", "Action"), ("goals", "Goal"), ("stakeholders", "Name")):  # fmt: skip
        place = sheets[sheet][0].index(header)
        sheets[sheet] = [sheets[sheet][0], *(
            [*row[:place], f"{TYPED[n % len(TYPED)]} {row[0]}", *row[place + 1 :]]
            for n, row in enumerate(sheets[sheet][1:])
        )]  # fmt: skip
    return Tracker.from_cells("typed & odd.xlsx", sheets)


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    programme = Tracker.from_cells("claims-forward-tracker.xlsx", cells())
    return {name: document(compose_document(programme, Wish(name, identity=SUBJECTS.get(name, "")))) for name in NAMES}


@pytest.fixture(scope="module")
def odd() -> dict[str, bytes]:
    programme = typed_programme()
    return {name: document(compose_document(programme, Wish(name, identity=SUBJECTS.get(name, "")))) for name in NAMES}


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(data)).element.body.iter(qn("w:p"))]


def test_every_kind_is_looked_at() -> None:
    assert set(NAMES) == {kind.name for kind in KINDS}


@pytest.mark.parametrize("name", NAMES)
def test_the_labels_of_the_specification_stand_on_the_page(written: dict[str, bytes], name: str) -> None:
    shown = lines(written[name])
    missing = [label for label in LABELS[name] if not any(line.strip() == label for line in shown)]
    assert missing == []


def test_long_reviews_list_their_sections_as_links_that_lead_somewhere(written: dict[str, bytes]) -> None:
    for name in ("monthly", "quarterly"):
        body = Document(BytesIO(written[name])).element.body
        anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
        marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
        numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
        assert len(anchors) >= 5
        assert set(anchors) <= set(marks)
        assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_person_typed_arrives_as_typed(odd: dict[str, bytes], name: str) -> None:
    text = "\n".join(lines(odd[name])).replace("\v", "\n")
    assert "5332114" not in text
    assert any(typed in text for typed in TYPED)


def test_every_region_has_a_tag_of_its_own(written: dict[str, bytes]) -> None:
    for name, data in written.items():
        tags = [tag.get(qn("w:val")) for tag in Document(BytesIO(data)).element.body.iter(qn("w:tag"))]
        assert len(tags) == len(set(tags)), (name, sorted(tag for tag in set(tags) if tags.count(tag) > 1))


def test_the_same_tracker_gives_the_same_bytes(odd: dict[str, bytes]) -> None:
    programme = typed_programme()
    again = {name: document(compose_document(programme, Wish(name, identity=SUBJECTS.get(name, "")))) for name in NAMES}
    assert again == odd


@pytest.mark.validator
def test_the_open_xml_sdk_finds_nothing_wrong(
    odd: dict[str, bytes], validate_office: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    for name, data in odd.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    assert [fault for name in odd for fault in validate_office(tmp_path / f"{name}.docx")] == []
