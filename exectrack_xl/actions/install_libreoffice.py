"""Gives LibreOffice the worksheet functions and the menu: builds the extension, and has LibreOffice install it.

Its own Python needs nothing: the extension names the Python that runs now, and that does the work.
Depends on: errors, excel.libreoffice, render.pdf.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.libreoffice import build_extension
from exectrack_xl.render.pdf import libreoffice

EXTENSION = "ExecutionTracker.oxt"
_SECONDS = 180


def install_extension(folder: Path, *, dry_run: bool = False) -> Iterator[str]:
    """Build the extension into a folder and install it for this user; yields what was done, one sentence each.

    Without LibreOffice the file is written, to be opened there. With `dry_run` nothing is done.

    Raises:
        WorkbookError: the file cannot be written, or LibreOffice does not take it.
    """
    target, program = folder / EXTENSION, unopkg()
    if dry_run:
        yield f"Would write {target}, which names {sys.executable}."
        yield f"Would run {program} add." if program else "LibreOffice was not found; the file is to be opened there."
        return
    folder.mkdir(parents=True, exist_ok=True)
    build_extension(target)
    yield f"Wrote {target}, which names {sys.executable}."
    if program is None:
        yield "LibreOffice was not found. Install it, then open that file with it (Tools, Extensions, Add)."
        return
    add_extension(program, target)
    yield "LibreOffice has the functions, and in Calc the menu Execution Tracker. Start it again."


def add_extension(program: str, extension: Path, options: Sequence[str] = ()) -> None:
    """Have LibreOffice install an extension, in place of an older one; `options` are further ones of unopkg.

    Raises:
        WorkbookError: it does not take it.
    """
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # for whom LibreOffice installs for all users only
    command = [program, "add", *(["--shared"] if is_root else []), "-f", "-s", *options, str(extension)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise WorkbookError(f"LibreOffice could not install {extension.name}: {fault}.") from fault
    if done.returncode:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        why = lines[-1].strip().removeprefix("ERROR: ") if lines else f"exit code {done.returncode}"
        raise WorkbookError(
            f"LibreOffice could not install {extension.name} ({why}). Close LibreOffice everywhere and try again, "
            "or open the file with it (Tools, Extensions, Add)."
        )


def unopkg() -> str | None:
    """The program by which LibreOffice installs extensions; None where it is not installed."""
    office = libreoffice()
    if office is None:
        return None
    name = "unopkg.com" if sys.platform == "win32" else "unopkg"
    beside = Path(office).resolve().with_name(name)
    return str(beside) if beside.is_file() else shutil.which(name)


def own_folder(home: Path) -> Path:
    """Where the extension is kept for this user."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(home))) / "exectrack-xl"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "exectrack-xl"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "exectrack-xl"
