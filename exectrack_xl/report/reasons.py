"""Why a status is what it is, in one line. Depends on: report.desk, report.model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.model import Said, Span


def main_reason(desk: Desk, initiative: str = "") -> Said:
    """What the computed status rests on; a status set by hand is named with the computed one beside it."""
    computed, reported = (str(desk.value(name, initiative)) for name in ("computed_status", "overall_status"))
    text = _because(desk, initiative, computed)
    if reported == computed:
        return text
    reason = desk.listing("override_listing", initiative)[0]
    return desk.say(
        "reasons.override", day=desk.near(reason["Expires on"]), state=desk.words.choice(computed), why=text
    )


def _because(desk: Desk, initiative: str, computed: str) -> Said:
    """Dimension and inputs of what gives the status its colour; of Green, what was judged."""
    reasons = list(enumerate(desk.listing("status_reasons", initiative), 1))
    judged = [(number, row) for number, row in reasons if row["Colour"] != "Not tracked"]
    if not judged:
        return desk.say("reasons.nothing")
    if computed == "Green":
        return Said.of((_inputs(desk, initiative, *judged[0]),))
    deciding = [(number, row) for number, row in judged
                if row["Counts as"] == computed and row["Dimension"] != "Initiatives"][:2]  # fmt: skip
    if deciding:
        told = [(Span(f"{'; ' if place else ''}{desk.words.choice(row['Dimension'])}: "),
                 _inputs(desk, initiative, number, row)) for place, (number, row) in enumerate(deciding)]  # fmt: skip
        return Said.of(tuple(span for pair in told for span in pair))
    red = [desk.name(each) for each in desk.initiatives if desk.value("computed_status", each) == "Red"]
    return desk.say("reasons.are_red", len(red), names=desk.words.listed(red))


def _inputs(desk: Desk, initiative: str, number: int, row: Mapping[str, Any]) -> Span:
    """The values a dimension was judged by; `number` is its place among the reasons."""
    return Span(inputs(desk, row), ref=entry("status_reasons", number, "Inputs", initiative or desk.only))


def inputs(desk: Desk, row: Mapping[str, Any]) -> str:
    """The values a dimension was judged by, as the language says them."""
    return ", ".join(desk.words.retold(part, "inputs") for part in str(row["Inputs"]).split(", "))
