"""Worksheet functions reach Excel exactly as xlwings' own "Import Functions" would bring them in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.function_help import help_code
from exectrack_xl.excel.wrappers import Parameter, WorksheetFunction, tick, wrapper_code

BOUNDARY = Path(__file__).with_name("com_boundary.py")
COSTS = Parameter("costs", "The Costs table with its headers.")
OPTIONAL_COSTS = Parameter("costs", "The Costs table; left out, the workbook's own.", optional=True)
OPTIONAL_RISKS = Parameter("risks", "The Risks table; left out, the workbook's own.", optional=True)
UNIT = Parameter("unit", 'In "value", "%" or "days".', optional=True)
NUMBERS = Parameter("numbers", "Any more numbers.", variable=True)
WORDY = tuple(
    Parameter(f"a_parameter_{n:02}_whose_name_says_very_much_about_what_it_is", "×" * 300, optional=True)
    for n in range(19)
)
FORMS = {
    "SPI": (COSTS,),
    "SCHEDULE_VARIANCE": (OPTIONAL_COSTS, UNIT, tick("costs")),
    "EXPOSURE": (OPTIONAL_RISKS, OPTIONAL_COSTS, Parameter("initiative", "Its name.", optional=True), tick()),
    "TOTAL": (COSTS, Parameter("factor", "A number."), NUMBERS),
    "ANY_OF": (NUMBERS,),
    "NOW_SHOWN": (),
    "WHERE_AM_I": (Parameter("caller"), OPTIONAL_COSTS),
    "LONG": WORDY,
    "FINISH_VARIANCE": (Parameter("baseline", "Baseline − finish ≤ 0."), Parameter("finish")),
}
FUNCTIONS = [
    WorksheetFunction(
        name + suffix,
        parameters,
        f"{name}: how far “{name.title()}” is from plan − in working days. " + "Formula = EV ÷ PV. " * 20,
        volatile=volatile,
        in_wizard=in_wizard,
    )
    for name, parameters in FORMS.items()
    for suffix, (volatile, in_wizard) in zip("ABCD", product((True, False), repeat=2), strict=True)
]


def _python(function: WorksheetFunction) -> str:
    """The Python function that this worksheet function stands for, as a person would write it."""
    lines = [
        f"@xw.func(category='Execution Tracker', volatile={function.volatile}, call_in_wizard={function.in_wizard})"
    ]
    for parameter in function.parameters:
        lines.append(f"@xw.arg({parameter.name!r}, doc={parameter.help!r})")
        if parameter.vba:
            lines.append(f"@xw.arg({parameter.name!r}, vba={parameter.vba!r})")
    named = ((p.name, "*" if p.variable else "", "=None" if p.optional else "") for p in function.parameters)
    signature = ", ".join(f"{star}{name}{default}" for name, star, default in named)
    return "\n".join([*lines, f"def {function.name}({signature}):", f"    {function.help!r}", ""])


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What xlwings makes of these functions."""
    folder = tmp_path_factory.mktemp("python")
    (folder / "tracker_functions.py").write_text(
        "import xlwings as xw\n\n" + "\n".join(map(_python, FUNCTIONS)), encoding="utf-8"
    )
    command = [sys.executable, "-X", "utf8", str(BOUNDARY), str(folder), "tracker_functions"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_wrappers_are_those_of_xlwings(imported: dict[str, Any]) -> None:
    ours = 'Attribute VB_Name = "xlwings_udfs"\n' + wrapper_code(FUNCTIONS, module="tracker_functions")
    assert ours == imported["text"]


def test_lines_longer_than_the_editor_takes_are_continued() -> None:
    lines = wrapper_code(FUNCTIONS, module="tracker_functions").split("\n")
    assert any(line.endswith(" _") for line in lines)
    assert max(map(len, lines)) < 1024


def test_the_help_is_what_xlwings_would_tell_excel(imported: dict[str, Any]) -> None:
    code = help_code(FUNCTIONS)
    assert max(map(len, code.split("\n"))) < 1024
    described = {name: (text, arguments) for name, text, arguments in _described(code)}
    assert len(described) == len(FUNCTIONS)
    for theirs in imported["help"]:
        text, arguments = described[theirs["name"]]
        assert theirs["Category"] == "Execution Tracker"
        assert text == theirs["Description"]
        assert arguments == (theirs["ArgumentDescriptions"] or [])


def _described(code: str) -> list[tuple[str, str, list[str]]]:
    """What a VBA module of help says, its expressions calculated."""
    statements = re.findall(r"^    DescribeFunction (.*)", code.replace(" _\n", " "), re.MULTILINE)
    found = []
    for statement in statements:
        tokens = re.findall(r'"(?:[^"]|"")*"|ChrW\(\d+\)|Array\(|[,)]', statement)
        texts = [""]
        for token in tokens:
            if token == ",":
                texts.append("")
            elif token.startswith("ChrW"):
                texts[-1] += chr(int(token[5:-1]))
            elif token.startswith('"'):
                texts[-1] += token[1:-1].replace('""', '"')
        name, text, *arguments = texts
        found.append((name, text, [] if "Array()" in statement else arguments))
    return found


def test_functions_that_follow_edits_are_listed_with_how_many_tables_they_read() -> None:
    watched = re.findall(r'"(\w+)=(\d+)\|"', help_code(FUNCTIONS))
    assert ("SCHEDULE_VARIANCEA", "1") in watched
    assert ("EXPOSUREA", "99") in watched  # it names no table: always due
    assert not any(name.startswith("SPI") for name, _ in watched)


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (WorksheetFunction("SPI", (Parameter("date"),)), "'date', which VBA refuses"),
        (WorksheetFunction("_SPI"), "'_SPI', which VBA refuses"),
        (WorksheetFunction("Σ"), "which VBA refuses"),
        (WorksheetFunction("SPI", (Parameter("spi"),)), "'spi' twice"),
        (WorksheetFunction("SPI", (Parameter("costs"), Parameter("Costs"))), "'Costs' twice"),
        (WorksheetFunction("SPI", (NUMBERS, COSTS)), "only the last parameter"),
    ],
)
def test_a_name_that_would_stop_the_whole_project_is_refused(function: WorksheetFunction, sentence: str) -> None:
    with pytest.raises(WorkbookError, match=sentence):
        wrapper_code([function], module="udfs.functions")


def test_help_with_more_lines_than_a_statement_may_have_is_refused() -> None:
    endless = tuple(Parameter(f"p{n}", "−" * 255, optional=True) for n in range(20))
    with pytest.raises(WorkbookError, match="help of the worksheet function SPI is too long"):
        help_code([WorksheetFunction("SPI", endless)])
