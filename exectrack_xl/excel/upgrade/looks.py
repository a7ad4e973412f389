"""The formats and shared texts of one workbook, appended to those of another; cells then bear the new numbers.

Depends on: excel.opening.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field

from lxml import etree

from exectrack_xl.excel.opening import Package

Element = etree._Element
Parts = MutableMapping[str, bytes]

_FIRST_CUSTOM = 164  # number formats below are built in
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
          "colors", "extLst")  # fmt: skip
_POOLS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}  # what a format refers to, and how
_MARKS = ("dxfId", "dataDxfId", "headerRowDxfId", "totalsRowDxfId", "headerRowBorderDxfId", "tableBorderDxfId",
          "totalsRowBorderDxfId")  # fmt: skip


@dataclass(frozen=True)
class Host:
    """Where the workbook that takes sheets up keeps what sheets share; usually as in one that we have built."""

    main: str = "xl/workbook.xml"
    styles: str = "xl/styles.xml"
    strings: str = "xl/sharedStrings.xml"


def parsed(data: bytes) -> Element:
    """The XML of a part; nothing outside it is ever fetched."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def as_bytes(root: Element) -> bytes:
    """A part's XML as the file has it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass
class Looks:
    """The formats of the new workbook with those of the old one behind them."""

    root: Element
    cells: int  # how much the number of a cell format grows
    marks: int  # how much the number of a conditional format grows
    known: int  # how many cell formats the old workbook has
    part: str  # of the new workbook

    @classmethod
    def of(cls, parts: Parts, package: Package, part: str, to: str) -> Looks:
        """The formats in a part of the new workbook, those in one of the old appended; "" = it has none."""
        root = parsed(parts[to])
        cells, marks = len(_pool(root, "cellXfs")), len(_pool(root, "dxfs"))
        old = package.tree(part) if part else root.makeelement(root.tag)
        shifts = {attribute: len(_pool(root, pool)) for pool, attribute in _POOLS.items()}
        numbers = _number_formats(root, old)
        for pool in (*_POOLS, "dxfs"):
            for element in old.iterfind(f"{{*}}{pool}/*"):
                _pool(root, pool).append(copy.deepcopy(element))
        known = 0
        for form in old.iterfind("{*}cellXfs/{*}xf"):
            made = copy.deepcopy(form)
            for attribute, shift in shifts.items():
                made.set(attribute, str(int(made.get(attribute, "0")) + shift))
            made.set("numFmtId", numbers.get(made.get("numFmtId", "0"), made.get("numFmtId", "0")))
            made.set("xfId", "0")
            for attribute in ("applyFont", "applyFill", "applyBorder", "applyNumberFormat"):
                made.set(attribute, "1")
            _pool(root, "cellXfs").append(made)
            known += 1
        return cls(root, cells, marks, known, to)

    def cell(self, element: Element, attribute: str) -> None:
        """Give a cell, row or column the new number of its format; without one it has the old workbook's usual one."""
        at = element.get(attribute)
        if at is None and etree.QName(element).localname != "c":
            return
        number = int(at or 0)
        if number < self.known:
            element.set(attribute, str(number + self.cells))
        elif at is not None:
            del element.attrib[attribute]

    def mark(self, element: Element) -> None:
        """Give whatever bears numbers of conditional formats the new ones."""
        for name in _MARKS:
            if element.get(name, "").isdecimal():
                element.set(name, str(int(element.get(name, "0")) + self.marks))

    def put_back(self, parts: Parts) -> None:
        """Store the formats in the new workbook."""
        for pool in ("numFmts", *_POOLS, "cellXfs", "dxfs"):
            found = self.root.find(f"{{*}}{pool}")
            if found is not None:
                found.set("count", str(len(found)))
        parts[self.part] = as_bytes(self.root)


def _pool(root: Element, name: str) -> Element:
    found = root.find(f"{{*}}{name}")
    if found is None:
        found = root.makeelement(f"{{{etree.QName(root).namespace}}}{name}")
        behind = _ORDER[_ORDER.index(name) + 1 :]
        after = (one for one in root if isinstance(one.tag, str) and etree.QName(one).localname in behind)
        following = next(after, None)
        root.insert(len(root) if following is None else root.index(following), found)
    return found


def _number_formats(root: Element, old: Element) -> dict[str, str]:
    """Append the number formats of a person's own; old number -> new number."""
    taken = [int(one.get("numFmtId", "0")) for one in root.iterfind("{*}numFmts/{*}numFmt")]
    following = max([_FIRST_CUSTOM - 1, *taken]) + 1
    found: dict[str, str] = {}
    for element in old.iterfind("{*}numFmts/{*}numFmt"):
        made = copy.deepcopy(element)
        found[made.get("numFmtId", "")] = str(following)
        made.set("numFmtId", str(following))
        _pool(root, "numFmts").append(made)
        following += 1
    return found


@dataclass
class Texts:
    """The shared texts of the new workbook; those of the old one are appended as cells ask for them."""

    root: Element
    old: list[Element]
    part: str  # of the new workbook
    numbers: dict[int, int] = field(default_factory=dict)  # old number -> new number

    @classmethod
    def of(cls, parts: Parts, package: Package, part: str, to: str) -> Texts:
        """The shared texts in a part of the new workbook, and those in one of the old; "" = it has none."""
        return cls(parsed(parts[to]), list(package.tree(part).iterfind("{*}si")) if part else [], to)

    def cell(self, element: Element) -> None:
        """Give a cell that shows a shared text the new number of it."""
        value = element.find("{*}v")
        if element.get("t") != "s" or value is None or not (value.text or "").strip().isdecimal():
            return
        number = int(value.text or "0")
        if number not in self.numbers and number < len(self.old):
            self.numbers[number] = len(self.root)
            self.root.append(copy.deepcopy(self.old[number]))
        value.text = str(self.numbers.get(number, 0))

    def put_back(self, parts: Parts) -> None:
        """Store the texts in the new workbook."""
        for name in ("count", "uniqueCount"):
            self.root.attrib.pop(name, "")
        parts[self.part] = as_bytes(self.root)


def marked(root: Element) -> Iterator[Element]:
    """Every element that bears the number of a conditional format."""
    yield from (element for element in root.iter() if not set(_MARKS).isdisjoint(map(str, element.attrib)))
