"""Data validation: choices, limits and messages.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import areas_of, overlaps, written
from exectrack_xl.excel.doctor.book import SheetPart
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.doctor.vocabulary import Vocabulary

_LONGEST_LIST, _LONGEST_TITLE, _LONGEST_MESSAGE = 255, 32, 255
_TYPES = frozenset({"none", "whole", "decimal", "list", "date", "time", "textLength", "custom"})
_OPERATORS = frozenset({"between", "notBetween", "equal", "notEqual", "lessThan", "lessThanOrEqual", "greaterThan",
                        "greaterThanOrEqual"})  # fmt: skip
_LIMITS = {"promptTitle": _LONGEST_TITLE, "errorTitle": _LONGEST_TITLE, "prompt": _LONGEST_MESSAGE,
           "error": _LONGEST_MESSAGE}  # fmt: skip


def validations(words: Vocabulary) -> Iterator[Finding]:
    """Validations that Excel refuses, or that hold for the same cells."""
    for sheet in words.book.worksheets:
        areas = []
        for element in sheet.each("{*}dataValidations/{*}dataValidation"):
            blocks = areas_of(element.get("sqref"))
            if blocks is None:
                message = f"validates '{(element.get('sqref') or '')[:40]}', which are no cells."
                yield found("validation-range", sheet.name, message)
            areas += blocks or []
            yield from _one(words, sheet, element)
        for one, other in overlaps(areas):
            message = f"is validated twice: for {written(one)} too."
            yield found("validation-overlap", sheet.name, message, cell=written(other))
        yield from _extended(words, sheet)


def _one(words: Vocabulary, sheet: SheetPart, element: etree._Element) -> Iterator[Finding]:
    cell, kind = element.get("sqref", ""), element.get("type", "none")
    if kind not in _TYPES or element.get("operator", "equal") not in _OPERATORS:
        message = f"is validated as '{kind}' {element.get('operator', '')}, which there is not."
        yield found("validation-type", sheet.name, message, cell=cell)
    for attribute, longest in _LIMITS.items():
        text = element.get(attribute, "")
        if len(text.encode("utf-16-le")) > 2 * longest:
            message = f"has a {attribute} of {len(text)} characters."
            yield found("validation-message-long", sheet.name, message, cell=cell)
    formulas = [element.findtext(f"{{*}}{name}") or "" for name in ("formula1", "formula2")]
    between = element.get("operator", "between") in ("between", "notBetween")
    two = kind in ("whole", "decimal", "date", "time", "textLength") and between
    if (kind not in ("none",) and not formulas[0].strip()) or (two and not formulas[1].strip()):
        yield found("validation-formula", sheet.name, f"is validated as '{kind}' against nothing.", cell=cell)
    for text in formulas:
        yield from _formula(words, sheet, cell, text, is_list=kind == "list")


def _formula(words: Vocabulary, sheet: SheetPart, cell: str, text: str, *, is_list: bool) -> Iterator[Finding]:
    bare = text.strip()
    if is_list and bare.startswith('"'):
        if len(bare[1:-1].replace('""', '"')) > _LONGEST_LIST:
            message = f"offers a typed list of {len(bare) - 2} characters."
            yield found("validation-list-long", sheet.name, message, cell=cell)
            return
    elif len(bare) > _LONGEST_LIST * 32:
        yield found("validation-formula", sheet.name, f"has a formula of {len(bare)} characters.", cell=cell)
        return
    for rule, message in words.faults(bare, structured=False) if bare else ():
        kept = rule if rule == "formula-structured-here" else "validation-formula"
        yield found(kept, sheet.name, f"its validation cannot be used: {message}", cell=cell)


def _extended(words: Vocabulary, sheet: SheetPart) -> Iterator[Finding]:
    """Validations that point to other sheets stand in an extension."""
    for element in sheet.each("{*}extLst/{*}ext/{*}dataValidations/{*}dataValidation"):
        cell = (element.findtext("{*}sqref") or "").strip()
        if areas_of(cell) is None:
            yield found("validation-range", sheet.name, f"validates '{cell[:40]}', which are no cells.")
        for name in ("formula1", "formula2"):
            text = element.findtext(f"{{*}}{name}/{{*}}f") or ""
            yield from _formula(words, sheet, cell, text, is_list=element.get("type") == "list")
