"""What could not be used, cell by cell, so that nobody takes the numbers for complete.

Depends on: errors, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.report import words
from exectrack_xl.report.model import Cell, Column, Layout, Page, Row, Table

MOST_LEFT_OUT = 12  # lines on the page of what was left out


def faults(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Findings of values that could not be used, as sentences; the rest is counted."""
    errors = [str(finding) for finding in findings if finding.severity is Severity.ERROR]
    shown = errors[:MOST_LEFT_OUT]
    more = len(errors) - len(shown)
    return (*shown, f"{words.plural(more, 'more finding')}: run the check to see all.") if more else tuple(shown)


def data_health(findings: Sequence[Finding]) -> Iterator[Page]:
    """The values left out, each with its cell and what to do; no page where there are none."""
    count = sum(finding.severity is Severity.ERROR for finding in findings)
    if not count:
        return
    title = f"{words.plural(count, 'value')} could not be used and {'is' if count == 1 else 'are'} left out"
    rows = tuple(Row(f"fault_{n}", (Cell.of(text),)) for n, text in enumerate(faults(findings), 1))
    table = Table("left_out", "Where, what, and what to do", (Column("Finding"),), rows)
    notes = "Mend these cells in the workbook and make the deck again; every other number is computed without them."
    yield Page("data_health", Layout.TABLE, title, {"table": table}, "all sheets", notes)
