"""Finds columns, choices, labels, rows, settings and buttons in the built workbook.

Depends on: actions.coverage, excel.doctor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.actions.coverage.artefacts import Artefacts
from exectrack_xl.actions.coverage.finding import Place, Rows, UnresolvedError, label_in, rows_in, split
from exectrack_xl.errors import nearest
from exectrack_xl.excel.doctor.areas import area_of, areas_of, cell_name, within
from exectrack_xl.excel.macros import RIBBON_PART

_QUOTED, _NAMED = re.compile(r'^"(.*)"$'), re.compile(r"\blist_\w+")


def column(built: Artefacts, words: str) -> str:
    """A column of a table, as "Sheet.Header", that holds something in the sample."""
    title, _, header = words.partition(".")
    row, letter = _head(built, title, header)
    grid = built.grid(title)
    filled = next((place for place in sorted(grid) if place[1] == letter and place[0] > row), None)
    if filled is None:
        raise UnresolvedError(f"Column '{header}' of sheet {title} is empty in the sample.")
    return f"{title}!{cell_name(*filled)}: {grid[filled]}"


def choice(built: Artefacts, words: str) -> str:
    """A word that the cells of a column, or the cell beside a label, offer: "Sheet.Header=Word"."""
    where, _, word = words.partition("=")
    title, _, header = where.partition(".")
    place = _selector(built, title, header) or _below(_head(built, title, header))
    offered = tuple(_offered(built, title, place))
    if word not in offered:
        raise UnresolvedError(
            f"{title}!{cell_name(*place)} ({header}) does not offer '{word}'.{nearest(word, offered)}"
        )
    return f"{title}!{cell_name(*place)} offers {word}"


def label(built: Artefacts, words: str) -> str:
    """A label on a sheet with a value beside it: "Sheet: Label" or "Sheet: Label = piece of the value"."""
    title, _, rest = words.partition(": ")
    text, wanted = split(rest)
    place = label_in(built.grid(title), text, wanted)
    if place is None:
        beside = f" with '{wanted}' beside it" if wanted else " with a value beside it"
        raise UnresolvedError(f"Sheet {title} has no '{text}'{beside}.")
    return f"{title}!{cell_name(*place)}"


def listed(built: Artefacts, words: str) -> str:
    """Rows on a sheet under headers: "Sheet: Label / Header, Header 2" (the second row)."""
    title, _, rest = words.partition(": ")
    place = rows_in(built.grid(title), Rows.of(rest))
    if place is None:
        raise UnresolvedError(f"Sheet {title} has no such row: {rest}.")
    return f"{title}!{cell_name(*place)}: {built.grid(title)[place]}"


def setting(built: Artefacts, words: str) -> str:
    """A row of the sheet Settings with a value."""
    row, letter = _head(built, "Settings", "Setting")
    grid = built.grid("Settings")
    value = _head(built, "Settings", "Value")[1]
    for place, text in grid.items():
        if place[1] == letter and place[0] > row and text == words and grid.get((place[0], value)):
            return f"Settings!{cell_name(place[0], value)}: {grid[place[0], value]}"
    raise UnresolvedError(f"Sheet Settings has no '{words}' with a value.")


def button(built: Artefacts, words: str) -> str:
    """A button of the ribbon, with a macro that it calls."""
    content = built.book.parts.content(RIBBON_PART)
    ribbon = etree.fromstring(content) if content else etree.Element("none")
    for each in ribbon.iter("{*}button"):
        if each.get("label") == words and each.get("onAction") in built.macros:
            return f"ribbon, {words}: {each.get('onAction')}"
    raise UnresolvedError(f"The ribbon has no button '{words}' that calls a macro of the workbook.")


def _head(built: Artefacts, title: str, header: str) -> Place:
    """Where a table's header stands."""
    sheet = built.sheet(title)
    known: list[str] = []
    for table in built.book.tables:
        if table.sheet.name == sheet.name and table.area is not None:
            known += table.columns
            if header in table.columns:
                return table.area.first_row, table.area.first_column + table.columns.index(header)
    raise UnresolvedError(f"Sheet {title} has no column '{header}'.{nearest(header, known)}")


def _below(place: Place) -> Place:
    return place[0] + 1, place[1]


def _selector(built: Artefacts, title: str, text: str) -> Place | None:
    """The cell with choices right of a label, on a sheet without tables of ours."""
    grid = built.grid(title)
    for row, column_number in sorted(place for place, said in grid.items() if said == text):
        right = [(row, column_number + step) for step in range(1, 4)]
        found = next((place for place in right if place in grid), None)
        if found is not None and any(_offered(built, title, found)):
            return found
    return None


def _offered(built: Artefacts, title: str, place: Place) -> Iterator[str]:
    for rule in built.sheet(title).each("{*}dataValidations/{*}dataValidation[@type='list']"):
        if any(within(place, area) for area in areas_of(rule.get("sqref")) or ()):
            yield from _words(built, rule.findtext("{*}formula1") or "")


def _words(built: Artefacts, formula: str) -> Iterator[str]:
    """The words of a validation's list: written in it, or in the lists it names."""
    inline = _QUOTED.match(formula)
    if inline:
        yield from inline[1].split(",")
        return
    named = {name.get("name"): name.text or "" for name in built.book.names}
    for name in _NAMED.findall(formula):
        sheet, _, reference = named.get(name, "").partition("!")
        area = area_of(reference.replace("$", ""))
        if area is not None:
            yield from (text for place, text in built.grid(sheet.strip("'")).items() if within(place, area))
