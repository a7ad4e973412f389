"""Tables: range, headers, columns, totals, filter, and the cells that must agree with them.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import area_of, cell_name, overlaps, written
from exectrack_xl.excel.doctor.book import Book, TablePart, plain
from exectrack_xl.excel.doctor.checks.names import is_legal
from exectrack_xl.excel.doctor.grid import whole
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.doctor.vocabulary import Vocabulary
from exectrack_xl.excel.metadata import Range

_STYLES = ("headerRowDxfId", "dataDxfId", "totalsRowDxfId")
_LONGEST_COLUMN = 255


def identity(book: Book) -> Iterator[Finding]:
    """Names, numbers and parts of tables: each of its own."""
    for part, count in Counter(table.part for table in book.tables).items():
        if count > 1:
            yield found("table-part-twice", part, f"is shown {count} times.")
    for name, count in Counter(table.name.casefold() for table in book.tables).items():
        if count > 1:
            yield found("table-name-twice", name, f"is the name of {count} tables.")
    numbers = Counter(table.root.get("id", "") for table in book.tables)
    for table in book.tables:
        number = table.root.get("id", "")
        if whole(number) < 1 or numbers[number] > 1:
            yield found("table-id", table.part, f"has the number '{number}', which another has or none may have.")
        if not is_legal(table.name):
            yield found("table-name", table.sheet.name, f"has a table named '{table.name}', which Excel refuses.")
    for sheet in book.worksheets:
        named = sum(1 for _ in sheet.each("{*}tableParts/{*}tablePart"))
        related = sum(link.kind == "table" for link in sheet.related)
        if related > named:
            yield found("part-lost", sheet.name, f"relates {related} tables and shows {named}.")
        areas = [table.area for table in book.tables if table.sheet.part == sheet.part and table.area is not None]
        for one, other in overlaps(areas):
            message = f"is covered by the table at {written(one)} too."
            yield found("table-overlap", sheet.name, message, cell=written(other))


def ranges(book: Book) -> Iterator[Finding]:
    """The block a table covers, its rows of headers and totals, its filter."""
    for table in book.tables:
        area = table.area
        if area is None:
            yield _at(table, "table-range", f"covers '{table.root.get('ref')}', which are no cells.")
            continue
        width = area.last_column - area.first_column + 1
        if width != len(table.columns):
            yield _at(table, "table-width", f"is {width} columns wide and lists {len(table.columns)}.")
        count = table.root.find("{*}tableColumns")
        if count is not None and count.get("count") not in (None, str(len(table.columns))):
            yield _at(table, "table-column", f"says {count.get('count')} columns and lists {len(table.columns)}.")
        if table.headers not in (0, 1) or table.totals not in (0, 1):
            yield _at(table, "table-totals", f"has {table.headers} header and {table.totals} totals rows.")
        elif area.last_row - area.first_row + 1 - table.headers - table.totals < 1:
            yield _at(table, "table-empty", "has no row beside headers and totals.")
        yield from _filter(table, area)


def columns(book: Book) -> Iterator[Finding]:
    """The names of a table's columns, and the header cells that must say the same."""
    for table in book.tables:
        names = Counter(name.casefold() for name in table.columns)
        for name, count in names.items():
            if count > 1:
                yield _at(table, "table-column-twice", f"has {count} columns '{name}'.")
        numbers = Counter(e.get("id", "") for e in table.root.iterfind("{*}tableColumns/{*}tableColumn"))
        if any(count > 1 or whole(number) < 1 for number, count in numbers.items()):
            yield _at(table, "table-column", "numbers two columns alike, or one wrongly.")
        for name in table.columns:
            if not name or len(name) > _LONGEST_COLUMN:
                yield _at(table, "table-column", f"has a column named '{name[:40]}'.")
        if table.headers == 1 and table.area is not None:
            yield from _header_cells(book, table, table.area)


def totals(book: Book) -> Iterator[Finding]:
    """The totals row: labels that its cells must show."""
    for table in book.tables:
        area = table.area
        if table.totals != 1 or area is None:
            continue
        for place, column in enumerate(table.root.iterfind("{*}tableColumns/{*}tableColumn")):
            label, cell = column.get("totalsRowLabel"), (area.last_row, area.first_column + place)
            shown = book.value(table.sheet, cell)
            if label is not None and shown != plain(label):
                message = f"shows '{shown}' in table {table.name}, whose totals row says '{label}'."
                yield found("table-totals", table.sheet.name, message, cell=cell_name(*cell))


def formulas(words: Vocabulary) -> Iterator[Finding]:
    """Formulas of whole columns, and the styles that columns take on."""
    styles = words.book.count("dxfs")
    for table in words.book.tables:
        for column in table.root.iterfind("{*}tableColumns/{*}tableColumn"):
            for path in ("{*}calculatedColumnFormula", "{*}totalsRowFormula"):
                text = column.findtext(path)
                for rule, message in words.faults(text, table=table.name) if text else ():
                    place = f"table {table.name}"
                    yield found(rule, table.sheet.name, f"{place}: {message}", column=plain(column.get("name", "")))
        for element in (table.root, *table.root.iterfind("{*}tableColumns/{*}tableColumn")):
            for attribute in _STYLES:
                style = element.get(attribute)
                if style is not None and not 0 <= whole(style) < styles:
                    yield _at(table, "table-style", f"has {attribute} {style} of {styles}.")


def _filter(table: TablePart, area: Range) -> Iterator[Finding]:
    for element in table.root.iterfind("{*}autoFilter"):
        covered = area_of(element.get("ref"))
        right = Range(area.first_row, area.first_column, area.last_row - table.totals, area.last_column)
        if table.headers == 1 and covered == area and covered != right:
            yield _at(table, "table-filter-totals", "filters its totals row like any other.")
        elif table.headers == 0 or covered != right:
            yield _at(table, "table-filter", f"filters {element.get('ref')}, and its rows are {written(right)}.")
        for column in element.iterfind("{*}filterColumn"):
            if not 0 <= whole(column.get("colId")) < len(table.columns):
                yield _at(table, "table-filter", f"filters column no. {column.get('colId')}.")
    for sort in table.root.iter("{*}sortState", "{*}sortCondition"):
        if area_of(sort.get("ref")) is None:
            yield _at(table, "table-filter", f"is sorted by '{sort.get('ref')}', which are no cells.")


def _header_cells(book: Book, table: TablePart, area: Range) -> Iterator[Finding]:
    for place, name in enumerate(table.columns):
        row, column = area.first_row, area.first_column + place
        cell = table.sheet.grid.cells.get((row, column))
        shown = book.value(table.sheet, (row, column))
        is_text = cell is not None and cell.get("t") in ("s", "str", "inlineStr")
        if column <= area.last_column and (shown != name or not is_text):
            message = f"shows '{shown}' and is the header '{name}' of table {table.name}."
            if shown == name:
                message = f"holds the header '{name}' of table {table.name} as a number, not as a text."
            yield found("table-header", table.sheet.name, message, cell=cell_name(row, column), column=name)


def _at(table: TablePart, rule: str, message: str) -> Finding:
    return found(rule, table.sheet.name, f"table {table.name} {message}")
