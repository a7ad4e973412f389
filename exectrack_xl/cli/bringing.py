"""The command that brings in a list, and what it prints. Depends on: actions, cli.clock, cli.printing."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from exectrack_xl.cli import limits, printing
from exectrack_xl.cli.clock import today

if TYPE_CHECKING:
    from exectrack_xl.actions.bring_in.asked import Outcome, Part


def bring_in(arguments: argparse.Namespace) -> int:
    """Bring an issue list, RAID log or plan into a tracker; a second time, only what has changed in it."""
    from exectrack_xl.actions.bring_in.asked import Order
    from exectrack_xl.actions.bring_in.run import bring_in as run

    if arguments.source.suffix.lower() == ".mpp":
        limits.lift(time=False)
    order = Order(arguments.source, arguments.into, arguments.table, arguments.mapping, arguments.preview)
    with printing.step("Reading and comparing"):
        done = run(order, today())
    if arguments.json:
        print(json.dumps(_as_json(done), ensure_ascii=False, indent=1))
    else:
        _print(done)
    return 0


def options(verb: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verb.add_argument(
        "source", type=Path, help=".xlsx, .xlsm, .csv, .json (Jira, GitHub), .xml (Microsoft Project), .xer or .mpp"
    )
    verb.add_argument("--into", type=Path, metavar="TRACKER", help="the tracker; otherwise one beside the list")
    verb.add_argument(
        "--as", dest="table", default="", metavar="TABLE", help="the table, e.g. Risks; otherwise found out"
    )
    verb.add_argument(
        "--mapping", type=Path, metavar="FILE", help="what goes where; otherwise the file beside the tracker"
    )
    verb.add_argument("--preview", action="store_true", help="only say what would go where; nothing is written")
    verb.add_argument("--json", action="store_true", help="print JSON for a machine")


def _print(done: Outcome) -> None:
    for part in done.parts:
        _print_part(part, done)
    for finding in done.findings:
        print(f"{finding.severity:8} {finding}")
    for title, (added, updated, unchanged) in done.counts.items():
        print(f"{title}: {added} added, {updated} updated, {unchanged} unchanged.")
    if done.preview:
        print(f"Preview: nothing was written. Without --preview this goes into {done.tracker}.")
    elif done.is_new:
        print(f"{done.tracker} was made.")
    else:
        print(f"{done.tracker}: {done.changed} rows written." if done.changed else f"{done.tracker}: nothing changed.")
    if done.mapping:
        print(f"{done.mapping} keeps what goes where, for the next time.")
    if done.note:
        print(f"{done.note} 'exectrack refresh' does it now, without Excel.")


def _print_part(part: Part, done: Outcome) -> None:
    print(f"{part.sheet} → {part.table}, {part.rows} rows")
    for line in part.lines:
        if line.target:
            print(f"    {line.header[:34]:34} → {line.target:24} {' '.join(line.example.split())}".rstrip())
    out = [line.header for line in part.lines if not line.target]
    if out:
        fate = (
            "kept as columns of your own"
            if done.is_new
            else "kept, in a workbook beside where the tracker has no such column"
        )
        print(f"    {fate}: {', '.join(out)}")


def _as_json(done: Outcome) -> dict[str, object]:
    return {
        "source": str(done.source), "tracker": str(done.tracker), "new": done.is_new, "preview": done.preview,
        "parts": [asdict(part) for part in done.parts],
        "tables": {title: dict(zip(("added", "updated", "unchanged"), count, strict=True))
                   for title, count in done.counts.items()},
        "findings": [asdict(finding) for finding in done.findings],
        "mapping": str(done.mapping or ""), "note": done.note,
    }  # fmt: skip
