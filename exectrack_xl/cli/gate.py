"""The command that examines a deck or document: lint. Depends on: actions.lint."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exectrack_xl.cli.plain import plain
from exectrack_xl.errors import Finding, Severity


def lint(arguments: argparse.Namespace) -> int:
    """Examine a deck or report, ours or not: what must not leave the house. Exits with 1 on any error."""
    from exectrack_xl.actions.lint import examined
    from exectrack_xl.cli.clock import today
    from exectrack_xl.cli.printing import step

    with step("Examining the file"):
        found = examined(arguments.file, arguments.as_of or today(), arguments.stale_after)
    if arguments.json:
        print(json.dumps(as_rows(found), ensure_ascii=False, indent=1))
    else:
        print_findings(found)
        print(_count(found) if found else "Nothing found: it can be shown.")
    return 1 if any(finding.severity is Severity.ERROR for finding in found) else 0


def print_findings(found: Sequence[Finding]) -> None:
    """One line each: how much it matters, where, what, what to do."""
    for finding in found:
        print(plain(f"{finding.severity:8} {finding}"))


def as_rows(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings for a machine."""
    return [
        {"page": one.sheet, "shape": one.column, "rule": one.rule, "severity": str(one.severity),
         "message": one.message, "remedy": one.remedy}
        for one in found
    ]  # fmt: skip


def add(verb: argparse.ArgumentParser, day: Any) -> None:
    """The options of lint; `day` reads a date."""
    verb.add_argument("file", type=Path, metavar="FILE", help="any .pptx, .potx, .docx or .dotx")
    verb.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="the day it is looked at (default: today)")
    verb.add_argument("--stale-after", type=int, metavar="DAYS",
                      help="calendar days after which a status date is too old (default: 100)")  # fmt: skip
    verb.add_argument("--json", action="store_true", help="print JSON for a machine")


def _count(found: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    return f"{len(found)} {'finding' if len(found) == 1 else 'findings'}, {errors} of them errors."
