"""Sentences by key, as a wording file gives them; what cannot be used is a finding and stays as it was.

A sentence is plain text with fields in braces, such as "{state}: the finish stands at {day}". A field is replaced by
what the rule that says the sentence gives for it, and by nothing else: a file can name values, never reach into them.
Depends on: errors.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, TypeAlias

from exectrack_xl.errors import Finding, Severity, UsageError, nearest

Forms: TypeAlias = "Mapping[str, str]"  # plural form ("one", "other", and "zero" for none at all) -> sentence
FORMS = ("zero", "one", "two", "few", "many", "other")
NAMES = (
    "choices",
    "columns",
    "decks",
    "documents",
    "metrics",
    "told",
)  # tables whose keys are names of things, not keys of ours
TOLD = "told."  # before the texts of documents, which are their own keys
_TOLD_FIELD = re.compile(r"\{[a-q]\}")  # fields of metrics belong to sentences that are filled elsewhere
_FIELD = re.compile(r"\{(\w*)\}")
_BRACES = re.compile(r"[{}]")
_HEAD = "wording"  # the table that says what the file is


@dataclass(frozen=True)
class Wording:
    """The sentences of a language. `locale` is the one the file is written for, "" where it does not say."""

    sentences: Mapping[str, Forms]
    locale: str = ""

    @cached_property
    def told(self) -> tuple[tuple[str, str], ...]:
        """The texts of table `told` that have fields, with what they become."""
        return tuple((key.removeprefix(TOLD), forms["other"]) for key, forms in self.sentences.items()
                     if key.startswith(TOLD) and _TOLD_FIELD.search(key))  # fmt: skip

    def forms(self, key: str) -> Forms:
        """The plural forms of a sentence. Raises KeyError where there is none."""
        return self.sentences[key]

    def over(self, base: Wording) -> Wording:
        """These sentences, and those of `base` where there are none."""
        return Wording({**base.sentences, **self.sentences}, self.locale or base.locale)


@cache
def english() -> Wording:
    """The sentences in English: all there are."""
    return _packaged("en")


@cache
def packaged(language: str) -> Wording | None:
    """The sentences in a language we speak, over the English ones; None where we do not."""
    known = files(__package__).joinpath(f"{language}.toml").is_file()
    return _packaged(language).over(english()) if known and language.isalpha() else None


def parse(text: str, name: str) -> tuple[Wording, tuple[Finding, ...]]:
    """The sentences of a wording file called `name`, and what in it cannot be used.

    Raises:
        UsageError: the file is not TOML.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise UsageError(f"The wording file '{name}' is not TOML: {fault}.") from fault
    locale = said.pop(_HEAD, {})
    sentences: dict[str, Forms] = {}
    findings: list[Finding] = []
    for key, value in _flat(said):
        found = _fault(name, key, value)
        if found is None:
            sentences[key] = value if isinstance(value, dict) else {"other": value}
        else:
            findings.append(found)
    return Wording(sentences, str(locale.get("locale", "")) if isinstance(locale, dict) else ""), tuple(findings)


def pieces(sentence: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a sentence in order: text as it stands, and names of fields, marked as such.

    >>> list(pieces("Due {day}."))
    [('Due ', False), ('day', True), ('.', False)]
    """
    for number, piece in enumerate(_FIELD.split(sentence)):
        if piece or number % 2:
            yield piece, bool(number % 2)


def fields(forms: Forms) -> set[str]:
    """The names of the fields in a sentence, whatever its plural form."""
    return {name for sentence in forms.values() for name in _FIELD.findall(sentence)}


def packaged_text(language: str) -> str:
    """Our wording file of a language, with its words for the documents where they are not written in it."""
    place = files(__package__)
    parts = [place.joinpath(f"{language}.toml"), place.joinpath(f"documents.{language}.toml")]
    return "\n".join(part.read_text(encoding="utf-8") for part in parts if part.is_file())


def _packaged(language: str) -> Wording:
    said = tomllib.loads(packaged_text(language))
    locale = said.pop(_HEAD, {}).get("locale", "")
    return Wording({key: v if isinstance(v, dict) else {"other": v} for key, v in _flat(said)}, locale)


def _flat(said: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Keys with dots for the tables they stand in; a table of plural forms is one sentence."""
    for key, value in said.items():
        if isinstance(value, dict) and not (value and set(value) <= set(FORMS)):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _fault(name: str, key: str, value: Any) -> Finding | None:
    """What is wrong with a sentence of a person's file."""
    forms = value if isinstance(value, dict) else {"other": value}
    if not all(isinstance(sentence, str) for sentence in forms.values()) or "other" not in forms:
        return _finding(name, key, "is not a text.", "Write it in quotes; plural forms need at least 'other'.")
    if any(_BRACES.search(_FIELD.sub("", sentence)) for sentence in forms.values()):
        return _finding(name, key, "has a brace without its pair.", "Write a field as {name}.")
    if key.partition(".")[0] in NAMES:
        return None
    known = english().sentences
    if key not in known:
        return _finding(name, key, "is not a sentence of ours.", nearest(key, known).strip())
    right = fields(known[key])
    wrong = sorted(fields(forms) - right)
    if wrong:
        hint = nearest(wrong[0], right).strip() or f"Known are: {', '.join(sorted(right)) or 'none'}."
        return _finding(name, key, f"has a field {{{wrong[0]}}} that is not known there.", hint)
    return None


def _finding(name: str, key: str, message: str, remedy: str) -> Finding:
    return Finding(name, key, "", message, f"{remedy} Until then it reads as before.".strip(), "wording",
                   Severity.WARNING)  # fmt: skip
