"""Sentences around numbers: words with {metric} in them, each number marked with which one it is.

Depends on: report.desk, report.model, report.words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Line, Span

_NOTHING = (words.UNKNOWN, "", "0 of 0")
_FIELD = re.compile(r"\{(\w+)(?:\s(\w+)=([^}]*))?\}")


def sentence(desk: Desk, *parts: str) -> Line:
    """The parts whose numbers are known, as one line; a part with an unknown number is left out.

    `{spi_t}` is a metric, `{team_health aspect=growth}` one with a parameter of its own. Days late are said in words.
    Nothing comes out where no part is known.
    """
    spans: list[Span] = []
    for part in parts:
        found = _filled(desk, part)
        if found:
            spans += [*([Span(" ")] if spans else []), *found]
    return tuple(spans)


def lines(*found: Line) -> tuple[Line, ...]:
    """The lines that say something."""
    return tuple(line for line in found if line)


def _filled(desk: Desk, part: str) -> list[Span]:
    spans, place = [], 0
    for match in _FIELD.finditer(part):
        number = metric_span(desk, match[1], **({match[2]: match[3]} if match[2] else {}))
        if number.text in _NOTHING:
            return []
        spans += [Span(part[place : match.start()]), number]
        place = match.end()
    return [span for span in (*spans, Span(part[place:])) if span.text]


def metric_span(desk: Desk, name: str, **own: Any) -> Span:
    """The value of a metric as it stands in a sentence."""
    if name == "days_late":
        return Span(words.days_late(desk.value(name)), True, ref=desk.reference(name))
    return replace(desk.number(name, **own), bold=True)
