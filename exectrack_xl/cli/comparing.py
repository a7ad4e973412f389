"""The commands that compare two states and bring two copies together, and what they print.

Depends on: actions, cli.clock, cli.printing."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from exectrack_xl.cli import printing
from exectrack_xl.cli.clock import today

if TYPE_CHECKING:
    from exectrack_xl.actions.diff import Compared
    from exectrack_xl.tracker import Tracker


def diff(arguments: argparse.Namespace) -> int:
    """Say what changed between two workbooks or two snapshots of one, ranked by effect, and cell by cell."""
    from exectrack_xl.actions.diff import compare

    with printing.step("Reading and comparing"):
        found = compare(arguments.old, arguments.new, today())
    if arguments.output:
        print(_written(found, arguments.output, arguments.replace))
    elif arguments.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        _print(found)
    return 0


def merge(arguments: argparse.Namespace) -> int:
    """Bring two people's copies of one tracker together in a new file; where they contradict, list it."""
    from exectrack_xl.actions.merge import Copies
    from exectrack_xl.actions.merge import merge as together

    wanted = Copies(arguments.base, arguments.mine, arguments.yours, arguments.output, arguments.replace)
    with printing.step("Reading and merging"):
        done = together(wanted, today())
    print(f"{done.path}: {done.taken} values and {done.added} rows came in.")
    if done.listed:
        print(f"{done.listed}: {len(done.conflicts)} conflicts to decide.")
    return 1 if done.conflicts else 0


def merge_options(verb: argparse.ArgumentParser) -> None:
    """What `merge` takes."""
    for name, what in (("base", "the file both began from"), ("mine", "my copy"), ("yours", "the other copy")):
        verb.add_argument(name, type=Path, metavar=name.upper(), help=what)
    verb.add_argument("--output", "-o", type=Path, metavar="FILE", help="where to; otherwise beside my copy")
    verb.add_argument("--replace", action="store_true", help="replace an existing file instead of writing beside it")


def options(verb: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verb.add_argument("old", metavar="A", help="a workbook, one at a snapshot (t.xlsx@2026-06-30), or a date")
    verb.add_argument(
        "new", metavar="B", nargs="?", help="the later state, likewise; otherwise A against its last snapshot"
    )
    verb.add_argument("--json", action="store_true", help="print JSON for a machine, with each cell that differs")
    verb.add_argument("--output", "-o", type=Path, metavar="FILE", help="write the lists to this .xlsx workbook")
    verb.add_argument("--replace", action="store_true", help="replace an existing file instead of writing beside it")


def _print(found: Compared) -> None:
    print(_title(found))
    for said in found.movements:
        print(f"{said.what or 'Programme':>10}  {said.text}  [{said.effect}]")
    fates = Counter(str(row.fate).lower() for row in found.delta.rows)
    cells = sum(len(row.cells) for row in found.delta.rows)
    rows = ", ".join(f"{fates[fate]} {fate}" for fate in ("added", "removed", "changed") if fates[fate])
    print(f"Rows: {rows}; {cells} cells differ (--json or --output lists each)." if rows else "No row differs.")


def _written(found: Compared, output: Path, replace: bool) -> Path:
    from exectrack_xl.actions.opening import free_name
    from exectrack_xl.excel.differences import write_differences

    movements = [(said.what or "Programme", said.text, said.effect) for said in found.movements]
    return write_differences(free_name(output, replace), _title(found), movements, found.delta)


def _title(found: Compared) -> str:
    return f"What changed from {_named(found.before)} to {_named(found.after)}"


def _named(state: Tracker) -> str:
    return f"{state.name}, {f'snapshot {state.snapshot}' if state.snapshot else f'status date {state.as_of}'}"
