"""Office files as bytes: rewritten so that the same parts give the same bytes, and put in place in one step.

An Office file is a zip of parts. Writers stamp the time of day into it in three places: the zip entries,
`docProps/core.xml`, and the same two again inside every workbook embedded behind a chart.
Depends on: errors.
"""

from __future__ import annotations

import os
import posixpath
import re
import secrets
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from exectrack_xl.errors import TrackerError, WorkbookError

CONTENT_TYPES = "[Content_Types].xml"
CORE_PROPERTIES = "docProps/core.xml"
PACKAGE_RELATIONSHIPS = "_rels/.rels"
FIRST_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)  # the earliest time a zip entry can hold

REPAIR = "Open it in PowerPoint or Word, let it be repaired, and save it."
LARGEST_UNPACKED = 400 * 2**20  # bytes

_EMBEDDED = (".xlsx", ".xlsm", ".docx", ".pptx")
_TIME_ELEMENT = re.compile(rb"(<(?:\w+:)?(?:created|modified)\b[^>/]*>)[^<]*(</)")


def normalise(data: bytes, *, stamp: datetime = FIRST_MOMENT) -> bytes:
    """The same Office file without a trace of when it was written.

    Content types come first, the other parts keep their order; every zip entry bears 1980-01-01, and
    `created` and `modified` read `stamp` (UTC), in embedded workbooks too. Normalising twice changes nothing.
    Raises WorkbookError when `data` is no Office file.
    """
    return write_parts(normalised(read_parts(data), stamp))


def normalised(parts: Mapping[str, bytes], stamp: datetime = FIRST_MOMENT) -> dict[str, bytes]:
    """The parts of an Office file without a trace of when they were written; see `normalise`."""
    return {name: _normalised_part(name, part, stamp) for name, part in parts.items()}


def relationships_of(part: str) -> str:
    """The name of the part that lists a part's relationships; of the file itself where the name is empty.

    >>> relationships_of("ppt/slides/slide1.xml"), relationships_of("")
    ('ppt/slides/_rels/slide1.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_parts(data: bytes) -> dict[str, bytes]:
    """The parts of an Office file by name, in the order they are stored.

    Raises WorkbookError when `data` is no Office file, is damaged, holds a part twice, or unpacks to too much.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _must_fit(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as fault:
        raise WorkbookError("This is not an Office file, or it is damaged or encrypted.") from fault
    if len(parts) != len(entries):
        raise WorkbookError("This Office file is damaged: it holds the same part twice.")
    if CONTENT_TYPES not in parts:
        raise WorkbookError("This is not an Office file: its list of content types is missing.")
    return parts


@contextmanager
def understood(name: str, remedy: str = REPAIR) -> Iterator[None]:
    """A part of a program that reads a file of somebody else's by what sound files of its kind hold.

    Whatever a library, or our own reader, stumbles over there is raised as a WorkbookError about the file.
    """
    try:
        yield
    except (TrackerError, MemoryError, OSError):
        raise
    except Exception as fault:
        raise WorkbookError(f"{name} is damaged, or not put together as its program does it. {remedy}") from fault


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """An Office file made of these parts, content types first, each entry dated 1980-01-01."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name in sorted(parts, key=lambda name: name != CONTENT_TYPES):  # sorting is stable: order kept
            archive.writestr(_entry(name), parts[name], compresslevel=6)
    return target.getvalue()


def relate(parts: Mapping[str, bytes], name: str, part: bytes, *, relationship: str) -> dict[str, bytes]:
    """These parts with one more, related to the package itself (as a ribbon is, or core properties are).

    `relationship` is the relationship's type, a URI. The content type must be known by the part's extension.
    Raises WorkbookError when the part is there already.
    """
    if name in parts:
        raise WorkbookError(f"The Office file holds a part '{name}' already.")
    relationships = parts[PACKAGE_RELATIONSHIPS]
    taken = set(re.findall(rb'\bId="([^"]*)"', relationships))
    number = next(n for n in range(1, len(taken) + 2) if b"rId%d" % n not in taken)
    added = f'<Relationship Id="rId{number}" Type="{relationship}" Target="{name}"/></Relationships>'
    related = relationships.replace(b"</Relationships>", added.encode())
    return {**parts, PACKAGE_RELATIONSHIPS: related, name: part}


def replace_file(path: Path, data: bytes, *, last_check: Callable[[], None] | None = None) -> Path:
    """Write the file whole or not at all, and give back its path.

    The bytes go to a temporary file in the same folder first, which then takes the file's place in one step:
    whoever opens the file sees the old one or the new one, never half of it. `last_check` is called just
    before that step; when it raises, the old file stays.
    Raises WorkbookError when the folder is missing or may not be written to, or when the file is locked.
    """
    place = path.resolve() if path.is_symlink() else path  # a link stays a link
    if not place.parent.is_dir():
        raise WorkbookError(f"Cannot write {path.name}: there is no folder '{place.parent}'. Make it first.")
    if place.is_dir():
        raise WorkbookError(f"Cannot write {path.name}: it is a folder. Give the name of a file.")
    temporary = place.with_name(f".{place.name[:40]}-{secrets.token_hex(4)}.tmp")
    try:
        _write_through(temporary, data)
        if place.exists():
            temporary.chmod(place.stat().st_mode & 0o7777)
        if last_check is not None:
            last_check()
        temporary.replace(place)
    except OSError as fault:
        raise WorkbookError(_refusal(path, fault)) from fault
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _must_fit(entries: list[ZipInfo]) -> None:
    """Refuse what unpacks to more than a file of Office holds; a size that lies fails when the part is read."""
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise WorkbookError(f"This Office file unpacks to more than {LARGEST_UNPACKED // 2**20} MB. It was not read.")


def _normalised_part(name: str, part: bytes, stamp: datetime) -> bytes:
    if name == CORE_PROPERTIES:
        return _TIME_ELEMENT.sub(rb"\g<1>" + f"{stamp:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", part)
    if name.lower().endswith(_EMBEDDED) and part.startswith(b"PK"):
        return normalise(part, stamp=stamp)
    return part


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, date_time=FIRST_MOMENT.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0  # else the entry tells on which system it was written
    return entry


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _refusal(path: Path, fault: OSError) -> str:
    if isinstance(fault, PermissionError):
        return (
            f"Cannot write {path.name}: it is open in another program, or the folder is read-only. "
            "Close it there, or give another name."
        )
    return f"Cannot write {path.name}: {fault.strerror or fault}. Nothing was changed."
