"""Sentences around numbers: words with {metric} in them, each number marked with which one it is.

Depends on: report.desk, report.model, report.pages, report.words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Line, Span
from exectrack_xl.report.pages.summary import lateness

_NOTHING = (words.UNKNOWN, "", "0 of 0")
_FIELD = re.compile(r"\{(\w+)(?:\s(\w+)=([^}]*))?\}")


def sentence(desk: Desk, *parts: str, initiative: str = "") -> Line:
    """The parts whose numbers are known, as one line; a part with an unknown number is left out.

    A part is the key of a sentence in the wording, or the sentence itself; `{spi_t}` in it is a metric,
    `{team_health aspect=growth}` one with a parameter of its own. Days late are said in words.
    Nothing comes out where no part is known.
    """
    spans: list[Span] = []
    for part in parts:
        found = _filled(desk, part, initiative)
        if found:
            spans += [*([Span(" ")] if spans else []), *found]
    return tuple(spans)


def lines(*found: Line) -> tuple[Line, ...]:
    """The lines that say something."""
    return tuple(line for line in found if line)


def _filled(desk: Desk, part: str, initiative: str) -> list[Span]:
    spans, place = [], 0
    part = desk.words.pattern(part)
    for match in _FIELD.finditer(part):
        number = metric_span(desk, match[1], initiative, **({match[2]: given(match[3])} if match[2] else {}))
        if number.text in _NOTHING:
            return []
        spans += [Span(part[place : match.start()]), number]
        place = match.end()
    return [span for span in (*spans, Span(part[place:])) if span.text]


def metric_span(desk: Desk, name: str, initiative: str = "", **own: Any) -> Span:
    """The value of a metric as it stands in a sentence."""
    if name == "days_late":
        late = desk.value(name, initiative)
        return Span(desk.words.days_late(late), True, lateness(desk, late), desk.reference(name, initiative))
    return replace(desk.number(name, initiative, **own), bold=True)


def given(text: str) -> str | float:
    """A parameter as the metric takes it."""
    return float(text) if text.replace(".", "", 1).isdigit() else text
