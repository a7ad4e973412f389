"""When it will be done by the simulation: dates with their chance, chances of dates, and how sure that is.

Depends on: schema, tracker, metrics.registry, metrics.network, metrics.simulation.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np

from exectrack_xl.metrics.choice import choice, share_of
from exectrack_xl.metrics.network.tables import network_plan
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.metrics.registry import Bands, Group, Result, Series, Unit, derived, metric
from exectrack_xl.metrics.simulation.blocks import MITIGATED, NO_DELAYS, WITH_RISKS, WITHOUT_RISKS, Simulator
from exectrack_xl.metrics.simulation.convergence import Effort
from exectrack_xl.metrics.simulation.distributions import means
from exectrack_xl.metrics.simulation.model import Model
from exectrack_xl.metrics.simulation.simulation import Simulation
from exectrack_xl.metrics.simulation.tables import Tables, model_of
from exectrack_xl.metrics.sources import SCHEDULE_RISK, SIMULATION
from exectrack_xl.schema import Table
from exectrack_xl.tracker import Calendar, Settings

CASES = {"with": WITH_RISKS, "mitigated": MITIGATED, "without": WITHOUT_RISKS}


@derived(by_id=True)
def simulation(
    tasks: Table, milestones: Table, initiatives: Table, live_risks: Table, mitigations: Table,
    rules: Settings, own_calendars: dict[str, Calendar], calendar: Calendar, as_of: date,
) -> Simulation:  # fmt: skip
    """The simulation of the whole programme; nothing is built or drawn before it is asked."""

    def model() -> Model:
        plan = network_plan(tasks, milestones, own_calendars, calendar, as_of)
        return model_of(
            Tables(plan, tasks, milestones, initiatives, live_risks, mitigations, rules, own_calendars, as_of)
        )

    return Simulation(model, WorkingDays(calendar), Effort(within=rules.number("precision")))


@metric(
    label="Date with this chance", unit=Unit.DATE, group=Group.FORECAST, source=SIMULATION, costly=True,
    formula="the day by which this share of the simulated finishes lies",
)  # fmt: skip
def p_date(
    simulation: Simulation, initiative: str, *, milestone: str = "", probability: float = 0.8, risk_case: str = "with"
) -> date | None:
    """The day by which a milestone, an initiative or the programme is done with this chance: 0.8 gives the P80 date.

    Open tasks are drawn from their three points (started ones in proportion to what is left), open risks occur by their
    chance and move their milestone, else the finish of their initiative. Tasks without three points take as long as
    planned. Dates that work may not pass are left out, as no date stops work from running late. The draws follow from
    the IDs in the tables: the same tables give the same dates. `risk_case` "mitigated" lets every mitigation reach its
    target score, which lowers the chance to chance × target / score; "without" leaves risks out.

    Raises:
        MetricError: there is no such milestone, or the probability is not between 0 and 1.
    """
    target, share = simulation.target(initiative, milestone), share_of("probability", probability)
    if target is None:
        return None
    return simulation.day(simulation.results.finish(share, target, _case(risk_case)), target)


@metric(
    label="Chance of being on time", unit=Unit.SHARE, group=Group.FORECAST, source=SIMULATION, costly=True,
    formula="share of simulated finishes by the promised day", bands=Bands("on_time_green", "on_time_yellow"),
)  # fmt: skip
def p_on_time(
    simulation: Simulation, committed_finish: date | None, milestones: Table, initiative: str, *,
    milestone: str = "", risk_case: str = "with",
) -> float:  # fmt: skip
    """The chance of finishing by the committed finish, or of a milestone by its approved date.

    Raises:
        MetricError: there is no such milestone.
    """
    target = simulation.target(initiative, milestone)
    promised = _promised(milestones, milestone) if milestone.strip() else committed_finish
    if target is None or promised is None:
        return math.nan
    return simulation.results.chance(simulation.by(promised, target), target, _case(risk_case))


@metric(
    label="Chance by date", unit=Unit.SHARE, group=Group.FORECAST, result=Result.SERIES, source=SIMULATION, costly=True,
    formula="share of simulated finishes by each day",
)  # fmt: skip
def simulated_finish_curve(simulation: Simulation, initiative: str, *, milestone: str = "") -> Series:
    """The chance of having finished by each of some twenty dates from the earliest simulated finish to the latest.

    Raises:
        MetricError: there is no such milestone.
    """
    target = simulation.target(initiative, milestone)
    if target is None:
        return Series((), ())
    found = simulation.results
    first, last = (simulation.day(found.finish(share, target), target) for share in (0.0, 1.0))
    if first is None or last is None:
        return Series((), ())
    step = max(1, round((last - first).days / 20))
    days = [first + timedelta(days=number) for number in range(0, (last - first).days + step, step)]
    return Series(tuple(days), tuple(round(found.chance(simulation.by(day, target), target), 6) for day in days))


@metric(
    label="Precision of the simulation", unit=Unit.DAYS, group=Group.FORECAST, source=SIMULATION, costly=True, per=(),
    formula="Student's t × scatter of P80 between blocks of draws / √blocks",
)  # fmt: skip
def simulation_precision(simulation: Simulation) -> float:
    """By how many working days P80 may be off because only so much was drawn, 95 times of 100.

    Of the programme and all initiatives the widest counts.
    """
    return round(simulation.results.precision, 3) if len(simulation.model) else math.nan


@metric(
    label="Merge bias", unit=Unit.DAYS, group=Group.FORECAST, source=SCHEDULE_RISK, costly=True,
    formula="mean simulated finish without risks − finish when every task takes its mean duration",
)  # fmt: skip
def merge_bias(simulation: Simulation, initiative: str) -> float:
    """Working days by which the mean finish lies behind the plan of mean durations, because paths join.

    Where two paths join, the later one counts: a plan with one date for each cannot show that.
    """
    target = simulation.target(initiative, "")
    if target is None:
        return math.nan
    model = simulation.model
    middle = model.length.copy()
    rows = np.flatnonzero(model.estimates.open)
    middle[rows] = np.maximum(means(model.distribution, model.estimates.take(rows)), 0.0)
    simulator = Simulator(model)
    times = simulator.passes.forward(middle[:, None])
    planned = simulator.finishes(list(times), list(middle[:, None]), NO_DELAYS)[target]
    return round(float(simulation.results.means[target] - planned[0]), 3)


def _case(risk_case: str) -> int:
    return CASES[choice("risk case", risk_case, CASES)]


def _promised(milestones: Table, identity: str) -> date | None:
    """The approved date of a milestone."""
    row = milestones.positions.get(identity.strip())
    if row is None:
        return None
    approved, baseline = milestones["approved"][row], milestones["baseline"][row]
    found: date | None = (baseline if np.isnat(approved) else approved).item()
    return found
