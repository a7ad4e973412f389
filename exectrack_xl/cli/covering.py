"""The command that counts the lines of the specification found in the product. Depends on: actions, cli.clock, …"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exectrack_xl.cli import printing
from exectrack_xl.cli.clock import today

if TYPE_CHECKING:
    from exectrack_xl.actions.coverage import Coverage

_OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")


def coverage(arguments: argparse.Namespace) -> int:
    """Count the specification's lines found in a tracker, decks and documents made anew. Exits with 1 on any not found.

    Named lines are told with where each piece of their evidence is.
    """
    from exectrack_xl.actions.coverage import coverage as look_up

    with printing.step("Building all and looking every line up"):
        found = look_up(today(), commands(arguments.commands), tuple(arguments.lines))
    if arguments.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(told(found, places=bool(arguments.lines))))
    return 1 if found.unresolved else 0


def options(verb: argparse.ArgumentParser, verbs: dict[str, argparse.ArgumentParser]) -> None:
    """What the command takes; it asks `verbs` which commands there are."""
    verb.add_argument("lines", nargs="*", metavar="ID", help="a line such as P-019, to see where it is; otherwise all")
    verb.add_argument("--json", action="store_true", help="print JSON for a machine, with the place of each evidence")
    verb.set_defaults(commands=verbs)


def commands(verbs: dict[str, argparse.ArgumentParser]) -> dict[str, frozenset[str]]:
    """Each command with the options it takes."""
    return {name: frozenset(_OPTION.findall(verb.format_help())) for name, verb in verbs.items()}


def told(found: Coverage, *, places: bool) -> Iterator[str]:
    """The result line by line: the count of each section and what was not found, or with `places` each evidence."""
    for each in found.lines if places else ():
        yield f"{each.line.id}  {each.line.text}"
        yield from (f"   {one.evidence}: {one.fault or one.place}" for one in each.found)
    if places:
        return
    for section, (covered, known) in found.by_section.items():
        yield f"{section:40} {covered:3} of {known:3}"
    yield f"{'All':40} {len(found.lines) - len(found.unresolved):3} of {len(found.lines):3}"
    yield from (f"{each.line.id}  {each.line.text}: {' '.join(each.faults)}" for each in found.unresolved)
