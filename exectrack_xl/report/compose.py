"""Turns a tracker into a deck of any kind. Documents are in `report.documents`.

Depends on: errors, tracker, report.desk, report.kinds, report.model, report.pages, report.words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exectrack_xl.errors import Finding
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.kinds import USUAL, deck_kind
from exectrack_xl.report.language.wording import Wording
from exectrack_xl.report.model import Page, Report
from exectrack_xl.report.pages.cover import cover, programme
from exectrack_xl.report.pages.data_health import data_health, faults
from exectrack_xl.report.pages.first_steps import first_steps
from exectrack_xl.report.provenance import origin_of
from exectrack_xl.tracker import Period, Tracker

__all__ = ["compose_deck", "faults", "headed"]


def compose_deck(
    tracker: Tracker,
    period: Period | None = None,
    findings: Sequence[Finding] = (),
    kind: str = USUAL,
    wording: Wording | None = None,
) -> Report:
    """A deck of this kind: the cover, the pages that have something to say, then what was left out and why.

    Without a period it takes the last closed one of the deck's cadence. An empty tracker gives a page that says what
    to fill in first. A `wording` of one's own goes before ours.

    Raises:
        UsageError: there is no such deck; the period asked for is not known to any snapshot, or has not begun.
    """
    made = deck_kind(kind)
    desk = prepare(tracker, period, made.cadence, wording=wording)
    pages: Iterable[Page] = (page for write in made.pages for page in write(desk))
    if tracker.is_empty:
        pages = (first_steps(desk),)
    title = desk.say("deck.title", period=desk.period_label)
    return headed(desk, made.report, title, (cover(desk, desk.words.name(f"decks.{made.name}", made.label)), *pages,
                                            *data_health(desk, findings)), faults(desk, findings))  # fmt: skip


def headed(desk: Desk, kind: str, title: str, pages: tuple[Page, ...], left_out: tuple[str, ...]) -> Report:
    """A report with what stands in the head of each: whose it is, its period, date, snapshot, source and status."""
    settings = desk.settings
    return Report(
        kind, title, programme(desk), settings.text("organisation"),
        desk.period_label, desk.words.day(desk.day), desk.tracker.snapshot or desk.say("footer.live"),
        desk.tracker.name,
        desk.status(str(desk.value("overall_status"))), pages, left_out=left_out, origin=origin_of(desk),
        words=desk.words,
    )  # fmt: skip
