"""The command that adopts a person's own workbook. Depends on: actions, cli.printing."""

from __future__ import annotations

import argparse
from pathlib import Path

from exectrack_xl.cli import printing


def adopt(arguments: argparse.Namespace) -> int:
    """Make an .xlsm of your own .xlsx with our cell functions and ribbon; its sheets stay as they are."""
    from exectrack_xl.actions.adopting import adopt as run
    from exectrack_xl.schema import SHEETS

    with printing.step("Reading and writing"):
        done = run(arguments.workbook, arguments.output, replace=arguments.replace)
    print(done.path)
    for one in done.mappings:
        print(f"{one.sheet} reads as {SHEETS[one.table].title}, {len(one.used)} columns known.")
    if done.mapping:
        print(f"{done.mapping} keeps which column is which.")
    return 0


def options(verb: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verb.add_argument("workbook", type=Path, help="your own .xlsx workbook")
    verb.add_argument("--output", "-o", type=Path, metavar="FILE", help="where to; otherwise beside it as .xlsm")
    verb.add_argument("--replace", action="store_true", help="replace an existing file")
