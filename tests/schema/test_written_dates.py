"""Dates typed as text: read where they can mean one day alone."""

from __future__ import annotations

from datetime import date

import pytest

from exectrack_xl.schema.written_dates import written_date


@pytest.mark.parametrize(
    "text",
    ["2026-10-16", " 16.10.2026 ", "16/10/2026", "10/16/2026", "16-10-2026", "2026/10/16", "16 Oct 2026",
     "16-OCT-2026", "16 October 2026", "Oct 16, 2026", "October 16 2026", "2026-10-16T08:30:00", "20261016"],
)  # fmt: skip
def test_a_text_that_can_mean_one_day_is_that_day(text: str) -> None:
    assert written_date(text) == date(2026, 10, 16)


@pytest.mark.parametrize(
    "text", ["03/04/2026", "31.02.2026", "soon", "Q3 2026", "16 Foo 2026", "16.10.26", "",
     "13/13/2026",
                                  "99999999999999999999", "16 oc 2026"])  # fmt: skip
def test_a_text_that_can_mean_two_days_or_none_is_not_guessed(text: str) -> None:
    assert written_date(text) is None


def test_day_and_month_of_one_number_are_no_question() -> None:
    assert written_date("04/04/2026") == date(2026, 4, 4)
