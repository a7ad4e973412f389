"""The command that counts the specification's lines; what it counts is tested under actions/coverage."""

from __future__ import annotations

import pytest

from exectrack_xl.actions.coverage import Coverage, Evidence, Line, Resolved
from exectrack_xl.actions.coverage.run import Found
from exectrack_xl.cli import main
from exectrack_xl.cli.covering import told


def test_a_line_that_does_not_exist_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "P-091"]) == 2
    assert (
        capsys.readouterr().err
        == "exectrack: There is no line 'P-091' in the specification. exectrack coverage --json lists all.\n"
    )


def test_it_prints_the_count_by_section_and_why_a_line_is_not_found() -> None:
    known, missing = Evidence.of("command deck"), Evidence.of("sheet Start: Mood")
    found = Coverage((
        Resolved(Line("P-001", "2. Progress", "Completion", (known,)), (Found(known, "exectrack deck"),)),
        Resolved(Line("P-002", "2. Progress", "Mood", (missing,)), (Found(missing, "", "Sheet Start has no 'Mood'."),)),
    ))  # fmt: skip
    assert [" ".join(line.split()) for line in told(found, places=False)] == [
        "2. Progress 1 of 2", "All 1 of 2", "P-002 Mood: Sheet Start has no 'Mood'.",
    ]  # fmt: skip
    assert list(told(found, places=True)) == [
        "P-001  Completion", "   command deck: exectrack deck",
        "P-002  Mood", "   sheet Start: Mood: Sheet Start has no 'Mood'.",
    ]  # fmt: skip
