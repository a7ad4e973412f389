"""Words of one's own: for a period that exists. Depends on: checks.rules, errors, tracker."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.checks.rules import Fault, rule
from exectrack_xl.errors import UsageError
from exectrack_xl.tracker import Tracker


@rule("period-unknown", "Narrative is about a week, month or quarter that exists.")
def periods_exist(tracker: Tracker) -> Iterator[Fault]:
    """Lines for a period that no report will ever show."""
    for row, text in enumerate(tracker["narrative"]["period"]):
        if text.strip() and not _exists(tracker, text):
            yield Fault("narrative", row, "period", f"is '{text}', which is no period.",
                        "Write 2026-Q3, 2026-M09 or 2026-W40.")  # fmt: skip


@rule("narrative-unranked", "Lines of one kind in one period say which comes first.")
def lines_are_ranked(tracker: Tracker) -> Iterator[Fault]:
    """Lines without a rank beside others of their period and kind."""
    table = tracker["narrative"]
    pairs = list(zip(table["period"], table["type"], strict=True))
    for row, pair in enumerate(pairs):
        if all(pair) and table["rank"][row] != table["rank"][row] and pairs.count(pair) > 1:
            yield Fault("narrative", row, "rank", "is blank beside other lines of its kind.", "Type 1 for the first.")


def _exists(tracker: Tracker, text: str) -> bool:
    try:
        tracker.period(text)
    except (UsageError, ValueError, OverflowError):  # the last two: a year no calendar reaches
        return False
    return True
