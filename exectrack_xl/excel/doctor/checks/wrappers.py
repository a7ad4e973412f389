"""Worksheet functions in Python: each has its VBA wrapper, each wrapper its function; and the settings of xlwings.

Depends on: errors, excel.functions, excel.macros, excel.runtime, excel.wrappers, excel.doctor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.procedures import procedures
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.functions import worksheet_functions
from exectrack_xl.excel.macros import FUNCTIONS
from exectrack_xl.excel.runtime import runtime_version
from exectrack_xl.excel.vba import Module
from exectrack_xl.excel.wrappers import MODULE

_CALL = re.compile(r'XLPy\.CallUDF\("([^"]*)", "([^"]*)"')
_SETTINGS = "xlwings.conf"
_INTERPRETERS = frozenset({"INTERPRETER", "INTERPRETER_WIN", "INTERPRETER_MAC", "CONDA PATH", "CONDA ENV"})
_OWN_FOLDER = "ADD_WORKBOOK_TO_PYTHONPATH"


def wrappers(book: Book) -> Iterator[Finding]:
    """Wrappers whose Python function is not there, functions without wrapper, and wrappers that differ."""
    for module in book.modules or ():
        if module.name.casefold() == MODULE:
            yield from _of_module(book, module)


def runtime(book: Book) -> Iterator[Finding]:
    """The embedded xlwings: its library bears the version in its name, so it must be the installed one."""
    for module in book.modules or ():
        embedded = runtime_version(module)
        if embedded and book.main and embedded != _installed():
            message = f"module {module.name} is of xlwings {embedded}; installed is {_installed() or 'none'}."
            yield found("xlwings-version", book.macros_part, message)


def settings(book: Book) -> Iterator[Finding]:
    """Sheet xlwings.conf: names no interpreter, and keeps the workbook's folder off the path."""
    for sheet in book.worksheets:
        if sheet.name.casefold() != _SETTINGS:
            continue
        said = {
            book.value(sheet, place).strip().upper(): (place[0], book.value(sheet, (place[0], place[1] + 1)).strip())
            for place in sheet.grid.cells
            if place[1] == 1
        }
        for key, (row, value) in said.items():
            if key in _INTERPRETERS and value:
                message = f"{key} names the program to run: '{value}'."
                yield found("xlwings-interpreter", sheet.name, message, cell=f"B{row}")
        if said.get(_OWN_FOLDER, (1, ""))[1].upper() not in ("FALSE", "0"):
            row = said.get(_OWN_FOLDER, (1, ""))[0]
            yield found("xlwings-path", sheet.name, f"does not say FALSE for {_OWN_FOLDER}.", cell=f"B{row}")


def _of_module(book: Book, module: Module) -> Iterator[Finding]:
    part = book.macros_part
    if re.search(r"^\s*Option\s+Explicit\b", module.text, re.IGNORECASE | re.MULTILINE):
        yield found("wrapper-option-explicit", part, f"module {module.name} says Option Explicit.")
    calls = {name: target for target, name in _CALL.findall(re.sub(r" _\n", " ", module.text))}
    ours = {function.name: function for function in worksheet_functions()}
    declared = {p.name: p for p in procedures(module) if p.kind == "function"}
    if FUNCTIONS not in calls.values():
        return  # wrappers of somebody else's Python
    if not any(p.name == "XLPy" for other in book.modules or () for p in procedures(other)):
        yield found("wrapper-without-runtime", part, f"module {module.name} calls XLPy, which no module holds.")
    for name, target in sorted(calls.items()):
        if target == FUNCTIONS and name not in ours:
            yield found("wrapper-without-function", part, f"wraps {name}, which {FUNCTIONS} does not hold.")
        elif target == FUNCTIONS and name in declared:
            given = [re.split(r"\s|\(", parameter)[-1] or parameter for parameter in declared[name].parameters]
            wanted = [parameter.name for parameter in ours[name].visible]
            if [word.casefold() for word in given] != [word.casefold() for word in wanted]:
                yield found("wrapper-differs", part, f"{name} takes {given} in the wrapper and {wanted} in Python.")
    missing = sorted(ours.keys() - calls.keys())
    if missing:
        yield found("function-without-wrapper", part, f"holds no wrapper of {', '.join(missing)}.")


def _installed() -> str:
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return ""
