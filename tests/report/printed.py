"""Every way in which the number behind a reference may be printed: computed here again from metric, row or snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from exectrack_xl.metrics import Result, find
from exectrack_xl.metrics.differences import differences
from exectrack_xl.report import words as plain
from exectrack_xl.report.desk import SINCE, Desk
from exectrack_xl.report.model import Said, Span
from exectrack_xl.schema import SHEETS

_BEFORE = {"approved_finish": "baseline_finish", "forecast_finish": "approved_finish"}  # days are told from there on
_REFERENCE = re.compile(r"(\w+)(?:\(([^)]*)\))?(?:\[(.+)\]\.(.+))?")


def spans(thing: Any) -> Iterator[Span]:
    """Every piece of text in a report, wherever it stands; of a sentence its own pieces."""
    if isinstance(thing, Said):
        yield from spans(thing.spans)
    elif isinstance(thing, Span):
        yield from spans(thing.text) if isinstance(thing.text, Said) and not thing.ref else (thing,)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from spans(getattr(thing, field.name))
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from spans(value)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from spans(item)


def printed(desk: Desk, ref: str) -> set[str]:
    """The texts that may stand for a reference."""
    if ref.startswith(SINCE):
        return _compared(desk, ref.removeprefix(SINCE))
    if ref.startswith("row:"):
        return _cell(desk, *ref.removeprefix("row:").split("/", 1))
    what, _, initiative = ref.partition("@")
    name, own, key, column = _REFERENCE.fullmatch(what).groups()
    if key is not None:
        row = _listed(desk, name, initiative, key, _own(own))
        measured = {f"{way} {row['Unit']}".strip() for way in ways(desk, row[column])} if "Unit" in row else set()
        return ways(desk, row[column]) | measured
    if find(name).result is Result.TABLE:
        return {str(count) for count in range(len(desk.listing(name, initiative)) + 1)}
    value = desk.value(name, initiative, **_own(own))
    if name == "variance_at_completion":  # told as what the estimate is over the budget
        return ways(desk, value) | ways(desk, -value)
    if name in _BEFORE:
        days = desk.tracker.calendar.between(*(plain.as_date(one) for one in (desk.value(_BEFORE[name]), value)))
        return ways(desk, value) | ways(desk, float(days))
    return {desk.words.value_text(value, find(name).unit, desk.currency), *ways(desk, value)}


def _listed(desk: Desk, name: str, initiative: str, key: str, own: dict[str, Any]) -> dict[str, Any]:
    counts_rows = "n" in find(name).own and name != "velocity_by_team"  # there it counts sprints
    rows = desk.listing(name, initiative, **({"n": 9999} if counts_rows and "n" not in own else {}), **own)
    return next((row for row in rows if row.get("ID") == key), None) or rows[int(key) - 1]


def _own(text: str | None) -> dict[str, Any]:
    pairs = [part.split("=") for part in (text or "").split(", ") if part]
    return {name: float(value) if value.replace(".", "", 1).isdigit() else value for name, value in pairs}


def _compared(desk: Desk, ref: str) -> set[str]:
    """The value then, and the difference to the one now."""
    if ref.startswith("row:"):
        return _cell(desk, *ref.removeprefix("row:").split("/", 1))
    name, _, initiative = ref.partition("@")
    then, now = desk.was(name, initiative), desk.value(name, initiative)
    found = {desk.words.value_text(then, find(name).unit, desk.currency), *ways(desk, then)}
    if isinstance(then, date) or hasattr(then, "astype"):
        days = float(desk.tracker.calendar.between(plain.as_date(then), plain.as_date(now)))
        return found | ways(desk, days) | ways(desk, abs(days))
    if isinstance(then, float | int) and isinstance(now, float | int):
        rounded = [round(value, 2) for value in (then, now)]
        for amount in (now - then, rounded[1] - rounded[0], now / then - 1 if then else 0.0):
            points = {desk.say("changes.points", points=desk.words.signed(way)) for way in ways(desk, 100 * amount)}
            found |= ways(desk, amount) | ways(desk, abs(amount)) | points
    return found


def _cell(desk: Desk, identity: str, column: str) -> set[str]:
    """A value of a row now, and as the comparison with the period before has it."""
    found: set[str] = set()
    for one in differences(desk.before, desk.engine) if desk.before else ():
        if (one.id, one.column) == (identity, column):
            found |= ways(desk, one.before) | ways(desk, one.after)
    for name, table in desk.tracker.tables.items():
        headers = {known.header: known.name for known in SHEETS[name].columns}
        if name not in ("snapshots", "settings", "holidays") and identity in table.positions and column in headers:
            found |= ways(desk, table[headers[column]][table.positions[identity]])
    return found


def ways(desk: Desk, value: Any) -> set[str]:
    """One value in all its notations."""
    said = desk.words
    if not plain.is_known(value):
        return {plain.UNKNOWN}
    if isinstance(value, str):
        return {value, said.choice(value), ", ".join(said.retold(part, "inputs") for part in value.split(", "))}
    if isinstance(value, date) or (hasattr(value, "dtype") and value.dtype.kind == "M"):
        return {
            said.day(value),
            said.day(value, year=False),
            desk.near(value),
            desk.words.period(f"{plain.as_date(value):%b %Y}"),
            desk.say("asks.overdue", day=desk.near(value)),
        }
    number = float(value)
    found = {said.fixed(way, digits) for way in (number, abs(number)) for digits in (0, 1, 2)}
    found |= {said.percent(number), said.percent(abs(number)), said.moved(number), said.days_late(number),
              said.days_count(number), desk.money(number), desk.money(abs(number)), desk.unit_money(number, 2),
              said.spelled(int(number)), desk.say("days.short", count=said.fixed(number, 0)),
              *(f"{said.fixed(way, 0)} d" for way in (number, abs(number))), *_more_or_less(desk, number)}  # fmt: skip
    found |= {desk.say("definitions.none"), desk.say("decisions.no_cost")} if not number else set()
    found |= {desk.money(number, more) for more in (1, 2)}
    found |= {f"{way}{unit}" for way in (said.short(number), said.fixed(number, 1)) for unit in ("%", " d")}
    for noun in ("working_day", "day", "change", "person", "step", "move", "row", "open_issue"):
        found |= {said.plural(abs(number), noun)}
    return found | {said.signed(way) for way in found} | {way.capitalize() for way in found}


def _more_or_less(desk: Desk, number: float) -> set[str]:
    amount = desk.money(abs(number))
    return {desk.say("verdicts.more", amount=amount), desk.say("verdicts.less", amount=amount),
            desk.say("verdicts.same")}  # fmt: skip
