"""Examines a workbook file and the machine it is used on, and mends what can be mended without asking.

Safe is what a person would do in any case and can take back: to name a Python where none is named or the one named is
gone, to save a settings file in letters that can be read, to put xlwings' script where a Mac looks for it. Never safe
is what a person has to decide: to trust a file, a folder, a setting of somebody else's.
Depends on: errors, actions.install, excel.doctor, excel.machine,
render.pdf.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from exectrack_xl.actions.install import allow_buttons, install, respell
from exectrack_xl.errors import Finding, Severity
from exectrack_xl.excel.doctor import examine
from exectrack_xl.excel.machine import MACHINE_RULES, Machine, examine_machine
from exectrack_xl.excel.machine.checks.paths import is_address
from exectrack_xl.excel.machine.checks.tools import JAVA, PDF
from exectrack_xl.excel.machine.observing import observed
from exectrack_xl.render.pdf import libreoffice


@dataclass(frozen=True)
class Diagnosis:
    """What was found in a file and on a machine, and what was done about it."""

    of_file: tuple[Finding, ...]
    of_machine: tuple[Finding, ...]
    done: tuple[str, ...] = ()  # sentences

    @property
    def has_errors(self) -> bool:
        """Whether anything keeps the tracker from working."""
        return any(one.severity is Severity.ERROR for one in (*self.of_file, *self.of_machine))


def this_machine() -> Machine:
    """The machine that we run on, with the Python we run in."""
    return observed(_program)


def _program(name: str) -> str | None:
    """Where a program is that a check asks for by its name."""
    return libreoffice() if name == PDF else shutil.which({JAVA: "java"}.get(name, name))


def diagnose(machine: Machine, workbook: Path | None, *, fix: bool = False) -> Diagnosis:
    """Examine a workbook, where one is given, and the machine; with `fix`, mend what is safe and examine again.

    Raises:
        WorkbookError: there is no such file, it may not be read, or a file could not be written.
    """
    of_file = examine(workbook) if workbook is not None and not is_address(str(workbook)) else ()
    of_machine = examine_machine(machine, workbook)
    if not fix:
        return Diagnosis(of_file, of_machine)
    done = tuple(mend(machine, of_machine))
    return Diagnosis(of_file, examine_machine(machine, workbook) if done else of_machine, done)


def mend(machine: Machine, findings: tuple[Finding, ...]) -> list[str]:
    """Do what is safe about these findings; says what was done, nothing where nothing could be."""
    mended = {finding.rule: finding for finding in findings if MACHINE_RULES[finding.rule].is_mended}
    if any(rule.startswith("python-") for rule in mended):
        return list(install(machine))
    done: list[str] = []
    if "settings-letters" in mended and mended["settings-letters"].sheet == str(machine.settings):
        done += respell(machine)
    if "mac-script-missing" in mended:
        done += allow_buttons(machine)
    return done
