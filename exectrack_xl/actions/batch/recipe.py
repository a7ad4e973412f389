"""What a run makes of every workbook: which documents, of which period, from which templates.

Depends on: errors, schema, version, actions.documents, actions.opening, report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from exectrack_xl.actions.documents import Order, Written, make_deck, make_report
from exectrack_xl.actions.opening import Opened
from exectrack_xl.errors import UsageError, nearest
from exectrack_xl.report.documents.kinds import USUAL as USUAL_DOCUMENT
from exectrack_xl.report.documents.kinds import document_kind
from exectrack_xl.report.kinds import USUAL as USUAL_DECK
from exectrack_xl.report.kinds import deck_kind
from exectrack_xl.report.provenance import rules_hash
from exectrack_xl.schema import SHEETS
from exectrack_xl.version import __version__

_USUAL = {"deck": USUAL_DECK, "report": USUAL_DOCUMENT}


@dataclass(frozen=True)
class Recipe:
    """All that documents depend on beside the workbook itself."""

    today: date
    kinds: tuple[str, ...] = ("deck:quarterly", "report:stakeholder")
    as_of: date | None = None
    period: str | None = None
    templates: Mapping[str, Path] = field(default_factory=dict)  # by kind
    mapping: Path | None = None  # which names of the workbooks are which of ours
    gate: bool = False  # look each document over before it is put in its place; takes as long as making it

    def template(self, kind: str) -> Path | None:
        """The template of a kind of document; None for ours."""
        return self.templates.get(kind)

    def hash(self, assumed_today: bool) -> str:
        """The SHA-256 of the recipe; the day counts only for a workbook that has no status date of its own."""
        templates = {kind: sha256(path.read_bytes()).hexdigest() for kind, path in sorted(self.templates.items())}
        day = self.today.isoformat() if assumed_today else ""
        mapping = sha256(self.mapping.read_bytes()).hexdigest() if self.mapping else ""
        parts = [program_hash(), self.kinds, str(self.as_of or ""), self.period or "", templates, day, mapping]
        parts += ["gate"] * self.gate
        return sha256(json.dumps(parts).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """The recipe as a manifest keeps it."""
        as_of = self.as_of.isoformat() if self.as_of else None
        templates = {kind: str(path) for kind, path in sorted(self.templates.items())}
        return {"today": self.today.isoformat(), "kinds": list(self.kinds), "as_of": as_of, "period": self.period,
                "templates": templates, "mapping": str(self.mapping or ""), "gate": self.gate}  # fmt: skip

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Recipe:
        """The recipe that a manifest kept.

        Raises:
            TypeError, ValueError, KeyError: it was kept by another version, or damaged.
        """
        as_of = date.fromisoformat(kept["as_of"]) if kept["as_of"] else None
        templates = {kind: Path(path) for kind, path in kept["templates"].items()}
        mapping = Path(kept["mapping"]) if kept.get("mapping") else None
        return cls(date.fromisoformat(kept["today"]), tuple(kept["kinds"]), as_of, kept["period"], templates, mapping,
                   kept.get("gate", False))  # fmt: skip


@lru_cache(maxsize=1)
def program_hash() -> str:
    """The SHA-256 of what this program knows: its version, the sheets and columns it reads, the rules of its metrics.

    What another program has kept is not trusted.
    """
    return sha256(f"{__version__} {rules_hash()} {SHEETS}".encode()).hexdigest()


def kinds(wanted: Iterable[str]) -> tuple[str, ...]:
    """The kinds of documents as the manifest names them: "deck" is "deck:quarterly", "report" the usual report.

    >>> kinds(["deck", "report:stakeholder"])
    ('deck:quarterly', 'report:stakeholder')

    Raises:
        UsageError: there is no such kind, or it is about one row and not about a workbook.
    """
    return tuple(dict.fromkeys(_kind(text.strip().casefold()) for text in wanted))


def ending(kind: str) -> str:
    """What the file name of this kind of document ends with."""
    sort, _, name = kind.partition(":")
    return f"{name} deck.pptx" if sort == "deck" else f"{document_kind(name).title}.docx"


def make(kind: str, order: Order, opened: Opened) -> Written:
    """Write one document of an opened workbook.

    Raises:
        TrackerError: the template cannot be used, or the period is not known.
    """
    sort, _, name = kind.partition(":")
    write = make_deck if sort == "deck" else make_report
    return write(replace(order, kind=name), opened)


def _kind(text: str) -> str:
    sort, _, name = text.partition(":")
    if sort not in _USUAL:
        raise UsageError(f"'{text}' is no kind of document.{nearest(sort, _USUAL)} Write deck or report, "
                         "or one of them with its kind: report:stakeholder.")  # fmt: skip
    name = name or _USUAL[sort]
    if sort == "deck":
        return f"deck:{deck_kind(name).name}"
    found = document_kind(name)
    if found.needs_id:
        raise UsageError(f"'{text}' is about one row of a workbook, so it is no document of a run. Leave it out.")
    return f"report:{found.name}"
