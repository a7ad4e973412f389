"""Predecessors are understood as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.tracker.links import Link, parse_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("T-003", [Link("T-003")]),
        ("T-003; T-004SS+2d", [Link("T-003"), Link("T-004", "SS", 2)]),
        ("T-006FS-1d, T-7ff", [Link("T-006", "FS", -1), Link("T-7", "FF")]),
        ("T-5 FS + 1.5d", [Link("T-5", "FS", 1.5)]),
        ("T-5+3", [Link("T-5", "FS", 3)]),
        ("T-5FS+3ed; T-6ss+50%", [Link("T-5", "FS", 3, "ed"), Link("T-6", "SS", 50, "%")]),
        ("T-5+2w; T-6FF-1ew", [Link("T-5", "FS", 10), Link("T-6", "FF", -7, "ed")]),
        ("T-5FS\u22122d", [Link("T-5", "FS", -2)]),  # the minus sign of a word processor
        ("Build\nM-1SF", [Link("Build"), Link("M-1", "SF")]),
        (" ; ,", []),
    ],
)
def test_a_list_of_predecessors_is_read(text: str, links: list[Link]) -> None:
    assert parse_links(text) == (links, [])


def test_a_known_id_is_itself_even_where_it_ends_like_a_link() -> None:
    assert parse_links("T-1SS", {"T-1SS"})[0] == [Link("T-1SS")]
    assert parse_links("T-1SS", {"T-1"})[0] == [Link("T-1", "SS")]


def test_what_is_no_link_is_handed_back() -> None:
    assert parse_links("T-1; after go-live") == ([Link("T-1")], ["after go-live"])


@given(st.text(max_size=30))
def test_any_text_is_either_read_or_handed_back(text: str) -> None:
    links, strange = parse_links(text)
    assert all(link.predecessor and link.kind in ("FS", "SS", "FF", "SF") for link in links)
    assert all(item.strip() == item and item for item in strange)
