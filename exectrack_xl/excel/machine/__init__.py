"""Examines the machine that Excel runs on: what keeps cells from calculating and buttons from working.

    facts           what is known of a machine; recorded values will do
    observing       the machine that we run on
    settings_file   xlwings.conf, as the macros read it
    case            the machine and one tracker: which settings count there
    checks/         what is looked for, one file per subject
    rules           every rule: what a breach does to the person, and what to do
Nothing is changed. Depends on: errors, excel.doctor, excel.opening, excel.runtime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.excel.machine.case import Case
from exectrack_xl.excel.machine.checks import paths, python, settings, tools, trust
from exectrack_xl.excel.machine.facts import Machine
from exectrack_xl.excel.machine.rules import MACHINE_RULES, MachineRule

__all__ = ["MACHINE_RULES", "Machine", "MachineRule", "examine_machine"]

_CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    python.excel, python.named, python.fitness, python.letters, python.mac_script,
    settings.beside_workbook, settings.files, settings.environment, settings.shadows, settings.loaded,
    paths.place, trust.mark, trust.macros, trust.locations, trust.other, tools.programs,
)  # fmt: skip


def examine_machine(machine: Machine, workbook: Path | None = None) -> tuple[Finding, ...]:
    """Everything found on a machine, gravest first; with a workbook, also what concerns its place and its macros."""
    case = Case(machine, workbook)
    every = dict.fromkeys(finding for check in _CHECKS for finding in check(case))
    grave = list(Severity)
    return tuple(sorted(every, key=lambda finding: grave.index(finding.severity)))
