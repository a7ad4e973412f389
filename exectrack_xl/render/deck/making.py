"""A slide in the making. Depends on: report.model, render.geometry, render.deck.places, …shortening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from exectrack_xl.render.deck.places import LayoutPlaces
from exectrack_xl.render.deck.shortening import Shortening
from exectrack_xl.render.geometry import Box
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.report.model import Chart, Page, Report

AttachChart = Callable[[Chart, Box, bool], str]  # gives the relationship of the new chart part


@dataclass
class Slide:
    """A slide in the making: its shapes, what must be told in its notes, and how charts are attached."""

    page: Page
    report: Report
    places: LayoutPlaces
    attach: AttachChart
    cut: Shortening = field(default_factory=Shortening)
    mapping: str = "<a:masterClrMapping/>"  # which colours of the theme are text and paper on it
    shapes: list[str] = field(default_factory=list)

    def add(self, xml: str) -> None:
        """Put a shape on top."""
        self.shapes.append(xml)

    def name(self, key: str, word: str) -> str:
        """A shape's name: what it is, and the tag by which a refresh finds it."""
        page = self.page.key.replace("_", " ").capitalize()
        return attribute(f"{page} {word} [xt:{self.page.key}.{key}]")
