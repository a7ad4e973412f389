"""Wording files: what a company may say differently, and what of it cannot be used."""

from __future__ import annotations

import pytest

from exectrack_xl.errors import UsageError
from exectrack_xl.report.language.choosing import words_of
from exectrack_xl.report.language.wording import english, fields, packaged, parse


def test_a_sentence_of_a_company_goes_before_ours_and_the_rest_stays() -> None:
    own, findings = parse('[days]\non_plan = "as agreed"\n', "house.toml")
    spoken = words_of("", own)
    assert not findings
    assert (spoken.days_late(0.0), spoken.days_late(4.0)) == ("as agreed", "4 d late")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[days]\nlate = "{cout} d late"\n', "house.toml!days.late: has a field {cout} that is not known there. "
         "Did you mean 'count'? Until then it reads as before."),
        ('[days]\non_plann = "x"\n', "house.toml!days.on_plann: is not a sentence of ours. Did you mean "
         "'days.on_plan'? Until then it reads as before."),
        ("[days]\nlate = 5\n", "house.toml!days.late: is not a text. Write it in quotes; plural forms need at least "
         "'other'. Until then it reads as before."),
        ('[days]\nlate = "{count d late"\n', "house.toml!days.late: has a brace without its pair. Write a field as "
         "{name}. Until then it reads as before."),
        ('[days]\nworking = { one = "{count} day" }\n', "house.toml!days.working: is not a text. Write it in quotes; "
         "plural forms need at least 'other'. Until then it reads as before."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_by_its_key_with_the_nearest_right_name(text: str, said: str) -> None:
    own, findings = parse(text, "house.toml")
    assert [str(one) for one in findings] == [said]
    assert words_of("", own) == words_of("", parse("", "house.toml")[0])


@pytest.mark.parametrize("attack", ["{count.__class__}", "{count!r}", "{count:>9999999}", "{0}", "{}", "{count[0]}"])
def test_a_wording_file_can_name_a_value_but_never_reach_into_it(attack: str) -> None:
    _, findings = parse(f'[days]\nlate = "{attack} d late"\n', "house.toml")
    assert len(findings) == 1


def test_a_file_that_is_not_toml_is_a_sentence() -> None:
    with pytest.raises(UsageError, match=r"^The wording file 'house\.toml' is not TOML: "):
        parse("late = 'x", "house.toml")


def test_german_says_every_sentence_with_fields_that_the_english_one_has() -> None:
    german = packaged("de")
    assert german is not None
    for key, forms in english().sentences.items():
        assert fields(german.forms(key)) <= fields(forms), key


def test_a_language_we_do_not_speak_reads_in_english() -> None:
    assert packaged("fr") is None
    assert words_of("fr-FR").days_late(4.0) == "4 d late"
