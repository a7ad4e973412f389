"""What Excel shows in Insert Function about each worksheet function, as a VBA module that says it on opening.

Only "Import Functions" would set these texts otherwise, and it needs a setting that most companies forbid.
Depends on: errors, excel.vba, excel.wrappers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.vba.words import text_literal
from exectrack_xl.excel.wrappers import WorksheetFunction

MODULE = "FunctionHelp"
LONGEST_HELP = 255  # characters; Excel cuts off the rest
_MOST_ARGUMENTS = 20  # more of them cannot be described
_PER_PROCEDURE = 25  # functions; one procedure may hold 64 kB
_MOST_CONTINUED = 24  # lines that may follow a statement's first
_LONGEST_LINE = 900  # characters, of 1,023
_ANY_NUMBER = 99  # "TrackerTick()" names no table: its cell is always due


def help_code(functions: Sequence[WorksheetFunction]) -> str:
    """The code of the VBA module `FunctionHelp`: a description per function, and which functions follow edits.

    Raises WorkbookError for help that VBA cannot take.
    """
    groups = [functions[start : start + _PER_PROCEDURE] for start in range(0, len(functions), _PER_PROCEDURE)]
    return "\n".join(
        [
            "Option Explicit",
            "' Made from the worksheet functions when the workbook was built: changes here are lost.",
            "",
            "Public Sub DescribeFunctions()",
            *(f"    DescribeFunctions{number}" for number in range(1, len(groups) + 1)),
            "End Sub",
            "",
            *_watched_functions(functions),
            *(line for number, group in enumerate(groups, start=1) for line in _procedure(number, group)),
        ]
    )


def _procedure(number: int, functions: Sequence[WorksheetFunction]) -> Iterator[str]:
    yield ""
    yield f"Private Sub DescribeFunctions{number}()"
    yield from map(_described, functions)
    yield "End Sub"


def _described(function: WorksheetFunction) -> str:
    arguments = [_continued(parameter.help) for parameter in function.visible[:_MOST_ARGUMENTS]]
    array = "        Array(" + (" _\n" if arguments else "") + ", _\n".join(arguments) + ")"
    statement = f'    DescribeFunction "{function.name}", _\n{_continued(function.help)}, _\n{array}'
    if statement.count("\n") > _MOST_CONTINUED:
        raise WorkbookError(f"The help of the worksheet function {function.name} is too long for VBA. Shorten it.")
    return statement


def _continued(text: str) -> str:
    """A text of at most 255 characters as an expression on lines of its own, none longer than the editor takes."""
    lines = [""]
    for piece in re.findall(r'(?:"(?:[^"]|"")*"|ChrW\(\d+\))(?: & )?', text_literal(text[:LONGEST_HELP])):
        if len(lines[-1]) + len(piece) > _LONGEST_LINE:
            lines.append("")
        lines[-1] += piece
    return " _\n".join(f"        {line.rstrip()}" for line in lines)


def _watched_functions(functions: Sequence[WorksheetFunction]) -> Iterator[str]:
    """A VBA function that lists those to be recalculated after an edit, each with how many tables it reads."""
    yield "Public Function WatchedFunctions() As String"
    yield "    Dim list As String"
    yield '    list = "|"'
    for function in functions:
        for parameter in function.parameters:
            if tables := re.fullmatch(r"TrackerTick\((.*)\)", parameter.vba):
                count = len(tables[1].split(",")) if tables[1] else _ANY_NUMBER
                yield f'    list = list & "{function.name.upper()}={count}|"'
    yield "    WatchedFunctions = list"
    yield "End Function"
