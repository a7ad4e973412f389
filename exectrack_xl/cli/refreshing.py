"""Decks and reports that people have edited: bringing one up to date, and sealing one.

Depends on: errors, actions, cli.printing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from exectrack_xl.cli import printing
from exectrack_xl.cli.gate import as_rows
from exectrack_xl.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from exectrack_xl.actions.refresh_documents import RefreshedDocument
    from exectrack_xl.render.merge.changes import Change

_MOST = 40  # lines of one kind that are printed


def options(verb: argparse.ArgumentParser, ending: str) -> None:
    """What a command takes to refresh or seal a document instead of writing a new one."""
    name = ending.upper()
    verb.add_argument("--refresh", type=Path, metavar=name, help="bring this file up to date and keep what was edited")
    verb.add_argument("--seal", type=Path, metavar=name, help="write a copy without tags and base")


def is_wanted(arguments: argparse.Namespace) -> bool:
    """Whether a document is refreshed or sealed; else a workbook must be named.

    Raises:
        UsageError: none of the three was given.
    """
    if arguments.refresh or arguments.seal:
        return True
    if arguments.workbook is None:
        raise UsageError("Name the workbook, or give --refresh FILE or --seal FILE.")
    return False


def run(arguments: argparse.Namespace, what: str, today: date) -> int:
    """Refresh or seal a "deck" or "report"."""
    from exectrack_xl.actions import refresh_documents as actions

    if arguments.seal:
        print(actions.seal(arguments.seal, arguments.output, replace=arguments.replace))
        return 0
    order = actions.Refresh(arguments.refresh, today, arguments.workbook, arguments.as_of, arguments.period,
                            arguments.template, arguments.output, arguments.pdf, arguments.wording)  # fmt: skip
    with printing.step(f"Refreshing the {what}"):
        done = actions.refresh_deck(order) if what == "deck" else actions.refresh_report(order)
    printing.assumed_date(done.source.assumed_today, done.source.report.status_date)
    _tell_as_json(done) if arguments.json else _tell(done)
    return 0


def _tell(done: RefreshedDocument) -> None:
    """Print what became of the file, and each list that has something in it."""
    from exectrack_xl.render.merge.changes import Kind

    heads = {
        Kind.CONFLICT: "Changed by you and by the data: your version stays",
        Kind.PINNED: "Pinned by you: what we would say now",
        Kind.MERGED: "New figures inside your words: please read",
        Kind.OBSOLETE: "No longer generated: kept",
        Kind.REMOVED: "No longer generated, and nobody had touched it: removed",
        Kind.NOTICE: "Worth knowing",
    }
    print(f"{done.path}: {'refreshed' if done.written else 'nothing is new; the file was not touched'}.")
    counted = sum(one.kind is Kind.UPDATED for one in done.changes)
    if counted:
        print(f"{counted} places were brought up to date.")
    if done.pdf or done.pdf_note:
        print(done.pdf or done.pdf_note)
    for kind, head in heads.items():
        _list(head, [one for one in done.changes if one.kind is kind])
    printing.looks(done.looks)


def _list(head: str, changes: list[Change]) -> None:
    if not changes:
        return
    print(f"\n{head} ({len(changes)})")
    for one in changes[:_MOST]:
        print(f"  {_line(one)}")
    if len(changes) > _MOST:
        print(f"  and {len(changes) - _MOST} more (all with --json)")


def _line(one: Change) -> str:
    said = [f"{one.place}: {one.what}."]
    if one.yours:
        said.append(f"Yours: {one.yours}")
    if one.ours:
        said.append(f"Ours: {one.ours}")
    return " ".join(said)


def _tell_as_json(done: RefreshedDocument) -> None:
    print(json.dumps({"path": str(done.path), "written": done.written, "changes": list(map(_entry, done.changes)),
                      "lint": as_rows(done.looks), "pdf": str(done.pdf or ""), "pdf_note": done.pdf_note},
                     ensure_ascii=False, indent=1))  # fmt: skip


def _entry(one: Change) -> dict[str, str]:
    place = {"page": one.place.page, "part": one.place.part}
    return {"kind": str(one.kind), **place, "what": one.what, "yours": one.yours, "ours": one.ours}
