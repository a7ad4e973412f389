"""What is remembered between two calculations: the same cells are read once, other cells never taken for them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl import sample
from exectrack_xl.metrics.worksheet import cell_functions
from exectrack_xl.schema import SHEETS, Sheet, Table
from udfs.answers import Answers
from udfs.arguments import as_count, as_day, grid, is_left_out
from udfs.recent import Recent
from udfs.tables import TableMemory

SAMPLE = sample.cells()
CELLS = st.one_of(st.none(), st.floats(allow_nan=False), st.booleans(), st.text(max_size=8), st.dates())


class Open:
    """A workbook that is open: its tables can change under the cells."""

    def __init__(self, memory: TableMemory, tables: dict[str, Any]) -> None:
        self.key, self.memory, self.tables = "tracker.xlsm", memory, tables

    def table(self, sheet: Sheet) -> Table | None:
        cells = self.tables.get(sheet.name)
        return self.memory.table(sheet, cells) if cells is not None else None


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 5))
def test_what_was_used_last_is_kept_and_no_more(keys: list[int], most: int) -> None:
    memory: Recent[int] = Recent(most)
    made: list[int] = []
    for place, key in enumerate(keys):
        memory.get(key, lambda key=key: made.append(key) or key)
        used = list(dict.fromkeys(reversed(keys[: place + 1])))[:most]
        made.clear()
        for known in reversed(used):
            assert memory.get(known, lambda known=known: made.append(known) or known) == known
        assert made == []


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_the_same_cells_are_the_same_table(rows: list[list[Any]]) -> None:
    memory, sheet = TableMemory(), SHEETS["holidays"]
    cells = [["Date", "Name"], *rows]
    assert memory.table(sheet, cells) is memory.table(sheet, tuple(map(tuple, cells)))
    assert memory.table(sheet, cells) is not memory.table(sheet, [*cells, ["2026-12-25", "Christmas"]])


def test_a_truth_is_not_taken_for_the_number_one() -> None:
    memory, sheet = TableMemory(), SHEETS["risks"]
    number, truth = (memory.table(sheet, [["ID", "Probability"], ["R-1", value]]) for value in (1.0, True))
    assert len(number.findings) < len(truth.findings)


def test_an_edit_an_undo_and_a_table_that_is_gone_are_each_followed() -> None:
    memory = TableMemory()
    answers, book = Answers(memory), Open(memory, dict(SAMPLE))
    cost, budget = (cell_functions()[name] for name in ("ACTUAL_COST", "CPI"))
    before = answers.answer(cost, {}, book), answers.answer(budget, {}, book)
    book.tables["costs"] = [*SAMPLE["costs"], ["I-01", "2026-10-01", 1_000_000.0, "", "", ""]]
    after = answers.answer(cost, {}, book), answers.answer(budget, {}, book)
    assert after[0] == pytest.approx(before[0] + 1_000_000)
    assert after[1] < before[1]
    book.tables = dict(SAMPLE)
    assert (answers.answer(cost, {}, book), answers.answer(budget, {}, book)) == before
    del book.tables["costs"]
    assert answers.answer(cost, {}, book) == "#Give the table: =ACTUAL_COST(Costs[#All])"
    assert answers.answer(budget, {}, book) != before[1]


def test_two_workbooks_are_never_mixed_up() -> None:
    memory = TableMemory()
    answers, full, bare = Answers(memory), Open(memory, SAMPLE), Open(memory, dict(SAMPLE))
    bare.key, bare.tables["costs"] = "other.xlsm", SAMPLE["costs"][:2]
    cost = cell_functions()["ACTUAL_COST"]
    found = [answers.answer(cost, {}, book) for book in (full, bare, full)]
    assert found[0] == found[2] != found[1] == SAMPLE["costs"][1][2]


@pytest.mark.parametrize("blank", [None, "", [[None]], (("",),), [["", None], [None, ""]]])
def test_blank_cells_count_as_left_out(blank: Any) -> None:
    assert is_left_out(blank)


@given(st.dates(min_value=as_day("", "1900-03-01"), max_value=as_day("", "2199-12-31")))
def test_a_day_is_the_same_as_date_number_and_text(day: Any) -> None:
    number = float(day.toordinal() - as_day("", "1899-12-30").toordinal())
    assert as_day("as_of", day) == as_day("as_of", number) == as_day("as_of", [[day.isoformat()]]) == day


@given(st.integers(1, 10_000))
def test_a_count_may_come_as_any_number(count: int) -> None:
    assert as_count("n", float(count), 1, 10_000) == as_count("n", ((count,),), 1, 10_000) == count


def test_a_single_value_is_a_grid_of_one_cell() -> None:
    assert grid(3.0) == ((3.0,),)
    assert grid([1.0, 2.0]) == ((1.0, 2.0),)
