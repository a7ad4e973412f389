"""A memory that keeps what was used last and forgets the rest. Depends on: nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Values by key; of more than `most`, the one not used for longest is forgotten.

    >>> memory = Recent[str](1)
    >>> memory.get("a", lambda: "made"), memory.get("a", lambda: "made again")
    ('made', 'made')
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, T] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of this key, made where it is not known."""
        value = self._kept.pop(key) if key in self._kept else make()
        self._kept[key] = value  # a dict keeps its order: the last used is at the end
        while len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return value
