"""Column widths: they fill the page, follow what columns ask, and leave room for the longest word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.render.document.table import column_widths
from exectrack_xl.report.model import Cell, Column, Row, Table

columns = st.lists(st.builds(Column, st.text(max_size=30), st.just("left"), st.floats(0.2, 9)), min_size=1, max_size=8)


@given(columns, st.text(max_size=80), st.integers(2000, 15000))
def test_widths_are_positive_and_add_up_to_the_page(columns: list[Column], text: str, total: int) -> None:
    table = Table("table", "", tuple(columns), (Row("row", tuple(Cell.of(text) for _ in columns)),))
    widths = column_widths(table, total)
    assert sum(widths) == total
    assert min(widths) > 0


def test_a_date_is_not_broken_by_a_wide_neighbour() -> None:
    table = Table(
        "table",
        "",
        (Column("What", width=20), Column("Due", "right", 1)),
        (Row("row", (Cell.of("some words " * 20), Cell.of("30 Sep 2026"))),),
    )
    assert column_widths(table, 9638)[1] >= 11 * 100


def test_equal_columns_share_the_page() -> None:
    table = Table("table", "", (Column("a"), Column("b")), ())
    assert column_widths(table, 1000) == (500, 500)
