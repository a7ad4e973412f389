"""One letter for each owner: what of the week's list is theirs, overdue first. Depends on: metrics, tracker, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from exectrack_xl.metrics import Engine
from exectrack_xl.report import words
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Tracker

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_GREETING = "Dear {name},"
_LEAD = "as of {day}, these rows of {workbook} wait for you."
_CLOSING = "Change what has changed in the workbook; whatever is done drops out of the list."
_HEADINGS = ("Overdue", "Also waiting for you")


@dataclass(frozen=True)
class Item:
    """One row that waits for somebody."""

    place: str  # sheet and cell
    id: str
    title: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Letter:
    """What one person is asked to do."""

    name: str
    address: str  # "" where the workbook gives none
    subject: str
    greeting: str
    lead: str
    parts: tuple[tuple[str, tuple[Item, ...]], ...]  # heading and rows
    closing: str = _CLOSING


@dataclass(frozen=True)
class Post:
    """The letters of a tracker, and the rows that nobody owns."""

    letters: tuple[Letter, ...]
    unowned: tuple[Item, ...]


def letters(tracker: Tracker) -> Post:
    """The letters to all owners of rows of this week's list, by name."""
    listing = Engine.of(tracker).value("this_week")
    rows = [dict(zip(listing.headers, row, strict=True)) for row in listing.rows]
    by_owner: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        for owner in owners(row["Owner"]):
            by_owner.setdefault(_key(owner), []).append({**row, "Owner": owner})
    known = addresses(tracker)
    found = [_letter(tracker, of_one, known) for _, of_one in sorted(by_owner.items())]
    return Post(tuple(found), tuple(_item(row) for row in rows if not owners(row["Owner"])))


def owners(typed: str) -> tuple[str, ...]:
    """The people named in an owner cell: several are separated by semicolons.

    >>> owners("Ada King; Ben Low"), owners("Helena Brandt, COO"), owners(" ")
    (('Ada King', 'Ben Low'), ('Helena Brandt, COO',), ())
    """
    names = (" ".join(part.split()) for part in typed.split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def addresses(tracker: Tracker) -> Mapping[str, str]:
    """E-mail addresses by name, as Stakeholders and Resources give them; none where two differ for one name."""
    found: dict[str, set[str]] = {}
    for sheet, name in (("stakeholders", "name"), ("resources", "person")):
        table = tracker[sheet]
        for person, address in _pairs(table[name], table["email"]):
            found.setdefault(_key(person), set()).add(address)
    return {name: next(iter(given)) for name, given in found.items() if len(given) == 1}


def _pairs(names: Array, typed: Array) -> Iterable[tuple[str, str]]:
    """Names with an address that can be one."""
    for name, address in zip(names.tolist(), typed.tolist(), strict=True):
        if name.strip() and _ADDRESS.fullmatch(address.strip()):
            yield name, address.strip()


def _key(name: str) -> str:
    """A person whatever the case, and with or without the role behind a comma."""
    return " ".join(name.partition(",")[0].split()).casefold()


def _letter(tracker: Tracker, rows: list[dict[str, Any]], known: Mapping[str, str]) -> Letter:
    name = rows[0]["Owner"]
    late = [row for row in rows if row["Days overdue"] > 0]
    parts = zip(_HEADINGS, (late, [row for row in rows if row not in late]), strict=True)
    programme = tracker.settings.text("programme") or tracker.name
    count = f"{len(rows)} {'row waits' if len(rows) == 1 else 'rows wait'} for you"
    return Letter(
        name, known.get(_key(name), ""), f"{programme}: {count}, {len(late)} overdue",
        _GREETING.format(name=name), _LEAD.format(day=words.day(tracker.as_of), workbook=tracker.name),
        tuple((heading, tuple(map(_item, some))) for heading, some in parts if some),
    )  # fmt: skip


def _item(row: Mapping[str, Any]) -> Item:
    return Item(f"{row['Sheet']}!{row['Cell']}", row["ID"], row["Title"], row["Why"], row["What to do"])
