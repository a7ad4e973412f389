from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.errors import MetricError
from exectrack_xl.tracker.conditions import LONGEST, Condition

VALUES = {"spi_t": 0.8, "critical_risks": 3.0, "blockers": None, "cost": 4.0, "late": date(2026, 12, 1)}


@pytest.mark.parametrize(
    ("typed", "holds"),
    [
        ("spi_t < 0.85 and critical_risks > 2", True),
        ("SPI_T < 85% AND Critical_Risks > 3", False),
        ("=SPI_T()<=0,8".replace(",", "."), True),
        ("critical_risks = 3", True),
        ("critical_risks <> 3", False),
        ("critical_risks ≥ 3 or spi_t ≤ 0.1", True),
        ("not (spi_t > 0.9)", True),
        ("0.7 < spi_t < 0.9", True),
        ("-cost + 2 * critical_risks / 2 > -2", True),
        ("cost − critical_risks × 1 = 1", True),
        ("late > 2026-11-30", True),
        ("late - 2026-11-30 > 1", False),
        ("blockers > 2", None),
        ("blockers > 2 or spi_t < 0.85", True),
        ("blockers > 2 and spi_t > 0.85", False),
        ("blockers > 2 and spi_t < 0.85", None),
        ("cost / (critical_risks - 3) > 1", None),
    ],
)
def test_a_condition_says_whether_it_holds_or_that_it_is_not_known(typed: str, holds: bool | None) -> None:
    assert Condition.read(typed).holds(VALUES) is holds


def test_a_date_alone_holds_from_that_day_on() -> None:
    condition = Condition.read("2026-12-01")
    assert condition.names == ()
    found = [condition.holds({"status_date": date(2026, month, 1)}) for month in (11, 12)]
    assert found == [False, True]


@pytest.mark.parametrize(
    "typed",
    [
        "__import__('os').system('x')", "(1).real > 2", "spi_t.x > 1", "f(spi_t) > 1", "[1][0] > 0", "{1} > {2}",
        "2**9**9 > 1", "spi_t if cost else 1", "lambda: 1", "(a := 1) > 0", "f'{spi_t}' > 1", "'a' > 'b'",
        "spi_t", "1 + 2", "a < 1 and 3", "not spi_t", "(a < 1) + 1 > 0", "a is b", "a in b", "0,85 > a", "a >", "((((",
        "(" * 150 + "a" + ")" * 140 + " > 1", "a > 1 " * LONGEST, "1e999 > a", "2026-13-41", "\0", "a > 1j", "...",
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(MetricError) as fault:
        Condition.read(typed)
    assert str(fault.value).rstrip()[-1] == "."


@given(st.text(max_size=40) | st.text("ab<>=()+-*/. 0123456789%andornot", max_size=40))
def test_no_text_whatever_does_more_than_be_refused(typed: str) -> None:
    try:
        condition = Condition.read(typed)
    except MetricError:
        return
    assert condition.holds(dict.fromkeys(condition.names, 1.0)) in (True, False, None)


NUMBER = st.floats(-1e6, 1e6) | st.none()


@given(NUMBER, NUMBER)
def test_a_condition_and_its_opposite_never_hold_together(one: float | None, other: float | None) -> None:
    values = {"a": one, "b": other}
    held = [Condition.read(text).holds(values) for text in ("a < b", "not a < b", "a >= b")]
    assert held[1] is held[2] is (None if held[0] is None else not held[0])
