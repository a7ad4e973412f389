"""Flow: Little's law from any two of its three, throughput over a stretch of days, flow efficiency."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

from exectrack_xl.metrics import Engine
from exectrack_xl.metrics.flow.littles_law import Flow
from exectrack_xl.tracker import Tracker
from tests.truth.runner import Case, number_of, plain_name


def answers(case: Case) -> dict[str, Any]:
    """Whatever the inputs allow of work in progress, throughput, cycle time, items finished and flow efficiency."""
    given, known = case.inputs, {}
    flow = _flow(given)
    days = number_of(given, "days", "period_days", "horizon", "horizon_days", "period", "weeks", "T")
    if days is not None:
        known["items"] = flow.throughput * days
    known |= {"throughput": flow.throughput, "wip": flow.work_in_progress, "cycletime": flow.cycle_time,
              "efficiency": _efficiency(given)}  # fmt: skip
    found = {asked: known.get(_meant(asked)) for asked in case.expected}
    return {asked: value * (100 if "pct" in plain_name(asked) and case.expected[asked] > 1 else 1)
            for asked, value in found.items() if value is not None and not math.isnan(value)}  # fmt: skip


_MEANT = {
    "workinprogress": "wip", "l": "wip", "avgwip": "wip", "meanwip": "wip", "averagewip": "wip",
    "leadtime": "cycletime", "ct": "cycletime", "w": "cycletime", "lt": "cycletime", "time": "cycletime",
    "avgcycletime": "cycletime", "meancycletime": "cycletime", "averagecycletime": "cycletime",
    "cycletimedays": "cycletime", "leadtimedays": "cycletime", "wait": "cycletime",
    "throughputperday": "throughput", "throughputperweek": "throughput", "th": "throughput", "tp": "throughput",
    "timeinsystem": "cycletime", "timeinprocess": "cycletime", "flowtime": "cycletime", "waittime": "cycletime",
    "averagetimeinsystem": "cycletime", "itemsinsystem": "wip", "queuelength": "wip", "inventory": "wip",
    "averagethroughput": "throughput", "avgthroughput": "throughput", "departurerate": "throughput",
    "rate": "throughput", "arrivalrate": "throughput", "lambda": "throughput",
    "itemsfinished": "items", "itemsdone": "items", "finished": "items", "completed": "items", "done": "items",
    "flowefficiency": "efficiency", "fe": "efficiency", "flowefficiencypct": "efficiency",
}  # fmt: skip


_UNITS = ("inweeks", "indays", "weeks", "days", "hours", "perweek", "perday", "permonth", "pct", "persprint")


def _meant(name: str) -> str:
    """What a name stands for, its unit apart: a source counts in one unit throughout."""
    plain = plain_name(name)
    bare = next((plain.removesuffix(unit) for unit in _UNITS if plain.endswith(unit) and plain != unit), plain)
    return _MEANT.get(plain) or _MEANT.get(bare, bare if bare in _KNOWN else plain)


_KNOWN = ("wip", "throughput", "cycletime", "items", "efficiency")


def _flow(given: dict[str, Any]) -> Flow:
    """The three averages; one that is not given follows from the others."""
    by_meaning = {_meant(name): value for name, value in given.items() if isinstance(value, int | float)}
    nan = math.nan
    flow = Flow(*(float(by_meaning.get(name, nan)) for name in ("wip", "throughput", "cycletime")))
    items, days = by_meaning.get("items"), number_of(given, "days", "period_days", "weeks", "period")
    if math.isnan(flow.throughput) and items is not None and days:
        flow = Flow(flow.work_in_progress, items / days, flow.cycle_time)
    if math.isnan(flow.throughput):
        return Flow(flow.work_in_progress, flow.expected_throughput, flow.cycle_time)
    if math.isnan(flow.cycle_time):
        return Flow(flow.work_in_progress, flow.throughput, flow.expected_cycle_time)
    if math.isnan(flow.work_in_progress):
        return Flow(flow.expected_work_in_progress, flow.throughput, flow.cycle_time)
    return flow


def _efficiency(given: dict[str, Any]) -> float:
    """Flow efficiency of one item that was worked on so long and waited so long."""
    active = number_of(
        given,
        "active",
        "active_time",
        "active_days",
        "work_time",
        "touch_time",
        "value_added",
        "value_added_time",
        "process_time",
        "working_time",
    )
    waiting = number_of(given, "wait", "wait_time", "waiting", "waiting_time", "waiting_days", "blocked")
    total = number_of(given, "total", "total_time", "lead_time", "cycle_time", "elapsed")
    if active is None or (waiting is None and total is None):
        return math.nan
    whole = total if total is not None else active + (waiting or 0.0)
    if not float(whole).is_integer():
        return active / whole
    start = date(2026, 1, 1)
    finish = start + timedelta(days=int(whole) - 1)
    items = [["ID", "Created", "Started", "Finished", "Blocked days"], ["1", start, start, finish, whole - active]]
    engine = Engine(Tracker.from_cells("case.xlsx", {"items": items}, finish))
    return float(engine.value("flow_efficiency"))
