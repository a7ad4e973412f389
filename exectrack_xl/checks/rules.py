"""The register of rules, and the check that runs them all. Depends on: errors, schema, tracker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.choices import GOVERNANCE
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.processes import has_value

RULES: dict[str, Rule] = {}

_ORDER = {sheet.title: place for place, sheet in enumerate(SHEETS.values())}
filled = has_value  # where something stands, in a column of any kind
_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Fault:
    """What a rule found: in which sheet (as the code names it), row and column, what, and what to do."""

    sheet: str
    row: int | None  # position in the table; None = the whole sheet
    column: str  # as the code names it; "" = the whole row
    message: str
    remedy: str


Find = Callable[[Tracker], Iterable[Fault]]


@dataclass(frozen=True)
class Rule:
    """One rule: a stable name, what it asks for in one sentence, how much it matters, from which governance on."""

    name: str
    meaning: str
    severity: Severity
    level: str
    find: Find


def rule(
    name: str, meaning: str, severity: Severity = Severity.WARNING, level: str = GOVERNANCE[0]
) -> Callable[[Find], Find]:
    """Register the function below as a rule."""

    def register(find: Find) -> Find:
        if name in RULES:
            raise ValueError(f"There are two rules '{name}'.")
        RULES[name] = Rule(name, meaning, severity, level, find)
        return find

    return register


def check(tracker: Tracker) -> tuple[Finding, ...]:
    """All that is wrong in a tracker: what reading found and what the rules find, by sheet and row. Never raises."""
    read = tracker.findings
    unusable = {(finding.sheet, finding.cell) for finding in read if finding.cell}
    strictness = GOVERNANCE.index(tracker.settings.text("governance"))
    found = list(read)
    for each in RULES.values():
        if GOVERNANCE.index(each.level) <= strictness:
            found += [f for f in _findings(each, tracker) if not f.cell or (f.sheet, f.cell) not in unusable]
    return in_order(found)


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by sheet, row and column."""
    return tuple(sorted(found, key=_place))


def rows(mask: Array) -> list[int]:
    """The positions where a mask is true."""
    positions: list[int] = np.flatnonzero(mask).tolist()
    return positions


def is_one_of(values: Array, wanted: Iterable[str]) -> Array:
    """Where a column of choices holds one of these."""
    known = frozenset(wanted)
    return np.array([value in known for value in values], dtype=bool)


def _findings(each: Rule, tracker: Tracker) -> Iterator[Finding]:
    try:
        faults = list(each.find(tracker))
    except Exception as failure:  # noqa: BLE001  (one broken rule must not hide what the others find)
        message = f"the check '{each.name}' could not be made ({type(failure).__name__}: {failure})."
        yield Finding(tracker.name, "", "", message, "Please report this.", "check-failed", Severity.NOTE)
        return
    for fault in faults:
        sheet, table = SHEETS[fault.sheet], tracker[fault.sheet]
        column = fault.column or sheet.columns[0].name
        cell = "" if fault.row is None else table.cell(column, fault.row) or table.cell(sheet.key[0], fault.row)
        header = sheet.by_name[fault.column].header if fault.column else ""
        yield Finding(sheet.title, cell, header, fault.message, fault.remedy, each.name, each.severity)


def _place(finding: Finding) -> tuple[int, str, int, int, str, str, str]:
    match = _CELL.fullmatch(finding.cell)
    letters, line = (match[1], int(match[2])) if match else ("", 0)
    order = _ORDER.get(finding.sheet, len(_ORDER))
    return order, finding.sheet, line, len(letters), letters, finding.rule, finding.message
