"""What a document says in English, said in the language of the report: by the table `told` of its wording.

A text is looked up whole; where only a part of it differs from time to time, by the pattern it follows. What a person
typed is left as it is: labels, headings and notes are ours, and of a line only what is one of our sentences.
Depends on: report.language.wording, …words, report.model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from exectrack_xl.report.language.wording import TOLD, english, pieces
from exectrack_xl.report.language.words import Words
from exectrack_xl.report.model import Said, Span

T = TypeVar("T")
_NUMBERS = frozenset("nopq")  # fields for a number that a metric wrote in English; all others are for texts
_NUMBER = r"(?:[A-Z]{3} )?[\d.,]+%?"
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
# Of a part of a report, what holds our own words; all else is keys, numbers and what a person typed.
_OURS = frozenset({"label", "heading", "note", "alt", "title", "word", "name", "categories", "status_label"})


def in_language(thing: T, words: Words) -> T:
    """A document's content, its own words in the language of `words`; the same content where that is English."""
    return thing if words.wording is english() else _told(thing, words)


def told(text: str, words: Words) -> str:
    """A text of ours in another language; the text itself where the wording has none for it."""
    before, core, after = _parted(text)
    said = _whole(core, words)
    return text if said is None else f"{before}{said}{after}"


def _parted(text: str) -> tuple[str, str, str]:
    """The blanks before and after a text, and what stands between."""
    found = _EDGES.fullmatch(text)
    return ("", text, "") if found is None else (found[1], found[2], found[3])


def _whole(core: str, words: Words) -> str | None:
    forms = words.wording.sentences.get(TOLD + core)
    if forms is not None:
        return forms["other"]
    for pattern, sentence in _known(words.wording.told):
        if found := pattern.fullmatch(core):
            values = {name: words.renumbered(value) if name in _NUMBERS else _whole(value, words) or value
                      for name, value in found.groupdict().items()}  # fmt: skip
            return "".join(values[piece] if is_field else piece for piece, is_field in pieces(sentence))
    return None


@lru_cache(maxsize=4)
def _known(sentences: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns with what they become, those with the most words of ours first."""
    found = []
    for text, sentence in sorted(sentences, key=lambda one: -sum(len(p) for p, field in pieces(one[0]) if not field)):
        parts = (f"(?P<{piece}>{_NUMBER if piece in _NUMBERS else '.+?'})" if is_field else re.escape(piece)
                 for piece, is_field in pieces(text))  # fmt: skip
        found.append((re.compile("".join(parts), re.DOTALL), sentence))
    return tuple(found)


def _told(thing: Any, words: Words, ours: bool = False) -> Any:
    if isinstance(thing, Said):
        return thing
    if isinstance(thing, str):
        return told(thing, words) if ours else thing
    if isinstance(thing, Span):
        return thing if isinstance(thing.text, Said) else replace(thing, text=told(thing.text, words))
    if isinstance(thing, Mapping):
        return {key: _told(value, words, ours) for key, value in thing.items()}
    if isinstance(thing, tuple):
        made = tuple(_told(one, words, ours or _is_field(thing, place)) for place, one in enumerate(thing))
        return thing if made == thing else made
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {
            one.name: _told(getattr(thing, one.name), words, one.name in _OURS)
            for one in fields(thing)
            if isinstance(getattr(thing, one.name), str | tuple | Mapping) or is_dataclass(getattr(thing, one.name))
        }
        return replace(thing, **changed)
    return thing


def _is_field(pair: tuple[Any, ...], place: int) -> bool:
    """Whether this is the label of a field: the first of a label and its blocks."""
    return place == 0 and len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], tuple)
