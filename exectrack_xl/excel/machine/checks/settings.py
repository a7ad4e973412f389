"""Settings that send Excel to another Python, or Python to other modules than ours.

Depends on: errors, excel.machine (case, checks.python, facts, rules, settings_file).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from exectrack_xl.errors import Finding
from exectrack_xl.excel.machine.case import Case
from exectrack_xl.excel.machine.checks.python import console
from exectrack_xl.excel.machine.facts import KEYS
from exectrack_xl.excel.machine.rules import found
from exectrack_xl.excel.machine.settings_file import SettingsFile

INTERPRETERS = ("INTERPRETER", *KEYS.values())
_CONDA = ("CONDA PATH", "CONDA ENV")
_LOADED = ("exectrack_xl", "udfs", "xlwings", "pandas", "numpy", "lxml", "openpyxl", "xlsxwriter", "python_calamine",
           "pptx", "docx", "docxtpl", "jinja2", "fsspec", "win32com", "pythoncom")  # fmt: skip
_SHADOWS = frozenset(_LOADED) | sys.stdlib_module_names
_SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


def beside_workbook(case: Case) -> Iterator[Finding]:
    """A settings file beside the workbook that names what is run or loaded."""
    named = [key for key in (*INTERPRETERS, *_CONDA, "PYTHONPATH") if case.beside.value(key)]
    if named and case.machine.runs_excel:
        path = case.beside.path
        yield found("settings-beside-workbook", str(path), f"names {' and '.join(named)}", path=path)


def files(case: Case) -> Iterator[Finding]:
    """What the macros cannot read of a settings file, and what is set there and does harm."""
    if not case.machine.runs_excel:
        return
    for file in (case.own, case.beside):
        yield from _readable(file)
        if file.value("DEBUG UDFS").lower() in ("true", "1"):
            yield found("settings-debug", str(file.path), "sets DEBUG UDFS", path=file.path)
    own = case.own
    if all(own.value(key) for key in _CONDA):
        yield found("settings-conda", str(own.path), f"names the Conda environment {own.value('CONDA ENV')}",
                    path=own.path)  # fmt: skip
    if own.value("PYTHONPATH"):
        yield found("settings-python-path", str(own.path), f"sets PYTHONPATH to {own.value('PYTHONPATH')}",
                    path=own.path)  # fmt: skip


def _readable(file: SettingsFile) -> Iterator[Finding]:
    if file.shifted:
        lines = ", ".join(map(str, file.shifted))
        yield found("settings-shifted", str(file.path), f"line {lines} does not hold two fields", path=file.path)
    if file.has_other_letters:
        yield found("settings-letters", str(file.path), "was saved as UTF-8", path=file.path)


def environment(case: Case) -> Iterator[Finding]:
    """Variables that change what any Python on this machine does."""
    home, path = case.machine.variable("PYTHONHOME"), case.machine.variable("PYTHONPATH")
    if home:
        yield found("environment-python-home", "PYTHONHOME", f"names '{home}'")
    if path:
        yield found("environment-python-path", "PYTHONPATH", f"names '{path}'")


def shadows(case: Case) -> Iterator[Finding]:
    """Files that bear the name of a module we load, in a folder where Python may look first."""
    for folder in dict.fromkeys(_looked_in(case)):
        try:
            there = sorted(folder.iterdir())
        except OSError:
            continue
        for path in there:
            if _is_module(path) and path.stem in _SHADOWS and not _is_ours(path):
                yield found("module-shadowed", str(path), f"is called like the module {path.stem}", path=path)
    if case.workbook is not None:
        packed = case.workbook.absolute().with_suffix(".zip")
        if packed.is_file():
            what = "bears the workbook's name, and xlwings looks for modules in such a file"
            yield found("module-shadowed", str(packed), what, path=packed)


def _is_module(path: Path) -> bool:
    return path.suffix in (".py", ".pyd") or (path.is_dir() and (path / "__init__.py").is_file())


def _is_ours(path: Path) -> bool:
    """Whether it is this very package, in a checkout for example."""
    root = Path(__file__).parents[4]
    return path.absolute() in (root / "udfs", root / "exectrack_xl")


def _looked_in(case: Case) -> Iterator[Path]:
    """Excel's current folder, which is that of documents or of the workbook, and what the variables name."""
    machine = case.machine
    if case.workbook is not None:
        yield case.workbook.absolute().parent
    documents = machine.registry.value(_SHELL_FOLDERS, "Personal")
    yield Path(machine.expanded(str(documents))) if documents else machine.home / "Documents"
    separator = ";" if machine.platform == "win32" else ":"
    for folder in machine.variable("PYTHONPATH").split(separator):
        if folder:
            yield Path(folder)


def loaded(case: Case) -> Iterator[Finding]:
    """Modules that the Python of Excel loads from elsewhere, and code that runs whenever it starts."""
    answer = case.answer
    if isinstance(answer, str):
        return
    python = console(case.python or str(case.machine.python))
    for module, origin in answer.origins.items():
        if module in _LOADED and not any(case.machine.lies_in(origin, folder) for folder in answer.folders):
            yield found("module-elsewhere", "Python for Excel", f"loads {module} from {origin}", python=python)
    for path in answer.startup:
        yield found("startup-code", path, "is run by Python at its start", path=path)
