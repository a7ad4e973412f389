"""All rows of all tables of many trackers as Parquet, one file a table, for Power BI, DuckDB and pandas.

Each tracker's rows are packed into a small file first, wherever the tracker is read; then one file a table is put
together from them, piece by piece. Depends on: errors, schema, package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from importlib import metadata
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from exectrack_xl.errors import UsageError
from exectrack_xl.package import replace_file
from exectrack_xl.schema import SHEETS, Sheet, Table
from exectrack_xl.schema.table import Array, among

NEEDS = "Parquet files need an extra package: pip install 'exectrack-xl[parquet]'."
TRACKER, ROW = "tracker", "source_row"
LEFT_OUT = ("pulse",)  # answers of small teams: nobody's own may be told
GROUP = 65_536  # rows that a file keeps together
_TOLD = ("id", "restricted", "snapshot", "date", "table", "column")  # also of a restricted issue


def is_possible() -> bool:
    """Whether the extra is installed."""
    try:
        metadata.version("pyarrow")
    except metadata.PackageNotFoundError:
        return False
    return True


def packed(key: str, tables: Mapping[str, Table]) -> bytes:
    """The rows of one tracker, as `write_files` takes them.

    Raises:
        UsageError: the extra is not installed.
    """
    secret = set(tables["issues"]["id"][tables["issues"]["restricted"] == "Yes"].tolist())
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, table in tables.items():
            if len(table) and name not in LEFT_OUT:
                archive.writestr(ZipInfo(name), _stream(_arrow(table, key, secret)), ZIP_DEFLATED)
    return target.getvalue()


def write_files(trackers: Iterable[Path], target: Path) -> tuple[Path, ...]:
    """One file a table in the folder `target`, from the packed rows of trackers, in their order.

    Raises:
        UsageError: the extra is not installed.
        WorkbookError: a file cannot be written.
    """
    with TemporaryDirectory(prefix=".exectrack-", dir=target) as holder, ExitStack() as opened:
        files = {name: opened.enter_context(_Rows(name, Path(holder))) for name in SHEETS}
        for tracker in trackers:
            with ZipFile(tracker) as archive:
                for name in archive.namelist():
                    files[name].add(archive.read(name))
        made = [file.close() for file in files.values()]
        return tuple(replace_file(target / path.name, path.read_bytes()) for path in made if path)


class _Rows:
    """The file of one table while it is being written: rows are gathered first, so that it is read fast later."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._path = name, folder / f"{name}.parquet"
        self._writer: Any = None
        self._waiting: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, stream: bytes) -> None:
        """Add the rows of one tracker."""
        arrow, _ = _library()
        with arrow.ipc.open_stream(stream) as rows:
            self._waiting.append(rows.read_all())
        if sum(len(one) for one in self._waiting) >= GROUP:
            self._write()

    def close(self) -> Path | None:
        """Write what is left, and give back the file; None where no tracker has rows of this table."""
        self._write()
        if self._writer is None:
            return None
        self._writer.close()
        return self._path

    def _write(self) -> None:
        arrow, parquet = _library()
        if not self._waiting:
            return
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._path, _schema(SHEETS[self._name], arrow))
        self._writer.write_table(arrow.concat_tables(self._waiting).combine_chunks(), GROUP)
        self._waiting.clear()


def _stream(table: Any) -> bytes:
    arrow, _ = _library()
    target = BytesIO()
    with arrow.ipc.new_stream(target, table.schema) as writer:
        writer.write_table(table)
    return target.getvalue()


def _arrow(table: Table, key: str, secret: set[str]) -> Any:
    arrow, _ = _library()
    sheet = SHEETS[table.name]
    schema, hidden = _schema(sheet, arrow), _hidden(table, secret)
    columns = [arrow.array([key] * len(table), arrow.string()), arrow.array(table.lines.tolist(), arrow.int32())]
    for column in sheet.columns:
        unsaid = hidden & (column.name not in _TOLD)
        columns.append(arrow.array(_values(table[column.name], unsaid), schema.field(column.name).type))
    return arrow.Table.from_arrays(columns, schema=schema)


def _hidden(table: Table, secret: set[str]) -> Array:
    """Which rows are about restricted issues, of which only the ID is told: the issues, and their snapshots."""
    about = among(table["id"], secret) if table.name in ("issues", "snapshots") else np.zeros(len(table), dtype=bool)
    return about & (table["table"] == SHEETS["issues"].title) if table.name == "snapshots" else about


def _values(values: Array, hidden: Array) -> list[Any]:
    """The values as Python has them; None where there is none, or none to be told."""
    listed = values.tolist()
    return [None if hide or value == "" or value != value else value
            for value, hide in zip(listed, hidden.tolist(), strict=True)]  # fmt: skip


def _schema(sheet: Sheet, arrow: Any) -> Any:
    kinds = {"f": arrow.float64(), "M": arrow.date32()}
    blank = sheet.empty()
    own = [arrow.field(column.name, kinds.get(blank[column.name].dtype.kind, arrow.string()),
                       metadata={"header": column.header}) for column in sheet.columns]  # fmt: skip
    return arrow.schema([arrow.field(TRACKER, arrow.string()), arrow.field(ROW, arrow.int32()), *own])


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as fault:
        raise UsageError(NEEDS) from fault
    return pyarrow, pyarrow.parquet
