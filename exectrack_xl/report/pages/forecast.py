"""The forecast: earned value against plan with where it leads, and when each initiative will be done.

Deterministic: the finish from the plan's dates and the finish at today's pace, side by side. Where Settings asks for
simulation, with chances.
Depends on: report.desk, report.model, report.words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from exectrack_xl.metrics import Series as Curve
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.headlines import forecast_title
from exectrack_xl.report.model import Chart, ChartKind, Layout, Line, Page, Role, Series, Tile
from exectrack_xl.report.pages.chances import are_simulated, chance_curve, chance_tile, chances_title
from exectrack_xl.report.pages.chances import notes as chance_notes
from exectrack_xl.report.pages.summary import late_span

MOST_TILES, MOST_BARS = 4, 8


def forecast(desk: Desk) -> Page:
    """The days late by plan and by pace, else the S-curve; the indices over time; a tile for each of the worst."""
    order = sorted(desk.initiatives, key=lambda i: -_late(desk, i))[:MOST_TILES]
    order = [i for i in desk.initiatives if i in order]
    told = are_simulated(desk)
    chart = finishes(desk) if not told and words.is_known(desk.value("cpi")) else None  # else the curve has a page
    blocks = {"chart": chart or s_curve(desk), "chart_2": chance_curve(desk) if told else index_history(desk)}
    tile = chance_tile if told else _tile
    tiles = {f"tile_{n}": tile(desk, initiative) for n, initiative in enumerate(order, 1)}
    if told:
        return Page("forecast", Layout.TWO_CHARTS, chances_title(desk), {**blocks, **tiles},
                    "Tasks, Milestones, Risks, Costs, Settings", chance_notes(desk))  # fmt: skip
    return Page("forecast", Layout.TWO_CHARTS, forecast_title(desk), {**blocks, **tiles},
                "Tasks, Milestones, Costs, Snapshots", desk.say("forecast.notes"))  # fmt: skip


def finishes(desk: Desk) -> Chart | None:
    """Working days late of each initiative: by its plan, and at today's pace; None where no initiative has both."""
    known = [(desk.name(i), _days_late(desk, i, "forecast_finish"), _days_late(desk, i, "finish_by_spi_t"))
             for i in desk.initiatives[:MOST_BARS]]  # fmt: skip
    known = [row for row in known if row[1] is not None and row[2] is not None]
    if not known:
        return None
    names, plan, pace = zip(*known, strict=True)
    series = (
        Series(desk.say("forecast.by_plan"), Role.PLAN, plan, 0, True, ref="forecast_finish"),
        Series(desk.say("forecast.by_pace"), Role.FORECAST, pace, 0, True, ref="finish_by_spi_t"),
    )
    return Chart("finishes", desk.say("forecast.finishes"), ChartKind.BAR, names, series, "0",
                 desk.say("forecast.finishes_alt"), show_axis=False)  # fmt: skip


def _days_late(desk: Desk, initiative: str, metric: str) -> float | None:
    """Working days from the approved finish of an initiative to the date of a metric."""
    approved, then = (words.as_date(desk.value(name, initiative)) for name in ("approved_finish", metric))
    return None if approved is None or then is None else float(desk.tracker.calendar.between(approved, then))


def s_curve(desk: Desk) -> Chart:
    """Plan, work done and cost by month, in millions, with the forecast of work and cost."""
    drawn = {
        "plan": ("planned_value_curve", Role.PLAN),
        "work": ("earned_value_curve", Role.ACTUAL),
        "cost": ("actual_cost_curve", Role.COST),
        "forecast_work": ("forecast_value_curve", Role.FORECAST),
        "forecast_cost": ("forecast_cost_curve", Role.CONTEXT),
    }
    curves = {name: (desk.value(metric), role) for name, (metric, role) in drawn.items()}
    months = sorted({day for curve, _ in curves.values() for day in map(_month, curve.dates)})
    here = [n for n, month in enumerate(months) if month <= desk.day.replace(day=1)]
    series = tuple(
        # The plan is named just after the status date, where no other line is near it.
        Series(
            desk.say(f"forecast.{name}"),
            role,
            _by_month(curve, months),
            len(here) + 1 if name == "plan" else _last(curve, months),
            ref=drawn[name][0],
        )
        for name, (curve, role) in curves.items()
        if len(curve.dates)
    )
    return Chart("s_curve", desk.say("forecast.s_curve", unit=desk.millions()), ChartKind.LINE,
                 _labels(desk, months), series, "0", desk.say("forecast.s_curve_alt"),
                 lowest=0, status_at=here[-1] if here else None,
                 status_label=desk.say("charts.status_date"))  # fmt: skip


def index_history(desk: Desk) -> Chart:
    """SPI(t) and CPI at the end of each month and at the status date."""
    curves = {"SPI(t)": (desk.value("spi_t_curve"), Role.ACTUAL), "CPI": (desk.value("cpi_curve"), Role.COST)}
    days = sorted({day for curve, _ in curves.values() for day in curve.dates})
    series = tuple(
        Series(name, role, tuple(dict(zip(curve.dates, curve.values, strict=True)).get(day) for day in days),
               len(days) - 1 if days else None, ref="cpi_curve" if name == "CPI" else "spi_t_curve")
        for name, (curve, role) in curves.items()
    )  # fmt: skip
    known = [1.0, *(value for curve, _ in curves.values() for value in curve.values if words.is_known(value))]
    return Chart("index_history", desk.say("forecast.indices"), ChartKind.LINE,
                 _labels(desk, days), series, "0.00", desk.say("forecast.indices_alt"),
                 lowest=math.floor(min(known) * 10 - 0.5) / 10,
                 highest=math.ceil(max(known) * 10 + 0.5) / 10)  # fmt: skip


def _tile(desk: Desk, initiative: str) -> Tile:
    late = desk.value("days_late", initiative)
    pace = desk.value("finish_by_spi_t", initiative)
    why = desk.line("forecast.approved", day=desk.number("approved_finish", initiative),
                    late=late_span(desk, late, initiative))  # fmt: skip
    change: Line = ()
    if words.is_known(pace):
        change = desk.line("forecast.pace", day=desk.number("finish_by_spi_t", initiative, bold=True))
    return Tile(f"forecast_{initiative}", desk.name(initiative),
                (desk.number("forecast_finish", initiative, bold=True),), why, change,
                desk.status(str(desk.value("overall_status", initiative))))  # fmt: skip


def _late(desk: Desk, initiative: str) -> float:
    late = desk.value("days_late", initiative)
    return float(late) if words.is_known(late) else float("-inf")


def _month(day: date) -> date:
    return day.replace(day=1)


def _by_month(curve: Curve, months: list[date]) -> tuple[float | None, ...]:
    known = {_month(day): value for day, value in zip(curve.dates, curve.values, strict=True)}
    return tuple(known[month] / 1e6 if month in known and words.is_known(known[month]) else None for month in months)


def _last(curve: Curve, months: list[date]) -> int | None:
    return months.index(_month(curve.dates[-1])) if curve.dates else None


def _labels(desk: Desk, months: Iterable[date]) -> tuple[str, ...]:
    """Months as axis labels, with the year at the first one and at each January."""
    labels: list[str] = []
    for month in months:
        name = desk.words.month(month.month)
        labels.append(f"{name} {month:%y}" if not labels or month.month == 1 else name)
    return tuple(labels)
