"""What makes a tracker an .xlsm: macros, ribbon, code names, and the sheet in which the runtime looks for its settings.

Depends on: excel.build.book, excel.functions, excel.macros, excel.vba.
"""

from __future__ import annotations

from io import BytesIO

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.excel.functions import worksheet_functions
from exectrack_xl.excel.macros import FUNCTIONS, WORKBOOK, tracker_modules, with_ribbon
from exectrack_xl.excel.vba import vba_project
from exectrack_xl.schema import Tab

CONFIGURATION = "xlwings.conf"  # the runtime knows the sheet by this name

# Without the first line the runtime puts the workbook's folder in front of Python's path, and whatever file called
# udfs.py lies there would run. The blank ones keep a file beside the workbook from naming such folders. No
# interpreter is named: that is the user's own setting, made by "exectrack install". Texts, not truth values: the
# runtime reads these the same in every language of Windows.
RUNTIME_SETTINGS = (
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("USE UDF SERVER", "True"),
    ("UDF MODULES", FUNCTIONS),
    ("PYTHONPATH", None),
    ("CONDA PATH", None),
    ("CONDA ENV", None),
    ("DEBUG UDFS", "False"),
    ("SHOW CONSOLE", "False"),
)


def add_macros(book: Book) -> None:
    """Put the macros and the ribbon into a workbook whose sheets are all there."""
    _write_configuration(book)
    book.workbook.set_vba_name(WORKBOOK)
    names = []
    for number, worksheet in enumerate(book.workbook.worksheets(), 1):
        names.append(f"Sheet{number}")
        worksheet.set_vba_name(names[-1])
    project = vba_project(tracker_modules(worksheet_functions(), names))
    book.workbook.add_vba_project(BytesIO(project), is_stream=True)
    book.finish_with(with_ribbon)


def _write_configuration(book: Book) -> None:
    worksheet = book.sheet(CONFIGURATION, tab=TAB_COLOURS[Tab.SET_UP], shown=False)
    worksheet.set_column(0, 1, 34)
    for row, (key, value) in enumerate(RUNTIME_SETTINGS):
        put(worksheet, row, 0, key, book.look(bold=True))
        put(worksheet, row, 1, value, book.look(num_format="@"))
