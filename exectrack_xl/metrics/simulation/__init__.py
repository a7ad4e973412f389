"""Monte Carlo of finish and cost: durations drawn from three points, risks that occur or not, seeded and in blocks.

Depends on: schema, tracker, metrics.registry, metrics.network.
"""

from exectrack_xl.metrics.simulation import answers, causes, criterion, money  # noqa: F401  (each fills the catalogue)
