"""A deck is stored with the relationships that python-pptx would write."""

from __future__ import annotations

from io import BytesIO

from pptx import Presentation

from exectrack_xl.package import FIRST_MOMENT, read_parts
from exectrack_xl.render.deck.saving import saved


def test_the_relationships_of_a_deck_are_those_that_python_pptx_saves() -> None:
    deck, kept = Presentation(), BytesIO()
    box = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(0, 0, 100, 100)
    link = box.text_frame.paragraphs[0].add_run()
    link.text, link.hyperlink.address = "more", "https://example.org/?a=1&b=2"
    deck.save(kept)
    expected, found = read_parts(kept.getvalue()), read_parts(saved(deck, FIRST_MOMENT))
    assert {name: part for name, part in found.items() if name.endswith(".rels")} == {
        name: part for name, part in expected.items() if name.endswith(".rels")
    }
