"""Pieces of text and what their look means. Depends on: nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeAlias


class Tone(StrEnum):
    """Meaning of a colour. A status is always shown as shape, colour and word together."""

    GREEN = "Green"
    YELLOW = "Yellow"
    RED = "Red"
    GREY = "Grey"  # tracked but stale or not known
    PLAIN = "Plain"
    ACCENT = "Accent"
    MUTED = "Muted"


class Role(StrEnum):
    """What a series or bar stands for; decides its notation."""

    ACTUAL = "actual"  # solid
    PLAN = "plan"  # outlined
    FORECAST = "forecast"  # hatched or dashed
    PREVIOUS = "previous"  # light
    COST = "cost"  # ink
    CONTEXT = "context"  # grey
    TOTAL = "total"  # deep: the sum of a bridge
    BLANK = "blank"  # not drawn: lifts a step of a bridge to its height


@dataclass(frozen=True)
class Span:
    """A piece of text in one look. `ref` says which number it is: "spi_t", "spi_t@I-02"."""

    text: str
    bold: bool = False
    tone: Tone = Tone.PLAIN
    ref: str = ""


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True)
class Status:
    """A status: shape, colour and word. The word is Green, Yellow, Red, or e.g. Late, On track, No data."""

    tone: Tone
    word: str


class Spoken(Protocol):
    """The language of a report, for what a renderer adds to it: a legend, a footer, "and 3 more"."""

    def say(self, key: str, count: float | None = None, /, **values: str) -> str:
        """The sentence of this key, its fields filled."""

    def month(self, number: int) -> str:
        """The short name of a month, 1 to 12."""

    def day(self, value: Any, year: bool = True) -> str:
        """A date as said."""


class Said(str):
    """A sentence that still knows its pieces, so that each number in it can be followed to its source.

    >>> said = Said.of((Span("Work done: "), Span("64%", ref="percent_complete")))
    >>> said, said.spans[1].ref
    ('Work done: 64%', 'percent_complete')
    """

    spans: Line

    @classmethod
    def of(cls, spans: Line) -> Said:
        """The sentence of these pieces."""
        made = cls("".join(span.text for span in spans))
        made.spans = spans
        return made
