"""What Excel needs to find Python, and setting it up, on Windows and macOS.

Nothing is downloaded, nothing outside the user's own folders is touched, and every step says what it did.
Depends on: errors, excel.machine, package.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.excel.machine.facts import KEYS, MAC, Machine
from exectrack_xl.excel.machine.settings_file import read_settings, settings_bytes
from exectrack_xl.package import replace_file

_SCRIPTS = Path("Library", "Application Scripts", "com.microsoft.Excel")


def install(machine: Machine, *, dry_run: bool = False) -> Iterator[str]:
    """Tell Excel which Python to use, and on a Mac let its buttons run it; yields what was done, one sentence each.

    With `dry_run` nothing is written, and the sentences say what would be done.

    Raises:
        UsageError: Excel does not run on this machine.
        WorkbookError: a file cannot be written, or xlwings is not complete.
    """
    if not machine.runs_excel:
        raise UsageError(
            "Excel does not run here: this is for Windows and macOS. For LibreOffice say --libreoffice; every other "
            "command works without either."
        )
    yield f"Python for Excel: {machine.python}, xlwings {_xlwings_version()}."
    yield from _point_to_python(machine, dry_run)
    if machine.platform == MAC:
        yield from allow_buttons(machine, dry_run=dry_run)
        yield "On a Mac the buttons work; functions in cells need Windows. The dashboards show the last Refresh."
    yield "Close Excel and open the tracker again. A downloaded one: unblock it first, see the README."


def _point_to_python(machine: Machine, dry_run: bool) -> Iterator[str]:
    """Name the interpreter in the user's own settings of xlwings; every other line there stays."""
    settings, key = machine.settings, KEYS[machine.platform]
    found = read_settings(settings, machine.encoding)
    if found.value(key) == str(machine.python) and not found.shifted and not found.has_other_letters:
        yield f"{settings} names this Python already."
    else:
        yield from _written(machine, found.with_value(key, str(machine.python)), dry_run)


def respell(machine: Machine) -> Iterator[str]:
    """Save the user's settings in the letters that Excel's macros read, and leave out what they cannot read.

    Raises:
        WorkbookError: the file cannot be written, or a value has letters that the macros cannot read.
    """
    yield from _written(machine, read_settings(machine.settings, machine.encoding).pairs, dry_run=False)


def _written(machine: Machine, pairs: Sequence[tuple[str, str]], dry_run: bool) -> Iterator[str]:
    """Write the settings; a file that is there is kept beside it first."""
    settings = machine.settings
    try:
        data = settings_bytes(pairs, machine.encoding)
    except UnicodeEncodeError as fault:
        raise WorkbookError(
            f"A path in {settings} has letters that Excel's macros cannot read. Use a folder with plain letters."
        ) from fault
    if settings.exists():
        yield from _kept(settings, dry_run)
    yield f"{'Would write' if dry_run else 'Wrote'} {settings}: {', '.join(key for key, _ in pairs)}."
    if not dry_run:
        settings.parent.mkdir(parents=True, exist_ok=True)
        replace_file(settings, data)


def _kept(path: Path, dry_run: bool) -> Iterator[str]:
    """A copy of a file beside it; one that is there with the same content is enough."""
    copies = (path.with_name(f"{path.name}.backup{number}") for number in ("", *map(str, range(2, 1000))))
    data = path.read_bytes()
    copy = next(one for one in copies if not one.exists() or one.read_bytes() == data)
    yield f"{'Would keep' if dry_run else 'Kept'} the old one as {copy.name}."
    if not dry_run:
        replace_file(copy, data)


def allow_buttons(machine: Machine, *, dry_run: bool = False) -> Iterator[str]:
    """Put xlwings' script where Excel for Mac looks for it: a button cannot start Python otherwise.

    Raises:
        WorkbookError: the script cannot be written, or xlwings is not complete.
    """
    folder = machine.home / _SCRIPTS
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
