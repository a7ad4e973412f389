"""Which trackers a run is about: files, folders, patterns and storage addresses become a list of workbooks.

Depends on: errors; fsspec for an address such as s3://bucket/trackers.
"""

from __future__ import annotations

import fnmatch
import glob
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from exectrack_xl.errors import UsageError, WorkbookError, readable

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")  # the last three are refused in a sentence, not passed over
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_WILD = re.compile(r"[*?\[]")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
LONGEST_NAME = 80


@dataclass(frozen=True, order=True)
class Source:
    """One workbook: `key` is its path below what was asked for, with /, and names it in manifest and outputs."""

    key: str
    location: str  # a local path, or an address

    @property
    def folder(self) -> str:
        """The folder of its outputs below the run's: no part of it can lead elsewhere."""
        parts = [_safe(part) for part in PurePosixPath(self.key).with_suffix("").parts]
        return "/".join(part for part in parts if part)

    @property
    def is_remote(self) -> bool:
        """Whether it has to be fetched first."""
        return bool(_ADDRESS.match(self.location))


def find_sources(wanted: Iterable[str], leave_out: Path | None = None) -> tuple[Source, ...]:
    """Every workbook below the folders, patterns, addresses and files, in the order of their keys.

    Notes of open workbooks (~$…) and whatever lies in `leave_out`, where the outputs go, are passed over; two
    workbooks of one key are told apart by a number.

    Raises:
        UsageError: something asked for does not exist, or holds no workbook.
    """
    found: dict[str, Source] = {}
    for text in wanted:
        some = list(_remote(text) if _ADDRESS.match(text) else _local(text, leave_out))
        if not some:
            raise UsageError(f"'{text}' holds no workbook (.xlsx or .xlsm).")
        found.update({source.location: source for source in some if source.location not in found})
    return tuple(sorted(_told_apart(found.values())))


def fetch(source: Source, folder: Path) -> Path:
    """The workbook as a local file: where it lies, or a copy in `folder`.

    Raises:
        WorkbookError: it cannot be fetched.
    """
    if not source.is_remote:
        return Path(source.location)
    target = folder / (_safe(PurePosixPath(source.key).name) or "workbook.xlsx")
    system, path = _system(source.location)
    try:
        system.get_file(path, str(target))
    except Exception as fault:
        raise WorkbookError(f"{source.location} cannot be fetched: {_brief(fault)}.") from fault
    return target


def _local(text: str, leave_out: Path | None) -> Iterator[Source]:
    path = Path(text)
    if path.is_file():
        yield Source(readable(path.name), str(path))
        return
    if path.is_dir():
        root, files = path, (file for file in path.rglob("*") if file.is_file())
    elif _WILD.search(text):
        root = Path(_stem(text))
        files = (Path(name) for name in glob.glob(text, recursive=True) if Path(name).is_file())  # noqa: PTH207
    else:
        raise UsageError(f"There is no file or folder '{text}'. Check its name.")
    barred = leave_out.resolve() if leave_out else None
    for file in files:
        if _is_workbook(file.name) and not (barred and file.resolve().is_relative_to(barred)):
            yield Source(readable(_below(file, root)), str(file))


def _stem(text: str) -> str:
    """The part of a pattern before its first wildcard, cut at the last folder."""
    return _WILD.split(text)[0].rpartition("/")[0]


def _below(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name


def _remote(text: str) -> Iterator[Source]:
    system, path = _system(text)
    scheme = text.partition("://")[0]
    try:
        if _WILD.search(text):
            names, root = system.glob(path), _stem(path)
        elif system.isfile(path):
            names, root = [path], path.rpartition("/")[0]
        else:
            names, root = system.find(path), path.rstrip("/")
    except Exception as fault:
        raise UsageError(f"'{text}' cannot be listed: {_brief(fault)}.") from fault
    for name in names:
        if _is_workbook(name.rpartition("/")[2]):
            yield Source(name.removeprefix(root).lstrip("/"), f"{scheme}://{name}")


def _system(address: str) -> tuple[Any, str]:
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as fault:
        raise UsageError(f"'{address}' cannot be reached: {_brief(fault)}.") from fault
    return system, str(path)


def _is_workbook(name: str) -> bool:
    return name.lower().endswith(WORKBOOKS) and not fnmatch.fnmatch(name, "~$*") and not name.startswith(".")


def _told_apart(sources: Iterable[Source]) -> Iterator[Source]:
    """Sources whose outputs lie in different folders, even where the file system ignores case."""
    taken: set[str] = set()
    for source in sorted(sources):
        key, number, path = source.key, 2, PurePosixPath(source.key)
        while Source(key, "").folder.casefold() in taken:
            key, number = str(path.with_stem(f"{path.stem} ({number})")), number + 1
        taken.add(Source(key, "").folder.casefold())
        yield Source(key, source.location)


def _safe(name: str) -> str:
    """A name that is one plain folder or file name on every system; a long one keeps its beginning and a mark."""
    plain = _UNSAFE.sub(" ", name).strip(" .")
    if len(plain) <= LONGEST_NAME:
        return plain
    return f"{plain[: LONGEST_NAME - 9]} {sha256(name.encode()).hexdigest()[:8]}"


def _brief(fault: Exception) -> str:
    return str(fault).partition("\n")[0].strip().rstrip(".")[:200] or type(fault).__name__
