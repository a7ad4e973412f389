"""The functions as LibreOffice's types: an interface in UNO's language, with a method for each function.

Calc hands a range over as rows of values and a left-out argument as nothing. The last parameter is filled by Calc
itself with the calling document, and no person sees it. Depends on: metrics.worksheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.metrics import Result
from exectrack_xl.metrics.worksheet import CellFunction

MODULE, INTERFACE = "exectrack", "XExecutionTracker"
_ROWS = "sequence< sequence< any > >"  # with ">>" LibreOffice cannot read it, and cannot remove it either


def method(name: str) -> str:
    """The method of a function, or the parameter of an argument.

    >>> method("TOP_RISKS"), method("as_of")
    ('topRisks', 'asOf')
    """
    first, *others = name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def returns_rows(function: CellFunction) -> bool:
    """Whether its result may fill several cells; a single value is then one row of one."""
    return function.reads_any or function.is_list or (
        function.metric is not None and function.metric.result is Result.ROWS
    )  # fmt: skip


def interface_text(functions: dict[str, CellFunction]) -> str:
    """The interface as LibreOffice reads it."""
    return "\n".join(_lines(functions)) + "\n"


def _lines(functions: dict[str, CellFunction]) -> Iterator[str]:
    yield f"module org {{ module {MODULE} {{"
    yield f"  interface {INTERFACE} : com::sun::star::uno::XInterface {{"
    for function in functions.values():
        parameters = [f"[in] any {method(argument.name)}" for argument in function.arguments]
        parameters.append("[in] com::sun::star::beans::XPropertySet document")
        kind = _ROWS if returns_rows(function) else "any"
        yield f"    {kind} {method(function.name)}({', '.join(parameters)});"
    yield "  };"
    yield "}; };"
