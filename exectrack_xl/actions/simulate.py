"""Monte Carlo of a workbook: when each initiative and the programme will be done, with which chance, and why.

Depends on: actions.opening, metrics.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from exectrack_xl.actions.opening import open_tracker
from exectrack_xl.errors import UsageError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.metrics.simulation.answers import p_date, p_on_time
from exectrack_xl.metrics.simulation.blocks import Block
from exectrack_xl.metrics.simulation.causes import tornado
from exectrack_xl.metrics.simulation.convergence import Effort
from exectrack_xl.metrics.simulation.results import Runner
from exectrack_xl.metrics.simulation.results import simulate as draw_all
from exectrack_xl.metrics.simulation.sampling import BLOCK
from exectrack_xl.metrics.simulation.simulation import Simulation

Watch: TypeAlias = "Callable[[int, int], None]"  # iterations drawn, iterations at most

PERCENTILES = (0.1, 0.5, 0.8, 0.9)
MOST = 1_000_000  # iterations
DRIVERS = 8


@dataclass(frozen=True)
class Finish:
    """The simulated finish of an initiative; "" = the programme."""

    id: str
    name: str
    committed: date | None
    days: tuple[date | None, ...]  # as PERCENTILES
    on_time: float  # chance; NaN where no finish is committed


@dataclass(frozen=True)
class Simulated:
    """What a simulation found."""

    as_of: date
    assumed_today: bool
    iterations: int
    precision: float  # working days by which P80 may be off
    seed: int
    estimated: int  # open activities with three points
    open: int  # open activities with work to do
    risks: int
    finishes: tuple[Finish, ...]
    drivers: tuple[tuple[str, str, str, float], ...]  # kind, ID, name, working days at P80

    def as_json(self) -> dict[str, Any]:
        """The same for a machine; what is not known is null."""
        finishes: list[dict[str, Any]] = [
            {"id": one.id or None, "name": one.name, "committed": _text(one.committed)}
            | {f"p{round(100 * share)}": _text(day) for share, day in zip(PERCENTILES, one.days, strict=True)}
            | {"on_time": None if math.isnan(one.on_time) else one.on_time}
            for one in self.finishes
        ]
        drivers = [dict(zip(("kind", "id", "name", "days_at_p80"), row, strict=True)) for row in self.drivers]
        return {**asdict(self), "as_of": self.as_of.isoformat(), "finishes": finishes, "drivers": drivers}


def simulate(
    workbook: Path,
    today: date,
    as_of: date | None = None,
    iterations: int | None = None,
    seed: int | None = None,
    watch: Watch | None = None,
) -> Simulated:
    """Simulate the finish of a workbook's programme.

    Without `iterations`, it is drawn until P80 is known as precisely as Settings asks; else so many, rounded up to
    whole blocks. Without `seed`, the tables give it. `watch` is told how many are drawn, of at most how many; what
    it raises ends the simulation.

    Raises:
        TrackerError: the workbook cannot be used, or has no tasks and milestones.
        UsageError: the number of iterations is not between 1 and 1,000,000, or the seed is below 0.
    """
    if seed is not None and seed < 0:
        raise UsageError(f"--seed {seed}: give a number from 0 on.")
    if iterations is not None and not 1 <= iterations <= MOST:
        raise UsageError(f"--iterations {iterations}: give a number from 1 to {MOST:,}.")
    opened = open_tracker(workbook, as_of, today)
    engine = Engine(opened.tracker)
    simulation = _with(engine.within(Scope()).value("simulation"), iterations, seed, watch)
    model = simulation.model
    if not len(model):
        raise UsageError(f"{workbook.name}: nothing to simulate. Fill in Tasks, or Milestones with forecast dates.")
    found = simulation.results
    has_work = (model.length > 0) & ~model.done
    return Simulated(
        engine.as_of(), opened.assumed_today, found.iterations, round(found.precision, 3), model.seed,
        int((model.estimates.open & has_work).sum()), int(has_work.sum()), len(model.risks),
        tuple(_finishes(engine, simulation)), tornado(simulation, "", n=DRIVERS).rows,
    )  # fmt: skip


def _with(simulation: Simulation, iterations: int | None, seed: int | None, watch: Watch | None) -> Simulation:
    """The simulation with a number of iterations or a seed of one's own, watched while it is drawn."""
    model = simulation.model if seed is None else replace(simulation.model, seed=seed)
    effort = simulation.effort if iterations is None else Effort(math.ceil(iterations / BLOCK), 0.0)
    if watch is None:
        return Simulation(lambda: model, simulation.axis, effort)
    return Simulation(lambda: model, simulation.axis, effort, lambda *asked: draw_all(*asked, runner=_watched(watch)))


def _watched(watch: Watch) -> Runner:
    """A runner that tells after each block how far it is."""

    def run(draw: Callable[[int], Block], blocks: Iterable[int]) -> Iterator[Block]:
        wanted = list(blocks)
        for number, block in enumerate(wanted, 1):
            yield draw(block)
            watch(number * BLOCK, len(wanted) * BLOCK)

    return run


def _finishes(engine: Engine, simulation: Simulation) -> Iterator[Finish]:
    names = dict(zip(*(engine.tracker["initiatives"][column].tolist() for column in ("id", "name")), strict=True))
    milestones = engine.tracker["milestones"]
    for initiative in (*engine.initiatives(), ""):
        committed = engine.value("committed_finish", Scope(initiative))
        days = tuple(p_date(simulation, initiative, probability=share) for share in PERCENTILES)
        if days[0] is not None:
            chance = p_on_time(simulation, committed, milestones, initiative)
            yield Finish(initiative, names.get(initiative, "Programme"), committed, days, chance)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
