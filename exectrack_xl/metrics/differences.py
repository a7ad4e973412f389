"""What changed between two states of a tracker, the greatest effect first.

Effects of different kinds are ranked on one scale, on which a milestone that moves by one working day counts 1:
see `WEIGHT`. The scale orders lists; it is never shown. Depends on: schema, tracker, metrics.engine, metrics.risks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exectrack_xl.metrics.engine import Engine, Scope
from exectrack_xl.metrics.registry import Unit
from exectrack_xl.metrics.risks import live_risks, scored_risks
from exectrack_xl.schema import Table
from exectrack_xl.tracker import Tracker

WEIGHT = {
    "day": 1.0,  # a milestone moves by a working day
    "key day": 2.0,  # a key milestone, or the finish of an initiative
    "score": 2.0,  # a point of a risk score
    "percent": 2.0,  # one percent of the approved budget
    "colour": 15.0,  # one step between Green, Grey, Yellow and Red
}
ISSUE_WEIGHT = {"Critical": 12.0, "High": 6.0, "Medium": 3.0, "Low": 1.0}
_COLOURS = ("Green", "Grey", "Yellow", "Red")
_ENDED = ("Resolved", "Closed")
_NAN = float("nan")


@dataclass(frozen=True)
class Difference:
    """One change: what it is about, the value before and after, and what it does."""

    kind: str  # New, Closed, Removed, Moved, Rescored, Money or Status
    sheet: str  # title of the sheet
    id: str
    title: str
    column: str  # header or label of the value that changed
    before: Any
    after: Any
    effect: float  # after − before in `unit`: positive days = later, positive money = dearer; NaN = no number
    unit: Unit
    rank: float  # how much it matters


def differences(before: Tracker | Engine, after: Tracker | Engine, initiative: str = "") -> tuple[Difference, ...]:
    """Everything that changed between two states, of one initiative or of the programme, greatest effect first."""
    compared = _Comparison(_engine(before), _engine(after), Scope(initiative))
    found = [
        *_milestones(compared), *_risks(compared), *_issues(compared), *_changes(compared), *_decisions(compared),
        *_initiatives(compared),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.rank, one.sheet, one.id, one.kind, one.column)))


def _engine(state: Tracker | Engine) -> Engine:
    return state if isinstance(state, Engine) else Engine.of(state)


@dataclass(frozen=True)
class _Comparison:
    """Two states of one scope."""

    old: Engine
    new: Engine
    scope: Scope

    def rows(self, sheet: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Each ID with its row before and after; an absent row is empty."""
        then, now = _by_id(self.old.table(sheet, self.scope)), _by_id(self.new.table(sheet, self.scope))
        for identity in [*now, *(gone for gone in then if gone not in now)]:
            yield identity, then.get(identity, {}), now.get(identity, {})

    def both(self, name: str, scope: Scope) -> tuple[Any, Any]:
        """A metric before and after."""
        return self.old.value(name, scope), self.new.value(name, scope)

    def days(self, start: Any, finish: Any) -> float:
        """Working days from one date to another; NaN where one is blank."""
        return _NAN if start is None or finish is None else float(self.new.tracker.calendar.between(start, finish))

    def money_rank(self, amount: float) -> float:
        """The weight of an amount, by its share of the programme's approved budget."""
        budget = self.new.value("budget")
        return WEIGHT["percent"] * 100 * abs(amount) / budget if budget > 0 and not math.isnan(amount) else 0.0


def _milestones(compared: _Comparison) -> Iterator[Difference]:
    for identity, then, now in compared.rows("milestones"):
        about = ("Milestones", identity, (now or then)["name"])
        weight = WEIGHT["key day" if (now or then)["key"] == "Yes" else "day"]
        if not then or not now:
            day = (now or then)["forecast"]
            yield _appeared(about, "Forecast date", day if then else None, day if now else None, 5 * weight)
            continue
        moved = compared.days(then["forecast"], now["actual"] or now["forecast"])
        if now["actual"] and not then["actual"]:
            rank = 5 * weight + weight * abs(_or(moved, 0.0))
            yield Difference("Closed", *about, "Actual date", then["forecast"], now["actual"], moved, Unit.DAYS, rank)
        elif not now["actual"] and then["forecast"] != now["forecast"]:
            rank = weight * abs(_or(moved, 1.0))
            was, becomes = then["forecast"], now["forecast"]
            yield Difference("Moved", *about, "Forecast date", was, becomes, moved, Unit.DAYS, rank)


def _risks(compared: _Comparison) -> Iterator[Difference]:
    scored = [_scored(engine, compared.scope) for engine in (compared.old, compared.new)]
    for identity in [*scored[1], *(gone for gone in scored[0] if gone not in scored[1])]:
        then, now = (state.get(identity, {}) for state in scored)
        about = ("Risks", identity, (now or then)["title"])
        weight = WEIGHT["score"] * _or((now or then)["score"], 0.0)
        if not then or not now:
            score = (now or then)["score"]
            if now.get("open", True):
                yield _appeared(about, "Score", score if then else None, score if now else None, weight)
        elif then["open"] and not now["open"]:
            kind = "Status" if "Occurred" in (now["status"], now["close_reason"]) else "Closed"
            yield _worded(kind, about, "Status", then["status"], now["close_reason"] or now["status"], weight)
        elif now["open"] and not then["open"]:
            yield _worded("Status", about, "Status", then["status"], now["status"], weight)
        elif now["open"]:
            yield from _revalued(compared, about, then, now)


def _revalued(
    compared: _Comparison, about: tuple[str, str, str], then: dict[str, Any], now: dict[str, Any]
) -> Iterator[Difference]:
    """An open risk whose score, or else whose expected cost, changed."""
    change = now["score"] - then["score"]
    if change and not math.isnan(change):
        rank = WEIGHT["score"] * abs(change)
        yield Difference("Rescored", *about, "Score", then["score"], now["score"], change, Unit.COUNT, rank)
        return
    money = _or(now["expected_cost"], 0.0) - _or(then["expected_cost"], 0.0)
    if money:
        rank = compared.money_rank(money)
        before, after = then["expected_cost"], now["expected_cost"]
        yield Difference("Money", *about, "Expected cost", before, after, money, Unit.MONEY, rank)


def _issues(compared: _Comparison) -> Iterator[Difference]:
    for identity, then, now in compared.rows("issues"):
        about = ("Issues", identity, (now or then)["title"])
        row = now or then
        weight = ISSUE_WEIGHT.get(row["priority"], 1.0) * (1.5 if row["blocker"] == "Yes" else 1.0)
        if not then or not now:
            if row["status"] not in _ENDED:
                word = row["priority"]
                yield _appeared(about, "Priority", word if then else None, word if now else None, weight)
            continue
        ended = [state["status"] in _ENDED for state in (then, now)]
        if ended[0] != ended[1]:
            kind = "Closed" if ended[1] else "Status"
            yield _worded(kind, about, "Status", then["status"], now["status"], weight)
        elif not ended[1]:
            yield from _reset(compared, about, then, now)


def _reset(
    compared: _Comparison, about: tuple[str, str, str], then: dict[str, Any], now: dict[str, Any]
) -> Iterator[Difference]:
    """An open issue whose priority or due date changed."""
    if then["priority"] != now["priority"]:
        step = abs(ISSUE_WEIGHT.get(now["priority"], 0.0) - ISSUE_WEIGHT.get(then["priority"], 0.0))
        yield _worded("Rescored", about, "Priority", then["priority"], now["priority"], step)
    moved = compared.days(then["due"], now["due"])
    if moved and not math.isnan(moved):
        share = ISSUE_WEIGHT.get(now["priority"], 1.0) / ISSUE_WEIGHT["Critical"]
        rank = share * WEIGHT["day"] * abs(moved)
        yield Difference("Moved", *about, "Due date", then["due"], now["due"], moved, Unit.DAYS, rank)


def _changes(compared: _Comparison) -> Iterator[Difference]:
    for identity, then, now in compared.rows("changes"):
        row = now or then
        about = ("Changes", identity, row["title"])
        days, cost = _or(row["days"], 0.0), row["cost"]
        rank = 1 + WEIGHT["day"] * abs(days) + compared.money_rank(cost)
        effect, unit = (cost, Unit.MONEY) if _or(cost, 0.0) else (row["days"], Unit.DAYS)
        was, became = then.get("status"), now.get("status")
        if was != became:
            kind = "Status" if then and now else "New" if now else "Removed"
            yield Difference(kind, *about, "Status", was, became, float(effect), unit, float(rank))


def _decisions(compared: _Comparison) -> Iterator[Difference]:
    for identity, then, now in compared.rows("decisions"):
        row = now or then
        statuses = (then.get("status"), now.get("status"))
        if statuses[0] == statuses[1]:
            continue
        kind = "New" if not then else "Removed" if not now else "Status" if now["status"] == "Pending" else "Closed"
        after = now.get("decision") or statuses[1]
        yield _worded(kind, ("Decisions", identity, row["question"]), "Status", statuses[0], after, 5.0)


def _initiatives(compared: _Comparison) -> Iterator[Difference]:
    """The programme, or one initiative, and where it is the programme each of its initiatives, as a whole."""
    wanted = [compared.scope.initiative]
    if not compared.scope.initiative:
        wanted += [known for known in compared.new.initiatives() if known in compared.old.initiatives()]
    names = dict(zip(*(compared.new.tracker["initiatives"][name] for name in ("id", "name")), strict=True))
    for initiative in wanted:
        yield from _wholes(compared, Scope(initiative), ("Initiatives", initiative, names.get(initiative, "")))


def _wholes(compared: _Comparison, scope: Scope, about: tuple[str, str, str]) -> Iterator[Difference]:
    """Status, finish, budget and estimate of one scope."""
    told = compared.both("overall_status", scope)
    judged = compared.both("computed_status", scope)
    for label, (then, now) in {"Overall status": told, "Computed status": judged}.items():
        if then != now and (label == "Overall status" or judged != told):
            step = abs(_place(then) - _place(now)) if then in _COLOURS and now in _COLOURS else 1
            yield _worded("Status", about, label, then, now, WEIGHT["colour"] * step)
    then, now = compared.both("forecast_finish", scope)
    moved = compared.days(then, now)
    if moved and not math.isnan(moved):
        rank = WEIGHT["key day"] * abs(moved)
        yield Difference("Moved", *about, "Forecast finish", then, now, moved, Unit.DAYS, rank)
    granted = 0.0
    for name, label in (("budget", "Approved budget"), ("estimate_at_completion", "Estimate at completion")):
        then, now = compared.both(name, scope)
        change = float(now - then)
        if abs(change) >= 0.005 and abs(change - granted) >= 0.005:  # an estimate that follows the budget says nothing
            granted = change
            yield Difference("Money", *about, label, then, now, change, Unit.MONEY, compared.money_rank(change))


def _appeared(about: tuple[str, str, str], column: str, before: Any, after: Any, rank: float) -> Difference:
    """A row that is there on one side only."""
    kind = "New" if before is None else "Removed"
    return Difference(kind, *about, column, before, after, _NAN, Unit.TEXT, float(rank))


def _worded(kind: str, about: tuple[str, str, str], column: str, before: Any, after: Any, rank: float) -> Difference:
    """A change from one word to another."""
    return Difference(kind, *about, column, before, after, _NAN, Unit.TEXT, float(rank))


def _or(number: float, otherwise: float) -> float:
    """A number, or another where it is not known."""
    return otherwise if math.isnan(number) else number


def _place(colour: str) -> int:
    return _COLOURS.index(colour)


def _by_id(table: Table) -> dict[str, dict[str, Any]]:
    """Rows by ID, as plain values; of a doubled ID the first."""
    columns = {name: values.tolist() for name, values in table.columns.items()}
    return {
        identity: {name: values[row] for name, values in columns.items()}
        for identity, row in table.positions.items() if identity
    }  # fmt: skip


def _scored(engine: Engine, scope: Scope) -> dict[str, dict[str, Any]]:
    """Risks by ID, with score, expected cost and whether they are open."""
    scored = scored_risks(engine.table("risks", scope), engine.tracker.settings)
    live = set(live_risks(scored, engine.as_of(scope))["id"])
    rows = _by_id(scored)
    return {identity: {**row, "open": identity in live} for identity, row in rows.items()}
