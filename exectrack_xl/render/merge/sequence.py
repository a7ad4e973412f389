"""Lists merged: paragraphs, rows, blocks, shapes. What a person added stays, moved things stay where they are.

Depends on: nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Three(Generic[Item]):
    """The same list on three sides, and which item of theirs and of the new ones answers to each of the base."""

    base: Sequence[Item]
    theirs: Sequence[Item]
    new: Sequence[Item]
    to_theirs: Mapping[int, int]
    to_new: Mapping[int, int]


@dataclass(frozen=True)
class Steps(Generic[Item]):
    """What to do with each item."""

    both: Callable[[Item, Item, Item], None]  # base, theirs, new
    dropped: Callable[[Item, Item], None]  # base, theirs: no longer generated
    deleted: Callable[[Item, Item], None]  # base, new: a person took it out
    added: Callable[[Item, Item | None, Item | None], Item | None]  # new; theirs to stand behind, or else before


def merge_lists(three: Three[Item], steps: Steps[Item]) -> None:
    """Go through the three lists; new items go behind the one that precedes them among the new."""
    from_new = {new: base for base, new in three.to_new.items()}
    for number, item in enumerate(three.base):
        theirs, new = three.to_theirs.get(number), three.to_new.get(number)
        if theirs is not None and new is not None:
            steps.both(item, three.theirs[theirs], three.new[new])
        elif new is not None:
            steps.deleted(item, three.new[new])
    _add(three, steps, from_new)
    for number, item in enumerate(three.base):
        theirs = three.to_theirs.get(number)
        if theirs is not None and number not in three.to_new:
            steps.dropped(item, three.theirs[theirs])


def renamed(base: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """The new names of columns by their old ones, where as many are generated and most are called as before.

    >>> renamed(["Measure", "Q1", "Q2", "Verdict"], ["Measure", "Q2", "Q3", "Verdict"])
    {'Q1': 'Q2', 'Q2': 'Q3'}
    >>> renamed(["Measure", "Q1", "Verdict"], ["Measure", "Verdict", "Why"])
    {}
    """
    changed = {one: other for one, other in zip(base, new, strict=False) if one != other}
    is_unclear = len(base) != len(new) or len(set(base)) < len(base) or 2 * len(changed) > len(base)
    return {} if is_unclear else changed


def _add(three: Three[Item], steps: Steps[Item], from_new: Mapping[int, int]) -> None:
    def answer(number: int) -> Item | None:
        base = from_new.get(number)
        theirs = None if base is None else three.to_theirs.get(base)
        return None if theirs is None else three.theirs[theirs]

    last: Item | None = None
    for number, item in enumerate(three.new):
        if number in from_new:
            found = answer(number)
            last = last if found is None else found
            continue
        following = next((one for later in range(number + 1, len(three.new)) if (one := answer(later)) is not None),
                         None)  # fmt: skip
        made = steps.added(item, last, None if last is not None else following)
        last = last if made is None else made
