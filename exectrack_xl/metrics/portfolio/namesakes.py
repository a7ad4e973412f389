"""Which trackers are of one project. Depends on: nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """What tells a tracker apart: the path of its workbook, and what Settings say of it, or blank."""

    key: str
    project: str
    programme: str


def namesakes(trackers: Sequence[Identity]) -> dict[str, tuple[str, ...]]:
    """For each tracker's key, the keys of the others of its project.

    They are of one project where they bear the same project ID, and where one of them bears none, the same programme's
    name; capitals and spaces do not count.

    >>> namesakes([Identity("a", "P-1", "Harbour"), Identity("b", "p-1 ", "Port"), Identity("c", "P-2", "Port")])
    {'a': ('b',), 'b': ('a',), 'c': ()}
    >>> namesakes([Identity("a", "P-1", "Harbour"), Identity("b", "", "harbour")])["b"]
    ('a',)
    """
    by_project, by_programme = defaultdict(list), defaultdict(list)
    for one in trackers:
        by_project[folded(one.project)].append(one)
        by_programme[folded(one.programme)].append(one)
    return {one.key: tuple(_others(one, by_project[folded(one.project)], by_programme[folded(one.programme)]))
            for one in trackers}  # fmt: skip


def folded(text: str) -> str:
    """A name without what does not count in it.

    >>> folded("  Claims   Forward")
    'claims forward'
    """
    return " ".join(text.casefold().split())


def _others(one: Identity, of_project: Sequence[Identity], of_programme: Sequence[Identity]) -> list[str]:
    same = [other.key for other in of_project if other.key != one.key] if folded(one.project) else []
    if folded(one.programme):
        same += [other.key for other in of_programme
                 if other.key != one.key and not (folded(one.project) and folded(other.project))]  # fmt: skip
    return same
