"""One examination: a machine, and the tracker it is about, with the settings that count there.

xlwings asks for a setting in the workbook's sheet first, then in the file beside the workbook, then in the user's own.
Depends on: errors, excel.doctor (book, parts), excel.opening, excel.runtime, excel.machine (facts, settings_file).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.parts import Parts
from exectrack_xl.excel.machine.facts import KEYS, Interpreter, Machine
from exectrack_xl.excel.machine.settings_file import SettingsFile, read_settings
from exectrack_xl.excel.opening import open_package
from exectrack_xl.excel.runtime import runtime_version

SHEET = "xlwings.conf"
ADDRESS = re.compile(r"https?:/{1,2}", re.IGNORECASE)  # a path swallows the second of two slashes
_SIGNATURES = ("xl/vbaProjectSignature.bin", "xl/vbaProjectSignatureAgile.bin", "xl/vbaProjectSignatureV3.bin")


@dataclass(frozen=True)
class Tracker:
    """What a workbook file says about its own macros and settings."""

    settings: Mapping[str, str]  # of its sheet xlwings.conf, keys in capitals
    runtime: str  # version of the xlwings embedded in it; "" where there is none
    has_macros: bool
    is_signed: bool


NO_TRACKER = Tracker({}, "", has_macros=False, is_signed=False)


@dataclass(frozen=True)
class Case:
    """A machine, and the workbook that is asked about; None where it is about the machine alone."""

    machine: Machine
    workbook: Path | None = None

    @cached_property
    def tracker(self) -> Tracker:
        """The workbook's own side; that of an empty one where it cannot be opened."""
        return read_tracker(self.workbook) if self.workbook is not None else NO_TRACKER

    @cached_property
    def place(self) -> str:
        """Where the workbook lies on that machine, or its address on the web; "" without one."""
        if self.workbook is None:
            return ""
        written = str(self.workbook)
        is_whole = self.machine.pure(written).is_absolute() or ADDRESS.match(written)
        return written if is_whole else str(self.workbook.absolute())

    @cached_property
    def beside(self) -> SettingsFile:
        """The settings file in the workbook's folder."""
        if self.workbook is None:
            return SettingsFile(Path(SHEET))
        return read_settings(self.workbook.absolute().parent / SHEET, self.machine.encoding)

    @cached_property
    def own(self) -> SettingsFile:
        """The user's own settings file."""
        return read_settings(self.machine.settings, self.machine.encoding)

    def setting(self, key: str) -> str:
        """The value that counts, with the variables of the environment put in; "" where there is none."""
        found = self.tracker.settings.get(key.upper()) or self.beside.value(key) or self.own.value(key)
        return self.machine.expanded(found)

    @cached_property
    def python(self) -> str:
        """The program that Excel starts; "" where no setting names one."""
        named = self.setting(KEYS[self.machine.platform]) if self.machine.runs_excel else str(self.machine.python)
        return named or self.setting("INTERPRETER")

    @cached_property
    def answer(self) -> Interpreter | str:
        """What that program says of itself, or why it says nothing."""
        return self.machine.ask(self.python or "python")


def read_tracker(path: Path) -> Tracker:
    """What a workbook says about its own macros and settings; one that cannot be opened says nothing."""
    try:
        package = open_package(path, doubled=True)
        book = Book(Parts(package))
        signed = any(package.has(part) for part in _SIGNATURES)
        versions = [version for module in book.modules or () if (version := runtime_version(module))]
    except WorkbookError:
        return NO_TRACKER
    return Tracker(_sheet_settings(book), next(iter(versions), ""), bool(book.modules), signed)


def _sheet_settings(book: Book) -> dict[str, str]:
    """Column A and B of the sheet xlwings.conf."""
    return {
        book.value(sheet, place).strip().upper(): book.value(sheet, (place[0], 2)).strip()
        for sheet in book.worksheets
        if sheet.name.casefold() == SHEET
        for place in sheet.grid.cells
        if place[1] == 1
    }
