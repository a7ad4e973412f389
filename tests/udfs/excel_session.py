"""A session of Excel as xlwings sees it: a workbook with tables, and cells that call Python through xlwings' server.

All of xlwings runs as on Windows, its conversion of ranges, dates, errors and left-out arguments too; only what
lies beyond COM is replaced. It runs in a process of its own, because xlwings is the Windows one only there:

    python excel_session.py CALLS ANSWERS     two pickled files; see `Call`
"""

from __future__ import annotations

import ctypes
import datetime as dt
import pickle
import sys
import types
from pathlib import Path
from typing import Any, NamedTuple

MISSING = -2147352572  # what COM hands over for an argument that a formula leaves out
RANGE_ID = "{00020846-0000-0000-C000-000000000046}"
ERRORS = {"#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#REF!": -2146826265,
          "#VALUE!": -2146826273, "#NUM!": -2146826252, "#NULL!": -2146826288}  # fmt: skip


class Call(NamedTuple):
    """One cell: a function with arguments as Excel hands them over (`Cells` for a range), and the tables it sees."""

    function: str
    arguments: tuple[Any, ...]
    tables: dict[str, Any] | None  # by table name; None = no workbook answers


class Cells(NamedTuple):
    """A range of cells."""

    values: tuple[tuple[Any, ...], ...]


class ComTime(dt.datetime):
    """pywin32's time: it bears a zone."""


class Com:
    """Any object of Excel's."""

    def __init__(self, **members: Any) -> None:
        self.__dict__.update(members)


class ComList(list[Any]):
    """A collection of Excel's."""

    @property
    def Count(self) -> int:  # noqa: N802 - COM spells it so
        return len(self)


EXCEL = Com(Version="16.0", Hwnd=1)


def stand_in(name: str, **content: Any) -> types.ModuleType:
    """A module that other code can import."""
    module = types.ModuleType(name)
    module.__dict__.update(content)
    sys.modules[name] = module
    return module


def install() -> types.ModuleType:
    """Put stand-ins where pywin32 and Windows would be, and give xlwings' module of worksheet functions."""
    ctypes.windll = ctypes.oledll = Com(ole32=Com(CLSIDFromString=lambda *_: None))  # type: ignore[attr-defined]
    ctypes.PyDLL = lambda _: Com(PyCom_PyObjectFromIUnknown=Com())  # type: ignore[assignment, misc]
    stand_in("pythoncom", CoInitialize=lambda *_: None, __file__="")
    stand_in("pywintypes", com_error=type("com_error", (Exception,), {}), TimeType=ComTime, IID=str)
    for name in ("win32api", "win32con", "win32gui"):
        stand_in(name)
    stand_in("win32process", GetWindowThreadProcessId=lambda window: (window, window))
    stand_in("win32timezone", TimeZoneInfo=Com(utc=lambda: dt.UTC))
    kinds = {name: type(name, (), {}) for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")}
    client = stand_in("win32com.client", Dispatch=lambda found, **_: found, DispatchEx=None, **kinds)
    stand_in("win32com", client=client)
    stand_in("xlwings._win32patch", CoClassBaseClass=kinds["CoClassBaseClass"])
    import xlwings
    import xlwings._xlwindows as windows

    xlwings._xlwindows = windows
    xlwings.engines.add(xlwings.main.Engine(impl=windows.engine))
    stand_in("xlwings.com_server", loop=None)
    import xlwings.udfs as udfs

    xlwings.func, xlwings.sub, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlsub, udfs.xlarg, udfs.xlret
    return udfs


def com_range(values: Any) -> Com:
    """A range as COM hands it over: one cell's value by itself, several as tuples of rows."""
    rows = tuple(tuple(map(com_value, row)) for row in values)
    kind = Com(GetTypeInfo=lambda: Com(GetTypeAttr=lambda: Com(iid=RANGE_ID)))
    single = len(rows) == 1 and len(rows[0]) == 1
    return Com(
        Value=rows[0][0] if single else rows, _oleobj_=kind, Row=1, Column=1,
        Rows=Com(Count=len(rows)), Columns=Com(Count=len(rows[0])), Worksheet=Com(Parent=Com(Application=EXCEL)),
    )  # fmt: skip


def com_value(value: Any) -> Any:
    """A cell's value as COM hands it over."""
    if isinstance(value, dt.date):
        return ComTime(value.year, value.month, value.day, tzinfo=dt.UTC)
    if isinstance(value, str):
        return ERRORS.get(value, value or None)
    return value


def workbook(tables: dict[str, Any], name: str = "tracker.xlsm") -> Com:
    """A workbook with one sheet for each table."""
    listed = {title: ComList([Com(Name=title, Range=com_range(cells))]) for title, cells in tables.items()}
    sheets = ComList(Com(Name=title, ListObjects=found) for title, found in listed.items())
    return Com(Name=name, Worksheets=sheets, Application=EXCEL)


def answers(calls: list[Call]) -> list[Any]:
    """What each cell shows."""
    server, windows = install(), sys.modules["xlwings._xlwindows"]
    contents = {id(call.tables): call.tables for call in calls if call.tables is not None}
    books = {key: workbook(tables) for key, tables in contents.items()}
    caller = com_range((("",),))
    shown = []
    for call in calls:
        windows.BOOK_CALLER = None  # type: ignore[attr-defined]
        arguments = tuple(map(com_argument, call.arguments))
        shown.append(server.call_udf("udfs.functions", call.function, arguments, books.get(id(call.tables)), caller))
    return shown


def com_argument(value: Any) -> Any:
    """An argument as COM hands it over."""
    return com_range(value.values) if isinstance(value, Cells) else com_value(value)


if __name__ == "__main__":
    sys.modules["excel_session"] = sys.modules["__main__"]  # the pickled calls are of this module
    calls = pickle.loads(Path(sys.argv[1]).read_bytes())
    Path(sys.argv[2]).write_bytes(pickle.dumps(answers(calls)))
