"""The chance of being on time as a criterion of the schedule status, where Settings asks for simulation.

Depends on: tracker, metrics.judgement, metrics.registry, metrics.simulation.
"""

from __future__ import annotations

import math
from datetime import date

from exectrack_xl.metrics.judgement import Criterion, Remedy, Words, percent
from exectrack_xl.metrics.registry import Bands, derived
from exectrack_xl.metrics.simulation.simulation import Simulation
from exectrack_xl.tracker import Calendar, Settings


@derived
def schedule_chance(
    simulation: Simulation, committed_finish: date | None, rules: Settings, calendar: Calendar, initiative: str
) -> Criterion:
    """The chance of finishing by the committed finish against its bands; not known unless Settings says Simulate."""
    green, yellow = rules.number("on_time_green"), rules.number("on_time_yellow")
    target = simulation.target(initiative, "") if rules.yes("simulate") and committed_finish else None
    chance, reached = math.nan, None
    if target is not None and committed_finish is not None:
        chance = simulation.results.chance(simulation.by(committed_finish, target), target)
        reached = simulation.day(simulation.results.finish(min(max(green, 0.0), 1.0), target), target)
    win = max(0, calendar.between(committed_finish, reached)) if committed_finish and reached else 0

    def words() -> Words:
        return Words(
            f"{percent(chance, green, yellow)} chance of being on time",
            f"Chance on time: Green from {percent(green)}, Red below {percent(yellow)}",
            f"a chance on time of {percent(green)}",
            Remedy(f"win back {win} working day{'s' if win != 1 else ''} of the finish with a chance of "
                   f"{percent(green)}", float(win), "working days"),
        )  # fmt: skip

    return Criterion(chance, Bands("on_time_green", "on_time_yellow"), words)
