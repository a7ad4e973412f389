"""What may be typed into a column, and what a person is told about it. Depends on: schema, excel.build."""

from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.excel.build.lists import DEPENDENT, id_name, is_inline, list_name
from exectrack_xl.excel.build.place import Place
from exectrack_xl.schema import Column, Kind, Sheet

_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)
_LARGEST = 1e12
_TITLE, _MESSAGE = 32, 255  # the longest Excel takes

# The scale of the tracker decides how high these go.
_SCALED = {("risks", "probability"), ("risks", "impact")}


def rule(sheet: Sheet, column: Column, place: Place) -> dict[str, Any]:
    """The validation of a column's cells, as XlsxWriter takes it."""
    allowed = {"validate": "any"} if column.is_computed else _allowed(sheet, column, place)
    message = f"Computed: {column.help} Nothing to type." if column.is_computed else column.help
    prompt = {"input_title": column.header[:_TITLE], "input_message": message[:_MESSAGE]} if column.help else {}
    return {**allowed, **prompt}


def setting_rule(kind: Kind, choices: tuple[str, ...]) -> dict[str, Any]:
    """The validation of a setting's value."""
    if choices:
        return _listed(list(choices), f"Choose {', '.join(choices)}.")
    if kind is Kind.DATE:
        return _day()
    if kind is Kind.TEXT:
        return {"validate": "any"}
    return _number(Column("", "", kind, "", lowest=0, highest=1 if kind is Kind.SHARE else None))


def _allowed(sheet: Sheet, column: Column, place: Place) -> dict[str, Any]:
    if column.choices:
        return _choice(sheet, column, place)
    if column.refers:
        return _reference(column)
    if column.kind is Kind.ID:
        return _unique(place, column)
    if column.kind is Kind.DATE:
        return _day()
    if column.kind is Kind.TEXT:
        return {"validate": "any"}
    return _number(column, _top(sheet, column))


def _choice(sheet: Sheet, column: Column, place: Place) -> dict[str, Any]:
    words = ", ".join(column.choices)
    hint = f"Choose {words}." if len(words) < 180 else "Choose a value of the list."
    if column.choices in DEPENDENT:
        return _listed(_dependent(sheet, column, place), hint)
    return _listed(list(column.choices) if is_inline(column.choices) else f"={list_name(sheet, column)}", hint)


def _dependent(sheet: Sheet, column: Column, place: Place) -> str:
    """The list that belongs to the word in the other column; all of it while that one is blank."""
    other, parts = DEPENDENT[column.choices]
    formula = list_name(sheet, column)
    for word in reversed(parts):
        formula = f'IF({place.cell(other)}="{word}",{list_name(sheet, column, word)},{formula})'
    return f"={formula}"


def _listed(source: list[str] | str, hint: str) -> dict[str, Any]:
    return {"validate": "list", "source": source, "error_title": "Not in the list", "error_message": hint[:_MESSAGE]}


def _reference(column: Column) -> dict[str, Any]:
    """A list of the other sheet's IDs; another ID may be typed, since its row may come later."""
    return {
        "validate": "list", "source": f"={id_name(column.refers)}", "error_type": "warning",
        "error_title": "ID not found",
        "error_message": f"There is no such ID yet in sheet {column.refers.capitalize()}. Keep it all the same?",
    }  # fmt: skip


def _unique(place: Place, column: Column) -> dict[str, Any]:
    letter = place.letter(column.name)
    area = f"${letter}${place.first + 1}:${letter}${place.room + 1}"
    return {
        "validate": "custom", "value": f"=COUNTIF({area},{place.cell(column.name)})<2", "error_type": "warning",
        "error_title": "ID used twice",
        "error_message": "This ID is there already. An ID is never used twice. Keep it all the same?",
    }  # fmt: skip


def _day() -> dict[str, Any]:
    return {
        "validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY,
        "error_title": "Not a date", "error_message": "Type a date, such as 2026-10-16.",
    }  # fmt: skip


def _top(sheet: Sheet, column: Column) -> str:
    return '=IF(setting_risk_scale="5x5",5,3)' if (sheet.name, column.name) in _SCALED else ""


def _number(column: Column, top: str = "") -> dict[str, Any]:
    low = -_LARGEST if column.lowest is None else column.lowest
    high: Any = top or (_LARGEST if column.highest is None else column.highest)
    return {
        "validate": "integer" if column.kind is Kind.COUNT else "decimal",
        "criteria": "between", "minimum": low, "maximum": high,
        "error_title": "Not a number that fits", "error_message": _expected(column, bool(top)),
    }  # fmt: skip


def _expected(column: Column, scaled: bool) -> str:
    if scaled:
        return "Type 1, 2 or 3; up to 5 on the 5x5 scale (Settings, Risk scale)."
    if column.kind is Kind.SHARE:
        return "Type 0% to 100%."
    noun = "a whole number" if column.kind is Kind.COUNT else "a number"
    if column.lowest is None:
        return f"Type {noun}."
    return f"Type {noun}, {column.lowest:g} or more." if column.highest is None else (
        f"Type {noun} from {column.lowest:g} to {column.highest:g}."
    )  # fmt: skip
