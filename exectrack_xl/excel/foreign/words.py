"""The words of other people's lists, and how words are compared. Depends on: schema."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from exectrack_xl.schema import SHEETS, Column, Kind

# The tables that lists are brought into; of two that fit equally well, the first.
TABLES = (
    "issues", "risks", "actions", "decisions", "assumptions", "dependencies", "changes", "milestones", "tasks",
    "items", "resources", "holidays",
)  # fmt: skip
MAIN = {
    "issues": "title", "risks": "title", "actions": "action", "decisions": "question", "assumptions": "assumption",
    "dependencies": "deliverable", "changes": "title", "milestones": "name", "tasks": "name", "items": "title",
    "resources": "person", "holidays": "date",
}  # the column without which a row says nothing  # fmt: skip
STANDS_FOR = {"decisions": "decision"}  # what a row is about where the main column is missing
_STATUS = {"actions": "done_status", "items": "done_status"}
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_OTHER = re.compile(r"[^0-9a-z%]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l"})


@cache
def key(text: str) -> str:
    """A word as it is compared: without case, accents, punctuation and what stands in brackets.

    >>> key("Fällig am:"), key("Due Date (dd/mm)"), key("% Complete"), key("Issue #")
    ('fallig am', 'due date', 'complete', 'issue no')
    """
    folded = text.casefold().replace("#", " no ")
    if not folded.startswith("custom field"):
        folded = _BRACKETS.sub(" ", folded) if _BRACKETS.sub("", folded).strip() else folded
    plain = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_OTHER.sub(" ", plain).replace("%", " ").split())


@cache
def columns_of(table: str) -> dict[str, tuple[str, ...]]:
    """For each column of a table that is typed, the headers other lists give it, the best first."""
    words, common = _words()["columns"].get(table, {}), _words()["columns"]["any"]
    found = {}
    for column in SHEETS[table].typed:
        own = words.get(column.name, [])
        ours = [*own, key(column.header)] if column.name == "id" else [key(column.header), *own]
        known = [*ours, *([] if own and column.name in _NARROW else common.get(column.name, []))]
        known += common["title"] if column.name == MAIN.get(table) and column.kind is Kind.TEXT else []
        found[column.name] = tuple(dict.fromkeys(known))
    return found


@cache
def strong_columns(table: str) -> frozenset[str]:
    """The columns that tell this table from others."""
    return frozenset(_words()["strong"].get(table, []))


@cache
def own_ids(table: str) -> frozenset[str]:
    """Headers of an ID that tell whose it is, as "task id" does and "key" does not."""
    return frozenset(_words()["columns"].get(table, {}).get("id", [])) - frozenset(_words()["columns"]["any"]["id"])


@cache
def general_words() -> frozenset[str]:
    """Headers that any list may have: they do not tell which table it is."""
    common = _words()["columns"]["any"]
    return frozenset(word for name in ("title", "description", "due", "raised") for word in common[name])


@cache
def table_words(table: str) -> frozenset[str]:
    """What sheets, titles and the types of rows call a table."""
    return frozenset(_words()["tables"].get(table, []))


@cache
def choice_words(table: str, name: str) -> dict[str, str]:
    """Word -> choice of a column, its own choices first."""
    column = SHEETS[table].by_name[name]
    found = {key(choice): choice for choice in column.choices}
    for choice, words in _words()["words"].get(_list_of(table, column), {}).items():
        if choice in column.choices:
            for word in words:
                found.setdefault(word, choice)
    return found


@cache
def scale_words() -> dict[str, int]:
    """Words for a probability or an impact -> 1 to 5."""
    return {word: int(number) for number, words in _words()["scale"].items() for word in words}


def progress_of(value: object) -> float | None:
    """The share done that a word such as "Not started" stands for; None where it is none."""
    plain = key(str(value))
    return next((int(share) / 100 for share, known in _words()["progress"].items() if plain in known), None)


@cache
def blank_words() -> frozenset[str]:
    """What people write where there is nothing to say."""
    return frozenset(_words()["blank"]["words"])


@cache
def months() -> dict[str, int]:
    """Names of months -> 1 to 12."""
    return {name: int(number) for number, names in _words()["months"].items() for name in names}


_NARROW = frozenset({"impact"})  # where a table has words of its own for it, the common ones do not count


def _list_of(table: str, column: Column) -> str:
    if column.kind is not Kind.CHOICE:
        return ""
    if set(column.choices) == {"Yes", "No"}:
        return "yes_no"
    if column.name == "status":
        return _STATUS.get(table, f"{table}_status")
    own = f"{table}_{column.name}"
    return own if own in _words()["words"] else column.name


@cache
def _words() -> dict[str, Any]:
    text = files("exectrack_xl.excel.foreign").joinpath("words.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)
    return found
