"""Builds a tracker workbook: every sheet of the schema, the lists behind them, and the pages that lead.

Depends on: schema, sample, excel.build.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from exectrack_xl import sample as sample_programme
from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.content import Cells, Content
from exectrack_xl.excel.build.dashboards.canvas import LAST
from exectrack_xl.excel.build.dashboards.pages import ALWAYS, SHOWN_WITH, TITLES, Chosen, write_dashboards
from exectrack_xl.excel.build.data import write_data, write_way_back
from exectrack_xl.excel.build.lists import write_lists
from exectrack_xl.excel.build.macro_workbook import add_macros
from exectrack_xl.excel.build.periods import period_rows
from exectrack_xl.excel.build.settings import status_line, write_settings
from exectrack_xl.excel.build.start import write_start
from exectrack_xl.excel.build.week import TITLE as WEEK
from exectrack_xl.excel.build.week import is_empty, write_week
from exectrack_xl.schema import SHEETS, Profile, Sheet, Tab, versions
from exectrack_xl.schema.settings import PERIODS, SETTINGS
from exectrack_xl.tracker import Settings

_TITLE = "Execution tracker"


def new_workbook(
    path: Path, *, sample: bool = False, profile: Profile = Profile.CORE, status_date: date | None = None
) -> Path:
    """Write a new tracker workbook, empty or with the sample programme, and give back its path.

    `status_date` is put into Settings where the content has none.

    Raises:
        WorkbookError: the file cannot be written there.
    """
    if sample:
        return build(path, sample_programme.cells(), Profile.FULL, status_date=status_date)
    return build(path, {}, profile, status_date=status_date)


def build(target: Path, cells: Cells, profile: Profile = Profile.CORE, *, status_date: date | None = None) -> Path:
    """Write a tracker workbook that holds these cells (by sheet name, headers first); gives back its path.

    Sheets outside the profile are there but hidden, unless they hold something. An .xlsm gets worksheet
    functions and buttons.

    Raises:
        WorkbookError: the file cannot be written there, or a text is longer than an Excel cell holds.
    """
    return compose(cells, profile, status_date=status_date, macros=has_macros(target)).save(target)


def has_macros(target: Path) -> bool:
    """Whether a workbook of this name has macros."""
    return target.suffix.lower() == ".xlsm"


def compose(
    cells: Cells,
    profile: Profile = Profile.CORE,
    *,
    status_date: date | None = None,
    macros: bool = False,
    chosen: Chosen | None = None,
) -> Book:
    """The workbook that `build` writes, still open; with `macros` it is an .xlsm."""
    book = filled(content_of(cells, status_date), profile, live=macros, chosen=chosen or Chosen())
    if macros:
        add_macros(book)
    return book


def filled(content: Content, profile: Profile, *, live: bool, chosen: Chosen) -> Book:
    """The workbook with all its sheets, open to more of them; where it is `live`, macros have yet to be added."""
    book = Book(_TITLE, live=live)
    book.name(versions.NAME, f"={versions.CURRENT}")
    line = status_line(content)
    rows = {sheet.name: content.of(sheet) for sheet in ordered_sheets()}
    shown = {
        sheet.title: not rows[sheet.name].is_empty or sheet.profile in shown_profiles(profile)
        for sheet in ordered_sheets()
    }
    shown[PERIODS.title] = profile is Profile.FULL  # its rows are generated, so they do not show that it is used
    pages = {TITLES[page]: True for page in ALWAYS}
    for page, names in SHOWN_WITH.items():
        pages[TITLES[page]] = profile is Profile.FULL or not all(rows[name].is_empty for name in names)
    shown[WEEK] = not is_empty(content.tracker)
    write_start(book, content, {**shown, **pages}, status_line=line)
    write_week(book, content, shown=shown[WEEK], status_line=line)
    dated = content.status_date is not None
    write_dashboards(book, content.engine, dated=dated, chosen=chosen, shown=pages)
    for title in pages:
        write_way_back(book, book.workbook.get_worksheet_by_name(title), 1, LAST + 2)  # beside the printed page
    for sheet in ordered_sheets():
        if sheet is SETTINGS:
            write_settings(book, content, status_line=line)
        else:
            write_data(book, rows[sheet.name], shown=shown[sheet.title], status_line=line)
    write_lists(book)
    return book


def ordered_sheets() -> list[Sheet]:
    """The data sheets in the order of their tabs."""
    return sorted(SHEETS.values(), key=lambda sheet: list(Tab).index(sheet.tab))


def shown_profiles(profile: Profile) -> frozenset[Profile]:
    """The profiles whose sheets a tracker of this profile shows."""
    return frozenset(Profile) if profile is Profile.FULL else frozenset({Profile.CORE, profile})


def content_of(cells: Cells, status_date: date | None) -> Content:
    """What a workbook with these cells shows; its periods are generated where they are not given."""
    typed = Settings.of(SHEETS["settings"].frame(cells.get("settings", ()))).day("status_date")
    content = Content(cells, typed or status_date)
    if "periods" in cells or content.status_date is None:
        return content
    return Content({**cells, PERIODS.name: period_rows(content.tracker)}, content.status_date)
