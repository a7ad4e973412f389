"""What is in the way and what is asked: critical issues and risks, pending decisions, actions.

Depends on: report.desk, report.model, report.words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.model import Bullets, Cell, Line, Row, Span, Tone

MOST = 3
ALL = 9999  # more rows than any listing holds


@dataclass(frozen=True)
class Ask:
    """Something a person is asked to decide or do."""

    id: str
    text: str
    who: str
    due: date | None
    otherwise: str  # what happens if it is not done
    change: str = ""  # the change it decides
    advice: str = ""
    initiative: str = ""


def trouble(desk: Desk) -> Bullets:
    """Critical issues and risks that need attention; the worst risk keeps its line among many issues."""
    issues = [_issue(desk, issue) for issue in critical_issues(desk)]
    risks = [_risk(desk, risk) for risk in desk.listing("top_risks", n=ALL, band="Critical")]
    room = max(MOST - len(risks), MOST - 1) if risks else MOST
    lines = (issues[:room] + risks)[:MOST]
    return Bullets("issues", desk.say("asks.trouble"), tuple(lines), "" if lines else desk.say("asks.no_trouble"))


def critical_issues(desk: Desk) -> list[dict[str, Any]]:
    """Unresolved Critical issues, the gravest first."""
    return [issue for issue in desk.listing("top_issues", n=ALL) if issue["Priority"] == "Critical"]


def decisions_asked(desk: Desk) -> Bullets:
    """Pending decisions with owner and date, the most urgent first; changes waiting for approval among them."""
    asks = pending_decisions(desk)[:MOST]
    lines = tuple(
        desk.line(
            "asks.decision", id=Span(f"{ask.id} ", True), text=Span(ask.text), who=ask.who, due=due_span(desk, ask.due)
        )
        for ask in asks
    )
    return Bullets("decisions", desk.say("asks.decisions"), lines, "" if lines else desk.say("asks.no_decision"),
                   numbered=True)  # fmt: skip


def pending_decisions(desk: Desk, initiative: str = "") -> list[Ask]:
    """What waits for a decision: rows of Decisions, and pending changes that no row of Decisions decides."""
    return desk.once(("pending_decisions", initiative), lambda: _pending(desk, initiative))


def _pending(desk: Desk, initiative: str) -> list[Ask]:
    asks = [
        Ask(str(row["ID"]), str(row["Question"]), str(row["Decided by"]), words.as_date(row["Needed by"]),
            str(row["If not decided"]), str(row["Change"]), str(row["Recommendation"]), str(row["Initiative"]))
        for row in desk.listing("pending_decisions", initiative)
    ]  # fmt: skip
    decided = {ask.change for ask in asks}
    asks += [
        Ask(str(row["ID"]), desk.say("asks.approve", title=str(row["Title"])),
            str(row["Approval by"]) or desk.say("asks.sponsor"),
            words.as_date(row["Decision due"]), "", str(row["ID"]), str(row["Recommendation"]), str(row["Initiative"]))
        for row in desk.listing("change_listing", initiative, n=ALL)
        if row["Status"] == "Submitted" and row["ID"] not in decided
    ]  # fmt: skip
    return sorted(asks, key=lambda ask: (ask.due or date.max, ask.id))


def open_actions(desk: Desk, initiative: str = "", stakeholder: bool = False) -> list[Ask]:
    """Actions that are not done, the most urgent first; only those asked of stakeholders if wanted."""
    return [
        Ask(str(row["ID"]), str(row["Action"]), str(row["Owner"]), words.as_date(row["Due date"]),
            str(row["Why it matters"]))
        for row in desk.listing("open_actions", initiative, stakeholder="Yes" if stakeholder else "")
    ]  # fmt: skip


def ask_row(desk: Desk, ask: Ask, bold: bool = False) -> Row:
    """A table row of four cells: what, who, by when, what if not."""
    text: Line = (Span(ask.text, bold), Span(f" ({ask.id})", tone=Tone.MUTED))
    cells = (Cell((text,)), Cell.of(ask.who), Cell(((due_span(desk, ask.due),),)), Cell.of(ask.otherwise or ask.advice))
    return Row(ask.id, cells)


def due_span(desk: Desk, due: Any) -> Span:
    """A due date; one that has passed says so."""
    found = words.as_date(due)
    if found is None:
        return Span(desk.say("asks.no_date"), tone=Tone.RED)
    if found < desk.day:
        return Span(desk.say("asks.overdue", day=desk.near(found)), True, Tone.RED)
    return Span(desk.near(found))


def _issue(desk: Desk, issue: dict[str, Any]) -> Line:
    return desk.line(
        "asks.issue", id=Span(f"{issue['ID']} "), grave=Span(desk.say("asks.critical"), True),
        title=Span(desk.public(issue["ID"], issue["Title"])), owner=str(issue["Owner"]),
        due=due_span(desk, issue["Due date"]),
    )  # fmt: skip


def _risk(desk: Desk, risk: dict[str, Any]) -> Line:
    count = Span(desk.words.fixed(risk["Score"], 0), ref=entry("top_risks", risk["ID"], "Score"))
    score = tuple(replace(one, bold=True) for one in desk.line("asks.score", count=count))
    return desk.line("asks.risk", id=Span(f"{risk['ID']} "), score=score, title=str(risk["Title"]),
                     owner=str(risk["Owner"]))  # fmt: skip
