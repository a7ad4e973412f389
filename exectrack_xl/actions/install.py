"""What Excel needs to find Python, and setting it up: the first half, for Windows and macOS.

Nothing is downloaded, nothing outside the user's own folders is touched, and every step says what it did.
Depends on: errors, package, version.
"""

from __future__ import annotations

import locale
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.package import replace_file

WINDOWS, MAC = "win32", "darwin"
_KEYS = {WINDOWS: "INTERPRETER_WIN", MAC: "INTERPRETER_MAC"}
_FOLDERS = {  # under the user's home
    WINDOWS: Path(".xlwings"),
    MAC: Path("Library", "Containers", "com.microsoft.Excel", "Data"),
}
_SCRIPTS = Path("Library", "Application Scripts", "com.microsoft.Excel")
_SETTINGS = "xlwings.conf"
_ENCODING = locale.getencoding()  # the runtime in the workbook reads the file in the system's own letters


@dataclass(frozen=True)
class Machine:
    """The machine that Excel runs on, as far as it matters here."""

    platform: str  # as sys.platform names it
    home: Path
    python: Path  # the interpreter that Excel shall use

    @classmethod
    def this(cls) -> Machine:
        """The one we run on, with the Python we run in."""
        python = Path(sys.executable)
        windowless = python.with_name("pythonw.exe")
        return cls(sys.platform, Path.home(), windowless if sys.platform == WINDOWS and windowless.exists() else python)


def install(machine: Machine, *, dry_run: bool = False) -> Iterator[str]:
    """Tell Excel which Python to use, and on a Mac let its buttons run it; yields what was done, one sentence each.

    With `dry_run` nothing is written, and the sentences say what would be done.

    Raises:
        UsageError: Excel does not run on this machine.
        WorkbookError: a file cannot be written, or xlwings is not complete.
    """
    if machine.platform not in _KEYS:
        raise UsageError(
            "Excel does not run here: this is for Windows and macOS. Every other command works without Excel."
        )
    yield f"Python for Excel: {machine.python}, xlwings {_xlwings_version()}."
    settings = machine.home / _FOLDERS[machine.platform] / _SETTINGS
    yield from _point_to_python(settings, _KEYS[machine.platform], machine.python, dry_run)
    if machine.platform == MAC:
        yield from _allow_buttons(machine.home / _SCRIPTS, dry_run)
        yield "On a Mac the buttons work; functions in cells need Windows. The dashboards show the last Refresh."
    yield "Close Excel and open the tracker again. A downloaded one: unblock it first, see the README."


def _point_to_python(settings: Path, key: str, python: Path, dry_run: bool) -> Iterator[str]:
    """Name the interpreter in the user's own settings of xlwings; every other line there stays."""
    wanted = f'"{key}","{python}"'
    found = settings.read_text(encoding=_ENCODING).splitlines() if settings.exists() else []
    lines = [line for line in found if line.partition(",")[0].strip().strip('"').upper() != key]
    if wanted in found and len(lines) == len(found) - 1:
        yield f"{settings} names this Python already."
        return
    yield f"{'Would write' if dry_run else 'Wrote'} {key} to {settings}."
    if not dry_run:
        settings.parent.mkdir(parents=True, exist_ok=True)
        replace_file(settings, ("\n".join([*lines, wanted]) + "\n").encode(_ENCODING))


def _allow_buttons(folder: Path, dry_run: bool) -> Iterator[str]:
    """Put xlwings' script where Excel for Mac looks for it: a button cannot start Python otherwise."""
    script = _xlwings_folder() / f"xlwings-{_xlwings_version()}.applescript"
    if not script.exists():
        raise WorkbookError(f"The xlwings installed here lacks {script.name}. Install it again.")
    target = folder / script.name
    if target.exists() and target.read_bytes() == script.read_bytes():
        yield f"{target} is there already."
        return
    yield f"{'Would put' if dry_run else 'Put'} {script.name} into {folder}, so that buttons can start Python."
    if not dry_run:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(target, script.read_bytes())


def _xlwings_version() -> str:
    try:
        return version("xlwings")
    except PackageNotFoundError as fault:
        raise WorkbookError("Excel's side needs xlwings. Run: pip install xlwings") from fault


def _xlwings_folder() -> Path:
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise WorkbookError("Excel's side needs xlwings. Run: pip install xlwings")
    return Path(found.origin).parent
