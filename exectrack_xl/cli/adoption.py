"""The command that adopts a person's own workbook. Depends on: actions, cli.clock, cli.printing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from exectrack_xl.cli import printing
from exectrack_xl.cli.clock import today

if TYPE_CHECKING:
    from exectrack_xl.actions.bring_in.asked import Outcome


def adopt(arguments: argparse.Namespace) -> int:
    """Make an .xlsm of your own .xlsx with our cell functions and ribbon; its sheets stay as they are."""
    from exectrack_xl.actions import adopting
    from exectrack_xl.schema import SHEETS

    with printing.step("Reading and writing"):
        if arguments.with_sheets:
            done = adopting.adopt_with_sheets(arguments.workbook, today(), arguments.output, replace=arguments.replace)
        else:
            done = adopting.adopt(arguments.workbook, arguments.output, replace=arguments.replace)
    print(done.path)
    for one in done.mappings:
        print(f"{one.sheet} reads as {SHEETS[one.table].title}, {len(one.used)} columns known.")
    if done.brought is not None:
        _print_brought(done.brought, arguments.workbook.name, done.path.name)
    elif not arguments.with_sheets:
        print("Decks and reports read your sheets. For cell functions and dashboards add our tables: --with-sheets.")
    if done.mapping:
        print(f"{done.mapping} keeps which column is which.")
    return 0


def _print_brought(brought: Outcome, source: str, target: str) -> None:
    for finding in brought.findings:
        print(f"{finding.severity:8} {finding}")
    told = ", ".join(f"{title} {added}" for title, (added, *_) in brought.counts.items())
    print(f"Our sheets stand behind yours, with your rows in our tables too ({told}): go on there.")
    print(f"What still changes in {source} comes with: exectrack import {source} --into {target}")


def options(verb: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verb.add_argument("workbook", type=Path, help="your own .xlsx workbook")
    verb.add_argument("--output", "-o", type=Path, metavar="FILE", help="where to; otherwise beside it as .xlsm")
    verb.add_argument("--with-sheets", action="store_true",
                      help="add our tables and dashboards behind your sheets, with your rows in them")  # fmt: skip
    verb.add_argument("--replace", action="store_true", help="replace an existing file")
