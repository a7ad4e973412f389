"""xlwings' own VBA, embedded in the workbook so that nobody needs an add-in, with one guard put in.

Taken at build time from the xlwings installed beside us: its library bears the version in its name, so the
workbook and the Python that it will meet must have the same one.
Depends on: errors, excel.vba.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.vba import Module, exported_class, standard

_ENTRANCE = """Function XLPy()
    XLPyLoadDLL
    If 0 <> XLPyDLLActivateAuto(XLPy, XLPyCommand, 1) Then Err.Raise 1000, Description:=XLPy
End Function
"""
_GUARDED = """Function XLPy()
    ' The one change to xlwings' text: where Python cannot answer, a sentence says what to do.
    ' TrackerRefusal, TrackerAccept and TrackerRefuse are in module Tracker.
    If TrackerRefusal() <> "" Then Err.Raise 1000, Description:=TrackerRefusal()
    On Error GoTo refused
    XLPyLoadDLL
    If 0 <> XLPyDLLActivateAuto(XLPy, XLPyCommand, 1) Then Err.Raise 1000, Description:=XLPy
    TrackerAccept XLPy
    Exit Function
refused:
    Err.Raise 1000, Description:=TrackerRefuse(Err.Number, Err.Description)
End Function
"""


def runtime_modules() -> tuple[Module, Module]:
    """The modules `xlwings`, with the guard, and `Dictionary`, which it needs on a Mac.

    Raises WorkbookError when xlwings is not installed or its text is not the one the guard was made for.
    """
    folder = _xlwings_folder()
    return standard("xlwings", _guarded(_read(folder / "xlwings.bas"))), exported_class(
        _read(folder / "addin" / "Dictionary.cls")
    )


def runtime_version(module: Module) -> str:
    """The version of xlwings that such a module belongs to, e.g. "0.37.8"; "" when it does not say."""
    found = re.search(r'^Public Const XLWINGS_VERSION As String = "([^"]+)"', module.text, re.MULTILINE)
    return found[1] if found else ""


def _guarded(text: str) -> str:
    if text.count(_ENTRANCE) != 1:
        raise WorkbookError(
            "The xlwings installed here is not one this tracker can embed. Run: pip install 'xlwings==0.37.*'"
        )
    return re.sub(r'\AAttribute VB_Name = "xlwings"\n', "", text).replace(_ENTRANCE, _GUARDED)


def _xlwings_folder() -> Path:
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise WorkbookError("Building a workbook needs xlwings. Run: pip install xlwings")
    return Path(found.origin).parent


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="cp1252")
    except FileNotFoundError as fault:
        raise WorkbookError(f"The xlwings installed here lacks {path.name}. Install it again.") from fault
