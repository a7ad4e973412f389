"""The command that puts many trackers into one view, and what it prints. Depends on: actions, cli.night."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from exectrack_xl.cli.clock import today
from exectrack_xl.cli.gate import print_findings
from exectrack_xl.cli.night import MOST_FAILURES, progress
from exectrack_xl.cli.night_options import day, limits, machine_options, mapping_file, mapping_option, with_file
from exectrack_xl.cli.plain import plain
from exectrack_xl.errors import UsageError

if TYPE_CHECKING:
    from exectrack_xl.actions.portfolio import Made


def portfolio(arguments: argparse.Namespace) -> int:
    """Roll many trackers up into one deck, workbook and HTML page, and all their rows into Parquet."""
    from exectrack_xl.actions.batch.cluster import workers
    from exectrack_xl.actions.batch.sources import find_sources
    from exectrack_xl.actions.portfolio import Order, make_portfolio, outputs

    wanted = with_file(arguments)
    sources = find_sources(wanted.sources, leave_out=wanted.out)
    order = Order(sources, day(wanted.as_of) or today(), wanted.out, _rates(wanted.rates),
                  outputs(tuple(wanted.kinds or ())), _template(wanted.template),
                  mapping_file(wanted.mapping), wanted.replace, wanted.force)  # fmt: skip
    with workers(wanted.jobs, limits(wanted), wanted.scheduler) as executor:
        made = make_portfolio(order, executor, progress(len(sources)))
    _print(made)
    return 1 if made.portfolio.failed else 0


def options(verb: argparse.ArgumentParser) -> None:
    """What the command takes."""
    verb.add_argument("sources", nargs="*", metavar="SOURCE", help="folders, patterns, workbooks or addresses (s3://…)")
    verb.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="where to (default: out)")
    verb.add_argument("--kind", action="append", metavar="KIND", dest="kinds",
                      help="deck, workbook, page or parquet; again for more (default: all)")  # fmt: skip
    verb.add_argument("--rate", action="append", metavar="USD=0.92", dest="rates",
                      help="what one unit of a currency is in the common one; again for more")  # fmt: skip
    verb.add_argument(
        "--as-of", metavar="YYYY-MM-DD", help="the day of the view, from which ages count (default: today)"
    )
    verb.add_argument("--template", metavar="FILE", help="your own template of the deck")
    verb.add_argument("--replace", action="store_true", help="replace also files that somebody has edited, edits lost")
    verb.add_argument("--force", action="store_true", help="read every tracker again, changed or not")
    verb.add_argument("--scheduler", default="", metavar="ADDRESS", help="a Dask scheduler, tcp://host:8786")
    verb.add_argument("--config", type=Path, metavar="FILE", help="a TOML file with these options by their names")
    mapping_option(verb)
    machine_options(verb)


def _print(made: Made) -> None:
    whole = made.portfolio
    for one in whole.failed[:MOST_FAILURES]:
        print(f"failed  {plain(one.key)}: {plain(one.reason)}")
    if len(whole.failed) > MOST_FAILURES:
        print(f"… and {len(whole.failed) - MOST_FAILURES} more; all stand in the workbook.")
    for said in whole.clashes:
        print(f"note    {plain(said)}")
    print_findings(made.looks)
    if made.note:
        print(made.note)
    for path in dict.fromkeys(path if path.suffix != ".parquet" else path.parent for path in made.paths):
        print(path)
    known = f", {made.unchanged} of them unchanged since they were last read" if made.unchanged else ""
    print(f"{len(whole.members)} trackers{known}, {len(whole.failed)} failed.")


def _rates(given: list[str] | dict[str, float] | None) -> dict[str, float]:
    """Rates from USD=0.92, or from a table of the TOML file.

    >>> _rates(["usd=0.92"])
    {'USD': 0.92}
    """
    pairs = given.items() if isinstance(given, dict) else (text.partition("=")[::2] for text in given or ())
    return dict(_rate(str(currency), str(value)) for currency, value in pairs)


def _rate(currency: str, value: str) -> tuple[str, float]:
    try:
        rate = float(value)
    except ValueError:
        rate = 0.0
    if not currency.strip() or not 0 < rate < 1e9:
        raise UsageError(f"'{currency}={value}' is no rate; write it as USD=0.92.")
    return currency.strip().upper(), rate


def _template(text: str | None) -> Path | None:
    if not text:
        return None
    if not Path(text).is_file():
        raise UsageError(f"There is no template '{text}'. Check its name.")
    return Path(text)
