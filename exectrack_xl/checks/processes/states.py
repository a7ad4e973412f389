"""The rules that all processes share: what each state needs, and which step may follow which.

Depends on: checks.rules, schema, tracker.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from exectrack_xl.checks.rules import Fault, rows, rule
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.processes import PROCESSES, Move, Need, Process, has_value, last_moves

_ONE = {"issues": "issue", "risks": "risk", "changes": "change"}


def _without(process: Process, need: Need, tracker: Tracker) -> Iterator[Fault]:
    """Rows that do not hold what their state needs."""
    table = tracker[process.sheet]
    for row in rows(need.concerns(table["status"]) & ~has_value(table[need.column])):
        state = f", but the {_ONE[process.sheet]} is {table['status'][row]}" if need.states else ""
        yield Fault(process.sheet, row, need.column, f"is blank{state}.", need.remedy)


for _process in PROCESSES:
    for _need in _process.needs:
        rule(_need.rule, _need.meaning, level=_need.level)(partial(_without, _process, _need))


@rule("step-not-allowed", "Issues, risks and changes go from state to state as the process allows.", level="Strict")
def steps_are_allowed(tracker: Tracker) -> Iterator[Fault]:
    """Rows whose last change of status, by the snapshots, goes where no way leads, or leaves states out."""
    for process in PROCESSES:
        table = tracker[process.sheet]
        for move in last_moves(tracker["snapshots"], table, "status", tracker.as_of):
            way = process.way(move.before, move.after) if move.before in process.steps else ()
            if way is None:
                yield _no_way(process, move)
            elif left_out := _unproved(process, table, move, way):
                yield _jumped(process, move, left_out)


def _unproved(process: Process, table: Table, move: Move, way: tuple[str, ...]) -> list[str]:
    """The states on the way that nothing shows to have been passed."""
    trace = process.traces
    return [state for state in way if state not in trace or not has_value(table[trace[state]])[move.row]]


def _no_way(process: Process, move: Move) -> Fault:
    allowed = process.steps[move.before]
    message = f"went from {move.before} to {move.after} after the snapshot of {move.seen}, where no way leads."
    remedy = f"Set it to {' or '.join(allowed)}." if allowed else f"Set it back to {move.before}, and add a new row."
    return Fault(process.sheet, move.row, "status", message, remedy)


def _jumped(process: Process, move: Move, left_out: list[str]) -> Fault:
    """A step over states; what they leave behind will do, where they leave something."""
    columns = [process.traces[state] for state in left_out if state in process.traces]
    headers = [f"'{SHEETS[process.sheet].by_name[name].header}'" for name in dict.fromkeys(columns)]
    proof = f", or fill in {' and '.join(headers)}" if len(columns) == len(left_out) else ""
    message = (f"went from {move.before} to {move.after} after the snapshot of {move.seen} "
               f"without {' and '.join(left_out)}.")  # fmt: skip
    return Fault(process.sheet, move.row, "status", message, f"Set it to {left_out[0]} first{proof}.")
