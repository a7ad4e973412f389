"""Reads a deck as the rules of the gate see it: what a slide inherits from layout, master and theme, worked out.

Depends on: render.lint.deck.reading.
"""

from exectrack_xl.render.lint.deck.reading import read_deck

__all__ = ["read_deck"]
