"""The rules a tracker is checked by. A new rule is one function in one file; a new subject, a file named here.

Depends on: errors, schema, tracker.
"""

from exectrack_xl.checks import (  # noqa: F401  (fills the register, in the order findings are explained)
    completion,
    costs,
    dates,
    estimates,
    identity,
    initiatives,
    items,
    narrative,
    network,
    outcomes,
    people,
    processes,
    quality,
    references,
    required,
    risks,
    settings,
    snapshots,
    sprints,
)
from exectrack_xl.checks.rules import RULES, Fault, Rule, check, in_order

__all__ = ["RULES", "Fault", "Rule", "check", "in_order"]
