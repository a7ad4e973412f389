"""All macros of a tracker workbook and its ribbon tab, put together.

    source/*.cls, *.bas     what is written by hand
    excel.wrappers          one wrapper per worksheet function
    excel.function_help     their help texts
    excel.ribbon_menus      the menus of decks and reports
    excel.runtime           xlwings' own text
    excel.table_rules       which tables number their rows
Depends on: package, excel.function_help, excel.ribbon_menus, excel.runtime, excel.table_rules,
excel.vba, excel.wrappers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files

from exectrack_xl.excel import function_help, table_rules, wrappers
from exectrack_xl.excel.ribbon_menus import with_menus
from exectrack_xl.excel.runtime import runtime_modules
from exectrack_xl.excel.vba import Module, document, standard
from exectrack_xl.excel.vba.module import WORKBOOK_CLASS
from exectrack_xl.excel.wrappers import WorksheetFunction
from exectrack_xl.package import relate

WORKBOOK = "ThisWorkbook"  # the workbook's code name
FUNCTIONS = "udfs.functions"  # the Python module that answers the worksheet functions
RIBBON_PART = "customUI/customUI14.xml"
RIBBON_RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


def tracker_modules(functions: Sequence[WorksheetFunction], sheets: Sequence[str]) -> tuple[Module, ...]:
    """Every module of a tracker workbook whose sheets have these code names, ready for `vba_project`.

    Raises WorkbookError where a name cannot be a VBA name.
    """
    return (
        document(WORKBOOK, _source("ThisWorkbook.cls"), base=WORKBOOK_CLASS),
        *(document(name) for name in sheets),
        standard("Tracker", _source("Tracker.bas")),
        *(standard(name, _source(f"{name}.bas")) for name in ("Ribbon", "NewRows", "Screen")),
        standard(table_rules.MODULE, table_rules.rules_code()),
        standard(function_help.MODULE, function_help.help_code(functions)),
        standard(wrappers.MODULE, wrappers.wrapper_code(functions, module=FUNCTIONS)),
        *runtime_modules(),
    )


def with_ribbon(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """A workbook's parts with the tab "Execution Tracker" among them."""
    return relate(parts, RIBBON_PART, ribbon_xml(), relationship=RIBBON_RELATIONSHIP)


def ribbon_xml() -> bytes:
    """The tab "Execution Tracker" as Excel reads it (customUI of Office 2010 and later)."""
    return with_menus(_source("customUI14.xml").encode())


def _source(name: str) -> str:
    return files("exectrack_xl.excel.vba").joinpath("source", name).read_text(encoding="utf-8")
