"""The VBA in the workbook is what "Import Functions" would make of the Python functions, and so is their help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from exectrack_xl.excel.function_help import LONGEST_HELP, help_code
from exectrack_xl.excel.functions import worksheet_functions
from exectrack_xl.excel.macros import FUNCTIONS
from exectrack_xl.excel.wrappers import wrapper_code

ROOT = Path(__file__).parents[2]
BOUNDARY = ROOT / "tests" / "excel" / "com_boundary.py"


@pytest.fixture(scope="module")
def imported() -> dict[str, Any]:
    """What xlwings makes of the functions."""
    command = [sys.executable, "-X", "utf8", str(BOUNDARY), str(ROOT), FUNCTIONS]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_wrappers_in_the_workbook_are_those_of_xlwings(imported: dict[str, Any]) -> None:
    assert (
        'Attribute VB_Name = "xlwings_udfs"\n' + wrapper_code(worksheet_functions(), module=FUNCTIONS)
        == imported["text"]
    )


def test_the_help_of_every_function_and_argument_fits_excel(imported: dict[str, Any]) -> None:
    functions = {function.name: function for function in worksheet_functions()}
    assert set(functions) == {entry["name"] for entry in imported["help"]}
    for entry in imported["help"]:
        function = functions[entry["name"]]
        assert 0 < len(function.help) <= LONGEST_HELP
        assert entry["Description"] == function.help
        assert entry["Category"] == "Execution Tracker"
        assert entry["ArgumentDescriptions"] == [parameter.help for parameter in function.visible]
        assert all(len(parameter.help) <= LONGEST_HELP for parameter in function.visible)
        assert len(function.visible) <= 20  # Excel describes no more arguments


def test_the_help_can_be_said_in_vba() -> None:
    assert help_code(worksheet_functions()).count('DescribeFunction "') == len(worksheet_functions())
