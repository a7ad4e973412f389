"""Every metric as a worksheet function of Excel, made from the catalogue: `=SPI(Costs[#All])`, `=TOP_RISKS(n)`.

Excel calls plain functions of this module, so that what it remembers between two calls hangs from the one
object HOST. A result that is not known is blank; lists fill rows without headers, dates are dates.
Depends on: metrics.worksheet, udfs.excel, xlwings. Holds no logic.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

import xlwings as xw

from exectrack_xl.metrics.worksheet import CATEGORY, Argument, CellFunction, cell_functions
from udfs.excel import TICK, ExcelHost

HOST = ExcelHost()
_RANGE = {"ndim": 2, "err_to_str": True}


def worksheet_function(function: CellFunction) -> Callable[..., Any]:
    """The Python function that xlwings offers to Excel under this name."""
    parameters = [_parameter(argument) for argument in function.arguments]
    if function.reads_workbook:
        parameters.append(Parameter(TICK, Parameter.POSITIONAL_OR_KEYWORD, default=None))

    def answer(*values: Any) -> Any:
        names = (parameter.name for parameter in parameters)
        return HOST.answer(function, dict(zip(names, values, strict=False)))

    answer.__name__ = answer.__qualname__ = function.name
    answer.__doc__ = function.help
    answer.__annotations__ = {}
    answer.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return _offered(answer, function)


def _offered(answer: Callable[..., Any], function: CellFunction) -> Callable[..., Any]:
    for argument in function.arguments:
        answer = xw.arg(argument.name, doc=argument.help, **_RANGE)(answer)
    if function.reads_workbook:
        answer = xw.arg(TICK, vba=f"TrackerTick({', '.join(function.tables)})")(answer)
    return xw.func(category=CATEGORY)(answer)  # last: every xw.arg sets the category back


def _parameter(argument: Argument) -> Parameter:
    default = Parameter.empty if argument.required else None
    return Parameter(argument.name, Parameter.POSITIONAL_OR_KEYWORD, default=default)


globals().update({name: worksheet_function(function) for name, function in cell_functions().items()})
