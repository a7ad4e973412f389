"""Which column of ours each header of a foreign list goes to: by words, by likeness, by what stands beneath it.

Depends on: schema, excel.foreign.dates, excel.foreign.values, excel.foreign.words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from exectrack_xl.excel.foreign import words
from exectrack_xl.excel.foreign.dates import date_of
from exectrack_xl.excel.foreign.values import number_of, text_of
from exectrack_xl.schema import SHEETS, Column, Kind
from exectrack_xl.schema.cells import NUMERIC

Form = Callable[[str, str], str]  # header and table -> the word that it is compared as
Samples = Mapping[str, Sequence[Any]]  # header -> the first cells beneath it
_ALIKE = 0.88  # from here on two words are one with a typing error
_FIT = 0.5  # the share of a column's cells that must be of its kind
_DATED = re.compile(r"\b(date|due|datum|fecha|fallig|faellig|termin|echeance|vencimiento|deadline)\b")
_ID = re.compile(r"[A-Za-z]{1,12}[-_. ]?\d{1,7}")
_PARTS = re.compile(r"\s*[/&|+,]\s*|\s+(?:or|and|und|oder|et|ou|y|o)\s+", re.IGNORECASE)
_OF_DATES = frozenset(
    {"date", "on", "at", "datum", "am", "day", "le", "current", "latest"}
)  # words that add nothing to a date's name
_OF_TEXTS = frozenset({"measure", "measures", "step", "steps", "detail", "details", "note", "notes", "text", "name"})
_OF_STEPS = frozenset({"rating", "score", "level", "value", "current", "inherent", "initial", "gross"})


@dataclass(frozen=True)
class _Form:
    """How headers, and the known words, are compared; `kinds` = of columns of these kinds only."""

    of_header: Form
    of_word: Form = lambda word, _table: word
    kinds: tuple[Kind, ...] = ()


def columns_of(samples: Samples, table: str) -> dict[str, str]:
    """Header -> the column of a table it goes to; headers that go nowhere are absent.

    >>> columns_of({"Raised Date": ["12/03/2026"], "Action / Mitigation": ["Order early"], "RAG": ["Red"]}, "risks")
    {'Raised Date': 'raised', 'Action / Mitigation': 'mitigation'}
    """
    found: dict[str, str] = {}
    for form in (_Form(_whole), _Form(_without_table), _Form(_with_unit), _Form(_of_a_date, _of_a_date, (Kind.DATE,))):
        _by_word(table, samples, found, form)
    _by_part(table, samples, found)
    _by_word(table, samples, found, _Form(_without_fillers, kinds=(Kind.TEXT, Kind.COUNT)))
    _by_likeness(table, samples, found)
    _by_content(table, samples, found)
    return found


def is_said(header: str, table: str, name: str) -> bool:
    """Whether a header is one of the words for a column, rather than guessed from what stands beneath it."""
    known = words.columns_of(table)[name]
    return _whole(header, table) in known or _without_table(header, table) in known


def fits(table: str, column: Column, values: Sequence[Any], header: str = "") -> bool:
    """Whether a column's cells are such as ours holds: most are dates where a date is expected, and so on."""
    filled = [value for value in values if text_of(value)]
    if not filled:
        return True
    if column.name in ("probability", "impact") and column.kind is Kind.COUNT:
        steps = sum(
            number_of(v) is not None or words.key(text_of(v).split("-")[-1]) in words.scale_words() for v in filled
        )
        return steps >= _FIT * len(filled)
    if column.kind is Kind.CHOICE and column.name in ("category", "type"):  # "Type" may be of anything
        known, plain = words.choice_words(table, column.name), words.key(header)
        named = plain in (words.key(column.header), "category")
        return named or sum(words.key(text_of(value)) in known for value in filled) >= _FIT * len(filled)
    if column.kind is Kind.DATE and _DATED.search(words.key(header)):
        return True  # "asap" in all rows is no date, but a target date all the same
    if column.kind is Kind.DATE:
        return sum(date_of(value) is not None for value in filled) >= _FIT * len(filled)
    if column.name == "progress":
        return sum(number_of(v) is not None or words.progress_of(v) is not None for v in filled) >= _FIT * len(filled)
    if column.kind in NUMERIC:
        return sum(number_of(value) is not None for value in filled) >= _FIT * len(filled)
    if column.kind is Kind.TEXT and column.name in ("title", "description", "name", "owner", "impact", "consequence"):
        return sum(isinstance(v, str) and not v.strip().isdigit() for v in filled) >= _FIT * len(filled)
    return True


def _longest(table: str) -> int:
    return max(map(len, words.columns_of(table).values()))


def _by_word(table: str, samples: Samples, found: dict[str, str], form: _Form) -> None:
    """Headers that are a known word; every column's best word first, so that no second choice takes a first."""
    by_name = SHEETS[table].by_name
    formed = {header: form.of_header(header, table) for header in samples}
    for rank in range(_longest(table)):
        for name, known in words.columns_of(table).items():
            if name in found.values() or rank >= len(known) or (form.kinds and by_name[name].kind not in form.kinds):
                continue
            word = form.of_word(known[rank], table)
            match = next((h for h in samples if word and h not in found and formed[h] == word), None)
            if match is not None and fits(table, by_name[name], samples[match], match):
                found[match] = name


def _by_part(table: str, samples: Samples, found: dict[str, str]) -> None:
    """Headers with several words of which one is known: "Action / Mitigation"."""
    parts = {part: header for header in samples if header not in found and _PARTS.search(_bare(header))
             for part in _PARTS.split(_bare(header)) if len(part) > 2 and part not in samples}  # fmt: skip
    known = dict(found)
    _by_word(table, {part: samples[header] for part, header in parts.items()}, known, _Form(_whole))
    for part, header in parts.items():
        if part in known:
            found.setdefault(header, known[part])


def _by_likeness(table: str, samples: Samples, found: dict[str, str]) -> None:
    """Headers with a typing error."""
    for header in samples:
        if header in found:
            continue
        plain = words.key(_bare(header))
        near = [
            (SequenceMatcher(None, plain, word).ratio(), name)
            for name, known in words.columns_of(table).items() if name not in found.values()
            for word in known if len(word) > 4 and abs(len(word) - len(plain)) < 3
        ]  # fmt: skip
        ratio, name = max(near, default=(0.0, ""))
        if ratio >= _ALIKE and fits(table, SHEETS[table].by_name[name], samples[header]):
            found[header] = name


def _by_content(table: str, samples: Samples, found: dict[str, str]) -> None:
    """The ID and the main text of rows whose headers say neither: codes that do not repeat, and the longest texts."""
    free = {header: [v for v in values if text_of(v)] for header, values in samples.items() if header not in found}
    if "id" in SHEETS[table].by_name and "id" not in found.values():
        codes = (h for h, v in free.items() if len(v) > 1 and all(_ID.fullmatch(text_of(x)) for x in v)
                 and len(set(map(text_of, v))) == len(v))  # fmt: skip
        header = next(codes, None)
        if header is not None:
            found[header] = "id"
            free.pop(header)
    main = words.MAIN[table]
    if main not in found.values() and words.STANDS_FOR.get(table) in found.values():
        return
    if main not in found.values() and "description" in found.values():
        found[next(header for header, name in found.items() if name == "description")] = main
    if main not in found.values() and len(found) >= 2:
        lengths = {h: sum(map(len, map(text_of, v))) / len(v) for h, v in free.items() if v and fits_text(v)}
        longest = max(lengths, key=lambda header: lengths[header], default=None)
        if longest is not None and lengths[longest] >= 12:
            found[longest] = main


def fits_text(values: Sequence[Any]) -> bool:
    """Whether all cells are texts."""
    return all(isinstance(value, str) and date_of(value) is None for value in values)


def _whole(header: str, _table: str) -> str:
    """A header as it is compared."""
    return words.key(_bare(header))


def _without_table(header: str, table: str) -> str:
    """A header without the word for the table's rows: a risk owner is an owner."""
    first, _, rest = words.key(_bare(header)).partition(" ")
    return rest if first in words.table_words(table) or f"{first}s" in words.table_words(table) else ""


def _with_unit(header: str, _table: str) -> str:
    """A header with what stands in its brackets."""
    return words.key(re.sub(r"[()\[\]]", " ", _bare(header)))


def _bare(header: Any) -> str:
    """A header without the number that made it unique."""
    return re.sub(r" \(\d+\)$", "", text_of(header))


def _of_a_date(header: str, _table: str) -> str:
    """A header without the words that only say that it is a date: "Raised Date", "Date raised" and "Raised on"."""
    return " ".join(word for word in words.key(_bare(header)).split() if word not in _OF_DATES)


def _without_fillers(header: str, table: str) -> str:
    """A header without words that add nothing: mitigation measures, impact rating, inherent likelihood."""
    said = words.key(_bare(header)).split()
    kept = [word for word in said if word not in _OF_TEXTS]
    steps = " ".join(word for word in said if word not in _OF_STEPS)
    known = words.columns_of(table)
    if any(steps in known[name] for name in ("probability", "impact") if name in known and table == "risks"):
        return steps
    return " ".join(kept) if len(kept) < len(said) else ""
