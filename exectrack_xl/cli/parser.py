"""Which commands there are and what they take. Depends on: version, report, the other rooms of cli."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

from exectrack_xl.cli import (
    adoption,
    bringing,
    commands,
    comparing,
    covering,
    gate,
    night,
    night_options,
    portfolio,
    refreshing,
    setting_up,
    templates,
    tracing,
    upgrading,
    wording,
)
from exectrack_xl.report.documents.kinds import KINDS, USUAL
from exectrack_xl.version import __version__

Command = Callable[[argparse.Namespace], int]
Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        "exectrack", description="An execution tracker in Excel that writes its own decks and reports.",
        epilog="Exit codes: 0 done, 1 the tracker is at fault, 2 wrong usage.",
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"exectrack {__version__}")
    verbs = top.add_subparsers(required=True, metavar="COMMAND")
    for add in (_set_up, _questions, _documents, _files, _week, _night, _versions, _foreign):
        add(verbs)
    return top


def _set_up(verbs: Verbs) -> None:
    _new(_verb(verbs, "new", commands.new))
    _build(_verb(verbs, "build", commands.build))
    setting_up.install_options(_verb(verbs, "install", setting_up.install))


def _questions(verbs: Verbs) -> None:
    check, metrics = _verb(verbs, "check", commands.check), _verb(verbs, "metrics", commands.metrics)
    _workbook(check, json=True)
    night_options.mapping_option(check)
    _workbook(metrics, json=True)
    metrics.add_argument("--initiative", default="", metavar="ID", help="only this initiative")
    metrics.add_argument("--period", metavar="ID", help="a period such as 2026-Q3; otherwise the running quarter")
    setting_up.doctor_options(_verb(verbs, "doctor", setting_up.doctor))
    _simulate(_verb(verbs, "simulate", commands.simulate))
    _explain(_verb(verbs, "explain", commands.explain))


def _documents(verbs: Verbs) -> None:
    deck, report = _verb(verbs, "deck", commands.deck), _verb(verbs, "report", commands.report)
    for verb in (deck, report):
        _document(verb, optional=True)
        night_options.mapping_option(verb)
    deck.add_argument("--no-snapshot", action="store_true", help="do not keep a snapshot in the workbook")
    deck.add_argument(
        "--kind", default="quarterly", metavar="KIND", help="weekly, monthly or quarterly (default: quarterly)"
    )
    refreshing.options(deck, "deck.pptx")
    refreshing.options(report, "report.docx")
    _report(report)


def _files(verbs: Verbs) -> None:
    gate.add(_verb(verbs, "lint", gate.lint), _date)
    tracing.options(_verb(verbs, "trace", tracing.trace))
    templates.options(_verb(verbs, "template", templates.template))
    wording.options(_verb(verbs, "wording", wording.wording))


def _week(verbs: Verbs) -> None:
    _workbook(_verb(verbs, "week", commands.week), json=True)
    _chase(_verb(verbs, "chase", commands.chase))
    _workbook(_verb(verbs, "snapshot", commands.snapshot))
    _verb(verbs, "refresh", commands.refresh).add_argument("workbook", type=Path, help="the tracker workbook")


def _night(verbs: Verbs) -> None:
    night_options.batch_options(_verb(verbs, "batch", night.batch))
    night_options.verify_options(_verb(verbs, "verify", night.verify))
    portfolio.options(_verb(verbs, "portfolio", portfolio.portfolio))


def _versions(verbs: Verbs) -> None:
    comparing.merge_options(_verb(verbs, "merge", comparing.merge))
    comparing.options(_verb(verbs, "diff", comparing.diff))
    covering.options(_verb(verbs, "coverage", covering.coverage), verbs.choices)


def _foreign(verbs: Verbs) -> None:
    adoption.options(_verb(verbs, "adopt", adoption.adopt))
    bringing.options(_verb(verbs, "import", bringing.bring_in))
    upgrading.options(_verb(verbs, "upgrade", upgrading.upgrade))
    _verb(verbs, "demo", commands.demo).add_argument(
        "folder", type=Path, nargs="?", default=Path("out"), help="where to (default: out)"
    )


def _verb(verbs: Verbs, name: str, command: Command) -> argparse.ArgumentParser:
    """One command: its docstring is its help."""
    said = (command.__doc__ or "").strip()
    made = verbs.add_parser(name, help=said.split("\n")[0].rstrip("."), description=said)
    made.set_defaults(command=command)
    return made


def _workbook(verb: argparse.ArgumentParser, json: bool = False, *, optional: bool = False) -> None:
    verb.add_argument("workbook", type=Path, nargs="?" if optional else None, help="the tracker workbook")
    verb.add_argument(
        "--as-of", type=_date, metavar="YYYY-MM-DD", help="status date; otherwise the one in Settings, else today"
    )
    if json:
        verb.add_argument("--json", action="store_true", help="print JSON for a machine")


def _document(verb: argparse.ArgumentParser, *, optional: bool = False) -> None:
    _workbook(verb, json=True, optional=optional)
    verb.add_argument("--period", metavar="ID", help="a period such as 2026-Q3; otherwise the last closed one")
    verb.add_argument("--output", "-o", type=Path, metavar="FILE", help="where to; otherwise beside the workbook")
    verb.add_argument("--template", type=Path, metavar="FILE", help="your own template instead of ours")
    verb.add_argument("--wording", type=Path, metavar="FILE", help="a TOML file of sentences of your own")
    verb.add_argument("--pdf", action="store_true", help="write a PDF beside it, by Office or LibreOffice")
    verb.add_argument("--replace", action="store_true", help="replace an existing file instead of writing beside it")


def _report(verb: argparse.ArgumentParser) -> None:
    known = ", ".join(kind.name + (" (needs --id)" if kind.needs_id else "") for kind in KINDS)
    verb.add_argument("--kind", default=USUAL, metavar="KIND", help=f"which report (default: {USUAL}): {known}")
    verb.add_argument("--id", default="", metavar="ID", help="the change or issue that the report is about")
    verb.add_argument("--initiative", default="", metavar="ID", help="report this initiative alone")


def _chase(verb: argparse.ArgumentParser) -> None:
    _workbook(verb)
    verb.add_argument("--out", type=Path, metavar="DIR", help="where to; otherwise a folder beside the workbook")
    verb.add_argument("--replace", action="store_true", help="replace existing drafts instead of writing beside them")


def _new(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("workbook", type=Path, metavar="FILE", help="the workbook to make: .xlsx, or .xlsm with buttons")
    verb.add_argument("--sample", action="store_true", help="filled with the sample programme")
    verb.add_argument(
        "--profile",
        choices=["Core", "Agile", "Cost", "Full"],
        help="which sheets to show (default: Core; sample: Full)",
    )
    verb.add_argument("--replace", action="store_true", help="replace an existing file")


def _build(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "workbook", type=Path, nargs="?", metavar="FILE", help="where to (default: workbook/ExecutionTracker.xlsm)"
    )
    verb.add_argument("--replace", action="store_true", help="replace a workbook that somebody has changed")


def _simulate(verb: argparse.ArgumentParser) -> None:
    _workbook(verb, json=True)
    verb.add_argument(
        "--iterations", type=int, metavar="N", help="how many; otherwise until P80 is as precise as Settings asks"
    )
    verb.add_argument("--seed", type=int, metavar="N", help="a seed of your own; otherwise the tables give it")


def _explain(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("metric", help="name of a metric, e.g. spi_t")
    verb.add_argument("workbook", type=Path, nargs="?", help="a tracker workbook, to see its value too")
    verb.add_argument("--initiative", default="", metavar="ID", help="for this initiative")
    verb.add_argument("--period", metavar="ID", help="a period such as 2026-Q3; otherwise the running quarter")
    verb.add_argument("--as-of", type=_date, metavar="YYYY-MM-DD", help="status date")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-10-16") from None
