"""A deck or document as the rules of the gate see it: pages, shapes, texts; lengths in points.

Depends on: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Colour: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True)
class Box:
    """A rectangle, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return self.top + self.height

    @property
    def area(self) -> float:
        """Width times height."""
        return max(self.width, 0.0) * max(self.height, 0.0)

    def shared(self, other: Box) -> float:
        """The area that lies in both."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    def holds(self, other: Box, slack: float = 1.0) -> bool:
        """Whether the other lies wholly inside, give or take some points."""
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True)
class Run:
    """Text in one look. `own_font` is the typeface set here in place of the theme's or the style's, else ""."""

    text: str
    size: float
    bold: bool = False
    font: str = ""
    own_font: str = ""
    colour: Colour | None = None  # None where it cannot be told
    own_colour: bool = False  # set at this text, not by the template
    ground: Colour | None = None  # behind this run alone: shading, highlight
    element: Any = field(default=None, compare=False, repr=False)  # on a slide: the XML it was read from


@dataclass(frozen=True)
class Paragraph:
    """Runs under each other's shoulder: how far in they begin, how much air is around, how lines are spaced."""

    runs: tuple[Run, ...]
    level: int = 0
    indent: float = 0.0
    align: str = "l"
    before: float = 0.0
    after: float = 0.0
    spacing: float = 1.0  # times the line's height
    style: str = ""  # a document's style

    @property
    def text(self) -> str:
        """The words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Text:
    """Paragraphs in a frame: margins, whether lines wrap, how far it is shrunk, whether the frame grows with it."""

    paragraphs: tuple[Paragraph, ...] = ()
    insets: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)  # left, top, right, bottom
    anchor: str = "t"
    wraps: bool = True
    grows: bool = False
    shrinks: bool = False
    scale: float = 1.0
    upright: bool = False  # turned by 90 degrees

    @property
    def words(self) -> str:
        """The whole text, a paragraph a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True)
class TableCell:
    """A table cell at a row and column, over `span` columns."""

    row: int
    column: int
    text: Text
    box: Box | None = None
    span: int = 1
    rows: int = 1
    ground: Colour | None = None
    style_ground: bool = False  # the fill comes from a table style


@dataclass(frozen=True)
class Shape:
    """One thing on a page. `kind` is text, table, chart, picture, line, group, drawing or media.

    The `text` of a chart is its letters: titles as written, for the rest a word that stands for them.
    """

    name: str
    kind: str
    box: Box | None = None
    text: Text = Text()
    cells: tuple[TableCell, ...] = ()
    role: str = ""  # of a placeholder: title, body, footer …
    described: str | None = ""  # its alternative text; None where it is marked as decoration
    ground: Colour | None = None  # behind its text; None where it cannot be told
    filled: bool = False  # hides what lies under it
    group: str = ""  # the group it belongs to
    tag: str = ""  # [xt:…], where we made it
    turned: bool = False
    hyperlink: bool = False
    asked: tuple[float, ...] = ()  # heights of a table's rows
    categories: tuple[str, ...] = ()  # of a chart
    series: tuple[tuple[str, tuple[float | None, ...]], ...] = ()


@dataclass(frozen=True)
class Page:
    """A slide, or a part of a document under one heading."""

    label: str
    title: str
    shapes: tuple[Shape, ...]
    notes: str = ""
    has_title: bool = True
    key: str = ""  # of a page that we made

    def texts(self) -> Iterator[tuple[Shape, Text]]:
        """Every text with the shape that holds it, cells too."""
        for shape in self.shapes:
            if shape.text.paragraphs:
                yield shape, shape.text
            for cell in shape.cells:
                yield shape, cell.text


@dataclass(frozen=True)
class File:
    """A whole deck or document."""

    kind: str  # "deck" or "document"
    pages: tuple[Page, ...]
    fonts: frozenset[str]  # the theme's and the styles' typefaces, in lower case
    size: tuple[float, float] = (0.0, 0.0)  # of a slide; of a document the width between the margins
    own: bool = False  # whether we made it
    typed: frozenset[str] = field(default_factory=frozenset)  # odd texts that stand in the tracker as they are
