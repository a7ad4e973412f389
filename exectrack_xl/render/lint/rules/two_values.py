"""The same quantity with two values on two pages. Depends on: errors, render.lint.quantities, …model, …rules.saying.

Two pages are compared where they mostly agree: a table per region with the same heads is no contradiction. Names of the
field (SPI, cost at completion …) are compared in any case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from exectrack_xl.errors import Finding
from exectrack_xl.render.lint.model import File
from exectrack_xl.render.lint.quantities import Said, alike, is_of_the_field, said_on
from exectrack_xl.render.lint.rules.saying import fault

_MOSTLY = 0.5  # of the quantities on both pages


def two_values(file: File, _day: object = None) -> Iterator[Finding]:
    """Quantities that two pages state differently, told once, at the later page."""
    told = set()
    by_page = [_by_key(said_on(page, file)) for page in file.pages]
    for (one, mine), (other, its) in combinations(enumerate(by_page), 2):
        shared = [key for key in mine if key in its]
        differing = [key for key in shared if not _agree(mine[key], its[key])]
        agreeing = len(shared) - len(differing)
        for key in differing:
            sure = file.own or is_of_the_field(key[1]) or (len(shared) > 2 and agreeing / len(shared) > _MOSTLY)
            if sure and (key, other) not in told:
                told.add((key, other))
                here, there = its[key][0], mine[key][0]
                yield fault(
                    file.pages[other], here.shape, f"{here.name} is {here.value} here and {there.value} on "
                    f"{file.pages[one].label}.", "Refresh both pages, or say how the two differ.", "two-values",
                )  # fmt: skip


def _by_key(found: Iterator[Said]) -> dict[tuple[str, str], list[Said]]:
    known: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for said in found:
        known[said.scope.casefold(), said.quantity.casefold()].append(said)
    return known


def _agree(some: list[Said], others: list[Said]) -> bool:
    """Whether a page that states a quantity more than once states it as the other does at least once."""
    return any(alike(one.value, other.value) for one in some for other in others)
