"""What a run remembers: a journal while it goes on, one manifest when it is done, a list of all findings.

Depends on: errors, package, version, actions.batch.job, actions.batch.recipe.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import IO, Any

from exectrack_xl.actions.batch.job import Outcome, State
from exectrack_xl.actions.batch.recipe import Recipe
from exectrack_xl.errors import UsageError
from exectrack_xl.package import replace_file
from exectrack_xl.version import __version__

MANIFEST, JOURNAL, FINDINGS = "manifest.json", "journal.jsonl", "findings.csv"
HEADERS = ("Tracker", "Severity", "Sheet", "Cell", "Column", "What", "What to do")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet takes for a formula, or skips before one


def remembered(folder: Path) -> dict[str, Outcome]:
    """What earlier runs made in a folder, by key; what an unfinished run had done counts too."""
    found = {outcome.key: outcome for outcome in _of_manifest(folder / MANIFEST)}
    found.update({outcome.key: outcome for outcome in _of_journal(folder / JOURNAL)})
    return found


def kept(manifest: Path) -> tuple[Outcome, ...]:
    """The outcomes in a manifest.

    Raises:
        UsageError: there is no such file, or it is no manifest.
    """
    if not manifest.is_file():
        raise UsageError(f"There is no file '{manifest}'. Give the {MANIFEST} that a run has written.")
    found = tuple(_of_manifest(manifest))
    if not found:
        raise UsageError(f"'{manifest}' is no manifest of a run, or an empty one.")
    return found


def kept_recipe(manifest: Path) -> Recipe:
    """What the run of a manifest made of every workbook.

    Raises:
        UsageError: the manifest cannot be read.
    """
    try:
        return Recipe.from_json(json.loads(manifest.read_text(encoding="utf-8"))["recipe"])
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise UsageError(f"'{manifest}' is no manifest of a run, or of an older version. Run again first.") from fault


def note(journal: IO[str], outcome: Outcome) -> None:
    """Add one outcome to the journal of a run that goes on."""
    journal.write(json.dumps(outcome.as_json(), ensure_ascii=False, default=str) + "\n")
    journal.flush()


def close(folder: Path, outcomes: Iterable[Outcome], recipe: Recipe) -> Path:
    """Write manifest and findings of a run that is done, drop its journal, and give back the manifest's path."""
    ordered = sorted(outcomes, key=lambda outcome: outcome.key)
    content = {
        "exectrack": __version__,
        "recipe": recipe.as_json(),
        "trackers": [outcome.as_json() for outcome in ordered],
    }
    replace_file(folder / FINDINGS, _findings(ordered).encode("utf-8-sig", "backslashreplace"))
    written = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    made = replace_file(folder / MANIFEST, written.encode("utf-8", "backslashreplace"))  # as JSON escapes it
    (folder / JOURNAL).unlink(missing_ok=True)
    return made


def shielded(text: str) -> str:
    """A text for a sheet or CSV file, never taken for a formula.

    >>> shielded("=1+1"), shielded("R-01")
    ("'=1+1", 'R-01')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _findings(outcomes: Iterable[Outcome]) -> str:
    target = StringIO()
    rows = csv.writer(target)
    rows.writerow(HEADERS)
    for outcome in outcomes:
        for row in _rows(outcome):
            rows.writerow(map(shielded, row))
    return target.getvalue()


def _rows(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    if outcome.state is State.FAILED:
        yield outcome.key, "error", "", "", "", outcome.reason, "Mend the file; the other trackers were done."
    for one in outcome.findings:
        yield outcome.key, str(one.severity), one.sheet, one.cell, one.column, one.message, one.remedy


def _of_manifest(path: Path) -> Iterator[Outcome]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        yield from [Outcome.from_json(entry) for entry in content["trackers"]]
    except (OSError, ValueError, TypeError, KeyError):
        return  # none yet, or of another version: everything is made anew


def _of_journal(path: Path) -> Iterator[Outcome]:
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        found = _outcome(line)
        if found is not None:
            yield found


def _outcome(line: str) -> Outcome | None:
    """The outcome on a line; None where the run was ended in the middle of it."""
    try:
        entry: dict[str, Any] = json.loads(line)
        return Outcome.from_json(entry)
    except (ValueError, TypeError, KeyError):
        return None
