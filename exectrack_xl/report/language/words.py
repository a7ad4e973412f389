"""What a report says and how it writes numbers, in one language.

Depends on: metrics (units), report.language, report.model, report.words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeAlias

import numpy as np

from exectrack_xl.metrics import Unit, find
from exectrack_xl.report import words as plain
from exectrack_xl.report.language.notation import Notation
from exectrack_xl.report.language.wording import TOLD, Wording, english, pieces
from exectrack_xl.report.model import Line, Said, Span
from exectrack_xl.report.words import UNKNOWN, as_date, is_known
from exectrack_xl.tracker.periods import MONTHS

_FILLED = {"texts": r"[\d.,%]+", "inputs": r".+?"}  # what a field of a text that is told again may hold
Value: TypeAlias = "Span | Said | str | Line"


@dataclass(frozen=True)
class Words:
    """A wording and a notation: sentences by key, and values as text."""

    wording: Wording
    notation: Notation

    def line(self, key: str, count: float | None = None, /, **values: Value) -> Line:
        """The sentence of this key, its fields filled; a field keeps the look and the source of what it is given.

        `count` chooses the plural form, and fills the field {count} where nothing else does.
        """
        if count is not None:
            values.setdefault("count", self.fixed(count, 0))
        found = (values[piece] if is_field else piece for piece, is_field in _pieces(self._form(key, count)))
        return tuple(_joined(found))

    def say(self, key: str, count: float | None = None, /, **values: Value) -> Said:
        """The same as one text, which still knows its numbers."""
        return Said.of(self.line(key, count, **values))

    def pattern(self, key: str) -> str:
        """The sentence of this key with its fields as they are; the text itself where it is no key."""
        forms = self.wording.sentences.get(key) or self.wording.sentences.get(TOLD + key)
        return forms["other"] if forms else key

    def plural(self, count: float, noun: str) -> Said:
        """A count with its noun: "1 risk", "3 risks", "no risks"; `noun` is a key of table counts."""
        return self.say(f"counts.{noun}", count)

    def counted(self, count: float, noun: str) -> Said:
        """A count in letters with its noun, at the beginning of a sentence: "Two critical issues"."""
        return capital(self.say(f"counts.{noun}", count, count=self.spelled(int(count))))

    def spelled(self, count: int) -> str:
        """A small count in letters, as in a sentence: "no", "two", "12"."""
        forms = self.wording.sentences.get(f"numbers.{count}")
        return forms["other"] if forms else self.fixed(count, 0)

    def choice(self, word: Any) -> str:
        """A word of the workbook as this language has it: "Approved" -> "Genehmigt"."""
        known = self._name("choices", str(word))
        return known if known != word else self.retold(known, "texts")

    def retold(self, text: str, table: str) -> str:
        """A text that a metric wrote in English for a cell, in this language: by the sentence of `table` it is."""
        if self.wording is english():
            return text
        for key, pattern in _patterns(table):
            if found := pattern.fullmatch(text):
                return self.say(key, **{name: self.renumbered(value) for name, value in found.groupdict().items()})
        return text

    def renumbered(self, text: str) -> str:
        """A number written in English, with its currency before it where it has one, in this notation."""
        currency, _, amount = text.rpartition(" ")
        if currency:
            return f"{self.renumbered(amount)} {currency}"
        share = text.endswith("%")
        try:
            number, digits = float(text.rstrip("%").replace(",", "")), len(text.rstrip("%").partition(".")[2])
        except ValueError:
            return self._name("choices", text)
        return self.percent(number / 100) if share and not digits else self.fixed(number, digits) + "%" * share

    def column(self, header: str) -> str:
        """The header of a sheet, or a word of it, inside a sentence: "Forecast date" -> "forecast date"."""
        return self._name("columns", header) if self.knows(f"columns.{header}") else header.lower()

    def knows(self, key: str) -> bool:
        """Whether the wording has this key."""
        return key in self.wording.sentences

    def label(self, metric: str) -> str:
        """The name of a metric."""
        forms = self.wording.sentences.get(f"metrics.{metric}")
        return forms["other"] if forms else find(metric).label

    def listed(self, parts: Sequence[str]) -> str:
        """Words joined as in a sentence: "A", "A and B", "A, B and C"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.say("lists.joined", rest=", ".join(parts[:-1]), last=parts[-1])

    def fixed(self, value: float, digits: int, grouped: bool = True) -> str:
        """A number with so many digits, rounded half up."""
        return self.notation.fixed(value, digits, grouped)

    def percent(self, value: float) -> str:
        """A share in whole percent."""
        return self.notation.percent(value)

    def index(self, value: float) -> str:
        """A performance index with two digits."""
        return self.fixed(value, 2)

    def money(self, value: float, currency: str, more: int = 0) -> str:
        """An amount of money, as short as it may be said aloud, or with so many digits more."""
        return self.notation.money(value, currency, more)

    def signed(self, text: str) -> str:
        """A difference, always with its sign: +0.4, −3; nothing before a zero."""
        return plain.signed(text) if not isinstance(text, Said) else plain.signed(str(text))

    def period(self, label: str) -> str:
        """The label of a period: "Q3 2026", "Oct 2026", "Week 46 2026"."""
        words = label.split(" ")
        return " ".join(self._part_of_period(word) for word in words)

    def _part_of_period(self, word: str) -> str:
        return self.month(MONTHS.index(word) + 1) if word in MONTHS else self._name("choices", word)

    def day(self, value: Any, year: bool = True) -> str:
        """A date as said, with its year unless that is obvious."""
        found = as_date(value)
        return UNKNOWN if found is None else self.notation.day(found, year)

    def near_day(self, value: Any, around: date) -> str:
        """A date without its year when that is the year it is read in."""
        found = as_date(value)
        return self.day(found, year=found is not None and found.year != around.year)

    def month(self, number: int) -> str:
        """The short name of a month, 1 to 12."""
        return self.notation.month(number)

    def days_late(self, value: Any) -> str:
        """A variance in working days, in words: "20 d late", "7 d early", "on plan"."""
        if not is_known(value):
            return UNKNOWN
        whole = plain.fixed(abs(value), 0, grouped=False)
        if whole == "0":
            return self.say("days.on_plan")
        return self.say("days.late" if value > 0 else "days.early", float(whole), count=whole)

    def moved(self, value: Any) -> str:
        """What something does to a date, in working days: "15 d earlier", "no effect"."""
        if not is_known(value):
            return UNKNOWN
        if plain.fixed(abs(value), 0) == "0":
            return self.say("days.no_effect")
        return self.say("days.later" if value > 0 else "days.earlier", abs(value))

    def days_count(self, value: float) -> str:
        """A number of days in a sentence, with its direction where that is unusual: "−1 working day", "nothing"."""
        whole = plain.fixed(value, 0)
        return self.say("days.working", 0 if whole == "0" else abs(value), count=self.fixed(value, 0))

    def short(self, value: Any) -> str:
        """A number of any kind with as many digits as it needs, two at most."""
        if not is_known(value):
            return UNKNOWN
        digits = next(digits for digits in (0, 1, 2) if digits == 2 or float(value) == round(float(value), digits))
        return self.fixed(float(value), digits)

    def value_text(self, value: Any, unit: Unit, currency: str) -> str:
        """The value of a metric as text, by its unit."""
        if not is_known(value):
            return UNKNOWN
        if unit is Unit.DATE:
            return self.day(value)
        if unit is Unit.MONEY:
            return self.money(value, currency)
        if unit is Unit.SHARE and isinstance(value, int | float | np.number):
            return self.percent(float(value))
        digits = plain.DIGITS.get(unit)
        if digits is None or not isinstance(value, int | float | np.number):
            return self.choice(value)
        return self.fixed(float(value), digits)

    def _form(self, key: str, count: float | None) -> str:
        """The sentence in the form that goes with a count."""
        forms = self.wording.forms(key)
        if count is not None and count == 0 and "zero" in forms:
            return forms["zero"]
        return forms.get(self.notation.form(count), forms["other"]) if count is not None else forms["other"]

    def name(self, key: str, otherwise: str) -> str:
        """The name that a wording has for a thing, else the one it has anyway."""
        forms = self.wording.sentences.get(key)
        return forms["other"] if forms else otherwise

    def _name(self, table: str, name: str) -> str:
        forms = self.wording.sentences.get(f"{table}.{name}")
        return forms["other"] if forms else name


def capital(text: str) -> Said:
    """A text that begins a sentence."""
    spans = text.spans if isinstance(text, Said) else (Span(text),)
    first = spans[0] if spans else Span("")
    begun = Span(first.text[:1].upper() + first.text[1:], first.bold, first.tone, first.ref)
    return Said.of((begun, *spans[1:]))


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The English sentences of a table as patterns that find what stands in their fields."""
    made = []
    for key, forms in english().sentences.items():
        if key.startswith(f"{table}."):
            parts = (f"(?P<{piece}>{_FILLED[table]})" if field else re.escape(piece)
                     for piece, field in pieces(forms["other"]))  # fmt: skip
            made.append((key, re.compile("".join(parts))))
    return tuple(made)


@lru_cache(maxsize=4096)
def _pieces(sentence: str) -> tuple[tuple[str, bool], ...]:
    return tuple(pieces(sentence))


def _joined(values: Iterable[Value]) -> Iterator[Span]:
    """The pieces of a line; plain texts that follow each other are one."""
    text = ""
    for value in values:
        for piece in _parts(value):
            if isinstance(piece, str):
                text += piece
                continue
            if text:
                yield Span(text)
            text = ""
            yield piece
    if text:
        yield Span(text)


def _parts(value: Value) -> Iterator[Span | str]:
    """A value in pieces: plain text, and what has a look or a source."""
    if isinstance(value, Said):
        yield from (piece.text if piece == Span(piece.text) else piece for piece in value.spans)
    elif isinstance(value, str | Span):
        yield value
    else:
        yield from value
