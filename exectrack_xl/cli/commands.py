"""The commands: translate options, call one action, print. A docstring here is a command's help.

Actions are imported inside the commands, so that --help and --version load nothing heavy.
Depends on: actions, cli.clock, cli.printing.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from exectrack_xl.cli import limits, printing, refreshing
from exectrack_xl.cli.clock import today as _today

if TYPE_CHECKING:
    from exectrack_xl.actions.documents import Order, Written


def new(arguments: argparse.Namespace) -> int:
    """Make a tracker workbook, empty or with the sample programme; an .xlsm has cell functions and buttons."""
    from exectrack_xl.actions.building import NewTracker, make_new
    from exectrack_xl.schema import Profile

    profile = Profile(arguments.profile or ("Full" if arguments.sample else "Core"))
    wanted = NewTracker(arguments.workbook, arguments.sample, profile, arguments.replace)
    with printing.step("Building the workbook"):
        made = make_new(wanted, _today())
    print(made)
    return 0


def build(arguments: argparse.Namespace) -> int:
    """Build the sample workbook from source; one that somebody has changed is left alone."""
    from exectrack_xl.actions.building import SAMPLE, build_sample

    with printing.step("Building the workbook"):
        made = build_sample(arguments.workbook or SAMPLE, replace=arguments.replace)
    print(made)
    return 0


def check(arguments: argparse.Namespace) -> int:
    """List what is wrong in a workbook: sheet, cell, what, and what to do. Exits with 1 on any error."""
    from exectrack_xl.actions.opening import open_tracker
    from exectrack_xl.errors import Severity

    with printing.step("Reading and checking"):
        opened = open_tracker(arguments.workbook, arguments.as_of, _today(), arguments.mapping)
    printing.assumed_date(opened.assumed_today, opened.tracker.as_of)
    printing.findings(opened.findings, arguments.json)
    return 1 if any(finding.severity is Severity.ERROR for finding in opened.findings) else 0


def metrics(arguments: argparse.Namespace) -> int:
    """Print every metric of a workbook, for the programme or one initiative."""
    from exectrack_xl.actions.numbers import all_metrics

    with printing.step("Reading and computing"):
        values = all_metrics(arguments.workbook, _today(), arguments.as_of, arguments.initiative, arguments.period)
    printing.assumed_date(values.assumed_today, values.as_of)
    printing.metrics(values, arguments.json)
    return 0


def simulate(arguments: argparse.Namespace) -> int:
    """Simulate when all will be done: dates with their chance, the chance of being on time, and what drives them."""
    from exectrack_xl.actions.simulate import simulate as run

    with printing.step("Reading and simulating"):
        found = run(arguments.workbook, _today(), arguments.as_of, arguments.iterations, arguments.seed)
    printing.assumed_date(found.assumed_today, found.as_of)
    printing.simulated(found, arguments.json)
    return 0


def explain(arguments: argparse.Namespace) -> int:
    """Say what a metric means, how it is computed, from which source, and with a workbook, from which values."""
    from exectrack_xl.actions.numbers import explained

    lines = explained(
        arguments.metric, arguments.workbook, _today(), arguments.as_of, (arguments.initiative, arguments.period)
    )
    printing.pairs(lines)
    return 0


def deck(arguments: argparse.Namespace) -> int:
    """Write an executive deck of a workbook: quarterly, monthly or weekly."""
    from exectrack_xl.actions.documents import make_deck

    if refreshing.is_wanted(arguments):
        return refreshing.run(arguments, "deck", _today())
    with printing.step("Writing the deck"):
        written = make_deck(_order(arguments))
    return _told(written, arguments)


def report(arguments: argparse.Namespace) -> int:
    """Write a Word report of a workbook."""
    from exectrack_xl.actions.documents import make_report

    if refreshing.is_wanted(arguments):
        return refreshing.run(arguments, "report", _today())
    with printing.step("Writing the report"):
        written = make_report(_order(arguments))
    return _told(written, arguments)


def week(arguments: argparse.Namespace) -> int:
    """List the rows that need a person this week: where, why, what to do, and whose they are."""
    from exectrack_xl.actions.week import this_week

    with printing.step("Reading and judging"):
        found = this_week(arguments.workbook, arguments.as_of, _today())
    printing.assumed_date(found.assumed_today, found.day)
    printing.week(found, arguments.json)
    return 0


def chase(arguments: argparse.Namespace) -> int:
    """Write one mail draft for each owner of rows that need a person; nothing is sent."""
    from exectrack_xl.actions.week import chase as write_drafts

    with printing.step("Writing the drafts"):
        done = write_drafts(
            arguments.workbook, arguments.as_of, _today(), folder=arguments.out, replace=arguments.replace
        )
    printing.assumed_date(done.assumed_today, done.day)
    printing.chased(done)
    return 0


def snapshot(arguments: argparse.Namespace) -> int:
    """Remember the tracked values of a workbook in its Snapshots table; a second time on a date replaces the first."""
    from exectrack_xl.actions.snapshot import snapshot as take

    with printing.step("Taking the snapshot"):
        taken = take(arguments.workbook, arguments.as_of, _today())
    printing.assumed_date(taken.assumed_today, taken.day)
    print(f"Snapshot of {taken.day}: {taken.rows} changed values.")
    printing.patched(taken.result)
    return 0


def refresh(arguments: argparse.Namespace) -> int:
    """Renew what the formulas of a workbook show, without Excel; the week's first refresh takes a snapshot."""
    from exectrack_xl.actions.refresh import refresh as renew

    with printing.step("Refreshing the workbook"):
        done = renew(arguments.workbook, _today())
    printing.assumed_date(done.assumed_today, done.day)
    if done.snapshot_rows is not None:
        print(f"Snapshot of {done.day}: {done.snapshot_rows} changed values.")
    if done.new_rows:
        print(f"{done.new_rows} new rows got an ID." if done.new_rows > 1 else "1 new row got an ID.")
    printing.patched(done.result)
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """Make the sample tracker with its quarterly deck and stakeholder report in a folder."""
    from exectrack_xl.actions.demo import demo as run

    last: Any = None
    for what, path, written in run(arguments.folder, _today()):
        print(f"{what:8} {path}")
        last = written
    printing.headline(last.report)
    return 0


def _order(arguments: argparse.Namespace) -> Order:
    from exectrack_xl.actions.documents import Order

    return Order(arguments.workbook, _today(), arguments.as_of, arguments.period, arguments.output,
                 arguments.template, arguments.replace, not getattr(arguments, "no_snapshot", False),
                 wording=arguments.wording, mapping=arguments.mapping, **_report_options(arguments))  # fmt: skip


def _report_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """What only a report takes."""
    given = {"kind": "kind", "initiative": "initiative", "identity": "id"}
    return {name: getattr(arguments, asked) for name, asked in given.items() if hasattr(arguments, asked)}


def _told(written: Written, arguments: argparse.Namespace) -> int:
    from exectrack_xl.actions.documents import with_pdf

    if arguments.pdf:
        limits.lift()
        with printing.step("Making the PDF"):
            written = with_pdf(written)
    printing.assumed_date(written.assumed_today, written.report.status_date)
    printing.written(written, arguments.json)
    return 0
