"""A table cut to some of its rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import among, filled

owners = st.lists(st.sampled_from(["Ada", "Ben", "", "Cy"]), max_size=12)


def actions(names: list[str]) -> Table:
    rows = [[f"A-{row}", f"Action {row}", name] for row, name in enumerate(names)]
    return SHEETS["actions"].frame([["ID", "Action", "Owner"], *rows])


@given(owners, st.sets(st.sampled_from(["Ada", "Ben", "", "Cy"])))
@settings(max_examples=60, deadline=None)
def test_the_rows_with_a_value_and_those_without_are_all_rows_once(names: list[str], wanted: set[str]) -> None:
    table = actions(names)
    of_each = [row for name in wanted for row in table.rows_with("owner", name).tolist()]
    others = table.rows_without("owner", wanted).tolist()
    assert sorted([*of_each, *others]) == list(range(len(names)))
    assert others == sorted(others)
    assert among(table["owner"], wanted).tolist() == [name in wanted for name in names]


def test_a_cut_of_a_cut_holds_the_rows_and_the_columns_put_beside_them() -> None:
    table = actions(["Ada", "Ben", "Cy"])
    cut = table.take(np.array([2, 0])).with_columns({"rank": np.array([7.0, 8.0])}).take(np.array([False, True]))
    assert (cut["id"].tolist(), cut["rank"].tolist(), cut.lines.tolist()) == (["A-0"], [8.0], [2])
    assert set(cut.columns) == {*table.columns, "rank"}
    assert len(cut.columns) == len(table.columns) + 1
    assert cut.frame["owner"].tolist() == ["Ada"]


def test_numbers_not_known_are_filled() -> None:
    assert filled(np.array([1.0, np.nan]), 5.0).tolist() == [1.0, 5.0]
