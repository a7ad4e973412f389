"""xlwings' own Windows code, run anywhere: only what lies beyond COM is replaced, and all of it is Excel's.

Run as a program, it prints what "Import Functions" does with a Python module: the VBA text it makes and the
help it gives Excel. It runs in a process of its own, because xlwings decorates functions for real only there.

    python com_boundary.py FOLDER MODULE
"""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path
from typing import Any


class ExcelWorkbook:
    """The workbook as COM shows it to xlwings: takes an import, and help texts for its functions."""

    Name = "ExecutionTracker.xlsm"

    def __init__(self) -> None:
        self.text = ""
        self.help: list[dict[str, Any]] = []
        self.VBProject = self.VBComponents = self.Application = self
        self.Version = "16.0"
        self.sheets: list[object] = []

    def __call__(self, component: str) -> str:
        return component

    def Remove(self, component: str) -> None:  # noqa: N802 - COM spells it so
        """The module of an earlier import goes."""

    def Import(self, path: str) -> None:  # noqa: N802 - COM spells it so
        """The module that xlwings wrote comes in."""
        self.text = Path(path).read_text(encoding="utf-8")

    def MacroOptions(self, macro: str, **options: Any) -> None:  # noqa: N802 - COM spells it so
        """Help for one function."""
        shown = ("Description", "Category", "ArgumentDescriptions")
        self.help.append({"name": macro.split("!")[1], **{key: options[key] for key in shown}})


def install() -> types.ModuleType:
    """Put stand-ins where pywin32 would be, and give xlwings' module of worksheet functions."""
    stand_in("pythoncom", CoInitialize=lambda *_: None)
    stand_in("pywintypes", com_error=type("com_error", (Exception,), {}), TimeType=type("TimeType", (), {}))
    stand_in("win32com")
    stand_in("win32com.client", Dispatch=lambda found, **_: found)
    import xlwings

    windows = stand_in("xlwings._xlwindows", Book=lambda workbook: workbook, Range=object)
    xlwings._xlwindows = windows  # type: ignore[attr-defined]
    import xlwings.udfs as udfs

    xlwings.func, xlwings.sub, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlsub, udfs.xlarg, udfs.xlret
    return udfs


def stand_in(name: str, **content: Any) -> types.ModuleType:
    """A module that other code can import."""
    module = types.ModuleType(name)
    module.__dict__.update(content)
    sys.modules[name] = module
    return module


def import_functions(module: str) -> ExcelWorkbook:
    """What "Import Functions" leaves in a workbook for this Python module."""
    workbook = ExcelWorkbook()
    install().import_udfs(module, workbook)
    return workbook


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    result = import_functions(sys.argv[2])
    print("\n" + json.dumps({"text": result.text, "help": result.help}))
