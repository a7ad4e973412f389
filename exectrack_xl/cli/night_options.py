"""What the commands of the night run take, from the command line and from a TOML file.

Depends on: errors, actions.batch, cli.clock.
"""

from __future__ import annotations

import argparse
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exectrack_xl.cli.clock import today
from exectrack_xl.errors import UsageError, nearest

if TYPE_CHECKING:
    from exectrack_xl.actions.batch.recipe import Recipe
    from exectrack_xl.actions.batch.supervised import Limits


def batch_options(verb: argparse.ArgumentParser) -> None:
    """What `batch` takes."""
    verb.add_argument("sources", nargs="*", metavar="SOURCE", help="folders, patterns, workbooks or addresses (s3://…)")
    verb.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="where to (default: out)")
    verb.add_argument("--force", action="store_true", help="make everything again, changed or not")
    verb.add_argument("--replace", action="store_true", help="replace documents that somebody has edited, edits lost")
    verb.add_argument("--log", type=Path, metavar="FILE", help="add a line of JSON for each event to this file")
    verb.add_argument("--scheduler", default="", metavar="ADDRESS", help="a Dask scheduler, tcp://host:8786")
    verb.add_argument("--config", type=Path, metavar="FILE", help="a TOML file with these options by their names")
    mapping_option(verb)
    _made(verb)
    machine_options(verb)


def verify_options(verb: argparse.ArgumentParser) -> None:
    """What `verify` takes; what the run was given is in its manifest."""
    verb.add_argument("manifest", type=Path, metavar="MANIFEST", help="the manifest.json of a run")
    machine_options(verb)


def mapping_option(verb: argparse.ArgumentParser) -> None:
    """How workbooks with other names than ours are read."""
    told = "which sheets, columns and words of yours are which of ours, as 'import' proposes it"
    verb.add_argument("--mapping", type=Path, metavar="FILE", help=told)


def mapping_file(given: Path | str | None) -> Path | None:
    """The mapping that was named, looked into before the run begins.

    Raises:
        UsageError: it is not there, or cannot be used.
    """
    from exectrack_xl.excel.foreign.mapping import from_toml

    if not given:
        return None
    from_toml(Path(given))
    return Path(given)


def _made(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--kind", action="append", metavar="KIND", dest="kinds",
        help="deck, report, or one with its kind: report:team; again for more (default: deck and report)",
    )  # fmt: skip
    verb.add_argument("--period", metavar="ID", help="a period such as 2026-Q3; otherwise the last closed one")
    verb.add_argument("--as-of", metavar="YYYY-MM-DD", help="status date; otherwise each workbook's own, else today")
    verb.add_argument("--template", action="append", metavar="KIND=FILE", dest="templates", help="your own template")
    verb.add_argument(
        "--gate", action="store_true", help="look each document over as lint does, and note what is wrong; takes longer"
    )


def machine_options(verb: argparse.ArgumentParser) -> None:
    """What one workbook may take, and how many are done at a time."""
    verb.add_argument("--jobs", type=int, metavar="N", help="workbooks at a time (default: one a core)")
    verb.add_argument("--seconds", type=float, default=120.0, metavar="N", help="most time a workbook may take (120)")
    verb.add_argument("--megabytes", type=int, default=1024, metavar="N",
                      help="most memory a workbook may take (1024); has no effect on Windows")  # fmt: skip


def with_file(arguments: argparse.Namespace) -> argparse.Namespace:
    """The options with those of the TOML file in the place of what was not given.

    Raises:
        UsageError: the file cannot be read, or names no option.
    """
    if arguments.config:
        for name, value in _read(arguments.config).items():
            key = name.replace("-", "_")
            if key not in vars(arguments) or key in ("config", "command"):
                raise UsageError(
                    f"{arguments.config.name}: there is no option '{name}'.{nearest(key, vars(arguments))}"
                )
            if not getattr(arguments, key) or key in ("out", "seconds", "megabytes"):
                setattr(arguments, key, Path(value) if key in ("out", "log", "mapping") else value)
    if not arguments.sources:
        raise UsageError("Give the folders or workbooks, or 'sources' in the file of --config.")
    return arguments


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise UsageError(f"There is no file '{path}'. Check its name.") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UsageError(f"{path.name} is not a TOML file: {fault}.") from fault


def recipe(wanted: argparse.Namespace) -> Recipe:
    """What is to be made of every workbook.

    Raises:
        UsageError: a kind, date or template is not known.
    """
    from exectrack_xl.actions.batch.recipe import Recipe, kinds

    templates = dict(map(_template, _pairs(wanted.templates)))
    return Recipe(today(), kinds(wanted.kinds or ("deck", "report")), day(wanted.as_of), wanted.period or None,
                  templates, mapping_file(wanted.mapping), wanted.gate)  # fmt: skip


def _pairs(given: Any) -> list[tuple[str, str]]:
    if isinstance(given, dict):
        return [(str(kind), str(path)) for kind, path in given.items()]
    return [(kind, path) for kind, _, path in (text.partition("=") for text in given or ())]


def _template(pair: tuple[str, str]) -> tuple[str, Path]:
    from exectrack_xl.actions.batch.recipe import kinds

    path = Path(pair[1])
    if not pair[1] or not path.is_file():
        raise UsageError(f"There is no template '{pair[1]}'. Write --template deck=FILE.pptx.")
    return kinds([pair[0]])[0], path


def limits(wanted: argparse.Namespace) -> Limits:
    """What one workbook may take."""
    from exectrack_xl.actions.batch.supervised import Limits

    return Limits(float(wanted.seconds), int(wanted.megabytes))


def day(text: Any) -> date | None:
    """A date as it is typed or as TOML has it; None for none.

    Raises:
        UsageError: it is no date.
    """
    if not text or isinstance(text, date):
        return text or None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise UsageError(f"'{text}' is not a date; write it as 2026-10-16.") from None
