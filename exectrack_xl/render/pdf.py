"""A deck or report as PDF, by the Office that is installed: PowerPoint or Word on Windows, LibreOffice anywhere.

Depends on: errors, package.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from exectrack_xl import package
from exectrack_xl.errors import UsageError

TIMEOUT = 180  # seconds: a first start of LibreOffice takes the most of it
_LIBREOFFICE = (
    "soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe", r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)  # fmt: skip
_AS_PDF = {"PowerPoint": 32, "Word": 17}  # ppSaveAsPDF, wdFormatPDF


def as_pdf(path: Path, target: Path, *, timeout: float = TIMEOUT) -> Path:
    """Write a deck or report as PDF and give back the target; a file already there is replaced in one step.

    Raises:
        UsageError: no program that can do it is installed, or it did not do it in time.
        WorkbookError: the PDF cannot be written.
    """
    made = _by_office(path) if sys.platform == "win32" else None
    return package.replace_file(target, made or _by_libreoffice(path, timeout))


def _by_office(path: Path) -> bytes | None:
    """The PDF that PowerPoint or Word makes, in an instance of its own; None where it is not installed."""
    program = "PowerPoint" if path.suffix.lower() in (".pptx", ".potx", ".pptm") else "Word"
    try:
        from win32com.client import DispatchEx  # type: ignore[import-untyped]  # comes with xlwings on Windows

        office = DispatchEx(f"{program}.Application")
    except Exception:  # noqa: BLE001 - COM raises its own errors; LibreOffice is asked next
        return None
    with TemporaryDirectory() as folder:
        target = Path(folder) / "made.pdf"
        try:
            if program == "PowerPoint":
                opened = office.Presentations.Open(str(path.resolve()), True, False, False)  # read-only, no window
            else:
                opened = office.Documents.Open(str(path.resolve()), False, True)
            opened.SaveAs(str(target), _AS_PDF[program])
            opened.Close()
        except Exception:  # noqa: BLE001
            return None
        finally:
            office.Quit()
        return target.read_bytes() if target.is_file() else None


def libreoffice() -> str | None:
    """The program of LibreOffice; None where it is not installed."""
    found = (shutil.which(name) or (name if Path(name).is_file() else None) for name in _LIBREOFFICE)
    return next((program for program in found if program), None)


def _by_libreoffice(path: Path, timeout: float) -> bytes:
    program = libreoffice()
    if program is None:
        raise UsageError(
            f"{path.name} was not made a PDF: neither Microsoft Office nor LibreOffice was found. "
            "Install LibreOffice, or open the file and save it as PDF."
        )
    with TemporaryDirectory() as folder:
        # A profile of its own: a LibreOffice that a person has open neither answers in its place nor is ended.
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf",
                   "--outdir", folder, str(path.resolve())]  # fmt: skip
        said = _run(command, timeout)
        made = Path(folder) / f"{path.stem}.pdf"
        if not made.is_file():
            why = f" It said: {said.strip()[:200]}" if said.strip() else ""
            raise UsageError(f"LibreOffice did not make a PDF of {path.name} within {timeout:g} seconds.{why}")
        return made.read_bytes()


def _run(command: list[str], timeout: float) -> str:
    """Run a program to its end, or end it and its children after the time; what it printed."""
    alone = {} if sys.platform == "win32" else {"start_new_session": True}
    done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **alone)  # type: ignore[call-overload]
    try:
        return str(done.communicate(timeout=timeout)[0])
    except subprocess.TimeoutExpired:
        return ""
    finally:
        _end(done)


def _end(process: subprocess.Popen[str]) -> None:
    """End a process by its number, and on a Mac or Linux the children it started."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
