"""A colour and its reasons: what was judged, by which rule, and the smallest change that would make it Green.

Depends on: errors, schema, tracker, metrics.bands, metrics.registry.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from exectrack_xl.metrics.bands import colour
from exectrack_xl.metrics.registry import Bands
from exectrack_xl.tracker import Settings

NOT_TRACKED = "Not tracked"
_WORST_FIRST = ("Red", "Yellow", "Grey", "Green")


@dataclass(frozen=True)
class Remedy:
    """The smallest change that makes one criterion Green."""

    words: str
    amount: float = math.nan
    unit: str = ""


@dataclass(frozen=True)
class Reasons:
    """Why a dimension has its colour, in words."""

    rule: str = ""
    inputs: str = ""  # the values it was judged by
    threshold: str = ""  # what Green asks of them
    remedies: tuple[Remedy, ...] = ()  # all of them together make it Green

    @property
    def to_green(self) -> str:
        """The smallest change in one sentence; "" where it is Green already."""
        text = " and ".join(remedy.words for remedy in self.remedies)
        return f"{text[0].upper()}{text[1:]}." if text else ""


@dataclass(frozen=True)
class Judgement:
    """The status of one dimension, and why; the words are made when they are asked for."""

    dimension: str
    colour: str  # Green, Yellow, Red, Grey or Not tracked
    cap: str = "Red"  # the worst it can make the overall status
    explain: Callable[[], Reasons] = Reasons

    @property
    def counts_as(self) -> str:
        """What it brings to the overall status."""
        return "Yellow" if (self.colour, self.cap) == ("Red", "Yellow") else self.colour

    @cached_property
    def reasons(self) -> Reasons:
        """Why it has its colour."""
        return self.explain()


@dataclass(frozen=True)
class Words:
    """One criterion in words."""

    shown: str  # the value
    rule: str
    green: str  # what Green asks
    remedy: Remedy


@dataclass(frozen=True)
class Criterion:
    """One value against its bands."""

    value: float
    bands: Bands
    words: Callable[[], Words]

    @property
    def is_known(self) -> bool:
        """Whether there is a value to judge."""
        return not math.isnan(self.value)


def judge(dimension: str, criteria: Iterable[Criterion], rules: Settings, cap: str = "Red") -> Judgement:
    """The judgement of a dimension: the worst of its known criteria; Not tracked where none is known."""
    known = [criterion for criterion in criteria if criterion.is_known]
    colours = [colour(criterion.bands, criterion.value, rules) for criterion in known]

    def explain() -> Reasons:
        told = [criterion.words() for criterion in known]
        return Reasons(
            "; ".join(words.rule for words in told),
            ", ".join(words.shown for words in told),
            ", ".join(words.green for words in told),
            tuple(
                words.remedy
                for words, found in zip(told, colours, strict=True)
                if found != "Green" and words.remedy.words
            ),
        )

    return Judgement(dimension, worst(colours), cap, explain)


def worst(colours: Iterable[str]) -> str:
    """The worst colour: Red, then Yellow, then Grey, then Green. What is not tracked does not count.

    >>> worst(["Green", "Grey", "Not tracked"])
    'Grey'
    """
    found = set(colours)
    return next((known for known in _WORST_FIRST if known in found), NOT_TRACKED)


def aged(judgement: Judgement, seen: date | None, as_of: date, rules: Settings) -> Judgement:
    """The judgement, Grey where what it rests on was last renewed too long ago: stale is never Green."""
    limit = rules.number("stale_after")
    days = (as_of - seen).days if seen is not None else 0
    if judgement.colour == NOT_TRACKED or seen is None or days <= limit:
        return judgement
    remedy = Remedy(f"bring {judgement.dimension.lower()} up to date", days - limit, "days")
    reasons = Reasons(
        f"Grey when nothing new came for more than {limit:g} days",
        f"last renewed on {seen.isoformat()}, {days} days ago; by those values {judgement.colour}",
        f"renewed within {limit:g} days", (remedy,),
    )  # fmt: skip
    return replace(judgement, colour="Grey", explain=lambda: reasons)


def shown(value: float, digits: int, *limits: float) -> str:
    """A number with as many digits as it takes not to look like a limit that it misses.

    >>> shown(0.9496, 2, 0.95), shown(0.91, 2, 0.95)
    ('0.9496', '0.91')
    """
    for more in range(digits, digits + 4):
        text = f"{value:.{more}f}"
        if all(float(text) != limit or value == limit for limit in limits):
            return text
    return f"{value:.{digits + 4}f}"


def percent(share: float, *limits: float) -> str:
    """A share in percent, told apart from limits like `shown`."""
    return f"{shown(100 * share, 1, *(round(100 * limit, 9) for limit in limits)).removesuffix('.0')}%"


def enough(amount: float) -> float:
    """An amount rounded up to three digits, so that what is said suffices.

    >>> enough(123_456.0), enough(4.0)
    (124000.0, 4.0)
    """
    if amount <= 0 or not math.isfinite(amount):
        return amount
    step = 10.0 ** (math.floor(math.log10(amount)) - 2)
    return round(math.ceil(amount / step - 1e-9) * step, 9)


def money(amount: float, rules: Settings) -> str:
    """An amount rounded up to what suffices, with the tracker's currency."""
    if math.isnan(amount):
        return "an amount not known yet"
    number = f"{enough(amount):,.0f}" if amount >= 100 else f"{math.ceil(100 * amount - 1e-6) / 100:,.2f}"
    return f"{rules.text('currency')} {number}"
