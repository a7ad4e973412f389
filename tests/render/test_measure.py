"""The estimate of widths holds against the real font, where it is installed, and against simple laws."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.render.deck.shortening import Room, Shortening
from exectrack_xl.render.measure import lines_needed, text_width
from exectrack_xl.report.model import Span

TEXTS = st.text(max_size=300)
WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=12), max_size=60).map(" ".join)


@given(TEXTS, TEXTS)
def test_more_text_is_never_narrower(first, second):
    assert text_width(first + second, 12) >= text_width(first, 12)


@given(WORDS, st.integers(40, 400))
def test_a_wider_column_never_needs_more_lines(text, width):
    assert lines_needed(text, 12, width + 40) <= lines_needed(text, 12, width)


@given(TEXTS, st.integers(30, 300), st.integers(1, 4))
def test_a_shortened_text_is_whole_in_the_notes(text, width, lines):
    cut = Shortening()
    shown = cut.text(text, Room(12, width, lines), "")
    if cut.full_texts:
        assert len(cut.full_texts) == 1
        assert shown.endswith(("…", "(full text in the notes)"))
    else:
        assert shown == text


def test_accents_and_joined_emoji_are_not_cut_apart():
    family = "👩‍💻" * 40
    shown = Shortening().line((Span(family),), Room(12, 100, 1), "x")[0].text
    assert shown
    assert shown == "👩‍💻" * (len(shown) // 3)
