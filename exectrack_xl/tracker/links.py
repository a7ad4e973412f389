"""Predecessors as a person types them: "T-003; T-004SS+2d; T-006FS-1d; T-007FS+3ed; T-8SS+50%".

Depends on: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

_BETWEEN = re.compile(r"[;,\n]")
_LINK = re.compile(
    r"""(?P<id>\S+?)\s*
        (?:(?P<kind>FS|SS|FF|SF)\s*(?:(?P<lag>[+-]\s*\d+(?:\.\d+)?)\s*(?P<unit>ed|ew|d|w|%)?)?
          |(?P<plus>\+\s*\d+(?:\.\d+)?)\s*(?P<unit_of_plus>ed|ew|d|w|%)?
        )?""",
    re.IGNORECASE | re.VERBOSE,
)
_WEEKS = {"w": ("d", 5), "ew": ("ed", 7)}


class Link(NamedTuple):
    """One dependency: on which row, from which end to which (FS, SS, FF, SF), after which lag.

    The lag counts working days ("d"), days of the calendar, which run on weekends too ("ed"), or percent of the
    predecessor's duration ("%"). A week is typed "w" (5 working days) or "ew" (7 days of the calendar).
    """

    predecessor: str
    kind: str = "FS"
    lag: float = 0.0
    unit: str = "d"


def parse_links(text: str, known: Container[str] = ()) -> tuple[list[Link], list[str]]:
    """The links in a list separated by semicolons or commas, and the items that are none.

    A text or an item that is a `known` ID as it stands is that ID, even where it ends like a link (such as "T-1SS").

    >>> parse_links("T-004SS+2d")
    ([Link(predecessor='T-004', kind='SS', lag=2.0, unit='d')], [])
    >>> parse_links("see plan")
    ([], ['see plan'])
    """
    if text in known:
        return [Link(text)], []
    links, strange = [], []
    for item in filter(None, map(str.strip, _BETWEEN.split(text.replace("\u2212", "-")))):
        if item in known:
            links.append(Link(item))
            continue
        match = _LINK.fullmatch(item)
        if match is None:
            strange.append(item)
        elif match["kind"] is None and match["plus"] is None:
            links.append(Link(item))
        else:
            lag = "".join((match["lag"] or match["plus"] or "0").split())
            typed = (match["unit"] or match["unit_of_plus"] or "d").lower()
            unit, times = _WEEKS.get(typed, (typed, 1))
            links.append(Link(match["id"], (match["kind"] or "FS").upper(), float(lag) * times, unit))
    return links, strange
