"""Where mathematics knows the answer, the simulation gives it within the precision it states."""

from __future__ import annotations

from math import comb, factorial, floor, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from exectrack_xl.metrics.simulation.blocks import WITHOUT_RISKS
from exectrack_xl.metrics.simulation.convergence import Effort, precision
from exectrack_xl.metrics.simulation.distributions import PERT, TRIANGULAR, TRIGEN, UNIFORM, Estimates, means, quantiles
from exectrack_xl.metrics.simulation.model import Model, Risks, Wiring
from exectrack_xl.metrics.simulation.results import Results, simulate
from exectrack_xl.schema.table import Array

LONG = Effort(20, 0.0)


def same(points: tuple[float, float, float], count: int = 1) -> Estimates:
    return Estimates(*(np.full(count, point) for point in points))


def chain(count: int) -> Wiring:
    return Wiring.of(range(count - 1), range(1, count))


def finish(found: Results, share: float) -> float:
    return found.finish(share, found.target())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 0.9])
def test_one_triangular_task_has_its_exact_percentiles(share: float) -> None:
    found = simulate(Model.of(same((2.0, 5.0, 14.0)), Wiring.of([], []), distribution=TRIANGULAR))
    low, mode, high = 2.0, 5.0, 14.0
    turn = (mode - low) / (high - low)
    exact = (low + sqrt(share * (high - low) * (mode - low)) if share < turn
             else high - sqrt((1 - share) * (high - low) * (high - mode)))  # fmt: skip
    assert finish(found, share) == pytest.approx(exact, abs=0.02)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 0.9])
def test_the_later_of_two_uniform_tasks_is_late_by_the_square_root(share: float) -> None:
    found = simulate(Model.of(same((0.0, 5.0, 10.0), 2), Wiring.of([], []), distribution=UNIFORM, seed=3), LONG)
    assert finish(found, share) == pytest.approx(10 * sqrt(share), abs=max(found.precision, 0.05))
    assert found.critical == pytest.approx([0.5, 0.5], abs=0.02)


@pytest.mark.parametrize("seed", range(5))
def test_a_chain_of_thirty_uniform_tasks_is_normal_within_the_stated_precision(seed: int) -> None:
    found = simulate(Model.of(same((0.0, 5.0, 10.0), 30), chain(30), distribution=UNIFORM, seed=seed))
    exact = NormalDist(150, sqrt(30 * 100 / 12)).inv_cdf(0.8)
    assert found.precision <= 0.5
    assert finish(found, 0.8) == pytest.approx(exact, abs=0.1 + found.precision)


def test_full_correlation_adds_percentiles() -> None:
    alone = simulate(Model.of(same((4.0, 5.0, 12.0)), Wiring.of([], [])))
    together = simulate(Model.of(same((4.0, 5.0, 12.0), 10), chain(10), correlation=1.0), LONG)
    assert finish(together, 0.8) == pytest.approx(10 * finish(alone, 0.8), abs=0.1)


def test_correlation_widens_the_sum_as_it_should() -> None:
    model = Model.of(same((0.0, 5.0, 10.0), 20), chain(20), distribution=UNIFORM, correlation=0.5, seed=1)
    found = simulate(model, LONG)
    between = 6 / np.pi * np.arcsin(0.25)  # correlation of two uniform numbers of a Gaussian copula with ρ = 0.5
    spread = sqrt(100 / 12 * (20 + 20 * 19 * between))
    tally = found.tallies[0][found.target()]
    days = np.array([tally.edge(place) for place in range(len(tally.counts))])
    mean = (days * tally.counts).sum() / tally.total
    assert sqrt(((days - mean) ** 2 * tally.counts).sum() / tally.total) == pytest.approx(spread, rel=0.02)


def test_a_risk_is_a_step_of_its_chance() -> None:
    risks = Risks(("R-1",), ("Late",), np.array([0.3]), np.array([0.1]), np.array([5.0]), np.zeros(1),
                  np.array([0]), np.array([0]))  # fmt: skip
    found = simulate(Model.of(same((10.0, 10.0, 10.0)), Wiring.of([], []), risks=risks), LONG)
    assert finish(found, 0.7) == 10
    assert finish(found, 0.71) == 15
    assert found.finish(0.9, found.target(), 1) == 10
    assert found.finish(0.99, found.target(), WITHOUT_RISKS) == 10


def test_merging_paths_are_later_than_their_means() -> None:
    found = simulate(Model.of(same((0.0, 5.0, 10.0), 2), Wiring.of([], []), distribution=UNIFORM, seed=2), LONG)
    assert found.means[found.target()] == pytest.approx(20 / 3, abs=0.05)


@pytest.mark.parametrize("distribution", [PERT, TRIANGULAR, UNIFORM])
@pytest.mark.parametrize("points", [(2.0, 5.0, 14.0), (0.0, 0.0, 10.0), (1.0, 9.0, 9.0), (3.0, 6.0, 9.0)])
def test_quantiles_have_the_mean_of_their_distribution(distribution: str, points: tuple[float, float, float]) -> None:
    one = same(points)
    assert quantiles(distribution, one, 1000).mean() == pytest.approx(float(means(distribution, one)[0]), abs=2e-3)


def test_beta_quantiles_stand_where_the_distribution_reaches_their_chance() -> None:
    found = quantiles(PERT, same((0.0, 0.5, 1.0)), 1000)[0]  # beta(3, 3): 10x³ − 15x⁴ + 6x⁵
    reached = 10 * found**3 - 15 * found**4 + 6 * found**5
    assert np.abs(reached - (np.arange(1000) + 0.5) / 1000).max() < 1e-4


@pytest.mark.parametrize("points", [(2.0, 5.0, 14.0), (5.0, 5.0, 14.0), (5.0, 8.0, 8.0)])
def test_a_trigen_leaves_a_tenth_on_each_side(points: tuple[float, float, float]) -> None:
    found: Array = quantiles(TRIGEN, same(points), 1000)[0]
    assert np.count_nonzero(found < points[0]) == pytest.approx(100, abs=2)
    assert np.count_nonzero(found > points[2]) == pytest.approx(100, abs=2)


def test_the_stated_precision_holds_19_times_of_20() -> None:
    exact = NormalDist(100, sqrt(20 * 100 / 12)).inv_cdf(0.8)
    runs = [simulate(Model.of(same((0.0, 5.0, 10.0), 20), chain(20), distribution=UNIFORM, seed=seed))
            for seed in range(40)]  # fmt: skip
    held = [abs(finish(run, 0.8) - exact) <= run.precision + 0.03 for run in runs]  # a sum of 20 is not quite normal
    assert sum(held) >= 34


def test_no_scatter_between_blocks_is_full_precision() -> None:
    assert precision([np.array([10.0, 3.0])] * 5) == 0.0


def sum_of_uniforms(count: int, days: float) -> float:
    """The chance that so many numbers, each spread evenly from 0 to 1, add up to at most this (Irwin and Hall)."""
    return sum((-1) ** k * comb(count, k) * (days - k) ** count for k in range(floor(days) + 1)) / factorial(count)


def test_the_interval_of_p80_holds_the_true_value_in_95_of_100_seeds() -> None:
    low, high = 0.0, 6.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum_of_uniforms(6, middle) < 0.8 else (low, middle)
    runs = [simulate(Model.of(same((0.0, 15.0, 30.0), 6), chain(6), distribution=UNIFORM, seed=seed))
            for seed in range(150)]  # fmt: skip
    held = sum(abs(finish(run, 0.8) - 30 * low) <= run.precision + 0.03 for run in runs)
    assert 0.9 <= held / len(runs) <= 0.99
    assert all(run.precision <= 0.5 for run in runs)  # drawn until it was known so well


def test_where_the_draws_run_out_first_the_precision_told_is_the_one_reached() -> None:
    found = simulate(Model.of(same((0.0, 60.0, 120.0), 6), chain(6), distribution=UNIFORM), Effort(8, 0.5))
    assert found.blocks == 8
    assert 0.5 < found.precision < 5
