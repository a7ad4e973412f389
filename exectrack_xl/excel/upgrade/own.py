"""What of an old workbook is a person's own: sheets, defined names and macros.

Depends on: excel.build, excel.metadata, excel.naming, excel.opening, excel.upgrade, schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from exectrack_xl.excel.build import lists, start
from exectrack_xl.excel.build.dashboards import behind, results_sheet
from exectrack_xl.excel.build.macro_workbook import CONFIGURATION
from exectrack_xl.excel.metadata import SheetPlace
from exectrack_xl.excel.naming import version_of
from exectrack_xl.excel.opening import Package
from exectrack_xl.excel.upgrade.left_behind import connections, own_macros
from exectrack_xl.excel.upgrade.old import Leftover, Old
from exectrack_xl.excel.upgrade.transplant import OwnName
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.versions import FORMER

_LONGEST_TITLE = 31  # letters of a sheet's name
_OUR_NAMES = re.compile(r"(setting|dash|list|ids|results?|schema|week|tracker)_|status_line$", re.IGNORECASE)
_OUR_MARKS = (b"status_line", b"dash_", b"setting_")  # in the formulas of our pages
_ALWAYS_OURS = frozenset(
    {start.TITLE, lists.TITLE, behind.TITLE, results_sheet.TITLE, results_sheet.LISTS_TITLE, CONFIGURATION}
)
_KEPT_BUILT_IN = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")


@dataclass(frozen=True)
class OwnSheet:
    """A sheet of a person's own, and its title in the new workbook."""

    place: SheetPlace
    title: str


@dataclass(frozen=True)
class Own:
    """What a person has made, and the pages that are made anew."""

    sheets: tuple[OwnSheet, ...]
    pages: tuple[str, ...]
    tables: dict[str, str]  # old name of a person's own table, case folded -> new name, where ours has taken it
    names: tuple[OwnName, ...]
    lost_names: frozenset[str]  # ours that are no longer there, case folded
    leftovers: tuple[Leftover, ...]


def own_things(old: Old, titles: Sequence[str], names: Iterable[str]) -> Own:
    """What of the old workbook is a person's own, beside a new one that has these sheets and names."""
    taken, sheets, pages = {title.casefold() for title in titles}, [], []
    is_ours = version_of(old.book.metadata) is not None
    for place in old.book.metadata.sheets:
        if place.name in old.places:
            continue
        if is_ours and _is_a_page_of_ours(old.book.package, place, taken):
            pages.append(place.name)
            continue
        sheets.append(OwnSheet(place, free_title(place.name, taken)))
        taken.add(sheets[-1].title.casefold())
    ours = {sheet.title.casefold() for sheet in SHEETS.values()} | {"results", "thisweek"}
    tables = {table.name.casefold(): f"{table.name}_own" for one in sheets for table in one.place.tables
              if table.name.casefold() in ours}  # fmt: skip
    known = {name.casefold() for name in names}
    listed = list(names_of(old.book.package, [one.place.name for one in sheets]))
    own = [one for one in listed if not _OUR_NAMES.match(one.name) and one.name.casefold() not in known]
    lost = {one.name.casefold() for one in listed if _OUR_NAMES.match(one.name)} - known
    return Own(
        tuple(sheets),
        tuple(pages),
        tables,
        tuple(own),
        frozenset(lost),
        (*own_macros(old.book.package), *connections(old.book.package)),
    )


def _is_a_page_of_ours(package: Package, place: SheetPlace, taken: set[str]) -> bool:
    """Whether a sheet is one that every version makes by itself."""
    if place.name in FORMER.pages or place.name in _ALWAYS_OURS:
        return True
    return place.name.casefold() in taken and any(mark in package.part(place.part) for mark in _OUR_MARKS)


def free_title(name: str, taken: set[str], mark: str = " (own)") -> str:
    """The sheet's name, or where that is taken, the nearest that is free: "Goals (own)"."""
    numbered = (f"{mark.rstrip(')')} {number})" for number in range(2, 1000))
    titles = (f"{name[: _LONGEST_TITLE - len(ending)]}{ending}" for ending in ("", mark, *numbered))
    return next(title for title in titles if title.casefold() not in taken)


def names_of(package: Package, sheets: Sequence[str]) -> Iterator[OwnName]:
    """The defined names of a workbook; those that count on one sheet alone, where that is a person's own."""
    book = package.tree(package.main)
    order = [sheet.get("name", "") for sheet in book.iterfind("{*}sheets/{*}sheet")]
    for element in book.iterfind("{*}definedNames/{*}definedName"):
        name, local = element.get("name", ""), element.get("localSheetId", "")
        sheet = order[int(local)] if local.isdecimal() and int(local) < len(order) else ""
        if name.startswith("_xlnm.") and (name not in _KEPT_BUILT_IN or not sheet):
            continue
        if not local or sheet in sheets:
            yield OwnName(name, element.text or "", sheet)
