"""The worksheet functions as the workbook's VBA declares them. Depends on: metrics.worksheet, excel.wrappers."""

from __future__ import annotations

from exectrack_xl.excel.wrappers import Parameter, WorksheetFunction, tick
from exectrack_xl.metrics.worksheet import CellFunction, cell_functions


def worksheet_functions() -> list[WorksheetFunction]:
    """Every worksheet function, in the order of the catalogue.

    >>> [parameter.name for parameter in worksheet_functions()[-1].parameters]
    ['name', 'initiative', 'period', 'as_of', 'tick']
    """
    return [_declared(function) for function in cell_functions().values()]


def _declared(function: CellFunction) -> WorksheetFunction:
    shown = [Parameter(a.name, a.help, optional=not a.required) for a in function.arguments]
    hidden = [tick(*function.tables)] if function.reads_workbook else []
    return WorksheetFunction(function.name, (*shown, *hidden), function.help)
