"""What could not be used, cell by cell, so that nobody takes the numbers for complete.

Depends on: errors, report.desk, report.model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Cell, Column, Layout, Page, Row, Table

MOST_LEFT_OUT = 12  # lines on the page of what was left out


def faults(desk: Desk, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Findings of values that could not be used, as sentences; the rest is counted."""
    errors = [str(finding) for finding in findings if finding.severity is Severity.ERROR]
    shown = errors[:MOST_LEFT_OUT]
    more = len(errors) - len(shown)
    told = desk.say("data_health.more", findings=desk.words.plural(more, "more_finding"))
    return (*shown, told) if more else tuple(shown)


def data_health(desk: Desk, findings: Sequence[Finding]) -> Iterator[Page]:
    """The values left out, each with its cell and what to do; no page where there are none."""
    count = sum(finding.severity is Severity.ERROR for finding in findings)
    if not count:
        return
    rows = tuple(Row(f"fault_{n}", (Cell.of(text),)) for n, text in enumerate(faults(desk, findings), 1))
    table = Table("left_out", desk.say("data_health.heading"), (Column(desk.say("data_health.finding")),), rows)
    yield Page("data_health", Layout.TABLE, desk.say("data_health.title", count), {"table": table},
               desk.say("sheets.all"), desk.say("data_health.notes"))  # fmt: skip
