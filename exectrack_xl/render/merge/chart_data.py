"""What a chart shows: values by series and category, read from and written to the caches in its part.

Depends on: render.merge.office_file.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from exectrack_xl.render.merge.office_file import Element

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SERIES = f"{C}ser"
_CACHES = tuple(f"{C}{name}" for name in ("strCache", "numCache", "strLit", "numLit"))
Category: TypeAlias = tuple[str, int]  # its text, and the how manieth of that text it is
Values: TypeAlias = dict[tuple[str, Category], float | None]


@dataclass
class ChartData:
    """Series by name, categories in order, values."""

    series: dict[str, Element]
    categories: list[Category]
    values: Values

    @classmethod
    def of(cls, root: Element) -> ChartData:
        """What a chart's part holds."""
        series: dict[str, Element] = {}
        categories: list[Category] = []
        for one in root.iter(SERIES):
            series.setdefault(_free(series_name(one), series), one)
            categories = categories or _categories(one)
        values = {(name, category): value for name, one in series.items()
                  for category, value in zip(categories, _values(one, len(categories)), strict=True)}  # fmt: skip
        return cls(series, categories, values)


def series_name(series: Element) -> str:
    """The name of a series."""
    return "".join(one.text or "" for one in series.iterfind(f"{C}tx//{C}v"))


def same(one: float | None, other: float | None) -> bool:
    """Whether two values are one to a reader."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def say(value: float | None) -> str:
    """A value in the list of changes."""
    return "nothing" if value is None else f"{value:.6g}"


def write_series(series: Element, categories: Sequence[Category], values: Sequence[float | None], column: str) -> None:
    """Put categories and values into the caches of a series, whose cells are in `column` of the sheet."""
    count = len(categories)
    sheet = _sheet(series)
    label = series.find(f"{C}cat")
    if label is not None:
        _write(label, f"{sheet}$A$2:$A${count + 1}", [text for text, _ in categories], count)
    numbers = series.find(f"{C}val")
    if numbers is not None:
        texts = [None if one is None or not math.isfinite(one) else repr(float(one)) for one in values]
        _write(numbers, f"{sheet}${column}$2:${column}${count + 1}", texts, count)
    name = series.find(f"{C}tx/{C}strRef/{C}f")
    if name is not None:
        name.text = f"{sheet}${column}$1"


def _write(holder: Element, reference: str, texts: Sequence[str | None], count: int) -> None:
    held = next(holder.iter(*_CACHES), None)
    if held is None:
        return
    formula = holder.find(f"*/{C}f")
    if formula is not None:
        formula.text = reference
    for one in list(held):
        if one.tag in (f"{C}ptCount", f"{C}pt"):
            held.remove(one)
    place = len(held.findall(f"{C}formatCode"))
    total = etree.Element(f"{C}ptCount", val=str(count))
    held.insert(place, total)
    for number, text in enumerate(texts):
        if text is not None:
            point = etree.Element(f"{C}pt", idx=str(number))
            etree.SubElement(point, f"{C}v").text = text
            place += 1
            held.insert(place, point)


def _sheet(series: Element) -> str:
    for formula in series.iter(f"{C}f"):
        if "!" in (formula.text or ""):
            return f"{(formula.text or '').rpartition('!')[0]}!"
    return "Sheet1!"


def _categories(series: Element) -> list[Category]:
    holder = series.find(f"{C}cat")
    if holder is None:
        return []
    level = holder.find(f".//{C}lvl")
    points = {int(one.get("idx", "0")): one.findtext(f"{C}v") or ""
              for one in (holder if level is None else level).iter(f"{C}pt")}  # fmt: skip
    texts = [points.get(number, "") for number in range(_count(holder, points))]
    seen: dict[str, int] = {}
    found = []
    for text in texts:
        seen[text] = seen.get(text, -1) + 1
        found.append((text, seen[text]))
    return found


def _values(series: Element, count: int) -> list[float | None]:
    holder = series.find(f"{C}val")
    points = {} if holder is None else {
        int(one.get("idx", "0")): _number(one.findtext(f"{C}v")) for one in holder.iter(f"{C}pt")}  # fmt: skip
    return [points.get(number) for number in range(count)]


def _count(holder: Element, points: dict[int, str]) -> int:
    told = holder.find(f".//{C}ptCount")
    return int(told.get("val", "0")) if told is not None else max(points, default=-1) + 1


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _free(name: str, taken: dict[str, Element]) -> str:
    return name if name not in taken else next(f"{name} ({n})" for n in range(2, 1000) if f"{name} ({n})" not in taken)
