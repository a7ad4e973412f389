"""The network of tasks and milestones: predecessors that can be read, exist and form no circle.

Depends on: checks.rules, tracker.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from exectrack_xl.checks.rules import Fault, rule
from exectrack_xl.errors import Severity, nearest
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.links import Link, parse_links

NETWORK = ("tasks", "milestones")
MOST_CIRCLES = 20  # more are not spelled out: they vanish with the first ones
_HOW = "Write IDs with link and lag, such as T-003; T-004SS+2d."


@rule("predecessor-unreadable", "Predecessors are IDs, each with a link and lag where needed.", Severity.ERROR)
def predecessors_can_be_read(tracker: Tracker) -> Iterator[Fault]:
    """Items of a list of predecessors that are no link."""
    for sheet, row, _, strange in _links(tracker):
        for item in strange:
            yield Fault(sheet, row, "predecessors", f"'{item}' cannot be read.", _HOW)


@rule("predecessor-unknown", "Predecessors exist.", Severity.ERROR)
def predecessors_exist(tracker: Tracker) -> Iterator[Fault]:
    """Links to an ID that neither tasks nor milestones hold."""
    known = _known(tracker)
    for sheet, row, links, _ in _links(tracker):
        for link in links:
            if link.predecessor not in known:
                remedy = nearest(link.predecessor, known).strip() or _HOW
                yield Fault(sheet, row, "predecessors", f"'{link.predecessor}' does not exist.", remedy)


@rule("predecessor-self", "Nothing is its own predecessor.", Severity.ERROR)
def nothing_follows_itself(tracker: Tracker) -> Iterator[Fault]:
    """Rows that name their own ID."""
    for sheet, row, links, _ in _links(tracker):
        own = tracker[sheet]["id"][row]
        if own and any(link.predecessor == own for link in links):
            yield Fault(sheet, row, "predecessors", f"'{own}' names itself.", "Take it out.")


@rule("predecessor-twice", "A predecessor is named once.")
def predecessors_are_named_once(tracker: Tracker) -> Iterator[Fault]:
    """Rows that name the same ID twice with the same link."""
    for sheet, row, links, _ in _links(tracker):
        pairs = [(link.predecessor, link.kind) for link in links]
        for name in sorted({name for name, kind in pairs if pairs.count((name, kind)) > 1}):
            yield Fault(sheet, row, "predecessors", f"'{name}' is named twice.", "Keep one.")


@rule("predecessor-cycle", "Predecessors form no circle.", Severity.ERROR)
def no_circles(tracker: Tracker) -> Iterator[Fault]:
    """Each circle once, spelled out, at the row it was entered by."""
    places, graph = _graph(tracker)
    for circle in islice(_circles(graph), MOST_CIRCLES):
        sheet, row = places[circle[0]]
        path = " → ".join((*circle, circle[0]))
        yield Fault(sheet, row, "predecessors", f"leads back to itself: {path}.", "Take out one of these links.")


def _links(tracker: Tracker) -> Iterator[tuple[str, int, list[Link], list[str]]]:
    known = _known(tracker)
    for sheet in NETWORK:
        for row, text in enumerate(tracker[sheet]["predecessors"]):
            if text.strip():
                yield sheet, row, *parse_links(text, known)


def _known(tracker: Tracker) -> dict[str, int]:
    return {identity: 0 for sheet in NETWORK for identity in tracker[sheet]["id"] if identity}


def _graph(tracker: Tracker) -> tuple[dict[str, tuple[str, int]], dict[str, list[str]]]:
    """Where each ID with predecessors stands, and its predecessors, itself left out."""
    places: dict[str, tuple[str, int]] = {}
    graph: dict[str, list[str]] = {}
    for sheet, row, links, _ in _links(tracker):
        own = tracker[sheet]["id"][row]
        if own and own not in graph:
            places[own] = sheet, row
            graph[own] = [link.predecessor for link in links if link.predecessor != own]
    return places, graph


def _circles(graph: dict[str, list[str]]) -> Iterator[list[str]]:
    """The circles met on a walk through the graph; without recursion, for chains are long."""
    done: set[str] = set()
    path: list[str] = []
    at: dict[str, int] = {}  # where on the path a name stands
    waiting = [(start, 0) for start in reversed(graph)]
    while waiting:
        name, depth = waiting.pop()
        for left in path[depth:]:
            done.add(left)
            del at[left]
        del path[depth:]
        if name in at:
            yield path[at[name] :]
        elif name not in done:
            at[name] = len(path)
            path.append(name)
            waiting += [(before, len(path)) for before in graph.get(name, ())]
