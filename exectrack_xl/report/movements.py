"""Single movements since the period before, as sentences.

Depends on: metrics.differences, report.desk, report.words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from exectrack_xl.metrics import Unit
from exectrack_xl.metrics.differences import Difference, differences
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Tone


@dataclass(frozen=True)
class Movement:
    """One change in words: what it is about, what happened, what it does."""

    id: str
    what: str
    text: str
    effect: str
    tone: Tone


def moved(desk: Desk, initiative: str = "") -> list[Difference]:
    """What changed since the snapshot before the period, greatest effect first; nothing without a snapshot.

    The programme's own measures are left out: they stand beside the movements.
    """
    if desk.before is None:
        return []
    return [one for one in differences(desk.before, desk.engine, initiative) if one.id]


def movement(desk: Desk, one: Difference) -> Movement:
    """A change in words."""
    title = f"{one.title}: " if one.title else ""
    return Movement(f"{one.id}.{one.column}", one.id, f"{title}{_happened(desk, one)}", *_effect(desk, one))


def public_movement(desk: Desk, one: Difference) -> Movement:
    """A change in words as it may leave the workbook: of a restricted issue only that something happened."""
    told = movement(desk, one)
    return replace(told, text=desk.public(one.id, told.text))


def _happened(desk: Desk, one: Difference) -> str:
    label, then, now = one.column.lower(), _shown(desk, one, one.before), _shown(desk, one, one.after)
    if then == now and one.kind == "Money":  # too small a change to be seen in millions
        then, now = (desk.words.fixed(value, 0) if words.is_known(value) else then for value in (one.before, one.after))
    said = {
        "New": f"new, {label} {now}",
        "Removed": f"removed, {label} was {then}",
        "Moved": f"{label} from {then} to {now}",
        "Rescored": f"{label} from {then} to {now}",
        "Money": f"{label} from {then} to {now}",
    }
    if one.kind == "Closed":
        return f"reached {now}" if one.sheet == "Milestones" else f"closed, {now}"
    return said.get(one.kind) or (f"{label} {now}" if one.before is None else f"{label} from {then} to {now}")


def _shown(desk: Desk, one: Difference, value: Any) -> str:
    if value is None:
        return words.UNKNOWN
    if isinstance(value, date):
        return desk.near(value)
    if isinstance(value, float):
        return desk.money(value) if one.kind == "Money" else desk.words.fixed(value, 0)
    return str(value)


def _effect(desk: Desk, one: Difference) -> tuple[str, Tone]:
    """The effect as text, and whether it is for the better."""
    if not words.is_known(one.effect) or not one.effect:
        return _of_words(one)
    tone = Tone.RED if one.effect > 0 else Tone.GREEN
    if one.sheet == "Changes":
        return _asked(desk, one, tone)
    if one.unit is Unit.DAYS:
        return f"{desk.words.fixed(abs(one.effect), 0)} d {'later' if one.effect > 0 else 'earlier'}", tone
    if one.unit is Unit.MONEY:
        return desk.words.signed(desk.money(one.effect)), Tone.PLAIN if one.column == "Approved budget" else tone
    return desk.words.signed(desk.words.fixed(one.effect, 0)), tone


def _asked(desk: Desk, one: Difference, tone: Tone) -> tuple[str, Tone]:
    """What a change adds or saves: an effect once approved, until then only what it asks for."""
    amount = desk.money(one.effect) if one.unit is Unit.MONEY else f"{desk.words.fixed(one.effect, 0)} d"
    if one.after in ("Approved", "Implementing", "Verified", "Closed"):
        return desk.words.signed(amount), tone
    if one.after in ("Rejected", "Deferred"):
        return str(one.after).lower(), Tone.PLAIN
    return f"asks {desk.words.signed(amount)}", Tone.PLAIN


def _of_words(one: Difference) -> tuple[str, Tone]:
    if one.kind == "Closed":
        return "done", Tone.GREEN
    if one.kind == "New" and one.sheet in ("Issues", "Risks"):
        return "new", Tone.RED
    return one.kind.lower(), Tone.PLAIN
