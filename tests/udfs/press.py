"""Press buttons of the ribbon in Excel as xlwings sees it, and print what a person would see as JSON.

python press.py WORKBOOK FORMULA BUTTON…     the formula is in the selected cell
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from excel_session import EXCEL, Com, ComList, com_range, install, stand_in

seen: dict[str, Any] = {"messages": [], "opened": [], "listed": [], "status": ""}


class Sheet(Com):
    """A worksheet that keeps what is written into it."""

    def Range(self, start: Any, end: Any = None) -> Any:  # noqa: N802 - COM spells it so
        """A range that can be written."""
        return Area(self)

    Cells = Range


class Area(Com):
    """A range that keeps what is written into it."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(Worksheet=sheet, Row=1, Column=1, Rows=Com(Count=1), Columns=Com(Count=1), Address="$A$1")

    def __call__(self, *_: Any) -> Any:
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Value":
            seen["listed"].append(value)


def workbook(path: Path) -> Com:
    """The workbook as it is open in Excel: what is on the screen is what is in the file."""
    return Com(Name=path.name, FullName=str(path), Application=EXCEL, SaveCopyAs=lambda to: shutil.copyfile(path, to))


def press(path: Path, formula: str, names: list[str]) -> dict[str, Any]:
    """What a person sees after pressing these buttons."""
    install()
    fitting = Com(AutoFit=lambda: None)
    new = Sheet(Name="Sheet1", Rows=fitting, Columns=fitting)
    new.Parent = Com(Application=EXCEL, Name="Book1")
    selected = com_range((("",),))
    selected.__dict__.update(Formula=formula, Address="$A$1", Count=1)
    EXCEL.__dict__.update(Selection=selected, Workbooks=Com(Add=lambda *_: Com(Worksheets=ComSheets([new]))))
    stand_in("win32con", MB_OK=0, MB_OKCANCEL=1, MB_YESNO=4, MB_YESNOCANCEL=3, MB_ICONINFORMATION=64, MB_ICONWARNING=48)
    windows = sys.modules["xlwings._xlwindows"]
    windows.win32con = sys.modules["win32con"]  # type: ignore[attr-defined]
    windows.win32api = Com(MessageBox=lambda _, text, *__: seen["messages"].append(text) or 1)  # type: ignore[attr-defined]
    windows.BOOK_CALLER = workbook(path)  # type: ignore[attr-defined]
    import udfs.ribbon as ribbon

    sys.platform, os.startfile = "win32", lambda opened: seen["opened"].append(str(opened))  # type: ignore
    for name in names:
        getattr(ribbon, name)()
    seen["status"] = EXCEL.__dict__.get("StatusBar", "")
    return seen


class ComSheets(ComList):
    """Worksheets, counted from 1."""

    def __call__(self, number: int) -> Any:
        return self[number - 1]


if __name__ == "__main__":
    print(json.dumps(press(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]), default=str))
