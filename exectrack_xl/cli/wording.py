"""What decks and reports say: a wording file to begin with, and a check of one.

Depends on: actions, render, cli.printing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from exectrack_xl.cli.gate import print_findings


def options(verb: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verb.add_argument("what", choices=["new", "check"], help="new: write our sentences; check: look a file over")
    verb.add_argument("file", type=Path, help="the wording file, a .toml")
    verb.add_argument("--language", default="en", metavar="CODE", help="of a new file (default: en; de is there too)")
    verb.add_argument("--replace", action="store_true", help="replace an existing file")


def wording(arguments: argparse.Namespace) -> int:
    """Write our sentences into a file to say them differently, or check such a file. Exits with 1 on a finding."""
    from exectrack_xl.actions.opening import free_name
    from exectrack_xl.render.wording_file import new_wording, read_wording

    if arguments.what == "new":
        print(new_wording(free_name(arguments.file, arguments.replace), arguments.language))
        return 0
    _, found = read_wording(arguments.file)
    print_findings(found)
    print(f"{len(found)} findings." if found else "Nothing found: every sentence can be used.")
    return 1 if found else 0
