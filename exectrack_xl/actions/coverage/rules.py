"""Runs a rule on tables that break it and on tables that keep it. Depends on: actions.coverage, checks, metrics."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from exectrack_xl.actions.coverage.artefacts import Artefacts
from exectrack_xl.actions.coverage.finding import UnresolvedError
from exectrack_xl.checks import check
from exectrack_xl.errors import nearest
from exectrack_xl.metrics import Engine
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.choices import GOVERNANCE
from exectrack_xl.tracker import Tracker

Tables: TypeAlias = "Mapping[str, Sequence[Mapping[str, Any]]]"

TODAY = date(2026, 9, 30)  # the status date of all cases
_TITLES = {sheet.title: name for name, sheet in SHEETS.items()}


def rule(_: Artefacts, words: str) -> str:
    """A rule of the checks, by name: it finds the fault where it is, and nothing where it is not."""
    case = _case("rule", words)
    broken, kept = _faults(words, case["breaks"]), _faults(words, case["keeps"])
    if not broken:
        raise UnresolvedError(f"The rule '{words}' finds nothing in the tables that break it.")
    if kept:
        raise UnresolvedError(f"The rule '{words}' finds a fault in tables that keep it: {kept[0]}")
    return f"check {words}: {broken[0]}"


def box(built: Artefacts, words: str) -> str:
    """A line of the implementation checklist: its rule ticks it on tables that do it, and on others says what to do."""
    case = _case("box", words)
    undone, done = _ticked(words, {}), _ticked(words, case["keeps"])
    if undone["State"] != "Open" or not undone["What to do"]:
        raise UnresolvedError(f"'{words}' is ticked in an empty tracker.")
    if done["State"] != "Done":
        raise UnresolvedError(f"'{words}' is not ticked by tables that do it: {done['Evidence']}.")
    return f"checklist, {words}: {_now(built, words)}"


def _now(built: Artefacts, item: str) -> str:
    found = _listing(built.engine, item)
    return f"{found['State']}: {found['Evidence']}"


def _ticked(item: str, tables: Tables) -> dict[str, Any]:
    return _listing(Engine.of(tracker_of(tables)), item)


def _listing(engine: Engine, item: str) -> dict[str, Any]:
    listing = engine.value("setup_check")
    rows = (dict(zip(listing.headers, row, strict=True)) for row in listing.rows)
    found = next((row for row in rows if item in row.values()), None)
    if found is None:
        raise UnresolvedError(f"The implementation checklist has no line '{item}'.")
    return found


def _faults(name: str, tables: Tables) -> list[str]:
    return [str(finding) for finding in check(tracker_of(tables)) if finding.rule == name]


def tracker_of(tables: Tables) -> Tracker:
    """A tracker of rows by header, under the strictest governance, judged at the day of the cases."""
    settings: list[dict[str, Any]] = [
        {"Setting": "Governance", "Value": GOVERNANCE[-1]},
        {"Setting": "Status date", "Value": TODAY},
    ]
    cells = {}
    every: dict[str, Sequence[Mapping[str, Any]]] = {**tables, "Settings": settings}
    for title, rows in every.items():
        headers = [column.header for column in SHEETS[_TITLES[title]].columns if not column.is_computed]
        unknown = {header for row in rows for header in row} - set(headers)
        if unknown:
            raise UnresolvedError(f"Sheet {title} has no column '{min(unknown)}', which a case fills in.")
        cells[_TITLES[title]] = [headers, *([row.get(header, "") for header in headers] for row in rows)]
    return Tracker.from_cells("case", cells, TODAY)


def _case(sort: str, name: str) -> dict[str, Any]:
    known = _cases()[sort]
    if name not in known:
        raise UnresolvedError(f"No case is written down for the {sort} '{name}'.{nearest(name, known)}")
    return dict(known[name])


@cache
def _cases() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "cases.toml").read_text(encoding="utf-8"))
