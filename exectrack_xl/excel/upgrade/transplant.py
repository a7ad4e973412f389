"""Sheets of a person's own, put as they are into another workbook: cells, looks, charts, pictures, notes and tables.

Their parts are copied under new names; only what is counted anew there - formats, shared texts, table numbers, links -
is changed, and formulas follow what they read. Depends on: excel.metadata, excel.opening, excel.patch, excel.upgrade,
package.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from exectrack_xl.excel.metadata import SheetPlace
from exectrack_xl.excel.opening import Package
from exectrack_xl.excel.patch.ranges import cell_name
from exectrack_xl.excel.upgrade.left_behind import KINDS
from exectrack_xl.excel.upgrade.looks import Host, Looks, Texts, as_bytes, marked, parsed
from exectrack_xl.package import CONTENT_TYPES, relationships_of

Element = etree._Element
Parts = dict[str, bytes]
Follow = Callable[[str], str | None]  # a formula without "=" as it reads in the new workbook; None = it has no place

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")  # what stands before the names of a workbook
_FORMULAS = ("formula", "formula1", "formula2")  # of conditional formats and validations


@dataclass(frozen=True)
class Transplant:
    """A sheet that goes over: from where, under which title, and how its formulas read there, by row and column.

    Where that is None, the cell keeps its value alone; `follow` is for the formulas of charts and rules.
    """

    place: SheetPlace
    title: str
    formulas: Mapping[tuple[int, int], str | None]  # without "="
    follow: Follow


@dataclass(frozen=True)
class OwnName:
    """A defined name of a person's own, without "=", and the old place of the one sheet where it counts, if any."""

    name: str
    meaning: str
    sheet: str = ""


@dataclass
class _Grafting:
    """The new workbook's parts while sheets are put among them."""

    package: Package
    parts: Parts
    looks: Looks
    texts: Texts
    types: Element  # the old workbook's list of content types
    host: Host
    copied: dict[str, str] = field(default_factory=dict)  # old part -> new part
    kinds: dict[str, str] = field(default_factory=dict)  # new part -> content type
    numbers: count[int] = field(default_factory=lambda: count(9001))  # of tables


def with_sheets(
    parts: Mapping[str, bytes], package: Package, sheets: Sequence[Transplant], names: Sequence[OwnName],
    host: Host = Host(),  # noqa: B008 - frozen
) -> Parts:  # fmt: skip
    """The parts of a workbook, with these sheets of another behind its own, and these names."""
    made = dict(parts)
    links = package.related(package.main).values()
    pools = {kind: part for kind, part in links if kind in ("styles", "sharedStrings") and package.has(part)}
    work = _Grafting(package, made, Looks.of(made, package, pools.get("styles", ""), host.styles),
                     Texts.of(made, package, pools.get("sharedStrings", ""), host.strings),
                     package.tree(CONTENT_TYPES), host)  # fmt: skip
    placed = [(one, _graft(work, one)) for one in sheets]
    work.looks.put_back(made)
    work.texts.put_back(made)
    _state_types(work)
    _list_sheets(work, placed, names)
    return made


def _graft(work: _Grafting, one: Transplant) -> str:
    """Put one sheet's part, and all it points to, among the new parts; gives back its name there."""
    root = work.package.tree(one.place.part)
    for element in root.iterfind("{*}sheetPr"):
        element.attrib.pop("codeName", "")
    for view in root.iterfind("{*}sheetViews/{*}sheetView"):
        view.attrib.pop("tabSelected", "")
    _recount(work, root)
    _rewrite(one, root)
    target = _copy_links(work, one, one.place.part, root)
    work.parts[target] = as_bytes(root)
    work.kinds[target] = _SHEET
    return target


def _recount(work: _Grafting, root: Element) -> None:
    """Formats and texts under their new numbers."""
    for column in root.iterfind("{*}cols/{*}col"):
        work.looks.cell(column, "style")
    for row in root.iterfind("{*}sheetData/{*}row"):
        work.looks.cell(row, "s")
        for cell in row.iterfind("{*}c"):
            work.looks.cell(cell, "s")
            work.texts.cell(cell)
    for element in marked(root):
        work.looks.mark(element)


def _rewrite(one: Transplant, root: Element) -> None:
    """Formulas that read in the new workbook what they read in the old one; one without a place leaves its value."""
    cells = {cell.get("r"): cell for cell in root.iterfind("{*}sheetData/{*}row/{*}c")}
    for (row, column), new in one.formulas.items():
        cell = cells.get(cell_name(row, column))
        formula = None if cell is None else cell.find("{*}f")
        if cell is None or formula is None:
            continue
        if new is None:
            cell.remove(formula)
            continue
        formula.text = new
        if formula.get("t") == "shared":
            for name in ("t", "si", "ref"):
                formula.attrib.pop(name, "")
    for element in root.iter():
        if isinstance(element.tag, str) and (
            etree.QName(element).localname in _FORMULAS or etree.QName(element).namespace.endswith("/excel/2006/main")
        ):
            _follow(one.follow, element)
    for link in root.iterfind("{*}hyperlinks/{*}hyperlink[@location]"):
        link.set("location", one.follow(str(link.get("location"))) or str(link.get("location")))


def _follow(follow: Follow, element: Element) -> None:
    if element.text and element.text.strip():
        element.text = follow(element.text) or element.text


def _copy_links(work: _Grafting, one: Transplant, part: str, root: Element | None) -> str:
    """Copy the parts that a part points to, state its links anew, and give back its own new name."""
    target = _free(work, part)
    work.copied[part] = target
    work.parts[target] = b""  # taken
    old_links = relationships_of(part)
    if not work.package.has(old_links):
        return target
    links = work.package.tree(old_links)
    known = work.package.related(part)
    for link in list(links):
        if not isinstance(link.tag, str) or link.get("TargetMode") == "External":
            continue
        kind, to = known.get(link.get("Id", ""), ("", ""))
        if kind in KINDS or not work.package.has(to):
            links.remove(link)
            _forget(root, link.get("Id", ""))
            continue
        link.set("Target", "/" + (work.copied.get(to) or _copy(work, one, kind, to)))
    if len(links):
        work.parts[relationships_of(target)] = as_bytes(links)
    return target


def _copy(work: _Grafting, one: Transplant, kind: str, part: str) -> str:
    """Copy one part that a sheet needs, and what that needs; gives back its new name."""
    data = work.package.part(part) if part.lower().endswith((".xml", ".vml", ".rels")) else work.package.archive.read(
        work.package.parts[part.lower()]
    )  # fmt: skip
    target = _copy_links(work, one, part, None)
    if kind == "table":
        data = _as_new_table(work, one, data)
    elif kind.startswith("chart"):
        root = parsed(data)
        for element in root.iter("{*}f"):
            _follow(one.follow, element)
        data = as_bytes(root)
    work.parts[target] = data
    name = f"/{part.lower()}"
    stated = (over.get("ContentType", "") for over in work.types.iterfind("{*}Override")
              if over.get("PartName", "").lower() == name)  # fmt: skip
    work.kinds[target] = next(stated, "")
    return target


def _as_new_table(work: _Grafting, one: Transplant, data: bytes) -> bytes:
    root = parsed(data)
    root.set("id", str(next(work.numbers)))
    new = one.follow(root.get("displayName", ""))
    if new:
        root.set("displayName", new)
        root.set("name", new)
    for element in marked(root):
        work.looks.mark(element)
    for element in root.iter("{*}calculatedColumnFormula", "{*}totalsRowFormula"):
        _follow(one.follow, element)
    return as_bytes(root)


def _free(work: _Grafting, part: str) -> str:
    """A name for a part that no part of the new workbook has."""
    folder, name = posixpath.split(part)
    stem, dot, ending = name.partition(".")
    taken = {known.lower() for known in work.parts}
    names = (posixpath.join(folder, f"{stem}_{number}{dot}{ending}") for number in count(1))
    return next(found for found in names if found.lower() not in taken)


def _forget(root: Element | None, link: str) -> None:
    """Take out of a sheet what points to a part that does not go over."""
    for element in list(root.iter()) if root is not None else ():
        if isinstance(element.tag, str) and element.get(f"{{{_LINK}}}id") == link:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
                if not len(parent) and etree.QName(parent).localname not in ("sheetData", "worksheet"):
                    grand = parent.getparent()
                    if grand is not None:
                        grand.remove(parent)


def _state_types(work: _Grafting) -> None:
    """State the content type of every new part: by itself, or as its extension says."""
    root = parsed(work.parts[CONTENT_TYPES])
    space = etree.QName(root).namespace
    known = {one.get("Extension", "").lower() for one in root.iterfind("{*}Default")}
    usual = {one.get("Extension", "").lower(): one.get("ContentType", "") for one in work.types.iterfind("{*}Default")}
    for part, kind in work.kinds.items():
        ending = part.rpartition(".")[2].lower()
        if kind:
            etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{part}", ContentType=kind)
        elif ending not in known and ending in usual:
            known.add(ending)
            root.insert(0, root.makeelement(f"{{{space}}}Default", Extension=ending, ContentType=usual[ending]))
    work.parts[CONTENT_TYPES] = as_bytes(root)


def _list_sheets(work: _Grafting, placed: Sequence[tuple[Transplant, str]], names: Sequence[OwnName]) -> None:
    """Name the sheets in the workbook, and what a person has named."""
    main = work.host.main
    book, links = parsed(work.parts[main]), parsed(work.parts[relationships_of(main)])
    space, sheets = etree.QName(book).namespace, book.find("{*}sheets")
    assert sheets is not None
    at: dict[str, int] = {}
    known = {link.get("Id", "") for link in links}
    for one, part in placed:
        identity = next(name for number in count(1) if (name := f"rIdOwn{number}") not in known)
        known.add(identity)
        at[one.place.name] = len(sheets)
        taken = max(int(sheet.get("sheetId", "0")) for sheet in sheets)
        made = etree.SubElement(sheets, f"{{{space}}}sheet", name=one.title, sheetId=str(taken + 1))
        if one.place.hidden:
            made.set("state", "hidden")
        made.set(f"{{{_LINK}}}id", identity)
        etree.SubElement(links, f"{{{_RELATIONS}}}Relationship", Id=identity, Type=f"{_LINK}/worksheet",
                         Target=f"/{part}")  # fmt: skip
    defined = book.find("{*}definedNames")
    if defined is None:
        defined = book.makeelement(f"{{{space}}}definedNames")
        last = [one for one in book if isinstance(one.tag, str) and etree.QName(one).localname in _BEFORE_NAMES][-1]
        book.insert(book.index(last) + 1, defined)
    for own in names:
        element = etree.SubElement(defined, f"{{{space}}}definedName", name=own.name)
        element.text = own.meaning
        if own.sheet:
            element.set("localSheetId", str(at[own.sheet]))
    if not len(defined):
        book.remove(defined)
    work.parts[main], work.parts[relationships_of(main)] = as_bytes(book), as_bytes(links)
