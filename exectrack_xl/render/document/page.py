"""Where blocks are written: the styles the template offers, the room there is, and what must be attached.

Depends on: errors, report.model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

from exectrack_xl.errors import TemplateError
from exectrack_xl.render.document.text import attribute, one_line
from exectrack_xl.report.language.choosing import english_words
from exectrack_xl.report.model import Chart, Spoken

LONGEST_TAG = 64  # Word refuses a longer tag of a content control


@dataclass(frozen=True)
class PlacedChart:
    """A chart and its size in EMU, known in the text by its relationship."""

    chart: Chart
    width: int
    height: int
    relationship: str


@dataclass
class Attachments:
    """What the text refers to and the file must hold beside it: charts, and numbered lists that begin at 1."""

    first_list: int  # the first number of a list that the template leaves free
    charts: list[PlacedChart] = field(default_factory=list)
    lists: int = 0

    def place(self, chart: Chart, *, width: int, height: int) -> PlacedChart:
        """Remember a chart and give it a relationship."""
        placed = PlacedChart(chart, width, height, f"rIdChart{len(self.charts) + 1}")
        self.charts.append(placed)
        return placed

    def number_list(self) -> int:
        """The number of a new numbered list."""
        self.lists += 1
        return self.first_list + self.lists - 1


@dataclass(frozen=True)
class Page:
    """The room for blocks: style identifiers by name in lower case, width in twips, whether it is a table cell.

    `in_field` is room under a field's label: headings there stand one step lower.
    """

    styles: Mapping[str, str]
    width: int
    attachments: Attachments
    in_cell: bool = False
    in_field: bool = False
    words: Spoken = field(default_factory=english_words)  # the language of what is added

    def style(self, name: str) -> str:
        """The identifier of a style. Raises TemplateError when the template has no style of that name."""
        try:
            return self.styles[name.casefold()]
        except KeyError:
            raise TemplateError(
                f"The Word template has no style '{name}'. Copy it from one of ours, such as "
                "stakeholder-report.docx, or begin with that file."
            ) from None

    @property
    def heading_style(self) -> str:
        """The style of a block's heading here."""
        if self.in_cell:
            return self.style("ET Label")
        return self.style("heading 3" if self.in_field else "heading 2")

    @property
    def text_style(self) -> str:
        """The style of running text here."""
        return self.style("ET Cell" if self.in_cell else "Normal")


def tag(key: str) -> str:
    """The tag of the content control around a generated part: one line of at most 64 characters.

    >>> tag("issues.IS-031")
    'xt:issues.IS-031'
    """
    text = f"xt:{one_line(key)}"
    return text if len(text) <= LONGEST_TAG else f"{text[:50]}~{crc32(text.encode()):08x}"


def control(key: str, content: str) -> str:
    """A content control around whole paragraphs, tables or rows. Its number is given when the document is whole."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{attribute(tag(key))}"/><w:id w:val="0"/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
