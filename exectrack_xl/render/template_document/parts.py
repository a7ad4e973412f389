"""The parts of the Word template's file, and how they are related.

Depends on: render.theme_part.
"""

from __future__ import annotations

from exectrack_xl.render.template_document.body import document_part, footer_part, header_part
from exectrack_xl.render.template_document.designs import Design
from exectrack_xl.render.template_document.styles import (
    BULLET_LIST,
    CELL_BULLET_LIST,
    NAMESPACE,
    NUMBER_LIST,
    styles_part,
)
from exectrack_xl.render.theme_part import theme_part
from exectrack_xl.theme import FONT, GLYPH_FONT

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_CONTENT_TYPES = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/numbering.xml": f"{_WORD}.numbering+xml",
    "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "/word/header1.xml": f"{_WORD}.header+xml",
    "/word/footer1.xml": f"{_WORD}.footer+xml",
    "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def template_parts(design: Design) -> dict[str, bytes]:
    """Every part of the template by name."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relationships(),
        "word/document.xml": document_part(design),
        "word/_rels/document.xml.rels": _document_relationships(),
        "word/styles.xml": styles_part(design.width),
        "word/settings.xml": _settings(),
        "word/numbering.xml": _numbering(),
        "word/fontTable.xml": _fonts(),
        "word/header1.xml": header_part(),
        "word/footer1.xml": footer_part(),
        "docProps/core.xml": _core_properties(design.title),
        "docProps/app.xml": _application_properties(),
    }
    written = {name: (_DECLARATION + xml).encode() for name, xml in parts.items()}
    return {**written, "word/theme/theme1.xml": theme_part()}


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _CONTENT_TYPES.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _package_relationships() -> str:
    return _relationships(
        ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    )


def _document_relationships() -> str:
    return _relationships(
        ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
        ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
        ("rIdNumbering", f"{_OFFICE}/numbering", "numbering.xml"),
        ("rIdFonts", f"{_OFFICE}/fontTable", "fontTable.xml"),
        ("rIdTheme", f"{_OFFICE}/theme", "theme/theme1.xml"),
        ("rIdHeader", f"{_OFFICE}/header", "header1.xml"),
        ("rIdFooter", f"{_OFFICE}/footer", "footer1.xml"),
    )


def _relationships(*related: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in related)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _settings() -> str:
    pairs = (("bg1", "light1"), ("t1", "dark1"), ("bg2", "light2"), ("t2", "dark2"))
    accents = tuple((f"accent{n}", f"accent{n}") for n in range(1, 7))
    links = (("hyperlink", "hyperlink"), ("followedHyperlink", "followedHyperlink"))
    mapping = " ".join(f'w:{slot}="{colour}"' for slot, colour in (*pairs, *accents, *links))
    return (
        f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="en-GB"/><w:clrSchemeMapping {mapping}/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def _numbering() -> str:
    lists = (
        (BULLET_LIST, "bullet", "•", 284, "ETBullet"),
        (NUMBER_LIST, "decimal", "%1.", 340, "ETNumber"),
        (CELL_BULLET_LIST, "bullet", "•", 198, "ETCellbullet"),
    )
    abstract = "".join(_list(number, form, text, indent, style) for number, form, text, indent, style in lists)
    used = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n, *_ in lists)
    return f"<w:numbering {NAMESPACE}>{abstract}{used}</w:numbering>"


def _list(number: int, form: str, text: str, indent: int, style: str) -> str:
    font = f'<w:rFonts w:ascii="{GLYPH_FONT}" w:hAnsi="{GLYPH_FONT}" w:cs="{GLYPH_FONT}"/>' if form == "bullet" else ""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>'
        f'<w:rPr>{font}<w:color w:val="auto"/></w:rPr></w:lvl></w:abstractNum>'
    )


def _fonts() -> str:
    fonts = "".join(f'<w:font w:name="{name}"><w:family w:val="swiss"/></w:font>' for name in (FONT, GLYPH_FONT))
    return f"<w:fonts {NAMESPACE}>{fonts}</w:fonts>"


def _core_properties(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
        '<dc:creator>exectrack-xl</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z'
        '</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _application_properties() -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<Properties xmlns="{namespace}"><Application>exectrack-xl</Application></Properties>'
