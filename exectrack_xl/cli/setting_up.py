"""The commands that set a machine up and say what is wrong with one: install, doctor.

Depends on: errors, actions (install, machine).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from exectrack_xl.cli import printing
from exectrack_xl.cli.plain import plain
from exectrack_xl.errors import Finding, Severity


def install(arguments: argparse.Namespace) -> int:
    """Tell Excel which Python to use, or give LibreOffice the functions and the menu; says what it does."""
    from exectrack_xl.actions.install import install as set_up
    from exectrack_xl.actions.install_libreoffice import install_extension, own_folder
    from exectrack_xl.actions.machine import this_machine

    if arguments.libreoffice:
        lines = install_extension(own_folder(Path.home()), dry_run=arguments.dry_run)
    else:
        lines = set_up(this_machine(), dry_run=arguments.dry_run)
    for line in lines:
        print(plain(line))
    return 0


def doctor(arguments: argparse.Namespace) -> int:
    """Examine this machine, and a workbook file: what keeps Excel from opening it right, or cells from calculating.

    Each finding says what is wrong, what it does to you, and the fix. Exits with 1 on any error.
    """
    from exectrack_xl.actions.machine import diagnose, this_machine

    with printing.step("Examining"):
        found = diagnose(this_machine(), arguments.workbook, fix=arguments.fix)
    if arguments.json:
        every = [{"about": about, **asdict(one)}
                 for about, findings in (("file", found.of_file), ("machine", found.of_machine))
                 for one in findings]  # fmt: skip
        every += [{"about": "done", "message": line, "rule": "", "severity": "note"} for line in found.done]
        print(json.dumps(every, ensure_ascii=False, indent=1))
        return int(found.has_errors)
    for line in found.done:
        print(plain(f"done     {line}"))
    if arguments.workbook is not None:
        _told(f"The file {arguments.workbook.name}", found.of_file)
    _told("This machine", found.of_machine)
    return int(found.has_errors)


def _told(about: str, findings: Sequence[Finding]) -> None:
    """What was found about one thing, a finding a line, under a line with the count."""
    errors = sum(one.severity is Severity.ERROR for one in findings)
    count = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
    print(plain(f"{about}: {count}, {errors} of them errors." if findings else f"{about}: all is in order."))
    for one in findings:
        print(plain(f"  {one.severity:8} {one}"))


def install_options(verb: argparse.ArgumentParser) -> None:
    """What install takes."""
    verb.add_argument("--libreoffice", action="store_true", help="set up LibreOffice instead of Excel")
    verb.add_argument("--dry-run", action="store_true", help="only say what would be done")


def doctor_options(verb: argparse.ArgumentParser) -> None:
    """What doctor takes."""
    verb.add_argument("workbook", type=Path, nargs="?", help="any .xlsx, .xlsm or .xlam file; without one, the machine")
    verb.add_argument("--fix", action="store_true", help="mend what is safe to mend, and say what was done")
    verb.add_argument("--json", action="store_true", help="print JSON for a machine")
