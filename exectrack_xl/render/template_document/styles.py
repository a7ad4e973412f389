"""The styles of the Word template, each declared once.

Colours name theme slots, so that another theme recolours the document; the hex beside them is only for
programs that read no theme. Sizes and distances are points. Depends on: theme.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.theme import BRAND

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BULLET_LIST, NUMBER_LIST, CELL_BULLET_LIST = 1, 2, 3  # numbers in numbering.xml

INK = ("text1", BRAND.ink)
SECONDARY = ("text2", BRAND.secondary)
ACCENT = ("accent1", BRAND.accent)
LIGHT = ("accent3", BRAND.light)
PANEL = ("background2", BRAND.panel)
PAPER = ("background1", BRAND.paper)


@dataclass(frozen=True)
class ParagraphStyle:
    """One paragraph style; `extra` is further paragraph properties, in the order the format asks for."""

    name: str
    size: float
    bold: bool = False
    colour: tuple[str, str] = INK
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep_next: bool = False
    outline: int | None = None
    list_number: int | None = None
    borders: str = ""  # w:pBdr and w:shd
    tabs: str = ""
    indent: str = ""
    based_on: str = "Normal"
    following: str = ""
    built_in: bool = False

    @property
    def identifier(self) -> str:
        """The style's name without blanks, as Word makes it: "ET Cell head" gives "ETCellhead"."""
        word = self.name.replace(" ", "")
        return word.upper() if word.startswith("toc") else word[0].upper() + word[1:]

    def xml(self) -> str:
        """The style as an element of styles.xml."""
        custom = "" if self.built_in else ' w:customStyle="1"'
        default = ' w:default="1"' if self.name == "Normal" else ""
        based = "" if self.name == "Normal" else f'<w:basedOn w:val="{self.based_on}"/>'
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        return (
            f'<w:style w:type="paragraph"{default}{custom} w:styleId="{self.identifier}"><w:name w:val="{self.name}"/>'
            f"{based}{following}<w:qFormat/><w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        numbered = f'<w:numPr><w:numId w:val="{self.list_number}"/></w:numPr>' if self.list_number else ""
        outline = "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>'
        return (
            f'<w:keepNext w:val="{int(self.keep_next)}"/>{numbered}{self.borders}{self.tabs}'
            f'<w:spacing w:before="{twips(self.before)}" w:after="{twips(self.after)}" '
            f'w:line="{round(self.line * 240)}" w:lineRule="auto"/>{self.indent}{outline}'
        )

    def _run(self) -> str:
        slot, value = self.colour
        bold = f'<w:b w:val="{int(self.bold)}"/><w:bCs w:val="{int(self.bold)}"/>'
        colour = f'<w:color w:val="{value}" w:themeColor="{slot}"/>'
        return f'{bold}{colour}<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>'


def twips(points: float) -> int:
    """Points in twentieths.

    >>> twips(2.5)
    50
    """
    return round(points * 20)


def border(side: str, eighths: int, colour: tuple[str, str], space: int = 0) -> str:
    """A border line, its width in eighths of a point, its distance from the text in points."""
    slot, value = colour
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{value}" w:themeColor="{slot}"/>'


def shade(colour: tuple[str, str]) -> str:
    """A background."""
    slot, value = colour
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{value}" w:themeFill="{slot}"/>'


_CALLOUT = (
    f"<w:pBdr>{border('top', 4, PANEL, 5)}{border('left', 36, ACCENT, 8)}{border('bottom', 4, PANEL, 5)}</w:pBdr>"
    f"{shade(PANEL)}"
)
_RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'  # at the right margin of the page

PARAGRAPH_STYLES = (
    ParagraphStyle("Normal", 10.5, after=4, line=1.08, built_in=True),
    ParagraphStyle("Title", 22, True, following="Subtitle", keep_next=True, built_in=True),
    ParagraphStyle("Subtitle", 12, colour=SECONDARY, after=9, keep_next=True, built_in=True),
    ParagraphStyle("heading 1", 15, True, before=14, after=4, keep_next=True, outline=0,
                   following="Normal", built_in=True),
    ParagraphStyle("heading 2", 11.5, True, ACCENT, before=10, after=3, keep_next=True, outline=1,
                   following="Normal", built_in=True),
    ParagraphStyle("heading 3", 10, True, SECONDARY, before=6, after=2, keep_next=True, outline=2,
                   following="Normal", built_in=True),
    ParagraphStyle("toc 1", 10.5, colour=ACCENT, after=1.5, indent='<w:ind w:left="227"/>', built_in=True),
    ParagraphStyle("ET Contents head", 11.5, True, ACCENT, before=8, after=3, keep_next=True),
    ParagraphStyle("header", 9, colour=SECONDARY, tabs=_RIGHT_TAB, built_in=True),
    ParagraphStyle("footer", 8.5, colour=SECONDARY, tabs=_RIGHT_TAB, built_in=True),
    ParagraphStyle("ET Callout", 11, before=3, after=9, line=1.1, borders=_CALLOUT,
                   indent='<w:ind w:left="227"/><w:contextualSpacing/>'),
    ParagraphStyle("ET Label", 10, True, ACCENT),
    ParagraphStyle("ET Cell", 10),
    ParagraphStyle("ET Cell head", 9, True, SECONDARY),
    ParagraphStyle("ET Inner cell", 9.5, based_on="ETCell"),
    ParagraphStyle("ET Cell bullet", 10, after=1.5, list_number=CELL_BULLET_LIST, based_on="ETCell"),
    ParagraphStyle("ET Bullet", 10.5, after=2, line=1.08, list_number=BULLET_LIST),
    ParagraphStyle("ET Number", 10.5, after=2, line=1.08, list_number=NUMBER_LIST),
    ParagraphStyle("ET Kpi label", 9, True, SECONDARY, keep_next=True),
    ParagraphStyle("ET Kpi", 17, True, keep_next=True),
    ParagraphStyle("ET Note", 9, colour=SECONDARY, before=3, after=4),
    ParagraphStyle("ET Chart head", 10, colour=SECONDARY, before=8, after=1, keep_next=True),
    ParagraphStyle("ET Chart", 10, after=2),
    ParagraphStyle("ET Gap", 2),
)  # fmt: skip


def styles_part(width: int) -> str:
    """`styles.xml` for a page with so many twips between its margins: defaults, paragraph styles, table styles."""
    paragraphs = "".join(style.xml() for style in PARAGRAPH_STYLES).replace("{width}", str(width))
    return (
        f"<w:styles {NAMESPACE}>{_defaults()}{paragraphs}"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{_table_styles()}"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
        "</w:styles>"
    )


def _defaults() -> str:
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" '
        'w:cstheme="minorBidi"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _table_styles() -> str:
    normal = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{_margins(0, 108, 0, 108)}</w:tblPr></w:style>"
    )
    rules = border("bottom", 8, INK) + border("insideH", 4, LIGHT)
    lines = f"<w:tblBorders>{rules}</w:tblBorders>{_margins(42, 0, 42, 140)}"
    head = (
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{border("bottom", 8, INK)}</w:tcBorders>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    inner = border("insideH", 4, LIGHT).replace('"single"', '"dotted"')
    inner_head = head.replace(border("bottom", 8, INK), border("bottom", 4, SECONDARY))
    gaps = f"<w:tblBorders>{border('insideH', 48, PAPER)}{border('insideV', 48, PAPER)}</w:tblBorders>"
    return (
        normal
        + _table_style("ET Table", lines, head)
        + _table_style("ET Fields", lines)
        + _table_style("ET Inner table", f"<w:tblBorders>{inner}</w:tblBorders>{_margins(22, 0, 22, 110)}", inner_head)
        + _table_style("ET Tiles", gaps + _margins(80, 120, 80, 80), f"<w:tcPr>{shade(PANEL)}</w:tcPr>")
        + _table_style("ET Matrix", gaps + _margins(50, 80, 50, 80))
    )


def _table_style(name: str, properties: str, rest: str = "") -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{properties}</w:tblPr>{rest}</w:style>'
    )


def _margins(top: int, left: int, bottom: int, right: int) -> str:
    sides = (("top", top), ("left", left), ("bottom", bottom), ("right", right))
    inner = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{inner}</w:tblCellMar>"
