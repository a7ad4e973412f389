"""The commands about templates: check and new. Depends on: actions.templates, cli.gate."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from exectrack_xl.cli.gate import as_rows, print_findings
from exectrack_xl.errors import Severity


def template(arguments: argparse.Namespace) -> int:
    """Look at a company's template, or write a copy of ours to restyle. Exits with 1 where something cannot work."""
    from exectrack_xl.actions.templates import examined_template, new_template

    if arguments.what == "new":
        print(new_template(arguments.file, arguments.replace))
        return 0
    found = examined_template(arguments.file)
    if arguments.json:
        print(json.dumps(as_rows(found), ensure_ascii=False, indent=1))
    else:
        print_findings(found)
        print(f"{len(found)} findings." if found else "Nothing is missing: every deck or report can be made from it.")
    return 1 if any(one.severity is Severity.ERROR for one in found) else 0


def options(verb: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verb.add_argument("what", choices=["check", "new"], help="look at one, or write a copy of ours")
    verb.add_argument("file", type=Path, metavar="FILE", help="a .potx, .pptx, .dotx or .docx")
    verb.add_argument("--replace", action="store_true", help="replace an existing file")
    verb.add_argument("--json", action="store_true", help="print JSON for a machine")
