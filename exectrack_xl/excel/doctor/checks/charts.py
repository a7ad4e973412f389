"""Charts: the cells they draw, their axes, their cached points.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.grid import local, whole
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.doctor.vocabulary import Vocabulary

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_AXES = ("catAx", "valAx", "dateAx", "serAx")


def references(words: Vocabulary) -> Iterator[Finding]:
    """Series that draw cells of sheets that are not there."""
    for part, root in _charts(words.book):
        for element in root.iter(f"{_CHART}f"):
            for _, message in words.faults((element.text or "").strip(), known_names=False):
                yield found("chart-reference", part, f"a series of the chart cannot be drawn: {message}")


def structure(book: Book) -> Iterator[Finding]:
    """Series, axes and points that do not fit together."""
    for part, root in _charts(book):
        plot = root.find(f"{_CHART}chart/{_CHART}plotArea")
        if plot is None:
            continue
        declared = Counter(_value(axis.find(f"{_CHART}axId")) for axis in plot if local(axis) in _AXES)
        for number, count in declared.items():
            if count > 1:
                yield found("chart-structure", part, f"has {count} axes with the number {number}.")
        for kind in plot:
            for axis in kind.iterfind(f"{_CHART}axId") if local(kind) not in _AXES else ():
                if _value(axis) not in declared:
                    yield found("chart-structure", part, f"its {local(kind)} needs axis {_value(axis)}, not there.")
        for axis in plot:
            crossed = axis.find(f"{_CHART}crossAx") if local(axis) in _AXES else None
            if crossed is not None and _value(crossed) not in declared:
                yield found("chart-structure", part, f"an axis crosses axis {_value(crossed)}, which is not there.")
        yield from _series(part, plot)


def _charts(book: Book) -> Iterator[tuple[str, etree._Element]]:
    for name in book.parts.xml_names():
        root = book.parts.tree(name) if name.lower().startswith("xl/") else None
        if root is not None and root.tag == f"{_CHART}chartSpace":
            yield name, root


def _series(part: str, plot: etree._Element) -> Iterator[Finding]:
    for tag in ("idx", "order"):
        numbers = Counter(_value(series.find(f"{_CHART}{tag}")) for series in plot.iter(f"{_CHART}ser"))
        for number, count in numbers.items():
            if count > 1 or whole(number) < 0:
                yield found("chart-structure", part, f"{count} series have the {tag} '{number}'.")
    for cache in plot.iter(f"{_CHART}numCache", f"{_CHART}strCache"):
        if cache.find(f"{_CHART}ptCount") is None:
            continue
        size = whole(_value(cache.find(f"{_CHART}ptCount")))
        points = Counter(point.get("idx", "") for point in cache.iterfind(f"{_CHART}pt"))
        for number, count in points.items():
            if count > 1 or not 0 <= whole(number) < size:
                yield found("chart-structure", part, f"holds point no. '{number}' of {size}.")


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get("val", "")
