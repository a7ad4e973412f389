"""Why a status is what it is, in one line. Depends on: report.desk, report.words."""

from __future__ import annotations

from exectrack_xl.report.desk import Desk


def main_reason(desk: Desk, initiative: str = "") -> str:
    """What the computed status rests on; a status set by hand is named with the computed one beside it."""
    computed, reported = (str(desk.value(name, initiative)) for name in ("computed_status", "overall_status"))
    text = _because(desk, initiative, computed)
    if reported == computed:
        return text
    reason = desk.listing("override_listing", initiative)[0]
    return f"Set by hand until {desk.near(reason['Expires on'])}; computed {computed}: {text}"


def _because(desk: Desk, initiative: str, computed: str) -> str:
    """Dimension and inputs of what gives the status its colour; of Green, what was judged."""
    judged = [row for row in desk.listing("status_reasons", initiative) if row["Colour"] != "Not tracked"]
    if not judged:
        return "Nothing to judge by yet"
    if computed == "Green":
        return str(judged[0]["Inputs"])
    deciding = [row for row in judged if row["Counts as"] == computed and row["Dimension"] != "Initiatives"]
    if deciding:
        return "; ".join(f"{row['Dimension']}: {row['Inputs']}" for row in deciding[:2])
    red = [desk.name(each) for each in desk.initiatives if desk.value("computed_status", each) == "Red"]
    return f"{desk.words.listed(red)} {'is' if len(red) == 1 else 'are'} Red"
