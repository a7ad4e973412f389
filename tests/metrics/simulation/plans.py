"""Plans as people type them, and the engine that answers for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.metrics.simulation.simulation import Simulation
from exectrack_xl.tracker import Tracker

TASKS = ("ID", "Task", "Initiative", "Milestone", "Duration", "Optimistic", "Most likely", "Pessimistic",
         "Predecessors", "Baseline start", "Baseline finish", "Start", "Budget", "Actual start", "Actual finish",
         "Progress")  # fmt: skip
MONDAY = "2026-11-16"


def task(identity: str, duration: float, spread: float = 0.0, after: str = "", **other: Any) -> list[Any]:
    """A task of I-1 that leads to M-1, from `duration` − spread to `duration` + 3 spread."""
    points = ["", "", ""] if not spread else [duration - spread, duration, duration + 3 * spread]
    row = dict(zip(TASKS, [identity, identity, "I-1", "M-1", duration, *points, after, MONDAY, "2026-12-18", "", "", "",
                           "", ""], strict=True))  # fmt: skip
    return [*(row | other).values()]


def risk(identity: str, chance: float, days: float, **other: Any) -> list[Any]:
    """An open risk on the milestone M-1."""
    row = {"ID": identity, "Title": f"If {identity} happens", "Probability": 3, "Impact": 3, "Status": "Monitoring",
           "Initiative": "I-1", "Chance": chance, "Delay impact": days, "Cost impact": "", "Milestone": "M-1",
           "Target score": ""}  # fmt: skip
    return [*(row | other).values()]


RISKS = ("ID", "Title", "Probability", "Impact", "Status", "Initiative", "Chance", "Delay impact", "Cost impact",
               "Milestone", "Target score")  # fmt: skip


def cells(tasks: Sequence[list[Any]], risks: Sequence[list[Any]] = (), **settings: Any) -> dict[str, Any]:
    """The sheets of a programme of one initiative, committed to 18 December 2026, seen on Friday 13 November 2026."""
    typed = {"Status date": "2026-11-13", "Correlation": 0.0, **settings}
    return {
        "settings": [["Setting", "Value"], *([name.replace("_", " "), str(value)] for name, value in typed.items())],
        "initiatives": [["ID", "Name", "Owner", "Baseline finish", "Budget"],
                        ["I-1", "One", "Ann", "2026-12-18", 100_000]],
        "milestones": [["ID", "Milestone", "Initiative", "Owner", "Baseline date", "Forecast date"],
                       ["M-1", "Done", "I-1", "Ann", "2026-12-18", "2026-12-18"]],
        "tasks": [TASKS, *tasks],
        "risks": [RISKS, *risks],
    }  # fmt: skip


def engine(tasks: Sequence[list[Any]], risks: Sequence[list[Any]] = (), **settings: Any) -> Engine:
    """The engine for such a programme."""
    return Engine(Tracker.from_cells("plan.xlsx", cells(tasks, risks, **settings)))


def simulation(of: Engine) -> Simulation:
    """Its simulation."""
    found: Simulation = of.within(Scope()).value("simulation")
    return found
