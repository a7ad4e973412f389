"""Laws of every network, whatever its links."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from exectrack_xl.metrics.network.activities import KINDS, Activities, Links
from exectrack_xl.metrics.network.paths import Driving, drag, float_paths
from exectrack_xl.metrics.network.schedule import Schedule, network, solve

Net = tuple[list[float], list[tuple[int, int, str, float, str]]]


@st.composite
def networks(draw, least=-3) -> Net:
    durations = draw(st.lists(st.integers(0, 20), min_size=1, max_size=12))
    pairs = st.tuples(st.integers(0, len(durations) - 1), st.integers(0, len(durations) - 1))
    drawn = draw(st.lists(st.tuples(pairs, st.sampled_from(KINDS), st.integers(least, 6)), max_size=20))
    links = [(min(ends), max(ends), kind, lag, "d") for ends, kind, lag in drawn if ends[0] != ends[1]]
    return [float(days) for days in durations], links


def solved(net: Net) -> Schedule:
    return solve(network(Activities.of(net[0]), Links.of(net[1]), strict=True))


def wanted(schedule: Schedule) -> np.ndarray:
    return np.ones(len(schedule.finish), dtype=bool)


@given(networks())
def test_what_drives_the_finish_has_the_least_float(net) -> None:
    schedule = solved(net)
    driving = Driving(schedule, [f"T-{row:02}" for row in range(len(net[0]))])
    last = driving.last(wanted(schedule))
    assert all(abs(schedule.total_float[row]) < 1e-9 for row in driving.everything(last))
    assert set(driving.path(last)) <= driving.everything(last)
    assert schedule.total_float.min() == 0


@given(networks(), networks())
def test_another_link_never_shortens_the_whole(net, other) -> None:
    durations, links = net
    more = [link for link in other[1] if link[1] < len(durations)]
    assert solved((durations, links + more)).finish.max() >= solved(net).finish.max()


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_links_changes_nothing(net, random) -> None:
    durations, links = net
    order = list(range(len(durations)))
    random.shuffle(order)
    place = {row: new for new, row in enumerate(order)}
    moved = [(place[tail], place[head], *rest) for tail, head, *rest in links]
    random.shuffle(moved)
    plain, shuffled = solved(net), solved(([durations[row] for row in order], moved))
    for name in ("early_start", "late_finish", "total_float", "free_float"):
        assert np.array_equal(getattr(plain, name)[order], getattr(shuffled, name))
    names = [f"T-{row:02}" for row in range(len(durations))]
    first, second = Driving(plain, names), Driving(shuffled, [names[row] for row in order])
    path = [names[row] for row in first.path(first.last(wanted(plain)))]
    assert [second.names[row] for row in second.path(second.last(wanted(shuffled)))] == path


@given(networks(), st.integers(2, 5))
def test_durations_and_lags_times_n_give_dates_times_n(net, times) -> None:
    durations, links = net
    larger = [days * times for days in durations], [(*link[:3], link[3] * times, "d") for link in links]
    assert np.allclose(solved(larger).early_finish, solved(net).early_finish * times)
    assert np.allclose(solved(larger).total_float, solved(net).total_float * times)


@given(networks())
def test_every_link_is_kept_early_and_late(net) -> None:
    schedule, links = solved(net), Links.of(net[1])
    for start, finish in (("early_start", "early_finish"), ("late_start", "late_finish")):
        begin, end = getattr(schedule, start), getattr(schedule, finish)
        before = np.where(links.from_finish, end[links.tail], begin[links.tail])
        after = np.where(links.to_finish, end[links.head], begin[links.head])
        assert (after - before - links.lag >= -1e-9).all()


@given(networks(0))
def test_a_task_costs_at_most_its_length_and_nothing_off_the_path(net) -> None:
    durations, links = net
    schedule = solved((durations, [(*link[:2], "FS", link[3], "d") for link in links]))
    cost = drag(schedule, range(len(durations)), wanted(schedule))
    assert all(0 <= days <= durations[row] for row, days in enumerate(cost))
    assert all(not days for row, days in enumerate(cost) if schedule.total_float[row] > 0)


@given(networks())
def test_float_paths_share_no_task_and_come_by_float(net) -> None:
    schedule = solved(net)
    names = [f"T-{row:02}" for row in range(len(net[0]))]
    chains = float_paths(Driving(schedule, names), wanted(schedule), 99)
    rows = [row for chain in chains for row in chain]
    assert sorted(rows) == list(range(len(net[0])))
    floats = [schedule.total_float[chain[-1]] for chain in chains]
    assert floats == sorted(floats)


@settings(max_examples=50)
@given(networks(), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=6))
def test_circles_are_opened_and_spelled_out(net, back) -> None:
    durations, links = net
    pairs = [(max(ends), min(ends)) for ends in back if ends[0] != ends[1] and max(ends) < len(durations)]
    extra = [(*pair, "FS", 0.0, "d") for pair in pairs]
    made = network(Activities.of(durations), Links.of([*links, *extra]))
    schedule = solve(made)
    assert np.isfinite(schedule.finish).all()
    typed = {(link[0], link[1]) for link in (*links, *extra)}
    for circle in made.circles:
        assert all(pair in typed for pair in zip(circle, (*circle[1:], circle[0]), strict=True))
