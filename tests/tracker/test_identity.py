"""One short text for what the tables hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.identity import tables_hash

RISKS = [["ID", "Title", "Probability"], ["R-01", "Fire", 1.0], ["R-02", "Flood", 2.0]]


def hashed(*rows: list[Any]) -> str:
    return tables_hash(Tracker.from_cells("", {"risks": list(rows)}, date(2026, 9, 30)).tables)


def test_columns_in_another_order_and_blank_rows_make_no_difference() -> None:
    turned = [[row[1], row[2], row[0]] for row in RISKS]
    assert hashed(*RISKS) == hashed(turned[0], ["", "", ""], *turned[1:])


def test_a_value_a_row_and_their_order_make_a_difference() -> None:
    every = [
        hashed(*RISKS),
        hashed(RISKS[0], ["R-01", "Fire", 3.0], RISKS[2]),
        hashed(*RISKS[:2]),
        hashed(RISKS[0], RISKS[2], RISKS[1]),
        hashed(RISKS[0], ["R-01", "FireR-02", 1.0], ["", "Flood", 2.0]),
    ]
    assert len(set(every)) == len(every)
