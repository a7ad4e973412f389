"""The Python that Excel starts: named, there, new enough, and with all that cells and buttons need.

Depends on: errors, version, excel.machine (case, facts, rules).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from exectrack_xl.errors import Finding
from exectrack_xl.excel.machine.case import Case
from exectrack_xl.excel.machine.facts import KEYS, MAC, WINDOWS, Interpreter
from exectrack_xl.excel.machine.rules import found
from exectrack_xl.version import __version__

OLDEST = (3, 11)
MISSING = "is not there"  # the answer of a program that does not exist
_PLACE = "Python for Excel"
_STORE = "\\microsoft\\windowsapps\\"
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_BITNESS = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook"
_EXCEL = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_NEWEST_OLD = 15  # Office 2013


def excel(case: Case) -> Iterator[Finding]:
    """Excel itself: there, and not too old. Only Windows can tell."""
    if case.machine.platform != WINDOWS:
        return
    registry = case.machine.registry
    program = registry.value(_EXCEL, "")
    told = registry.value(_CLICK_TO_RUN, "VersionToReport")
    if program is None and told is None:
        yield found("excel-absent", "Excel", "was not found on this computer")
        return
    newest = max((int(key.partition(".")[0]) for key in registry.keys(r"HKLM\SOFTWARE\Microsoft\Office")
                  if key.partition(".")[0].isdigit()), default=0)  # fmt: skip
    if told is None and 0 < newest <= _NEWEST_OLD:
        yield found("excel-old", "Excel", f"is version {newest}.0")


def excel_bits(case: Case) -> int:
    """32 or 64: the bits of Excel, which decide which of xlwings' two libraries it loads; 64 where nothing tells."""
    registry = case.machine.registry
    told = registry.value(_CLICK_TO_RUN, "Platform") or registry.value(_BITNESS, "Bitness")
    return 32 if str(told).lower() == "x86" else 64


def named(case: Case) -> Iterator[Finding]:
    """The program is named, is there and starts."""
    machine = case.machine
    if not machine.runs_excel:
        return
    program = case.python
    if not program or program.lower() in ("python", "pythonw"):
        yield found("python-not-named", _PLACE, f"{KEYS[machine.platform]} is not set in {machine.settings}")
    elif _STORE in program.lower():
        yield found("python-store-alias", _PLACE, f"{program} is the alias of the Microsoft Store")
    elif isinstance(case.answer, str):
        yield _not_answering(program, case.answer)


def _not_answering(program: str, why: str) -> Finding:
    base = _lost_base(Path(program))
    if base:
        return found("python-base-missing", _PLACE, f"{program} was made from a Python that is gone", base=base)
    if why == MISSING:
        return found("python-missing", _PLACE, f"{program} is not there")
    return found("python-silent", _PLACE, f"{program} does not start ({why})")


def _lost_base(program: Path) -> str:
    """The folder of the Python that an environment was made from, where that folder is gone; else ""."""
    for folder in program.parents[:2]:
        settings = folder / "pyvenv.cfg"
        if settings.is_file():
            lines = (line.partition("=") for line in settings.read_text(encoding="utf-8").splitlines())
            home = next((value.strip() for key, _, value in lines if key.strip() == "home"), "")
            return home if home and not Path(home).exists() else ""
    return ""


def console(program: str) -> str:
    """The program that shows what it says: pythonw says nothing.

    >>> console("C:/Python311/pythonw.exe")
    'C:/Python311/python.exe'
    """
    return re.sub(r"pythonw(\.exe)?$", r"python\1", program, flags=re.IGNORECASE)


def fitness(case: Case) -> Iterator[Finding]:
    """What it is and what is installed in it."""
    answer, machine = case.answer, case.machine
    if isinstance(answer, str) or not machine.runs_excel:
        return
    python = console(case.python or "python")
    if answer.version < OLDEST:
        yield found("python-old", _PLACE, f"{python} is version {answer.version[0]}.{answer.version[1]}")
    if answer.bits == 32:
        yield found("python-32-bit", _PLACE, f"{python} is a 32-bit program")
    yield from _packages(case, answer, python)
    if machine.platform == WINDOWS:
        yield from _library(case, answer, python)


def _packages(case: Case, answer: Interpreter, python: str) -> Iterator[Finding]:
    have = answer.packages
    if "exectrack-xl" not in have:
        yield found("package-missing", _PLACE, f"{python} lacks exectrack-xl", python=python)
    elif have["exectrack-xl"] != __version__:
        what = f"{python} has exectrack-xl {have['exectrack-xl']}, this command is {__version__}"
        yield found("package-differs", _PLACE, what, python=python, wanted=__version__)
    if case.machine.platform == WINDOWS and "pywin32" not in have:
        yield found("pywin32-missing", _PLACE, f"{python} lacks pywin32", python=python)
    wanted = case.tracker.runtime
    if "xlwings" not in have:
        yield found("xlwings-missing", _PLACE, f"{python} lacks xlwings", python=python)
    elif wanted and have["xlwings"] != wanted:
        what = f"{python} has xlwings {have['xlwings']}, the workbook was built with {wanted}"
        yield found("xlwings-differs", _PLACE, what, python=python, wanted=wanted)


def _library(case: Case, answer: Interpreter, python: str) -> Iterator[Finding]:
    """The library that Excel loads; Excel's bits choose it, not Python's."""
    wanted = answer.packages.get("xlwings", "")
    name = f"xlwings{excel_bits(case)}-{wanted}.dll"
    if wanted and name not in answer.libraries:
        what = f"{name} lies neither beside {python} nor in the folder above"
        yield found("xlwings-library-missing", _PLACE, what, python=python, wanted=wanted)


def letters(case: Case) -> Iterator[Finding]:
    """The path of the Python that `install` would name can be written in the system's letters."""
    machine = case.machine
    try:
        str(machine.python).encode(machine.encoding)
    except UnicodeEncodeError:
        yield found("python-path-letters", _PLACE, f"{machine.python} cannot be written in {machine.encoding}")


def mac_script(case: Case) -> Iterator[Finding]:
    """On a Mac: the script by which a button starts Python."""
    if case.machine.platform != MAC:
        return
    try:
        wanted = case.tracker.runtime or version("xlwings")
    except PackageNotFoundError:
        return
    script = case.machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel"
    script /= f"xlwings-{wanted}.applescript"
    if not script.is_file():
        yield found("mac-script-missing", str(script), "is not there")
