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
from exectrack_xl.report.desk import SINCE, Desk
from exectrack_xl.report.model import Said, Span, Tone


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
    happened = _happened(desk, one)
    text = desk.say("movements.of", title=one.title, what=happened) if one.title else happened
    return Movement(f"{one.id}.{one.column}", one.id, text, *_effect(desk, one))


def public_movement(desk: Desk, one: Difference) -> Movement:
    """A change in words as it may leave the workbook: of a restricted issue only that something happened."""
    told = movement(desk, one)
    return replace(told, text=desk.public(one.id, told.text))


def _happened(desk: Desk, one: Difference) -> Said:
    """What happened, its values marked with the cell they stand in."""
    label, then, now = desk.words.column(one.column), _shown(desk, one, one.before), _shown(desk, one, one.after)
    if then == now and one.kind == "Money":  # too small a change to be seen in millions
        then, now = (desk.words.fixed(value, 0) if words.is_known(value) else then for value in (one.before, one.after))
    ref = f"row:{one.id}/{one.column}"
    was, becomes = Span(then, ref=f"{SINCE}{ref}"), Span(now, ref=ref)
    if one.kind == "Closed":
        key = "movements.reached" if one.sheet == "Milestones" else "movements.closed"
        return desk.say(key, now=becomes)
    if one.kind == "New":
        return desk.say("movements.new", label=label, now=becomes)
    if one.kind == "Removed":
        return desk.say("movements.removed", label=label, then=was)
    if one.before is None and one.kind not in ("Moved", "Rescored", "Money"):
        return desk.say("movements.is", label=label, now=becomes)
    return desk.say("movements.from_to", label=label, then=was, now=becomes)


def _shown(desk: Desk, one: Difference, value: Any) -> str:
    if value is None:
        return words.UNKNOWN
    if isinstance(value, date):
        return desk.near(value)
    if isinstance(value, float):
        return desk.money(value) if one.kind == "Money" else desk.words.fixed(value, 0)
    return desk.words.choice(value)


def _effect(desk: Desk, one: Difference) -> tuple[str, Tone]:
    """The effect as text, and whether it is for the better."""
    if not words.is_known(one.effect) or not one.effect:
        return _of_words(desk, one)
    tone = Tone.RED if one.effect > 0 else Tone.GREEN
    if one.sheet == "Changes":
        return _asked(desk, one, tone)
    if one.unit is Unit.DAYS:
        return desk.words.moved(one.effect), tone
    if one.unit is Unit.MONEY:
        return desk.words.signed(desk.money(one.effect)), Tone.PLAIN if one.column == "Approved budget" else tone
    return desk.words.signed(desk.words.fixed(one.effect, 0)), tone


def _asked(desk: Desk, one: Difference, tone: Tone) -> tuple[str, Tone]:
    """What a change adds or saves: an effect once approved, until then only what it asks for."""
    days = desk.say("days.short", count=desk.words.fixed(one.effect, 0))
    amount = desk.money(one.effect) if one.unit is Unit.MONEY else days
    if one.after in ("Approved", "Implementing", "Verified", "Closed"):
        return desk.words.signed(amount), tone
    if one.after in ("Rejected", "Deferred"):
        return desk.words.column(str(one.after)), Tone.PLAIN
    return desk.say("movements.asks", amount=desk.words.signed(amount)), Tone.PLAIN


def _of_words(desk: Desk, one: Difference) -> tuple[str, Tone]:
    tone = Tone.RED if one.kind == "New" and one.sheet in ("Issues", "Risks") else Tone.PLAIN
    return desk.say(f"movements.effect_{one.kind.lower()}"), Tone.GREEN if one.kind == "Closed" else tone
