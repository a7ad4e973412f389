"""Turns a tracker into a document of any kind. Depends on: report.compose, report.desk, report.documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exectrack_xl.errors import Finding, UsageError, nearest
from exectrack_xl.report import words
from exectrack_xl.report.compose import faults, headed
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.documents.content import Content, Field, muted, said, section, sections
from exectrack_xl.report.documents.kinds import USUAL, DocumentKind, document_kind
from exectrack_xl.report.documents.writers import WRITERS
from exectrack_xl.report.language.telling import in_language
from exectrack_xl.report.language.wording import Wording
from exectrack_xl.report.model import Report
from exectrack_xl.schema import SHEETS, Sheet
from exectrack_xl.tracker import Period, Tracker


@dataclass(frozen=True)
class Wish:
    """Which document: its kind, the period (None = the usual one), one initiative, the ID of its subject, the words."""

    kind: str = USUAL
    period: Period | None = None
    initiative: str = ""
    identity: str = ""
    wording: Wording | None = None  # sentences of one's own, before ours


def compose_document(tracker: Tracker, wish: Wish | None = None, findings: Sequence[Finding] = ()) -> Report:
    """A document as it is wished for; without a wish, the stakeholder report of the last closed quarter.

    Raises:
        UsageError: there is no such kind, initiative or ID, an ID is missing, or the period cannot be reported.
    """
    wish = wish or Wish()
    kind = document_kind(wish.kind)
    identity = _subject(tracker, kind, wish.identity)
    desk = _desk(tracker, kind, wish)
    label = desk.period_label if kind.cadence != "Day" else desk.words.day(desk.day)
    content = in_language(_first_steps(kind) if tracker.is_empty else WRITERS[kind.name](desk, identity), desk.words)
    title = desk.words.name(f"documents.{kind.name}", kind.title)
    made = headed(desk, kind.title, f"{title} - {identity or label}", (), faults(desk, findings))
    return replace(
        made, period_label=label, answer=content.answer, opening=content.opening, sections=content.sections,
        template=kind.template, about=_about(desk, content), comparison=comparison(desk) if kind.compares else "",
        status=content.status or made.status,
    )  # fmt: skip


def _desk(tracker: Tracker, kind: DocumentKind, wish: Wish) -> Desk:
    """The desk for the period wished for, else for the usual one of the kind."""
    cadence = "Week" if kind.cadence == "Day" else kind.cadence
    running = tracker.periods.of(tracker.as_of, cadence) if kind.live else None
    return prepare(tracker, wish.period or running, cadence, wish.initiative, wish.wording)


def comparison(desk: Desk) -> str:
    """With what the period is compared."""
    if desk.before is None:
        return desk.say("document.no_comparison")
    return desk.say("document.comparison", period=desk.previous_period_label,
                    snapshot=desk.before.tracker.snapshot)  # fmt: skip


def _about(desk: Desk, content: Content) -> str:
    return content.about or (f"{desk.name(desk.only)} ({desk.only})" if desk.only else desk.name(""))


def _subject(tracker: Tracker, kind: DocumentKind, identity: str) -> str:
    """The ID as the sheet has it."""
    if not kind.needs_id:
        if identity:
            raise UsageError(f"The {kind.title} is not about one row: leave out the ID {identity}.")
        return ""
    sheet = SHEETS[kind.subject]
    known: dict[str, str] = {one.casefold(): one for one in tracker[kind.subject]["id"].tolist() if one}
    if tracker.is_empty:
        return identity
    if not identity:
        raise UsageError(f"The {kind.title} is about one row of sheet {sheet.title}: give its ID, such as "
                         f"--id {next(iter(known.values()), f'{sheet.prefix}-01')}.")  # fmt: skip
    if identity.strip().casefold() not in known:
        raise UsageError(f"There is no '{identity}' in sheet {sheet.title}.{nearest(identity, known.values())}")
    return known[identity.strip().casefold()]


def _first_steps(kind: DocumentKind) -> Content:
    """What to fill in first, for a tracker that holds nothing yet."""
    told = said("The tracker is empty. Fill in the sheets below first; sheet Start leads there.", True)
    steps = section("first_steps", "What to fill in first", [_step(SHEETS[name]) for name in kind.sheets])
    return Content((told,), sections=sections(steps))


def _step(sheet: Sheet) -> Field:
    """A sheet with what it is for and the columns without which a row says nothing."""
    required = words.listed([column.header for column in sheet.columns if column.required])
    return sheet.title, (said(sheet.purpose), muted(f"Each row needs {required}."))
