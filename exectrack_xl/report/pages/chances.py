"""The forecast with chances: by when each initiative is done with an even chance and safely, from the simulation.

Only where Settings says Simulate. Depends on: report.desk, report.model, report.words.
"""

from __future__ import annotations

from datetime import date

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Chart, ChartKind, Line, Role, Said, Series, Span, Tile

EACH = 4  # of so many dates on the axis one is printed


def are_simulated(desk: Desk) -> bool:
    """Whether Settings asks for the simulation, and there is something to simulate."""
    return desk.settings.yes("simulate") and desk.value("p_date") is not None


def chances_title(desk: Desk) -> str:
    """P50, P80 and the chance of the committed finish."""
    even, safe = (desk.value("p_date", probability=share) for share in (0.5, 0.8))
    safe_day = desk.reference("p_date", probability=0.8)
    said = desk.say("chances.even", even=Span(_short(desk, even, safe), ref=desk.reference("p_date", probability=0.5)),
                    safe=Span(desk.words.day(safe), ref=safe_day))  # fmt: skip
    committed, chance = desk.value("committed_finish"), desk.value("p_on_time")
    if committed is None or not words.is_known(chance):
        return said
    return desk.say("chances.committed", said=said, day=desk.number("committed_finish"), chance=_likely(desk, chance))


def chance_curve(desk: Desk) -> Chart:
    """The chance of having finished by each date."""
    curve = desk.value("simulated_finish_curve")
    return Chart("chance_curve", desk.say("chances.curve"), ChartKind.LINE,
                 tuple("" if n % EACH else desk.words.day(day, year=False) for n, day in enumerate(curve.dates)),
                 (Series(desk.say("programme.name"), Role.FORECAST, curve.values, len(curve.values) // 2,
                         ref="simulated_finish_curve"),), "0%",
                 desk.say("chances.curve_alt"),
                 lowest=0, highest=1)  # fmt: skip


def chance_tile(desk: Desk, initiative: str) -> Tile:
    """P50 and P80 of an initiative, and the chance of its committed finish."""
    even, safe = (desk.value("p_date", initiative, probability=share) for share in (0.5, 0.8))
    chance = desk.value("p_on_time", initiative)
    likely = Span(_likely(desk, chance, initiative), tone=desk.tone("p_on_time", initiative),
                  ref=desk.reference("p_on_time", initiative))  # fmt: skip
    why = desk.line("chances.approved", day=desk.number("approved_finish", initiative), chance=likely)
    change = desk.line("chances.typed", day=desk.number("forecast_finish", initiative, bold=True))
    first = Span(_short(desk, even, safe), True, ref=desk.reference("p_date", initiative, probability=0.5))
    value: Line = (first, Span(" | "), desk.number("p_date", initiative))
    shown = desk.status(str(desk.value("overall_status", initiative)))
    return Tile(
        f"forecast_{initiative}", desk.say("chances.tile", name=desk.name(initiative)), value, why, change, shown
    )


def notes(desk: Desk) -> str:
    """How to read the page."""
    return desk.say("chances.notes", precision=desk.words.fixed(desk.value("simulation_precision"), 1))


def _likely(desk: Desk, chance: float, initiative: str = "") -> Said:
    if not words.is_known(chance):
        return desk.say("chances.unknown")
    return desk.say("chances.likely", chance=desk.mark(desk.words.percent(chance), "p_on_time", initiative))


def _short(desk: Desk, day: date | None, beside: date | None) -> str:
    """A date, with its year only where the one beside it has another."""
    return desk.words.day(day, year=day is None or beside is None or day.year != beside.year)
