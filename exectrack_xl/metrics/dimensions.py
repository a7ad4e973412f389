"""The dimensions of the status, each with rule, inputs and the smallest change that would make it Green.

Depends on: schema, tracker, metrics.bands, metrics.curves, metrics.judgement, metrics.quality, metrics.registry.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from exectrack_xl.metrics.bands import colour
from exectrack_xl.metrics.curves import Curve
from exectrack_xl.metrics.judgement import (
    NOT_TRACKED,
    Criterion,
    Judgement,
    Reasons,
    Remedy,
    Words,
    aged,
    enough,
    judge,
    money,
    percent,
    shown,
)
from exectrack_xl.metrics.quality import Measures, smallest_rise
from exectrack_xl.metrics.registry import Bands, derived
from exectrack_xl.metrics.work import Work
from exectrack_xl.schema import Table
from exectrack_xl.tracker import Settings


@derived
def schedule_judgement(
    schedule_pace: Criterion, schedule_finish: Criterion, schedule_chance: Criterion, rules: Settings,
    schedule_is_done: bool, schedule_renewed: date | None, as_of: date,
) -> Judgement:  # fmt: skip
    """Schedule by SPI(t), the days late of the committed finish and, once simulated, its chance: the worst of them."""
    judgement = judge("Schedule", (schedule_pace, schedule_finish, schedule_chance), rules)
    return judgement if schedule_is_done else aged(judgement, schedule_renewed, as_of, rules)


@derived
def schedule_is_done(earned_value: float, planned_curve: Curve) -> bool:
    """Whether all planned work is earned, so that nothing new is to come."""
    return bool(earned_value >= planned_curve.total * (1 - 1e-9))


@derived
def schedule_pace(
    spi_t: float, earned_value: float, actual_time: float, planned_curve: Curve, work: Work, rules: Settings
) -> Criterion:
    """SPI(t) against its bands."""
    green, yellow = rules.number("spi_t_green"), rules.number("spi_t_yellow")

    def words() -> Words:
        more = _earn_more(planned_curve, green * actual_time, earned_value)
        return Words(
            f"SPI(t) {shown(spi_t, 2, green, yellow)}",
            f"SPI(t): Green from {green:g}, Red below {yellow:g}", f"SPI(t) of {green:g}",
            _pace_remedy(more, planned_curve.total, work.is_money, rules),
        )  # fmt: skip

    return Criterion(spi_t, Bands("spi_t_green", "spi_t_yellow"), words)


@derived
def schedule_finish(days_late: float, rules: Settings) -> Criterion:
    """Days late of the committed finish against its bands."""
    green, red = rules.number("late_green"), rules.number("late_red")

    def words() -> Words:
        win = math.ceil(days_late - green) if days_late > green else 0
        count = f"{abs(days_late):g} working {'day' if abs(days_late) == 1 else 'days'}"
        early = f"{count} {'early' if days_late < 0 else 'late'}" if days_late else "on the committed finish"
        return Words(
            early, f"Finish: Green to {green:g} working days late, Red above {red:g}",
            f"at most {green:g} working days late",
            Remedy(f"win back {win} working day{'s' if win != 1 else ''}", float(win), "working days"),
        )  # fmt: skip

    return Criterion(days_late, Bands("late_green", "late_red"), words)


@derived
def cost_judgement(
    cost_overrun: float, estimate_at_completion: float, budget: float, rules: Settings,
    schedule_is_done: bool, cost_renewed: date | None, as_of: date,
) -> Judgement:  # fmt: skip
    """Cost by the estimate at completion over the approved budget."""
    green, red = rules.number("overrun_green"), rules.number("overrun_red")

    def words() -> Words:
        over = estimate_at_completion - budget * (1 + green)
        word = "under" if cost_overrun < 0 else "over"
        return Words(
            f"estimate {percent(abs(cost_overrun), green, red)} {word} the approved budget",
            f"Cost: Green to {percent(green)} over the approved budget, Red above {percent(red)}",
            f"at most {percent(green)} over",
            Remedy(f"bring the estimate at completion down by {money(over, rules)}", over, "money"),
        )  # fmt: skip

    criterion = Criterion(cost_overrun, Bands("overrun_green", "overrun_red"), words)
    judgement = judge("Cost", (criterion,), rules)
    return judgement if schedule_is_done else aged(judgement, cost_renewed, as_of, rules)


@derived
def scope_judgement(
    scope_growth: float, approved_scope_points: float, baseline_scope: float, rules: Settings
) -> Judgement:
    """Scope by its approved growth over the baseline; it changes by decisions only, and cannot grow stale."""
    green, red = rules.number("growth_green"), rules.number("growth_red")

    def words() -> Words:
        over = approved_scope_points - green * baseline_scope
        return Words(
            f"approved growth {percent(scope_growth, green, red)}",
            f"Scope: Green to {percent(green)} approved growth, Red above {percent(red)}", f"at most {percent(green)}",
            Remedy(f"take out {shown(enough(over), 0)} story points, or agree a new baseline", over, "story points"),
        )  # fmt: skip

    criterion = Criterion(scope_growth, Bands("growth_green", "growth_red"), words)
    return judge("Scope", (criterion,), rules)


@derived
def benefits_judgement(
    benefit_realisation: float, benefit_outlook: float, benefit_shortfall: tuple[float, float], rules: Settings,
    benefits_renewed: date | None, as_of: date,
) -> Judgement:  # fmt: skip
    """Benefits by what was realised and by what is expected, each over its plan; they pull to Yellow at most."""
    green, yellow = rules.number("benefits_green"), rules.number("benefits_yellow")
    bands = Bands("benefits_green", "benefits_yellow")
    behind, ahead = benefit_shortfall
    won = behind if _misses(benefit_realisation, bands, rules) else 0.0  # it raises what is expected, too

    def limits() -> str:
        return f"Green from {percent(green)} of plan, Red below {percent(yellow)}"

    def realised() -> Words:
        return Words(
            f"{percent(benefit_realisation, green, yellow)} of the benefits planned to date",
            f"Benefits realised: {limits()}", f"{percent(green)} realised",
            Remedy(f"realise {money(behind, rules)} more of what was planned to date", behind, "money"),
        )  # fmt: skip

    def expected() -> Words:
        return Words(
            f"{percent(benefit_outlook, green, yellow)} of all benefits expected",
            f"Benefits expected: {limits()}", f"{percent(green)} expected",
            _expect_more(ahead - won, rules),
        )  # fmt: skip

    criteria = (Criterion(benefit_realisation, bands, realised), Criterion(benefit_outlook, bands, expected))
    return aged(judge("Benefits", criteria, rules, "Yellow"), benefits_renewed, as_of, rules)


@derived
def quality_judgement(
    quality_score: float, quality_coverage: str, latest_measures: Measures, rules: Settings,
    quality_renewed: date | None, as_of: date,
) -> Judgement:  # fmt: skip
    """Quality by its score; it pulls the overall status to Yellow at most unless Settings says it stops delivery."""
    green, yellow = rules.number("quality_green"), rules.number("quality_yellow")
    cap = "Red" if rules.yes("quality_stops") else "Yellow"

    def words() -> Words:
        return Words(
            f"{shown(quality_score, 1, green, yellow)} of 10 from {quality_coverage} measures",
            f"Quality: Green from {green:g} of 10, Red below {yellow:g}; at most 4.9 while a mandatory gate fails",
            f"{green:g} of 10", _quality_remedy(latest_measures, green),
        )  # fmt: skip

    if (latest_measures.weight > 0).any() and math.isnan(quality_score):
        return _too_little_measured(quality_coverage, cap)
    criterion = Criterion(quality_score, Bands("quality_green", "quality_yellow"), words)
    return aged(judge("Quality", (criterion,), rules, cap), quality_renewed, as_of, rules)


@derived
def risk_judgement(
    live_risks: Table, unmitigated_rows: Table, overdue_mitigations: tuple[str, ...], risks: Table, rules: Settings,
    risks_renewed: date | None, as_of: date,
) -> Judgement:  # fmt: skip
    """Risk: Red while a Critical one has no mitigation at work, Yellow while the mitigation of one is overdue."""
    if not len(risks):
        return Judgement("Risk", NOT_TRACKED)
    bare, overdue = sorted(unmitigated_rows["id"].tolist()), overdue_mitigations

    def explain() -> Reasons:
        critical = np.count_nonzero(live_risks["band"] == "Critical")
        remedies = [Remedy(f"start the mitigation of {', '.join(bare)}", float(len(bare)), "risks")] if bare else []
        if overdue:
            remedies.append(Remedy(f"finish the mitigation of {', '.join(overdue)}", float(len(overdue)), "risks"))
        found = [f"{', '.join(bare)} without mitigation"] if bare else []
        found += [f"mitigation of {', '.join(overdue)} overdue"] if overdue else []
        return Reasons(
            "Risk: Red while a Critical risk has no mitigation at work, Yellow while the mitigation of one is overdue",
            ", ".join([f"{critical} Critical of {len(live_risks)} open", *found]),
            "every Critical risk mitigated in time", tuple(remedies),
        )  # fmt: skip

    cap = "Red" if (unmitigated_rows["stops_delivery"] == "Yes").any() else "Yellow"
    judgement = Judgement("Risk", "Red" if bare else "Yellow" if overdue else "Green", cap, explain)
    return aged(judgement, risks_renewed, as_of, rules) if len(live_risks) else judgement


def _misses(value: float, bands: Bands, rules: Settings) -> bool:
    return colour(bands, value, rules) in ("Yellow", "Red")


def _expect_more(missing: float, rules: Settings) -> Remedy:
    """What must be expected besides what is to be realised; no words where that suffices."""
    words = f"raise the benefits expected by {money(missing, rules)}" if missing > 0 else ""
    return Remedy(words, missing, "money")


def _earn_more(curve: Curve, months: float, earned: float) -> float:
    """How much more must be earned to stand where the plan stands after so many months; NaN where its end is passed."""
    times, values = curve.from_zero
    if not len(curve.days) or months > times[np.searchsorted(values, values[-1])]:
        return math.nan
    return float(np.interp(months, times, values)) - earned


def _pace_remedy(more: float, whole: float, is_money: bool, rules: Settings) -> Remedy:
    """What must be earned, in money and as a share of all planned work."""
    if math.isnan(more):
        return Remedy("agree a new baseline, as SPI(t) cannot reach Green any more")
    share = f"{math.ceil(1000 * max(more, 0.0) / whole - 1e-9) / 10:g}%"
    if is_money:
        return Remedy(f"earn {money(more, rules)} more ({share} of all planned work)", more, "money")
    return Remedy(f"finish {share} more of all planned work", more, "weight")


def _quality_remedy(measures: Measures, goal: float) -> Remedy:
    """The measures that must rise, and to what."""
    rises = smallest_rise(measures, goal)
    several = len(set(measures.rows["initiative"])) > 1
    parts = [f"bring {_named(measures, row, several)} to {_toward(measures, row, value)}" for row, value in rises]
    return Remedy(" and ".join(parts), rises[0][1] if rises else math.nan, "measure")


def _toward(measures: Measures, row: int, value: float) -> str:
    """A value rounded towards the target, so that what is said suffices."""
    span = abs(measures.rows["target"][row] - measures.rows["floor"][row])
    step = 10.0 ** (math.floor(math.log10(span)) - 2)
    upward = measures.rows["target"][row] > measures.rows["floor"][row]
    steps = math.ceil(value / step - 1e-6) if upward else math.floor(value / step + 1e-6)
    unit = measures.rows["unit"][row]
    return f"{round(steps * step, 9):g}{unit if unit in ('', '%') else f' {unit}'}"


def _named(measures: Measures, row: int, several: bool) -> str:
    """The measure, and its initiative where there are several."""
    name, initiative = measures.rows["measure"][row], measures.rows["initiative"][row]
    return f"{name} of {initiative}" if several and initiative else str(name)


def _too_little_measured(coverage: str, cap: str) -> Judgement:
    reasons = Reasons(
        "Quality: Grey when less than half of the weight is measured", f"{coverage} measures have a value",
        "half of the weight measured", (Remedy("fill in the missing measures"),),
    )  # fmt: skip
    return Judgement("Quality", "Grey", cap, lambda: reasons)
