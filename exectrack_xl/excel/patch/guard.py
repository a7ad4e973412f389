"""Refuses to write where a person's work could be lost: open elsewhere, changed meanwhile, signed, read-only.

Depends on: errors, excel.opening.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.opening import Package

_SIGNATURES = "_xmlsignatures/"  # a signature of the macros alone covers no cell, and stays


@dataclass(frozen=True)
class Fingerprint:
    """How a file was when it was read: its size, when it was last written, and what stood in it."""

    size: int
    written: int  # nanoseconds since 1970
    content: str  # SHA-256

    @classmethod
    def of(cls, path: Path) -> Fingerprint | None:
        """The fingerprint of a file, None where there is none."""
        try:
            about = path.stat()
            return cls(about.st_size, about.st_mtime_ns, sha256(path.read_bytes()).hexdigest())
        except OSError:
            return None


_OFFICE = {".pptx": "PowerPoint", ".docx": "Word"}  # who opens what; all else is Excel's


def must_be_free(path: Path) -> None:
    """Do nothing where the workbook may be written.

    Raises:
        WorkbookError: a program has it open, or it is read-only.
    """
    office = _OFFICE.get(path.suffix.lower(), "Excel")
    for lock, program in ((f"~${path.name}", office), (f".~lock.{path.name}#", "LibreOffice")):
        if path.with_name(lock).exists():
            who = _who(path.with_name(lock), program)
            raise WorkbookError(
                f"{path.name} is open in {program}{who}: close it there and run this again. "
                f"If nobody has it open, delete the file '{lock}' beside it."
            )
    if path.exists() and not os.access(path, os.W_OK):
        raise WorkbookError(f"{path.name} is read-only. Allow writing to it, or work on a copy.")


def must_be_unsigned(package: Package) -> None:
    """Do nothing where no digital signature would be broken.

    Raises:
        WorkbookError: the workbook is signed.
    """
    origins = [part for kind, part in package.related("").values() if kind == "origin"]
    if origins or any(part.startswith(_SIGNATURES) for part in package.parts):
        raise WorkbookError(
            f"{package.name} is digitally signed, and any change breaks the signature. "
            "Remove it in Excel (File, Info, View Signatures), or work on a copy."
        )


def must_be_unchanged(path: Path, seen: Fingerprint | None) -> None:
    """Do nothing where the file is still as it was read.

    Raises:
        WorkbookError: somebody has changed, moved or opened it since.
    """
    if seen is None or Fingerprint.of(path) != seen:
        raise WorkbookError(
            f"{path.name} was changed by somebody while it was being read. Nothing was written; run this again."
        )
    must_be_free(path)


def _who(lock: Path, program: str) -> str:
    """Who has the workbook open, as far as its lock file says: " (Anna Berg)"."""
    try:
        data = lock.read_bytes()
    except OSError:
        return ""  # Excel keeps its lock file to itself; that it is there says enough
    if program == "Excel":
        name = data[1 : 1 + data[0]].decode("cp1252", "replace") if data else ""
    else:
        name = next((part for part in data.decode("utf-8", "replace").split(",")[:2] if part.strip()), "")
    printable = "".join(sign for sign in name if sign.isprintable()).strip()
    return f" ({printable})" if printable else ""
