"""The exact difference between two states of the tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.delta import Fate, applied, delta

HEADERS = ["ID", "Title", "Status", "Probability", "Raised on"]
SEPTEMBER = date(2026, 9, 30)

texts = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=12)
row = st.tuples(
    st.sampled_from(["", "R-01", "R-02", "R-03", "R-04"]), texts, st.sampled_from(["", "Open", "Closed"]),
    st.sampled_from([None, 1.0, 2.0, 3.0]), st.none() | st.dates(date(2026, 1, 1), SEPTEMBER),
)  # fmt: skip


def tracker(*rows: Any) -> Tracker:
    return Tracker.from_cells("", {"risks": [HEADERS, *map(list, rows)]}, SEPTEMBER)


def typed(state: Any) -> dict[str, list[list[str]]]:
    names = {name: [column.name for column in sheet.typed] for name, sheet in SHEETS.items()}
    return {name: [list(map(str, state[name][column].tolist())) for column in names[name]] for name in SHEETS}


@given(st.lists(row, max_size=6), st.lists(row, max_size=6))
def test_a_difference_put_into_the_old_state_gives_the_new_one(old: list[Any], new: list[Any]) -> None:
    before, after = tracker(*old), tracker(*new)
    made = applied(delta(before.tables, after.tables), before.tables)
    assert typed(made) == typed(after.tables)


@given(st.lists(row, max_size=6))
def test_a_state_does_not_differ_from_itself(rows: list[Any]) -> None:
    assert not delta(tracker(*rows).tables, tracker(*rows).tables)


def test_rows_that_came_went_and_changed_are_told_apart_by_their_key() -> None:
    before = tracker(("R-01", "Fire", "Open", 1.0, None), ("R-02", "Flood", "Open", 2.0, None))
    after = tracker(("R-03", "Frost", "Open", 3.0, None), ("R-01", "Fire", "Closed", 1.0, SEPTEMBER))
    found = delta(before.tables, after.tables)
    assert [(change.place[0], change.fate) for change in found.rows] == [
        ("R-03", Fate.ADDED), ("R-01", Fate.CHANGED), ("R-02", Fate.REMOVED)
    ]  # fmt: skip
    assert found.rows[1].cells == {"status": ("Open", "Closed"), "raised": (None, SEPTEMBER)}
    assert found.orders["risks"] == (("R-03", 0), ("R-01", 0))


def test_rows_that_only_changed_places_differ_in_order_alone() -> None:
    rows = [("R-01", "Fire", "Open", 1.0, None), ("R-02", "Flood", "Open", 2.0, None)]
    found = delta(tracker(*rows).tables, tracker(*reversed(rows)).tables)
    assert not found.rows
    assert found
