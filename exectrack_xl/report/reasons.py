"""Why a status is what it is, in one line. Depends on: report.desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exectrack_xl.report.desk import Desk


def main_reason(desk: Desk, initiative: str = "") -> str:
    """What the computed status rests on; a status set by hand is named with the computed one beside it."""
    computed, reported = (str(desk.value(name, initiative)) for name in ("computed_status", "overall_status"))
    text = _because(desk, initiative, computed)
    if reported == computed:
        return text
    reason = desk.listing("override_listing", initiative)[0]
    return desk.say(
        "reasons.override", day=desk.near(reason["Expires on"]), state=desk.words.choice(computed), why=text
    )


def _because(desk: Desk, initiative: str, computed: str) -> str:
    """Dimension and inputs of what gives the status its colour; of Green, what was judged."""
    judged = [row for row in desk.listing("status_reasons", initiative) if row["Colour"] != "Not tracked"]
    if not judged:
        return desk.say("reasons.nothing")
    if computed == "Green":
        return _inputs(desk, judged[0])
    deciding = [row for row in judged if row["Counts as"] == computed and row["Dimension"] != "Initiatives"]
    if deciding:
        return "; ".join(f"{desk.words.choice(row['Dimension'])}: {_inputs(desk, row)}"
                         for row in deciding[:2])  # fmt: skip
    red = [desk.name(each) for each in desk.initiatives if desk.value("computed_status", each) == "Red"]
    return desk.say("reasons.are_red", len(red), names=desk.words.listed(red))


def _inputs(desk: Desk, row: Mapping[str, Any]) -> str:
    """The values a dimension was judged by."""
    return ", ".join(desk.words.retold(part, "inputs") for part in str(row["Inputs"]).split(", "))
