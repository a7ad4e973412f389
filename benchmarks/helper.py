"""What LibreOffice's cells cost by the helper, a process of its own, beside the same calls in one process.

The office's side is played here: it sends the cells of the sample as LibreOffice does, with their digest. What the
cells cost within LibreOffice, both ways, prints `python -m benchmarks.calc`.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from benchmarks.rows import Bench, Row
from benchmarks.worksheet import CALLS, COLUMN, SAMPLE, SCALARS, SampleBook
from exectrack_xl.excel.libreoffice.link import Link, Message, read_state
from exectrack_xl.schema import SHEETS
from udfs.libreoffice import LibreOfficeHost
from udfs.office import calc_value

ONE, MANY, ARRAY = (
    "1,000 cells of RISK_SCORE",
    f"{len(SCALARS)} scalar functions, unchanged",
    "RISK_SCORE of 10,000 rows",
)
_TABLES = {SHEETS[name].title: [list(map(calc_value, row)) for row in rows] for name, rows in SAMPLE.items()}


def rows(bench: Bench) -> list[Row]:
    """The rows of this subject."""
    host = LibreOfficeHost()
    book, link = SampleBook(host.memory), Link(sys.executable, bench.folder / "helper")
    column = [list(row) for row in COLUMN]

    def here(name: str, *values: Any) -> Any:
        return host.answer(name, values, book)

    used: dict[str, set[str]] = {}

    def there(name: str, *values: Any) -> Any:
        tables: set[str] = used.setdefault(name, set())

        def told(message: Message) -> Any:
            tables.add(message["table"])
            return _told(message)

        have = {table: _digest(table) for table in tables}
        return link.ask({"cell": name, "values": values, "book": "sample", "have": have}, told)

    there("SPI")  # the helper starts
    atexit.register(_ended, int(read_state(link.folder)["pid"]))
    made = []
    for label, against, call in (("in one process", "", here), ("by the helper", "in one process", there)):
        made += [
            Row(f"{ONE}, {label}", lambda call=call: [call("RISK_SCORE", 3.0, 3.0) for _ in range(CALLS // 10)],
                against=f"{ONE}, {against or label}"),
            Row(f"{MANY}, {label}", lambda call=call: [call(one.name) for one in SCALARS],
                against=f"{MANY}, {against or label}"),
            Row(f"{ARRAY}, {label}", lambda call=call: call("RISK_SCORE", column, column),
                against=f"{ARRAY}, {against or label}"),
        ]  # fmt: skip
    return made


def _told(message: Message) -> Any:
    """The cells of a table of the sample, where they are not known there."""
    digest = _digest(message["table"])
    if digest is None or digest == message["known"]:
        return digest and {"digest": digest}
    return {"digest": digest, "cells": _TABLES[message["table"]]}


def _digest(table: str) -> str | None:
    cells = _TABLES.get(table)
    return hashlib.blake2b(json.dumps(cells).encode(), digest_size=16).hexdigest() if cells else None


def _ended(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
