"""Opens any list or plan as grids, by what the file holds.

Depends on: errors, package, excel.foreign.grids, excel.foreign.json_lists, excel.foreign.mpp, excel.foreign.msproject,
excel.foreign.xer.
"""

from __future__ import annotations

from pathlib import Path

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.foreign.grids import Grid, bytes_of, read_csv, read_workbook
from exectrack_xl.excel.foreign.json_lists import read_json
from exectrack_xl.excel.foreign.mpp import read_mpp
from exectrack_xl.excel.foreign.msproject import read_msproject
from exectrack_xl.excel.foreign.xer import read_xer
from exectrack_xl.package import understood

KNOWN = ".xlsx, .xlsm, .csv, .tsv, .txt, .json, .xml (Microsoft Project), .xer (Primavera), .mpp"


def read_source(path: Path) -> tuple[Grid, ...]:
    """The tables of a foreign file.

    Raises:
        WorkbookError: the file cannot be read, is damaged, or of no known kind.
    """
    ending = path.suffix.lower()
    if ending in (".xlsx", ".xlsm"):
        return read_workbook(path)
    if ending in (".csv", ".tsv", ".txt"):
        return _text_or_workbook(path)
    readers = {".json": read_json, ".xml": read_msproject, ".xer": read_xer, ".mpp": read_mpp, ".mpt": read_mpp}
    if ending in readers:
        with understood(path.name, "Export it again where it comes from."):
            return readers[ending](path)
    raise WorkbookError(
        f"{path.name} is of no kind that can be brought in. Open it in Excel or where it comes from, and save "
        f"it as .xlsx or .csv. Known: {KNOWN}."
    )


def _text_or_workbook(path: Path) -> tuple[Grid, ...]:
    """A CSV file, or a workbook that was only named so."""
    return read_workbook(path) if bytes_of(path).startswith(b"PK\x03\x04") else read_csv(path)
