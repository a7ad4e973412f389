"""Opens a workbook as a zip of parts, and says in one sentence why it cannot.

Depends on: errors, package.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from exectrack_xl.errors import WorkbookError, readable
from exectrack_xl.package import relationships_of

LARGEST_FILE = 200 * 2**20  # bytes on disk
LARGEST_CONTENT = 200 * 2**20  # bytes unpacked; a tracker of 4,100 rows unpacks to 3 million
MOST_PARTS = 20_000  # pictures are parts, too
MOST_NODES = 500_000  # tags of a part that is read as a tree: each takes 200 bytes and more

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and the envelope of an encrypted workbook
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FAULTS = (BadZipFile, zlib.error, LZMAError, struct.error, EOFError, OSError, ValueError)  # of a damaged zip


@dataclass(frozen=True)
class Package:
    """A workbook file in memory: its name as messages cite it, its bytes and its parts, each unpacked once."""

    name: str
    data: bytes
    archive: ZipFile
    _unpacked: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def parts(self) -> dict[str, str]:
        """Stored names by the lower-case name a relationship may give them."""
        return {name.lower(): name for name in self.archive.namelist()}

    def has(self, part: str) -> bool:
        """Whether the workbook holds this part."""
        return part.lower() in self.parts

    def part(self, part: str) -> bytes:
        """The content of a part.

        Raises:
            WorkbookError: the part is missing, damaged, locked by a password, or declares XML entities.
        """
        stored = self.parts.get(part.lower())
        if stored is None:
            raise self.damaged(f"its part '{part}' is missing")
        if stored not in self._unpacked:
            self._unpacked[stored] = self._content(stored)
        return self._unpacked[stored]

    def _content(self, part: str) -> bytes:
        try:
            content = self.archive.read(part)
        except _FAULTS as fault:
            raise self.damaged(f"its part '{part}' cannot be unpacked") from fault
        except (RuntimeError, NotImplementedError) as fault:
            raise WorkbookError(f"{self.name} is locked by a password. Save it without one.") from fault
        if any(mark in content for mark in _DOCTYPES):
            raise WorkbookError(f"{self.name} declares XML entities, which Excel never does. It was not read.")
        return content

    def tree(self, part: str) -> etree._Element:
        """The XML of a part; nothing outside the part is ever fetched.

        Raises:
            WorkbookError: the part is missing, no XML, or larger than any of its kind.
        """
        content = self.part(part)
        if content.count(b"<") > MOST_NODES:
            raise self.damaged(f"its part '{part}' is larger than Excel writes any")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as fault:
            raise self.damaged(f"its part '{part}' is not readable") from fault

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part points to: relationship ID -> (type, part name)."""
        folder, rels = posixpath.dirname(part), relationships_of(part)
        if not self.has(rels):
            return {}
        return {
            link.get("Id", ""): (
                link.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in self.tree(rels).iter("{*}Relationship")
            if link.get("TargetMode") != "External"
        }

    @cached_property
    def main(self) -> str:
        """The part that describes the workbook, under whatever name."""
        return next((part for kind, part in self.related("").values() if kind == "officeDocument"), "xl/workbook.xml")

    def damaged(self, how: str) -> WorkbookError:
        """The error for a workbook that cannot be taken apart."""
        return WorkbookError(f"{self.name} is damaged: {how}. Open it in Excel, let Excel repair it, and save it.")


def open_package(path: Path, *, doubled: bool = False) -> Package:
    """The workbook's parts; nothing is unpacked yet. `doubled` is for those who look for parts that stand twice.

    Raises:
        WorkbookError: the file is missing, locked, too large, or no .xlsx or .xlsm workbook.
    """
    data = _bytes(path)
    name = readable(path.name)
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise WorkbookError(f"{name} is encrypted. Save it without a password to open it (File, Info, Protect).")
        raise WorkbookError(f"{name} is in the old .xls format. Save it as .xlsx or .xlsm.")
    try:
        archive = ZipFile(BytesIO(data))
    except (*_FAULTS, NotImplementedError) as fault:
        how = "cut off: copy it again" if data.startswith(b"PK") else "not an Excel workbook: save it as .xlsx or .xlsm"
        raise WorkbookError(f"{name} is {how}.") from fault
    if sum(entry.file_size for entry in archive.infolist()) > LARGEST_CONTENT:
        raise WorkbookError(f"{name} unpacks to more than {LARGEST_CONTENT // 2**20} MB, which no tracker does.")
    if len(archive.infolist()) > MOST_PARTS:
        raise WorkbookError(f"{name} holds more than {MOST_PARTS:,} parts, which no tracker does.")
    if not doubled and len({entry.filename.lower() for entry in archive.infolist()}) != len(archive.infolist()):
        raise WorkbookError(f"{name} is damaged: it holds the same part twice. Save it in Excel.")
    package = Package(name, data, archive)
    _must_be_a_workbook(package)
    return package


def _bytes(path: Path) -> bytes:
    if path.name.startswith("~$"):
        raise WorkbookError(f"{path.name} is Excel's note that {path.name[2:]} is open. Give that file instead.")
    try:
        if path.is_dir():
            raise WorkbookError(f"{path} is a folder. Give the workbook in it.")
        if path.exists() and not path.is_file():
            raise WorkbookError(f"{path.name} is a pipe or a device. Give a workbook that is saved on disk.")
        if path.stat().st_size > LARGEST_FILE:
            raise WorkbookError(f"{path.name} is larger than {LARGEST_FILE // 2**20} MB, which no tracker is.")
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise WorkbookError(f"There is no file '{path}'. Check its name and folder.") from fault
    except PermissionError as fault:
        raise WorkbookError(
            f"{path.name} may not be read: it is locked by another program, or not yours to open. Close it there."
        ) from fault
    except (OSError, ValueError) as fault:
        raise WorkbookError(f"{path.name} cannot be read: {getattr(fault, 'strerror', None) or fault}.") from fault
    if not data:
        raise WorkbookError(f"{path.name} is empty: nothing was ever saved in it, or the copy failed.")
    return data


def _must_be_a_workbook(package: Package) -> None:
    name = package.name
    if package.has("xl/workbook.bin"):
        raise WorkbookError(f"{name} is a binary workbook (.xlsb). Save it as .xlsx or .xlsm.")
    if package.has("mimetype"):
        raise WorkbookError(f"{name} is an OpenDocument file. Save it as .xlsx or .xlsm.")
    if not package.has("[Content_Types].xml") or not any(part.startswith("xl/") for part in package.parts):
        raise WorkbookError(f"{name} is not an Excel workbook. Give an .xlsx or .xlsm file.")
