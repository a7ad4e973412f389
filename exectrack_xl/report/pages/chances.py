"""The forecast with chances: by when each initiative is done with an even chance and safely, from the simulation.

Only where Settings says Simulate. Depends on: report.desk, report.model, report.words.
"""

from __future__ import annotations

from datetime import date

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk, status
from exectrack_xl.report.model import Chart, ChartKind, Line, Role, Series, Span, Tile

EACH = 4  # of so many dates on the axis one is printed
NOTES = (
    "P50 is the day with an even chance, P80 the safe one: of all simulated runs, 80% are done by then. Open tasks "
    "are drawn from their three points, open risks occur by their chance, both seeded from the tables, so that the "
    "same tables give the same dates. P80 is known to ±{precision:.1f} working days."
)  # fmt: skip


def are_simulated(desk: Desk) -> bool:
    """Whether Settings asks for the simulation, and there is something to simulate."""
    return desk.settings.yes("simulate") and desk.value("p_date") is not None


def chances_title(desk: Desk) -> str:
    """P50, P80 and the chance of the committed finish."""
    even, safe = (desk.value("p_date", probability=share) for share in (0.5, 0.8))
    said = f"Even chance of finishing by {_short(even, safe)}, 80% by {desk.words.day(safe)}"
    committed, chance = desk.value("committed_finish"), desk.value("p_on_time")
    if committed is None or not words.is_known(chance):
        return said
    return f"{said}; the committed {desk.words.day(committed)} has {_likely(chance)}"


def chance_curve(desk: Desk) -> Chart:
    """The chance of having finished by each date."""
    curve = desk.value("simulated_finish_curve")
    return Chart("chance_curve", "Chance of having finished by each date", ChartKind.LINE,
                 tuple("" if n % EACH else desk.words.day(day, year=False) for n, day in enumerate(curve.dates)),
                 (Series("Programme", Role.FORECAST, curve.values, len(curve.values) // 2,
                         ref="simulated_finish_curve"),), "0%",
                 "Line chart of the chance of having finished, rising from 0 to 100% over the dates",
                 lowest=0, highest=1)  # fmt: skip


def chance_tile(desk: Desk, initiative: str) -> Tile:
    """P50 and P80 of an initiative, and the chance of its committed finish."""
    even, safe = (desk.value("p_date", initiative, probability=share) for share in (0.5, 0.8))
    chance = desk.value("p_on_time", initiative)
    why: Line = (
        Span(f"Approved {desk.text('approved_finish', initiative)}: "),
        Span(_likely(chance), tone=desk.tone("p_on_time", initiative), ref=desk.reference("p_on_time", initiative)),
    )
    change: Line = (Span("Typed forecast: "), desk.number("forecast_finish", initiative, bold=True))
    value: Line = (Span(_short(even, safe), True), Span(" | "), desk.number("p_date", initiative))
    shown = status(str(desk.value("overall_status", initiative)))
    return Tile(f"forecast_{initiative}", f"{desk.name(initiative)}: P50 | P80", value, why, change, shown)


def notes(desk: Desk) -> str:
    """How to read the page."""
    return NOTES.format(precision=desk.value("simulation_precision"))


def _likely(chance: float) -> str:
    return f"a chance of {words.percent(chance)}" if words.is_known(chance) else "no chance known"


def _short(day: date | None, beside: date | None) -> str:
    """A date, with its year only where the one beside it has another."""
    return words.day(day, year=day is None or beside is None or day.year != beside.year)
