"""What no sheet can take along into another workbook, each by its name, and macros of a person's own.

Depends on: excel.functions, excel.macros, excel.metadata, excel.opening, excel.upgrade.old, excel.vba.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.excel.functions import worksheet_functions
from exectrack_xl.excel.macros import tracker_modules
from exectrack_xl.excel.metadata import SheetPlace
from exectrack_xl.excel.opening import Package
from exectrack_xl.excel.upgrade.old import Leftover
from exectrack_xl.excel.vba import read_modules
from exectrack_xl.excel.vba.module import Kind, Module

# Kind of a part -> what it is in a person's words; each needs a counterpart in the workbook as a whole.
KINDS = {
    "pivotTable": "pivot table", "slicer": "slicer", "timeline": "timeline", "queryTable": "query",
    "control": "form control", "ctrlProp": "form control", "oleObject": "embedded object",
    "threadedComment": "comment with answers",
}  # fmt: skip
_NAMED = {"pivotTable": ".", "slicer": "{*}slicer", "timeline": "{*}timeline", "queryTable": "."}
_WHY = {"threadedComment": "became a plain note; its answers stay in the old file"}
_STAYS = "cannot be moved; it stays in the old file"
_PROCEDURE = re.compile(r"^[ \t]*(?:Public |Private )?(?:Sub|Function|Property (?:Get|Let|Set)) +(\w+)", re.MULTILINE)


def left_on(package: Package, place: SheetPlace) -> Iterator[Leftover]:
    """What stays behind of one sheet: its pivot tables, slicers, queries, controls, objects and threads, by name."""
    for kind, part in package.related(place.part).values():
        if kind in KINDS:
            for name, cell in _names(package, kind, part):
                what = f"{KINDS[kind]} '{name}'" if name else KINDS[kind]
                yield Leftover(place.name, cell, what, _WHY.get(kind, _STAYS))


def drawn_on(package: Package, place: SheetPlace) -> Iterator[Leftover]:
    """Charts, pictures and shapes on a sheet that is made anew, by name."""
    for kind, part in package.related(place.part).values():
        if kind == "drawing" and package.has(part):
            for shape in package.tree(part).iter("{*}cNvPr"):
                yield Leftover(place.name, "", f"drawing '{shape.get('name', '')}'", "copy it from the old file")


def connections(package: Package) -> Iterator[Leftover]:
    """Data connections of the workbook, by name."""
    for kind, part in package.related(package.main).values():
        if kind == "connections" and package.has(part):
            for one in package.tree(part).iterfind("{*}connection"):
                yield Leftover("", "", f"data connection '{one.get('name', '')}'", _STAYS)


def own_macros(package: Package) -> Iterator[Leftover]:
    """Modules of a person's own, and procedures of theirs behind the workbook and its sheets.

    Macros are made anew, and what others wrote is not run through us.
    """
    part = next((name for name in package.parts if name.endswith("vbaproject.bin")), "")
    if not part:
        return
    ours = {module.name.casefold(): module for module in tracker_modules(worksheet_functions(), [])}
    for module in read_modules(package.archive.read(package.parts[part])):
        known = ours.get(module.name.casefold())
        if module.kind is not Kind.DOCUMENT and known is None:
            yield Leftover("", "", f"module '{module.name}'",
                           "is a macro module of yours; export it from the old file and import it here")  # fmt: skip
        elif module.kind is Kind.DOCUMENT:
            for name in sorted(_procedures(module) - (_procedures(known) if known else set())):
                yield Leftover("", "", f"macro '{name}' in module '{module.name}'",
                               "is a macro of yours; copy it from the old file into this one")  # fmt: skip


def _names(package: Package, kind: str, part: str) -> Iterator[tuple[str, str]]:
    """The name, and the cell where it tells one, of each thing in a part."""
    if kind not in (*_NAMED, "threadedComment") or not package.has(part):
        yield "", ""
        return
    root = package.tree(part)
    if kind == "threadedComment":
        yield from (("", one.get("ref", "")) for one in root.iterfind("{*}threadedComment") if not one.get("parentId"))
        return
    found = [root] if _NAMED[kind] == "." else list(root.iterfind(_NAMED[kind]))
    yield from ((str(one.get("caption") or one.get("name", "")), _place(one)) for one in found)


def _place(element: etree._Element) -> str:
    location = element.find("{*}location")
    return "" if location is None else location.get("ref", "").partition(":")[0]


def _procedures(module: Module) -> set[str]:
    return set(_PROCEDURE.findall(module.text))
