"""What must hold for every plan."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exectrack_xl.metrics.network.activities import Activities, Links
from exectrack_xl.metrics.network.schedule import network, solve
from exectrack_xl.metrics.simulation.blocks import MITIGATED, WITH_RISKS, WITHOUT_RISKS
from exectrack_xl.metrics.simulation.convergence import Effort
from exectrack_xl.metrics.simulation.distributions import Estimates
from exectrack_xl.metrics.simulation.kernel import Passes
from exectrack_xl.metrics.simulation.model import Model, Risks, Wiring
from exectrack_xl.metrics.simulation.results import draw, simulate
from exectrack_xl.metrics.simulation.tally import Tally

ONE = Effort(1, 0.0)


def plan(size: int, seed: int, count: int = 0, kinds: bool = False) -> Model:
    """A random network with risks on some of its activities."""
    luck = np.random.default_rng(seed)
    likely = luck.integers(0, 20, size).astype(float)
    pairs = sorted({(int(luck.integers(0, head)), head) for head in range(1, size) for _ in range(2)})
    tail, head = (np.array(ends, dtype=np.intp) for ends in zip(*pairs, strict=True)) if pairs else ([], [])
    wiring = Wiring.of(tail, head)
    if kinds:
        from_finish, to_finish = (luck.random(len(pairs)) < 0.5 for _ in range(2))
        wiring = replace(
            wiring, from_finish=from_finish, to_finish=to_finish, lag=luck.integers(-3, 4, len(pairs)) * 1.0
        )
    chance = luck.uniform(0.05, 0.9, count)
    where = luck.integers(-1, size, count)
    risks = Risks(tuple(f"R-{n}" for n in range(count)), ("",) * count, chance, chance * luck.random(count),
                  luck.integers(1, 15, count) * 1.0, np.zeros(count), where, np.where(where < 0, -1, 0))  # fmt: skip
    spread = likely * luck.uniform(0, 0.5, size)
    return Model.of(Estimates(likely - spread, likely, likely + 2 * spread), wiring, risks=risks,
                    ids=tuple(f"T-{n:03}" for n in range(size)), correlation=0.2, seed=seed)  # fmt: skip


BIN = 1 / 64  # days: percentiles are read off the edges of bins, and one run's may be wider than another's
PLANS = st.builds(plan, st.integers(1, 15), st.integers(0, 10_000), st.integers(0, 4))


@settings(max_examples=25, deadline=None)
@given(PLANS)
def test_percentiles_rise_mitigation_helps_and_risks_delay(model: Model) -> None:
    found = simulate(model, ONE)
    place = found.target()
    days = [found.finish(share, place) for share in (0.1, 0.5, 0.8, 0.9)]
    assert days == sorted(days)
    for share in (0.1, 0.5, 0.8):
        cases = [found.finish(share, place, case) for case in (WITHOUT_RISKS, MITIGATED, WITH_RISKS)]
        assert cases == sorted(cases)
    assert found.critical.min() >= 0
    assert found.critical.max() <= 1
    assert found.chance(days[2], place) >= 0.8


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 12), st.integers(0, 10_000))
def test_one_more_risk_never_makes_a_percentile_earlier(size: int, seed: int) -> None:
    more = plan(size, seed, 3)
    fewer = replace(more, risks=Risks(*(values[:2] for values in vars(more.risks).values())))
    before, after = simulate(fewer, ONE), simulate(more, ONE)
    for share in (0.1, 0.5, 0.8, 0.95):
        assert after.finish(share, after.target()) >= before.finish(share, before.target()) - BIN


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 12), st.integers(0, 10_000))
def test_without_doubt_it_is_the_critical_path_method(size: int, seed: int) -> None:
    model = plan(size, seed, kinds=True)
    wiring, length = model.wiring, model.length
    kinds = [("FS", "FF")[int(b)] if a else ("SS", "SF")[int(b)]
             for a, b in zip(wiring.from_finish, wiring.to_finish, strict=True)]  # fmt: skip
    ties = [(int(a), int(b), kind, float(lag), "d")
            for a, b, kind, lag in zip(wiring.tail, wiring.head, kinds, wiring.lag, strict=True)]  # fmt: skip
    schedule = solve(network(Activities.of(length), Links.of(ties), strict=True))
    passes = Passes(model)
    early = passes.forward(length[:, None])
    assert early[:, 0] == pytest.approx(schedule.early_start)
    goal = float((early[:, 0] + length).max())
    late = passes.backward(length[:, None], [np.array([goal])])
    assert late[:, 0] - early[:, 0] == pytest.approx(schedule.total_float)


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 12), st.integers(0, 10_000), st.integers(0, 11))
def test_working_out_only_what_moved_is_the_same_as_all(size: int, seed: int, row: int) -> None:
    model, row = plan(size, seed, kinds=True), row % size
    passes, length = Passes(model), model.length[:, None].copy()
    early = list(passes.forward(length))
    length[row] += 7
    again = passes.again(early, list(length), [row])
    assert np.array(again) == pytest.approx(np.array(passes.forward(length)))


def test_the_number_of_processes_changes_nothing() -> None:
    model = plan(12, 5, 3)
    alone = simulate(model, Effort(6, 0.0))
    for processes in (1, 3):
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            shared = simulate(model, Effort(6, 0.0), runner=pool.map)
        assert (shared.critical == alone.critical).all()
        assert [t.quantile(0.8) for t in shared.tallies[0]] == [t.quantile(0.8) for t in alone.tallies[0]]
        assert all((a.counts == b.counts).all() for a, b in zip(shared.tallies[0], alone.tallies[0], strict=True))


def test_a_block_is_the_same_in_any_order() -> None:
    model = plan(8, 1, 2)
    later, first = draw(model, -1, 3), draw(model, -1, 0)
    assert (draw(model, -1, 0).critical == first.critical).all()
    assert (draw(model, -1, 3).watched == later.watched).all()


def test_the_order_of_rows_changes_nothing() -> None:
    model = plan(9, 4)
    order = np.random.default_rng(0).permutation(9)
    place = np.argsort(order)
    wiring = replace(model.wiring, tail=place[model.wiring.tail], head=place[model.wiring.head])
    other = replace(model, ids=tuple(model.ids[row] for row in order), names=model.ids, length=model.length[order],
                    estimates=model.estimates.take(order), wiring=wiring)  # fmt: skip
    one, two = simulate(model, ONE), simulate(other, ONE)
    assert one.finish(0.8, 1) == two.finish(0.8, 1)
    assert (one.critical[order] == two.critical).all()


def test_equal_models_are_equal_whether_worked_on_or_not() -> None:
    one, two = plan(6, 2, 1), plan(6, 2, 1)
    simulate(one, ONE)
    assert one == two
    assert hash(one) == hash(two)
    assert one != replace(two, seed=9)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.lists(st.floats(-1e3, 1e9), min_size=1, max_size=60))
def test_tallies_together_count_all_and_err_by_a_bin_at_most(some: list[float], others: list[float]) -> None:
    both = Tally.of(np.array(some)).with_(Tally.of(np.array(others)))
    values = np.sort([*some, *others])
    assert both.total == len(values)
    for share in (0.1, 0.5, 0.8):
        exact = values[max(0, int(np.ceil(share * len(values) - 1e-9)) - 1)]
        assert exact - 1e-6 <= both.quantile(share) <= exact + 2.0**both.power + 1e-6


def test_a_tally_holds_amounts_that_differ_by_little_for_their_size() -> None:
    tally = Tally.of(np.array([1e15, 1e15 + 1, 1e15 + 2]))
    assert tally.quantile(0.5) == 1e15 + 1
