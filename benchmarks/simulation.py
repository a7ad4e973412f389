"""Monte Carlo of 1,000 tasks × 10,000 iterations with criticality, over the matching draws of NumPy alone.

`python -m benchmarks.simulation` prints the peak memory above the start at several numbers of iterations.
"""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from benchmarks.rows import Bench, Row
from exectrack_xl.metrics.simulation.convergence import Effort
from exectrack_xl.metrics.simulation.distributions import Estimates
from exectrack_xl.metrics.simulation.model import Model, Wiring
from exectrack_xl.metrics.simulation.results import simulate
from exectrack_xl.metrics.simulation.sampling import BLOCK, durations

TASKS, BLOCKS, REACH = 1000, 10, 40
DRAWS = "draws alone: beta of NumPy, 1,000 × 10,000"


def rows(_: Bench) -> list[Row]:
    """The rows of this subject; the gates hold for the correlated run, which does the most."""
    return [
        Row(DRAWS, _beta),
        Row("our draws, correlated", lambda: _draws(_model(0.25)), against=DRAWS),
        Row("simulated with criticality, independent", lambda: _run(0.0), against=DRAWS, gate=1.7, target=1.4),
        Row("simulated with criticality, correlated", lambda: _run(0.25), against=DRAWS, gate=1.7, target=1.4),
    ]


def _estimates() -> Estimates:
    luck = np.random.default_rng(5)
    likely = luck.integers(1, 20, TASKS).astype(float)
    return Estimates(likely * luck.uniform(0.5, 0.9, TASKS), likely, likely * luck.uniform(1.1, 2.5, TASKS))


def _model(correlation: float) -> Model:
    """A network of two links a task, each to one of the forty tasks before."""
    luck = np.random.default_rng(6)
    pairs = {(int(luck.integers(max(0, head - REACH), head)), head) for head in range(1, TASKS) for _ in range(2)}
    return Model.of(_estimates(), Wiring.of(*zip(*sorted(pairs), strict=True)), correlation=correlation, seed=7)


def _beta() -> None:
    estimates, source = _estimates(), np.random.Generator(np.random.SFC64(1))
    shape = 1 + 4 * (estimates.likely - estimates.low) / (estimates.high - estimates.low)
    drawn = np.empty((TASKS, BLOCK))
    for _ in range(BLOCKS):
        for row, alpha in enumerate(shape.tolist()):
            drawn[row] = source.beta(alpha, 6 - alpha, BLOCK)


def _draws(model: Model) -> None:
    drawn = list(np.empty((TASKS, BLOCK)))
    for block in range(BLOCKS):
        durations(model.draws, block, drawn)


def _run(correlation: float, blocks: int = BLOCKS) -> None:
    simulate(_model(correlation), Effort(blocks, 0.0))


_MEASURED = """
import resource
from benchmarks import simulation
model = simulation._model(0.25)
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
simulation._run(0.25, {blocks})
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start) / 1024)
"""

if __name__ == "__main__":
    for number in (BLOCKS, 10 * BLOCKS, 50 * BLOCKS):
        told = subprocess.run([sys.executable, "-c", _MEASURED.format(blocks=number)], capture_output=True, text=True,
                              check=True)  # fmt: skip
        print(f"{number * BLOCK:9,} iterations: {float(told.stdout):6.1f} MB above the start (gate 150, target 100)")
