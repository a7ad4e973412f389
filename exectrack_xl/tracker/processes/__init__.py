"""How issues, risks and changes go from state to state, and what each step needs. Depends on: schema, tracker."""

from exectrack_xl.tracker.processes.changes import CHANGES
from exectrack_xl.tracker.processes.issues import ISSUES
from exectrack_xl.tracker.processes.model import Move, Need, Process, has_value, last_moves
from exectrack_xl.tracker.processes.risks import RISKS

PROCESSES: tuple[Process, ...] = (ISSUES, RISKS, CHANGES)

__all__ = ["CHANGES", "ISSUES", "PROCESSES", "RISKS", "Move", "Need", "Process", "has_value", "last_moves"]
