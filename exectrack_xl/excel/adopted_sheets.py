"""The sheets of a tracker put behind those of a person's own workbook, whose sheets stay byte for byte.

Depends on: errors, excel.build.macro_workbook, excel.metadata, excel.opening, excel.patch, excel.upgrade, package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.build.macro_workbook import CONFIGURATION
from exectrack_xl.excel.metadata import SheetPlace, range_of, read_metadata
from exectrack_xl.excel.opening import Package, open_package
from exectrack_xl.excel.upgrade.looks import Host
from exectrack_xl.excel.upgrade.own import free_title, names_of
from exectrack_xl.excel.upgrade.transplant import OwnName, Transplant, with_sheets
from exectrack_xl.package import CONTENT_TYPES, read_parts, relationships_of, write_parts

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_OURS = " (tracker)"  # behind the title of a sheet whose name the person's own workbook has


def with_tracker(workbook: Path, tracker: Path) -> bytes:
    """The bytes of a workbook with all sheets and names of a tracker behind its own.

    Only the parts that sheets share are changed: the formats and texts of ours are appended to them.

    Raises:
        WorkbookError: a table or a name of the workbook is called as one of ours, or it is kept in strict Open XML.
    """
    package, ours = open_package(workbook), open_package(tracker)
    _must_fit(package, ours)
    titles = _titles(package, ours)
    follow = _follower({old: new for old, new in titles.items() if old != new})
    places = [place for place in read_metadata(ours).sheets if place.name in titles]
    sheets = [Transplant(place, titles[place.name], _changed(ours, place, follow), follow) for place in places]
    names = [OwnName(name.name, follow(name.meaning), name.sheet)
             for name in names_of(ours, [place.name for place in places])]  # fmt: skip
    parts, host = _hosting(package, read_parts(package.data))
    return write_parts(with_sheets(parts, ours, sheets, names, host))


def _must_fit(package: Package, ours: Package) -> None:
    root = package.tree(package.main)
    if etree.QName(root).namespace != _MAIN:
        raise WorkbookError(f"{package.name} is kept in strict Open XML. Save it as 'Excel Workbook' and adopt that.")
    theirs, tracker = read_metadata(package), read_metadata(ours)
    tables = {table.name.casefold() for place in theirs.sheets for table in place.tables}
    taken = tables | {name.casefold() for name in theirs.names}
    mine = [*(table.name for place in tracker.sheets for table in place.tables), *tracker.names]
    found = next((name for name in mine if name.casefold() in taken), None)
    if found is not None:
        raise WorkbookError(
            f"{package.name} has a table or a name '{found}' of its own, by which our functions find theirs. Give it "
            "another name in Excel (Table Design, or Name Manager) and adopt it again."
        )


def _titles(package: Package, ours: Package) -> dict[str, str]:
    """The title of each of our sheets, and the one it gets beside the person's own."""
    taken = {place.name.casefold() for place in read_metadata(package).sheets}
    found = {}
    for place in read_metadata(ours).sheets:
        if place.name != CONFIGURATION:
            found[place.name] = free_title(place.name, taken, _OURS)
            taken.add(found[place.name].casefold())
    return found


def _follower(renamed: Mapping[str, str]) -> Callable[[str], str]:
    """How a formula or a link of ours reads where sheets have other titles."""
    if not renamed:
        return str
    choice = "|".join(re.escape(title) for title in renamed)
    pattern = re.compile(rf"(?<![\w.'])(?:'({choice})'|({choice}))!")

    def follow(text: str) -> str:
        return pattern.sub(lambda match: f"'{renamed[match[1] or match[2]]}'!", text)

    return follow


def _changed(package: Package, place: SheetPlace, follow: Callable[[str], str]) -> dict[tuple[int, int], str | None]:
    """The formulas of a sheet that read otherwise, by row and column."""
    found: dict[tuple[int, int], str | None] = {}
    for cell in package.tree(place.part).iterfind("{*}sheetData/{*}row/{*}c"):
        text = cell.findtext("{*}f") or ""
        area = range_of(cell.get("r", ""))
        if text and area is not None and follow(text) != text:
            found[area.first_row, area.first_column] = follow(text)
    return found


def _hosting(package: Package, parts: dict[str, bytes]) -> tuple[dict[str, bytes], Host]:
    """The parts of a person's own workbook, and where it keeps formats and texts; a list of texts is made for want."""
    shared = {kind: package.parts[part.lower()] for kind, part in package.related(package.main).values()
              if kind in ("styles", "sharedStrings") and package.has(part)}  # fmt: skip
    main = package.parts[package.main.lower()]
    if "styles" not in shared:
        raise WorkbookError(f"{package.name} has no formats. Open it in Excel, save it, and adopt it again.")
    if "sharedStrings" in shared:
        return parts, Host(main, shared["styles"], shared["sharedStrings"])
    strings = f"{main.rpartition('/')[0]}/sharedStrings.xml"
    links = package.parts[relationships_of(main).lower()]
    link = f'<Relationship Id="rIdTexts" Type="{_LINK}/sharedStrings" Target="/{strings}"/>'.encode()
    kind = f'<Override PartName="/{strings}" ContentType="{_STRINGS}"/>'.encode()
    made = {
        strings: f'<sst xmlns="{_MAIN}"/>'.encode(),
        links: parts[links].replace(b"</Relationships>", link + b"</Relationships>"),
        CONTENT_TYPES: parts[CONTENT_TYPES].replace(b"</Types>", kind + b"</Types>"),
    }
    return {**parts, **made}, Host(main, shared["styles"], strings)
