"""Numbers, dates and money of a country, and of none that is chosen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.errors import UsageError
from exectrack_xl.metrics import Unit
from exectrack_xl.report import words as plain
from exectrack_xl.report.language.choosing import check_locale, english_words, words_of
from exectrack_xl.tracker import Settings

DAY = date(2027, 3, 18)


@pytest.mark.parametrize(
    ("locale", "day", "amount", "small", "share", "number"),
    [
        ("de-DE", "18. März 2027", "13,2 Mio. €", "−9.400 €", "87 %", "1.234,50"),
        ("de-CH", "18. März 2027", "EUR 13.2 Mio.", "−EUR 9'400", "87%", "1'234.50"),
        ("fr-FR", "18 mars 2027", "13,2 M €", "−9 400 €", "87 %", "1 234,50"),
        ("en-US", "Mar 18, 2027", "€13.2M", "−€9,400", "87%", "1,234.50"),
        ("en_DE", "18 Mar 2027", "€13,2M", "−9.400 €", "87 %", "1.234,50"),
        ("pl-PL", "18 mar 2027", "13,2 mln €", "−9 400 €", "87%", "1 234,50"),
        ("ja-JP", "2027年3月18日", "€1320万", "−€9,400", "87%", "1,234.50"),
    ],
)
def test_each_country_writes_values_its_own_way(
    locale: str, day: str, amount: str, small: str, share: str, number: str
) -> None:
    spoken = words_of(locale)
    shown = (spoken.day(DAY), spoken.money(13_214_000.0, "EUR"), spoken.money(-9_400.0, "EUR"), spoken.percent(0.865),
             spoken.fixed(1234.5, 2))  # fmt: skip
    assert tuple(one.replace("\xa0", " ") for one in shown) == (day, amount, small, share, number)


@given(st.floats(-1e9, 1e9), st.integers(0, 2))
def test_in_another_notation_the_digits_are_the_same(value: float, digits: int) -> None:
    german, house = words_of("de-DE").fixed(value, digits), plain.fixed(value, digits)
    assert german.translate(str.maketrans(",.", ".,")) == house


@given(st.floats(-1e9, 1e9))
def test_where_nothing_is_chosen_every_value_reads_as_in_the_house(value: float) -> None:
    house = english_words()
    assert words_of("") is house
    for unit in set(Unit) - {Unit.DATE}:
        assert house.value_text(value, unit, "EUR") == plain.value_text(value, unit, "EUR")


def test_plural_forms_follow_the_rule_of_the_language() -> None:
    assert [words_of("pl").notation.form(count) for count in (1, 2, 5)] == ["one", "few", "many"]
    assert [words_of("de").notation.form(count) for count in (0, 1, 2)] == ["other", "one", "other"]


def test_a_locale_that_there_is_not_is_a_finding_with_the_nearest_one() -> None:
    (found,) = check_locale(Settings({"locale": "de-DEE"}))
    assert str(found) == (
        "Settings (Locale): There is no locale 'de-DEE'. Did you mean 'de-DE'? Until then reports are in English."
    )
    assert check_locale(Settings({"locale": "de-DE"})) == check_locale(Settings({})) == ()
    with pytest.raises(UsageError, match="There is no locale 'klingon'"):
        words_of("klingon")
