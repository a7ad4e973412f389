"""Flow: how long work items take, how many get done, how old the open ones are, and when the rest will be done.

Depends on: schema, tracker, metrics.registry.
"""

from exectrack_xl.metrics.flow import (  # noqa: F401  (each fills the catalogue)
    ageing,
    cycle_time,
    forecast,
    littles_law,
    throughput,
    velocity,
)
