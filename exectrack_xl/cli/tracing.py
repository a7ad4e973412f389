"""The command that follows a number to its sheet, and what it prints. Depends on: actions.trace, cli.printing."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exectrack_xl.cli import printing

if TYPE_CHECKING:
    from exectrack_xl.actions.trace import Traced

_MOST_OTHERS = 6


def trace(arguments: argparse.Namespace) -> int:
    """Follow a number of a deck or report to sheet, rows, rule and snapshot."""
    from exectrack_xl.actions.trace import traced

    with printing.step("Following the number"):
        found = traced(arguments.file, arguments.number, arguments.workbook)
    if arguments.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        _print(found)
    return 0


def options(verb: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verb.add_argument("file", type=Path, metavar="FILE", help="a deck or report that exectrack made")
    verb.add_argument("number", help='where and which: "slide 4, SPI(t)", "section Claims Portal, SPI", "13.2 m"')
    verb.add_argument("--workbook", type=Path, metavar="FILE", help="the tracker; otherwise the one beside the file")
    verb.add_argument("--json", action="store_true", help="print JSON for a machine")


def _print(found: Traced) -> None:
    number, made = found.number, found.manifest
    printing.pairs([
        ("Number", f"{number.label}: {number.text}" if number.text else number.label),
        ("Page", number.title or number.page),
        ("Made from", f"{made.source}, status date {made.status_date}, snapshot {made.snapshot}"),
        ("Tables", f"{made.tables[:16]}; rules {made.rules}; exectrack {made.version}"),
        *found.steps,
    ])  # fmt: skip
    for note in found.notes:
        print(f"exectrack: {note}", file=sys.stderr)
    if found.others:
        more = [f"{one.label} {one.text}".strip() for one in found.others]
        rest = " …" if len(more) > _MOST_OTHERS else ""
        print(f"Also called so: {'; '.join(more[:_MOST_OTHERS])}{rest}", file=sys.stderr)
