"""Every line of the specification is found in a tracker, decks and documents built here, and a lie is not."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from exectrack_xl.actions.coverage import Coverage, Evidence, Line, lines
from exectrack_xl.actions.coverage.artefacts import Artefacts, build
from exectrack_xl.actions.coverage.run import SORTS, resolve
from exectrack_xl.cli.covering import commands
from exectrack_xl.cli.parser import parser

SPECIFICATION = Path(__file__).parent / "specification.md"
HEADED = ("Progress Dashboard", "Issue Tracking Template")  # headings that ask for something themselves
COMMANDS = commands(next(a for a in parser()._actions if a.choices and "deck" in a.choices).choices)  # type: ignore[arg-type]

# What checklist section B asks for word for word: the column that offers it, and its words.
ENUMERATED = {
    "KPIs.Level": "Strategic, Tactical, Operational",
    "Communications.Cadence": "Daily, Weekly, Monthly, Quarterly",
    "Execution Dashboard.Period": "Week, Month, Quarter",
    "KPIs.Dimension": "Progress, Quality, Business Impact",
    "Changes.Type": "Scope, Timeline, Resource",
    "Changes.Risk level": "High, Medium, Low",
    "Assessments.Level": "High, Medium, Low",
    "Issues.Category": "Technical, Process, Business",
    "Issues.Priority": "Critical, High, Medium, Low",
    "Issues.Status": "Open, In Progress, Resolved, Closed",
    "Issues.Escalation": "Team, Manager, Director, Executive",
    "Initiatives.Status override": "Green, Yellow, Red",
    "Reports.Report": "Execution Dashboard, Change Impact Analysis, Issue Tracking, Risk Management Dashboard, "
    "Execution Status Report, Team Execution Update, Initiative Progress Report, Weekly Team Update, "
    "Monthly Initiative Review, Quarterly Strategic Review",
}
LIES = (
    "column Issues.Colour", "column Isues.Title", "column Reports.Fingerprint", "choice Issues.Priority=Urgent",
    "choice Issues.Title=Login", "sheet Execution Dashboard: Mood", "sheet Execution Dashboard: Planned = hours",
    "sheet-row Execution Dashboard: Milestone, Status 40", "sheet-row Execution Dashboard: Milestone, Mood 1",
    "setting Mood", "setting Committed finish in words", "button Quartely deck", "metric mood",
    "metric quality_metric measure=Mood", "metric velocity team=Nobody", "slide quarterly: Mood",
    "slide yearly: Key Achievements", "slide quarterly: Key Achievements = never", "slide-row quarterly: Step, Mood 1",
    "slide-row quarterly: Step, Who 90", "section impact: Lessons", "section weekly: Mood",
    "section status: Overall Status = Purple",
    "section-row risk: Critical Risks (Score 7-9) / Risk, Mood 1",
    "section-row risk: Critical Risks (Score 7-9) / Risk, Owner 9", "rule mood", "box Mood", "command depart",
    "command deck --colour", "mood good",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Artefacts:
    return build(tmp_path_factory.mktemp("coverage"), date(2026, 11, 13))


def asked_for() -> list[str]:
    """The lines of the specification without their signs: neither headings, fences nor blank ones."""
    found = []
    for written in SPECIFICATION.read_text(encoding="utf-8").splitlines():
        text = re.sub(r"^(#+ |- \[ \] |- |\d+\. )", "", written.strip()).strip()
        text = re.sub(r"^\*\*(.*)\*\*$", r"\1", text)
        is_heading = written.startswith("#") and text not in HEADED
        if text and not is_heading and not text.startswith("```") and text != "Purpose:":
            found.append(text)
    return found


def test_the_table_holds_every_line_of_the_specification_in_its_words_and_order() -> None:
    table = [line.text for line in lines()]
    assert table == asked_for()
    assert len(table) == len({line.id for line in lines()}) == 286


def test_every_line_is_found_in_what_was_built(built: Artefacts) -> None:
    found = Coverage(tuple(resolve(line, built, COMMANDS) for line in lines()))
    assert [f"{each.line.id}: {' '.join(each.faults)}" for each in found.unresolved] == []
    assert sum(known for _, known in found.by_section.values()) == 286


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_there_is_not_found_and_told_in_a_sentence(built: Artefacts, lie: str) -> None:
    told = resolve(Line("Z-001", "Lies", "A lie", (Evidence.of(lie),)), built, COMMANDS)
    assert not told.is_covered
    assert told.faults[0].endswith((".", "?")), told.faults


@pytest.mark.parametrize(("where", "words"), ENUMERATED.items(), ids=list(ENUMERATED))
def test_each_word_the_specification_enumerates_is_a_choice(built: Artefacts, where: str, words: str) -> None:
    for word in words.split(", "):
        assert SORTS["choice"](built, f"{where}={word}").endswith(f"offers {word}")


def test_a_line_of_contents_is_no_section(built: Artefacts) -> None:
    assert "Section Quality metrics" in SORTS["section"](built, "monthly: Quality metrics and performance trends")


def test_a_line_without_evidence_is_not_covered() -> None:
    found = Coverage((resolve(Line("Z-001", "Nothing", "Prose alone", ()), None, {}),))  # type: ignore[arg-type]
    assert [each.faults for each in found.unresolved] == [("No evidence is named.",)]
    assert found.by_section == {"Nothing": (0, 1)}
    assert found.as_json()["covered"] == 0


def test_no_sort_of_evidence_is_idle() -> None:
    used = Counter(evidence.sort for line in lines() for evidence in line.evidence)
    assert set(used) == {*SORTS, "command"}
