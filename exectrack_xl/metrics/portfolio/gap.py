"""How much better a status is told than the rules compute it: green outside, red inside. Depends on: nothing."""

from __future__ import annotations

_STEPS = {"Green": 0, "Yellow": 1, "Red": 2}
_ORDER = ("Red", "Yellow", "Grey", "Green")  # the worst first: what is stale is never Green


def gap(told: str, computed: str) -> int:
    """Steps by which the status told is better than the computed one; below 0 where it is worse; 0 without colours.

    >>> gap("Green", "Red"), gap("Yellow", "Green"), gap("Grey", "Red")
    (2, -1, 0)
    """
    if told not in _STEPS or computed not in _STEPS:
        return 0
    return _STEPS[computed] - _STEPS[told]


def aged(status: str, days: int | None, stale_after: float) -> str:
    """The status as it may still be told after so many days: of stale data Green becomes Grey, a worse one stays.

    >>> aged("Green", 60, 35.0), aged("Red", 60, 35.0), aged("Green", 3, 35.0), aged("Green", None, 35.0)
    ('Grey', 'Red', 'Green', 'Grey')
    """
    is_stale = days is None or days > stale_after
    return "Grey" if is_stale and status == "Green" else status


def rank(status: str) -> int:
    """The place of a status among all, the worst first.

    >>> sorted(["Green", "Not tracked", "Red", "Grey"], key=rank)
    ['Red', 'Grey', 'Green', 'Not tracked']
    """
    return _ORDER.index(status) if status in _ORDER else len(_ORDER)


def trend(before: str, now: str) -> str:
    """Better, Worse or Same; blank where either has no colour.

    >>> trend("Green", "Red"), trend("Red", "Yellow"), trend("Red", "Red"), trend("", "Red")
    ('Worse', 'Better', 'Same', '')
    """
    if before not in _STEPS or now not in _STEPS:
        return ""
    change = _STEPS[now] - _STEPS[before]
    return "Worse" if change > 0 else "Better" if change < 0 else "Same"
