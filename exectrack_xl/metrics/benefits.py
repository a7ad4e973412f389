"""What the work brings: benefits planned, realised and still expected, against what it costs.

Money is only ever added to money: a benefit with a unit of its own is listed, and counted nowhere else.
Depends on: schema, tracker, metrics.registry, metrics.earned_value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.curves import series
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.freshness import month_end
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Series, Unit, derived, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import BENEFIT_TYPE
from exectrack_xl.schema.table import Array, filled
from exectrack_xl.tracker import Settings

_SOURCE = "PMI, Benefits Realization Management: A Practice Guide (2019)"
_ROI = "Return on investment: (benefits − cost) ÷ cost"
_BANDS = Bands("benefits_green", "benefits_yellow")


@derived
def benefit_months(benefits: Table, as_of: date) -> Table:
    """The benefits month by month with what was known on the day.

    Added columns: `measured`, whether a value was realised by then; `expected`, that value, else the forecast, else
    the plan; `is_money`.
    """
    known = ~(benefits["month"] > np.datetime64(as_of))
    realised = np.where(known, benefits["realised"], np.nan)
    ahead = np.where(np.isnan(benefits["forecast"]), benefits["planned"], benefits["forecast"])
    money = np.array([not unit.strip() for unit in benefits["unit"].tolist()], dtype=bool)
    return benefits.with_columns({
        "realised": realised, "measured": ~np.isnan(realised), "is_money": money,
        "expected": np.where(np.isnan(realised), ahead, realised),
    })  # fmt: skip


@derived
def money_benefits(benefit_months: Table) -> Table:
    """The benefits that are money."""
    return benefit_months.take(benefit_months["is_money"])


@metric(
    label="Benefits realised of planned", unit=Unit.SHARE, group=Group.BENEFITS, source=_SOURCE, bands=_BANDS,
    formula="Σ realised ÷ Σ planned, of the months measured",
)  # fmt: skip
def benefit_realisation(money_benefits: Table) -> float:
    """Benefits realised over those planned for the same months; NaN where nothing was measured yet.

    Months that nobody has measured count on neither side: BENEFIT_COVERAGE says how many those are.
    """
    measured = money_benefits["measured"]
    return ratio(_sum(money_benefits, "realised", measured), _sum(money_benefits, "planned", measured))


@metric(
    label="Benefit months measured", unit=Unit.TEXT, group=Group.BENEFITS, source=_SOURCE, result=Result.TEXT,
    formula="months with a realised value, of the months that are over",
)  # fmt: skip
def benefit_coverage(money_benefits: Table, as_of: date) -> str:
    """On how many benefit months the realisation rests, as "14 of 15"; blank where no month is over."""
    over = _month_ends(money_benefits["month"]) <= np.datetime64(as_of)
    due = over | money_benefits["measured"]
    count = np.count_nonzero(money_benefits["measured"])
    return f"{count} of {np.count_nonzero(due)}" if due.any() else ""


@metric(
    label="Benefits expected of planned", unit=Unit.SHARE, group=Group.BENEFITS, source=_SOURCE, bands=_BANDS,
    formula="Σ (realised, else forecast, else planned) ÷ Σ planned, of all months",
)  # fmt: skip
def benefit_outlook(money_benefits: Table) -> float:
    """All benefits as expected today over all that were planned."""
    return ratio(_sum(money_benefits, "expected"), _sum(money_benefits, "planned"))


@metric(
    label="Benefits expected", unit=Unit.MONEY, group=Group.BENEFITS, source=_SOURCE,
    formula="Σ realised, else forecast, else planned",
)  # fmt: skip
def benefits_expected(money_benefits: Table) -> float:
    """All benefits in the Benefits table as expected today, in money; NaN where none is planned."""
    return _sum(money_benefits, "expected") if len(money_benefits) else math.nan


@metric(label="Benefits realised", unit=Unit.MONEY, group=Group.BENEFITS, source=_SOURCE, formula="Σ realised")
def benefits_realised(money_benefits: Table) -> float:
    """The benefits realised up to the status date, in money; NaN where nothing was measured."""
    return _sum(money_benefits, "realised") if money_benefits["measured"].any() else math.nan


@metric(
    label="Benefits in a period", unit=Unit.MONEY, group=Group.BENEFITS, source=_SOURCE, per=("initiative", "period"),
    window={"benefits": "month"}, formula="Σ realised in the months that begin in the period",
)  # fmt: skip
def benefit_sum(benefits: Table, as_of: date, kind: str = "") -> float:
    """The money realised in the months of a period; `kind` asks for Revenue or Cost saving alone.

    Raises:
        MetricError: `kind` is no type of benefit.
    """
    rows = money_benefits(benefit_months(benefits, as_of))
    wanted = rows["type"] == choice("kind", kind, BENEFIT_TYPE) if kind else np.ones(len(rows), dtype=bool)
    return _sum(rows, "realised", wanted)


@metric(
    label="Return on investment", unit=Unit.SHARE, group=Group.BENEFITS, source=_ROI, bands=Bands(0.2, 0.0),
    formula="(benefits expected − estimate at completion) ÷ estimate at completion",
)  # fmt: skip
def roi(benefits_expected: float, estimate_at_completion: float) -> float:
    """What comes back for each unit of money, beyond the money itself: benefits realised and expected against cost.

    Benefits count as far as the Benefits table reaches. ROI_REALISED tells what has come back by now.

    >>> roi(15_000_000.0, 12_000_000.0)
    0.25
    """
    return ratio(benefits_expected - estimate_at_completion, estimate_at_completion)


@metric(
    label="Return realised", unit=Unit.SHARE, group=Group.BENEFITS, source=_ROI,
    formula="(benefits realised − actual cost) ÷ actual cost",
)  # fmt: skip
def roi_realised(benefits_realised: float, actual_cost: float) -> float:
    """The return on the money spent by now, from benefits realised alone: −100% where nothing has come back."""
    return ratio(benefits_realised - actual_cost, actual_cost)


@metric(
    label="Payback", unit=Unit.DATE, group=Group.BENEFITS, source="Payback period, undiscounted",
    formula="end of the month in which Σ benefits expected reaches the estimate at completion",
)  # fmt: skip
def payback(money_benefits: Table, estimate_at_completion: float) -> date | None:
    """The day by which the benefits expected have paid the cost; None where the Benefits table ends before."""
    days, totals = _cumulated(money_benefits, "expected")
    paid = np.flatnonzero(totals >= estimate_at_completion - 1e-9)
    found: date | None = days[paid[0]].item() if len(paid) else None
    return found


@metric(
    label="Benefit per person-day", unit=Unit.MONEY, group=Group.BENEFITS, source="House ratio of benefit to effort",
    formula="benefits expected ÷ (Σ planned effort of all tasks ÷ hours per day)",
)  # fmt: skip
def resource_effectiveness(benefits_expected: float, tasks: Table, rules: Settings) -> float:
    """What a person-day of planned effort brings, in money, as far as the Benefits table reaches."""
    return ratio(benefits_expected, float(filled(tasks["effort_planned"]).sum()) / rules.number("hours_per_day"))


@metric(
    label="Benefits", unit=Unit.TEXT, group=Group.BENEFITS, source=_SOURCE, result=Result.TABLE,
    formula="each benefit with planned and realised to date, and expected against planned in all",
)  # fmt: skip
def benefit_listing(benefit_months: Table) -> Listing:
    """Each benefit: planned and realised of the months measured, their ratio, and all it is expected to bring."""
    keys = dict.fromkeys(zip(benefit_months["initiative"].tolist(), benefit_months["benefit"].tolist(), strict=True))
    return Listing(_HEADERS, tuple(_benefit_row(benefit_months, *key) for key in keys))


@metric(
    label="Benefits planned over time", unit=Unit.MONEY, group=Group.BENEFITS, source=_SOURCE, result=Result.SERIES,
    formula="cumulated Σ planned by the end of each month",
)  # fmt: skip
def benefits_planned_curve(money_benefits: Table) -> Series:
    """The benefits planned by the end of each month, added up."""
    return series(*_cumulated(money_benefits, "planned"))


@metric(
    label="Benefits realised over time", unit=Unit.MONEY, group=Group.BENEFITS, source=_SOURCE, result=Result.SERIES,
    formula="cumulated Σ realised by the end of each month measured",
)  # fmt: skip
def benefits_realised_curve(money_benefits: Table) -> Series:
    """The benefits realised by the end of each month, added up; it ends with the last month measured."""
    return series(*_cumulated(money_benefits.take(money_benefits["measured"]), "realised"))


@derived
def benefit_shortfall(money_benefits: Table, rules: Settings) -> tuple[float, float]:
    """The money missing to the Green limit: of what was planned to date, and of all that is planned."""
    green, measured = rules.number("benefits_green"), money_benefits["measured"]
    to_date = green * _sum(money_benefits, "planned", measured) - _sum(money_benefits, "realised", measured)
    return to_date, green * _sum(money_benefits, "planned") - _sum(money_benefits, "expected")


@derived
def benefits_renewed(benefits: Table, as_of: date) -> date | None:
    """The end of the last month with a realised benefit."""
    return month_end(benefits["month"][~np.isnan(benefits["realised"])], as_of)


_HEADERS = ("Initiative", "Benefit", "Type", "Unit", "Planned to date", "Realised to date", "Realised of planned",
            "Planned in all", "Expected in all", "Expected of planned", "Owner", "Evidence")  # fmt: skip


def _benefit_row(months: Table, initiative: str, benefit: str) -> tuple[object, ...]:
    own = months.take((months["initiative"] == initiative) & (months["benefit"] == benefit))
    measured = own["measured"]
    planned, realised = _sum(own, "planned", measured), _sum(own, "realised", measured)
    whole, expected = _sum(own, "planned"), _sum(own, "expected")
    told = (own["type"][0], own["unit"][0])
    ends = (_last(own["owner"].tolist()), _last(own["evidence"].tolist()))
    return (initiative, benefit, *told, planned, realised, ratio(realised, planned), whole, expected,
            ratio(expected, whole), *ends)  # fmt: skip


def _last(texts: Iterable[str]) -> str:
    return next((text for text in reversed(list(texts)) if text), "")


def _sum(table: Table, column: str, rows: Array | None = None) -> float:
    values = filled(table[column])
    return float((values if rows is None else values[rows]).sum())


def _month_ends(months: Array) -> Array:
    return (months.astype("datetime64[M]") + 1).astype("datetime64[D]") - np.timedelta64(1, "D")


def _cumulated(table: Table, column: str) -> tuple[Array, Array]:
    """The last day of each month, and the column added up by then."""
    dated = table.take(~np.isnat(table["month"]))
    ends, at = np.unique(_month_ends(dated["month"]), return_inverse=True)
    return ends, np.cumsum(np.bincount(at, weights=filled(dated[column]), minlength=len(ends)))
