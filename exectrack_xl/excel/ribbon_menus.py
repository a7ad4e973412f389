"""The menus of the ribbon: one entry for each kind of deck and document there is, made when a workbook is built.

Depends on: report (its registries of kinds).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from exectrack_xl.report.documents.kinds import KINDS
from exectrack_xl.report.kinds import DECKS

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Entry:
    """One line of a menu: the kind it makes, what it says, and what is told about it."""

    kind: str
    label: str
    told: str


def deck_entries() -> Iterator[Entry]:
    """Every deck."""
    for kind in DECKS.values():
        told = f"Writes the deck of the last closed {kind.cadence.casefold()} beside this workbook and opens it."
        yield Entry(kind.name, kind.label, told)


def document_entries() -> Iterator[Entry]:
    """Every Word document."""
    for kind in KINDS:
        about = " It is about the selected row." if kind.needs_id else ""
        yield Entry(kind.name, kind.title, f"{kind.purpose}{about} Writes it beside this workbook and opens it.")


def with_menus(ribbon: bytes) -> bytes:
    """The ribbon with its menus filled."""
    root = etree.fromstring(ribbon)
    filling = {"Decks": ("OnDeck", deck_entries(), "SlideNew"),
               "Documents": ("OnReport", document_entries(), "ExportWord")}  # fmt: skip
    for menu in root.iter("{*}menu"):
        callback, entries, image = filling[menu.get("id", "")]
        for entry in entries:
            name = "".join(part.capitalize() for part in entry.kind.replace("-", " ").split())
            etree.SubElement(
                menu, f"{{{etree.QName(root).namespace}}}button", id=f"{menu.get('id')}{name}", label=entry.label,
                imageMso=image, onAction=callback, tag=entry.kind, supertip=entry.told,
            )  # fmt: skip
    return _HEAD + etree.tostring(root, encoding="UTF-8") + b"\n"
