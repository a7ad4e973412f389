"""The command that moves a tracker to the present version, and what it prints. Depends on: actions, cli.printing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exectrack_xl.cli import printing

if TYPE_CHECKING:
    from exectrack_xl.actions.upgrading import Upgraded

_LISTED = 8  # names in a line
_LEFT = 40  # lines about what has no place


def upgrade(arguments: argparse.Namespace) -> int:
    """Make a tracker of the present version of an older one, with all that people have added; the old file stays."""
    from exectrack_xl.actions.upgrading import upgrade as run

    with printing.step("Reading and building"):
        done = run(arguments.workbook, arguments.output, replace=arguments.replace)
    for line in _lines(done):
        print(line)
    return 0


def options(verb: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verb.add_argument("workbook", type=Path, help="the older tracker, .xlsm or .xlsx")
    verb.add_argument(
        "--output", "-o", "--out", type=Path, metavar="FILE", help="where to; otherwise beside it as '… upgraded'"
    )
    verb.add_argument("--replace", action="store_true", help="replace an existing file instead of writing beside it")


def _lines(done: Upgraded) -> Iterator[str]:
    from exectrack_xl.schema.versions import CURRENT

    if done.path is None:
        yield f"{done.source.name} is of version {CURRENT}, the present one: there is nothing to do."
        return
    was = f"version {done.version}" if done.version else "a version of its own"
    yield f"{done.path}: from {was} to version {CURRENT}."
    yield f"moved    {', '.join(f'{title} {rows}' for title, rows in done.rows) or 'no rows'}"
    if done.extra:
        yield f"kept     your columns {_listed(done.extra)}"
    if done.sheets:
        yield f"kept     your sheets {_listed(done.sheets)}"
    if done.formulas or done.notes:
        yield f"kept     {done.formulas} formulas and {done.notes} notes of yours; formulas follow the cells they read"
    yield from (f"renamed  {said}" for said in done.renamed)
    if done.added:
        yield f"new      {_listed(done.added)}"
    if done.made_anew:
        yield f"anew     {_listed(done.made_anew)}; what you had typed on these pages stays in {done.source.name}"
    for one in done.leftovers[:_LEFT]:
        where = "!".join(filter(None, (one.sheet, one.cell)))
        yield f"not      {where}{': ' if where else ''}{str(one.what)[:60]}{' ' if one.what else ''}({one.why})"
    if done.leftovers:
        yield f"{len(done.leftovers)} without a place are listed on sheet 'From the old file'."
    yield f"{done.source.name} was not touched."


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
