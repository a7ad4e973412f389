"""The network of tasks and milestones: the critical path method, what it says about the plan, and how sound it is.

Depends on: schema, tracker, metrics.registry.
"""

from exectrack_xl.metrics.network import (  # noqa: F401  (each fills the catalogue)
    change_impact,
    critical,
    dcma,
    net_effect,
    pert,
    tables,
)
