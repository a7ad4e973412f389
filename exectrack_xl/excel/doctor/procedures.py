"""The procedures of a VBA module, as far as callers must know them.

Depends on: excel.vba.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from exectrack_xl.excel.vba import Kind, Module

_DECLARATION = re.compile(
    r"^\s*(?:(Public|Private|Friend)\s+)?(?:Static\s+)?(Sub|Function|Property)\s+(?:(?:Get|Let|Set)\s+)?"
    r"([^\W\d]\w*)[$%&!#@]?\s*(?:\((.*)\))?",
    re.IGNORECASE,
)
_MODULES = 64  # of a workbook, remembered while it is examined
_END = re.compile(r"(?:^\s*(?:\d+\s+)?|:\s*)End\s+(?:Sub|Function|Property)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Procedure:
    """One Sub, Function or Property."""

    module: str
    name: str
    kind: str  # "sub", "function" or "property"
    private: bool
    parameters: tuple[str, ...]  # as declared
    conditional: bool  # whether it stands between #If and #End If


@dataclass(frozen=True)
class Line:
    """One logical line of VBA: continued lines joined, texts and comments taken out."""

    text: str
    conditional: bool


@lru_cache(maxsize=_MODULES)
def lines(module: Module) -> tuple[Line, ...]:
    """The logical lines of a module's text; several checks ask for them."""
    return tuple(_lines(module))


def _lines(module: Module) -> Iterator[Line]:
    joined = re.sub(r"[ \t]_[ \t]*\n", " ", module.text)
    depth = 0
    for written in joined.split("\n"):
        text = re.sub(r'"(?:[^"]|"")*"', '""', written)
        text = re.sub(r"'.*|^\s*Rem\s.*", "", text)
        word = text.strip().lower()
        depth += word.startswith("#if")
        yield Line(text, depth > 0)
        depth -= word.startswith("#end if")


@lru_cache(maxsize=_MODULES)
def procedures(module: Module) -> tuple[Procedure, ...]:
    """Every procedure of a module."""
    return tuple(_procedures(module))


def _procedures(module: Module) -> Iterator[Procedure]:
    for line in lines(module):
        match = _DECLARATION.match(line.text)
        if match:
            yield Procedure(
                module.name, match[3], match[2].lower(), (match[1] or "").lower() == "private",
                _parameters(match[4] or ""), line.conditional,
            )  # fmt: skip


def unfinished(module: Module) -> str:
    """The first procedure that has no end, or "End" where none has begun; "" where all is well.

    Not judged where a declaration depends on the platform: two of them may then share one end.
    """
    open_name = ""
    for line in lines(module):
        match, ended = _DECLARATION.match(line.text), _END.search(line.text)
        if line.conditional and (match or ended):
            return ""
        if match:
            if open_name:
                return open_name
            open_name = "" if ended else match[3]
        elif ended:
            if not open_name:
                return "End"
            open_name = ""
    return open_name


def worksheet_functions(modules: tuple[Module, ...]) -> tuple[Procedure, ...]:
    """The functions that cells can call: public ones of standard modules."""
    return tuple(
        procedure
        for module in modules
        if module.kind is Kind.STANDARD
        for procedure in procedures(module)
        if procedure.kind == "function" and not procedure.private
    )


def _parameters(written: str) -> tuple[str, ...]:
    flat = re.sub(r"\([^()]*\)", "", written)  # the parentheses of arrays
    return tuple(word.strip() for word in flat.split(",") if word.strip())
