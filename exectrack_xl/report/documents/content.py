"""What a document is filled with, and the small pieces all documents share: fields, muted sentences, comparison.

Depends on: report.model.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exectrack_xl.report.model import Block, Line, Section, Span, Status, Tone

Field = tuple[str, tuple[Block | Line, ...]]
NO_DATA = "No data yet"


@dataclass(frozen=True)
class Content:
    """The part of a document that its kind decides: answer, opening blocks and sections."""

    answer: tuple[Line, ...] = ()
    opening: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    about: str = ""  # what it is about, where that is one thing
    status: Status | None = None  # where it is not the programme's


def muted(text: str) -> Line:
    """A sentence in the second colour: what is not there, or how to read what is."""
    return (Span(text, tone=Tone.MUTED),)


def said(text: str, bold: bool = False) -> Line:
    """A line of one text."""
    return (Span(text, bold),)


def typed(text: object, otherwise: str) -> tuple[Line, ...]:
    """What a person typed, or where nothing is typed, a sentence that says what to do."""
    return (said(str(text)),) if str(text) else (muted(otherwise),)


def section(key: str, title: str, fields: Iterable[Field], status: Status | None = None) -> Section | None:
    """A section of the fields that hold something; None where none does."""
    kept = tuple((label, blocks) for label, blocks in fields if blocks)
    return Section(key, title, status, kept) if kept else None


def sections(*found: Section | None) -> tuple[Section, ...]:
    """The sections that hold something."""
    return tuple(one for one in found if one is not None)
