"""The command that counts the specification's lines; what it counts is tested under actions/coverage."""

from __future__ import annotations

import pytest

from exectrack_xl.cli import main


def test_a_line_that_does_not_exist_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "P-091"]) == 2
    assert (
        capsys.readouterr().err
        == "exectrack: There is no line 'P-091' in the specification. exectrack coverage --json lists all.\n"
    )
