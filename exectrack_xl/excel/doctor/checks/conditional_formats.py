"""Conditional formats and sparklines: rules that colour cells, and the small charts in them.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import areas_of
from exectrack_xl.excel.doctor.book import SheetPart
from exectrack_xl.excel.doctor.grid import local, whole
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.doctor.vocabulary import Vocabulary

_TYPES = frozenset(
    ("expression", "cellIs", "colorScale", "dataBar", "iconSet", "top10", "uniqueValues", "duplicateValues",
     "containsText", "notContainsText", "beginsWith", "endsWith", "containsBlanks", "notContainsBlanks",
     "containsErrors", "notContainsErrors", "timePeriod", "aboveAverage")
)  # fmt: skip
_NEWER_FORMULA = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_STEPS = {"dataBar": (2, 2), "colorScale": (2, 3)}


def rules(words: Vocabulary) -> Iterator[Finding]:
    """Rules without cells, style, formula or place in the order."""
    styles = words.book.count("dxfs")
    for sheet in words.book.worksheets:
        priorities: Counter[str] = Counter()
        for group in sheet.each("{*}conditionalFormatting"):
            cells = group.get("sqref", "")
            if areas_of(cells) is None:
                yield found("format-rule-range", sheet.name, f"formats '{cells[:40]}', which are no cells.")
            for rule in group.iterfind("{*}cfRule"):
                priorities[rule.get("priority", "")] += 1
                yield from _rule(words, sheet, rule, cells, styles)
        for priority, count in priorities.items():
            if whole(priority) < 1:
                yield found("format-rule-priority", sheet.name, f"has a rule with the priority '{priority}'.")
            elif count > 1:
                yield found("format-rule-priority", sheet.name, f"has {count} rules with the priority {priority}.")
        yield from _extended(words, sheet)
        yield from _halves(sheet)


def sparklines(words: Vocabulary) -> Iterator[Finding]:
    """Sparklines without cells to stand in or to draw."""
    for sheet in words.book.worksheets:
        path = "{*}extLst/{*}ext/{*}sparklineGroups/{*}sparklineGroup/{*}sparklines/{*}sparkline"
        for line in sheet.each(path):
            cell = (line.findtext("{*}sqref") or "").strip()
            if areas_of(cell) is None:
                yield found("sparkline", sheet.name, f"has a sparkline in '{cell[:40]}', which is no cell.")
            text = line.findtext("{*}f")
            for _, message in words.faults(text, structured=False) if text else ():
                yield found("sparkline", sheet.name, f"its sparkline cannot be drawn: {message}", cell=cell)


def _rule(words: Vocabulary, sheet: SheetPart, rule: etree._Element, cells: str, styles: int) -> Iterator[Finding]:
    kind, style = rule.get("type", ""), rule.get("dxfId")
    if kind not in _TYPES:
        yield found("format-rule-type", sheet.name, f"is formatted by '{kind}', which there is not.", cell=cells)
    if style is not None and not 0 <= whole(style) < styles:
        message = f"is formatted with the style no. {style} of {styles}."
        yield found("format-rule-style", sheet.name, message, cell=cells)
    texts = [element.text or "" for element in rule.iterfind("{*}formula")]
    needed = {"expression": 1, "cellIs": 2 if rule.get("operator") in ("between", "notBetween") else 1}.get(kind, 0)
    if sum(bool(text.strip()) for text in texts) < needed:
        yield found("format-rule-formula", sheet.name, "is formatted by a rule without its formula.", cell=cells)
    yield from _formulas(words, sheet, cells, texts)
    yield from _steps(sheet, rule, cells)


def _formulas(words: Vocabulary, sheet: SheetPart, cells: str, texts: list[str]) -> Iterator[Finding]:
    for text in texts:
        for rule, message in words.faults(text, structured=False) if text.strip() else ():
            kept = rule if rule == "formula-structured-here" else "format-rule-formula"
            yield found(kept, sheet.name, f"its rule cannot be used: {message}", cell=cells)


def _steps(sheet: SheetPart, rule: etree._Element, cells: str) -> Iterator[Finding]:
    for scale in rule:
        steps = sum(local(child) == "cfvo" for child in scale)
        if local(scale) == "iconSet":
            name = scale.get("iconSet", "3TrafficLights1")
            fewest = most = whole(name[:1], 3)
        elif local(scale) in _STEPS:
            fewest, most = _STEPS[local(scale)]
        else:
            continue
        colours = sum(local(child) == "color" for child in scale)
        if not fewest <= steps <= most or (local(scale) == "colorScale" and colours != steps):
            message = f"its {local(scale)} has {steps} steps and {colours} colours."
            yield found("format-rule-type", sheet.name, message, cell=cells)


def _extended(words: Vocabulary, sheet: SheetPart) -> Iterator[Finding]:
    """Rules that only newer Excels know stand in an extension."""
    for group in sheet.each("{*}extLst/{*}ext/{*}conditionalFormattings/{*}conditionalFormatting"):
        cells = (group.findtext("{*}sqref") or "").strip()
        if areas_of(cells) is None:
            yield found("format-rule-range", sheet.name, f"formats '{cells[:40]}', which are no cells.")
        for rule in group.iterfind("{*}cfRule"):
            texts = [element.text or "" for element in rule.iter(_NEWER_FORMULA)]
            yield from _formulas(words, sheet, cells, texts)


def _halves(sheet: SheetPart) -> Iterator[Finding]:
    """A data bar of newer Excels stands in two places that name each other."""
    there = {rule.get("id") for rule in sheet.each("{*}extLst/{*}ext/{*}conditionalFormattings//{*}cfRule")}
    for link in sheet.each("{*}conditionalFormatting/{*}cfRule/{*}extLst/{*}ext/{*}id"):
        if (link.text or "").strip() not in there:
            yield found("format-rule-type", sheet.name, "has a data bar whose newer half is missing.")
