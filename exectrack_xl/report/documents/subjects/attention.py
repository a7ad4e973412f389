"""Critical issues and risks that need attention; a restricted issue leaves only its ID.

Depends on: report.asks, report.desk, report.documents.
"""

from __future__ import annotations

from exectrack_xl.report.asks import ALL, critical_issues, due_span
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import muted
from exectrack_xl.report.model import Block, Bullets, Line, Span, Tone

MOST_LINES = 4


def needing_attention(desk: Desk) -> tuple[Block | Line, ...]:
    """The Critical issues and risks, or the sentence that there are none."""
    lines: list[Line] = []
    for row in critical_issues(desk):
        title = desk.public(row["ID"], row["Title"])
        lines.append((Span(f"{row['ID']} Critical: ", True, Tone.RED), Span(f"{title}; {row['Owner']}, "),
                      due_span(desk, row["Due date"])))  # fmt: skip
    for row in desk.listing("top_risks", n=ALL, band="Critical"):
        lines.append((Span(f"{row['ID']} score {desk.words.fixed(row['Score'], 0)} of 9: ", True, Tone.RED),
                      Span(f"{row['Title']}; {row['Owner']}, "), due_span(desk, row["Due date"])))  # fmt: skip
    if not lines:
        return (muted("Nothing critical is open."),)
    more = len(lines) - MOST_LINES
    note = f"{more} more in Issues and Risks." if more > 0 else ""
    return (Bullets("attention", "", tuple(lines[:MOST_LINES]), note),)
