"""All rows of all tables of many trackers as Parquet, one file a table, for Power BI, DuckDB and pandas.

Each tracker's rows go to small files first, written wherever the tracker is read; then one file a table is put
together from them, piece by piece. Depends on: errors, schema, package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from exectrack_xl.errors import UsageError
from exectrack_xl.package import replace_file
from exectrack_xl.schema import SHEETS, Sheet, Table
from exectrack_xl.schema.table import Array, among

NEEDS = "Parquet files need an extra package: pip install 'exectrack-xl[parquet]'."
TRACKER, ROW = "tracker", "source_row"
LEFT_OUT = ("pulse",)  # answers of small teams: nobody's own may be told
_ENDING = ".part"
_TOLD = ("id", "restricted", "snapshot", "date", "table", "column")  # also of a restricted issue


def is_possible() -> bool:
    """Whether the extra is installed."""
    try:
        metadata.version("pyarrow")
    except metadata.PackageNotFoundError:
        return False
    return True


def write_parts(folder: Path, number: int, key: str, tables: Mapping[str, Table]) -> None:
    """Write the rows of one tracker to a file for each table that has any; `number` is its place among all.

    Raises:
        UsageError: the extra is not installed.
    """
    _, parquet = _library()
    secret = set(tables["issues"]["id"][tables["issues"]["restricted"] == "Yes"].tolist())
    for name, table in tables.items():
        if len(table) and name not in LEFT_OUT:
            parquet.write_table(_arrow(table, key, secret), folder / f"{name}-{number:06}{_ENDING}")


def join_parts(folder: Path, target: Path) -> tuple[Path, ...]:
    """Put the parts in `folder` together: one file a table in the folder `target`, the rows in the trackers' order.

    Raises:
        UsageError: the extra is not installed.
        WorkbookError: a file cannot be written.
    """
    return tuple(_joined(name, folder, target) for name in SHEETS if any(_parts(name, folder)))


def _joined(name: str, folder: Path, target: Path) -> Path:
    arrow, parquet = _library()
    made = BytesIO()
    with parquet.ParquetWriter(made, _schema(SHEETS[name], arrow)) as writer:
        for part in _parts(name, folder):
            writer.write_table(parquet.read_table(part))
    return replace_file(target / f"{name}.parquet", made.getvalue())


def _parts(name: str, folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob(f"{name}-*{_ENDING}"))


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
