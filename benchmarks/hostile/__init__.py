"""Files made to break a reader: sound workbooks, decks, reports and lists, damaged by a seeded draw.

Depends on: benchmarks.trackers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from benchmarks.hostile.containers import OF_ZIPS
from benchmarks.hostile.draws import Parts, packed, unpacked
from benchmarks.hostile.lists import OF_TEXT
from benchmarks.hostile.parts import OF_PARTS, OF_SHEETS
from benchmarks.trackers import ODD, tracker


@dataclass(frozen=True)
class Hostile:
    """One file, and what was done to it."""

    name: str
    ways: str
    data: bytes


def hostile(seed: int, number: int, bases: Mapping[str, bytes] | None = None) -> Hostile:
    """A file damaged in one to three ways; `bases` are sound files by name, else small trackers."""
    draw = Random(f"{seed} {number}")
    sound = dict(bases or _own_bases())
    base = draw.choice(sorted(sound))
    ending = base.rpartition(".")[2]
    if ending == "csv":
        way = draw.choice(sorted(OF_TEXT))
        return Hostile(f"{number:05} {way}.csv", way, OF_TEXT[way](sound[base], draw))
    parts, done = unpacked(sound[base]), []
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        way = draw.choice(sorted(OF_PARTS))
        if not any(name.startswith("xl/worksheets/sheet") for name in parts) and way in OF_SHEETS:
            way = "changed attributes"
        OF_PARTS[way](parts, draw)
        done.append(way)
    way = draw.choice(sorted(OF_ZIPS)) if draw.random() < 0.3 else ""
    data = OF_ZIPS[way](parts, draw) if way else packed(parts)
    return Hostile(f"{number:05} {done[0]}.{ending}", ", ".join([*done, *([way] if way else [])]), data)


@lru_cache(maxsize=1)
def _own_bases() -> Parts:
    odd = ("dates from 1904", "tables elsewhere", "no tables")
    return {"plain.xlsx": tracker(1), **{f"{way}.xlsx": tracker(2, ODD[way]) for way in odd}}
