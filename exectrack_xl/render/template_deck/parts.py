"""The parts of the template's file: presentation, master, layouts, notes master, theme, properties.

Depends on: theme, version, render.theme_part, render.template_deck.layouts, …levels, …shapes, …table_style.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from exectrack_xl.package import CONTENT_TYPES
from exectrack_xl.render.geometry import Box, columns, inches
from exectrack_xl.render.template_deck import levels
from exectrack_xl.render.template_deck.layouts import LAYOUTS, ROOM, TITLE
from exectrack_xl.render.template_deck.shapes import (
    NAMESPACES,
    SLIDE_NUMBER,
    Decoration,
    Footer,
    Placeholder,
    Shape,
    fill,
    footers,
    shape_tree,
)
from exectrack_xl.render.template_deck.table_style import TABLE_STYLE, table_style
from exectrack_xl.render.theme_part import theme_part
from exectrack_xl.report.model import Layout
from exectrack_xl.theme import GRID

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
_NOTES_SIZE = (6858000, 9144000)
_FIRST_LAYOUT_ID = 2147483649  # ids of master and layouts share one space, above 2^31
_COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def template_parts() -> dict[str, bytes]:
    """Every part of the template by name."""
    texts = {
        CONTENT_TYPES: _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", "ppt/presentation.xml"), ("extended-properties", "docProps/app.xml"),
            ("core-properties", "docProps/core.xml"),
        ),
        "docProps/app.xml": _application(),
        "docProps/core.xml": _core(),
        "ppt/presentation.xml": _presentation(),
        "ppt/_rels/presentation.xml.rels": _relationships(
            ("slideMaster", "slideMasters/slideMaster1.xml"), ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("presProps", "presProps.xml"), ("viewProps", "viewProps.xml"), ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ),
        "ppt/presProps.xml": f"<p:presentationPr {NAMESPACES}/>",
        "ppt/viewProps.xml": f"<p:viewPr {NAMESPACES}/>",
        "ppt/tableStyles.xml": (
            '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            f'def="{TABLE_STYLE}">{table_style()}</a:tblStyleLst>'
        ),
        **_masters(),
        **_layouts(),
    }  # fmt: skip
    themes = {f"ppt/theme/theme{number}.xml": theme_part() for number in (1, 2)}
    return {**{name: (_HEAD + text).encode() for name, text in texts.items()}, **themes}


def _masters() -> dict[str, str]:
    layouts = [("slideLayout", f"../slideLayouts/slideLayout{number}.xml") for number, _ in enumerate(LAYOUTS, 1)]
    return {
        "ppt/slideMasters/slideMaster1.xml": _master(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relationships(*layouts, ("theme", "../theme/theme1.xml")),
        "ppt/notesMasters/notesMaster1.xml": _notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relationships(("theme", "../theme/theme2.xml")),
    }


def _layouts() -> dict[str, str]:
    parts = {}
    for number, (name, shapes) in enumerate(LAYOUTS.items(), 1):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = _layout(name, shapes)
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = _relationships(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        )
    return parts


def _layout(name: str, shapes: tuple[Shape, ...]) -> str:
    alone, background = (' showMasterSp="0"', _background("accent5")) if name == Layout.COVER else ("", "")
    return (
        f'<p:sldLayout {NAMESPACES} preserve="1" userDrawn="1"{alone}>'
        f'<p:cSld name="{escape(name)}">{background}{shape_tree(shapes)}</p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _master() -> str:
    prompts = tuple(f"Level {number + 1}" for number in range(5))
    shapes: tuple[Shape, ...] = (
        Decoration("Accent tab", Box(GRID.margin, 0, inches(0.6), inches(0.09)), "accent1"),
        Decoration("Footer rule", columns(0, 12, top=GRID.footer_rule, height=6350), "accent3"),
        TITLE,
        Placeholder("Body", 1, columns(0, 12, top=GRID.top, height=ROOM), prompts),
        *footers(),
    )
    identifiers = "".join(
        f'<p:sldLayoutId id="{_FIRST_LAYOUT_ID + number}" r:id="rId{number}"/>' for number, _ in enumerate(LAYOUTS, 1)
    )
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld>{_background('bg1')}{shape_tree(shapes)}</p:cSld>{_COLOUR_MAP}"
        f'<p:sldLayoutIdLst>{identifiers}</p:sldLayoutIdLst><p:hf hdr="0"/><p:txStyles>'
        f"<p:titleStyle>{levels.levels_xml(levels.TITLE)}</p:titleStyle>"
        f"<p:bodyStyle>{levels.levels_xml(levels.BODY)}</p:bodyStyle>"
        f"<p:otherStyle>{levels.levels_xml(levels.OTHER)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _notes_master() -> str:
    width, height = _NOTES_SIZE
    margin = inches(0.75)
    image = Box(margin, inches(0.75), width - 2 * margin, round((width - 2 * margin) * GRID.height / GRID.width))
    text = Box(margin, image.bottom + inches(0.3), image.width, height - image.bottom - inches(1.1))
    number = Box(width - margin - inches(1), height - inches(0.6), inches(1), inches(0.3))
    shapes: tuple[Shape, ...] = (
        Placeholder("Slide image", 2, image, (), "sldImg"),
        Placeholder("Notes", 3, text, ("Notes",), "body"),
        Footer("Slide number", "sldNum", 5, number, "r", SLIDE_NUMBER),
    )
    return (
        f"<p:notesMaster {NAMESPACES}><p:cSld>{_background('bg1')}{shape_tree(shapes)}</p:cSld>{_COLOUR_MAP}"
        f"<p:notesStyle>{levels.levels_xml(levels.NOTES)}</p:notesStyle></p:notesMaster>"
    )


def _presentation() -> str:
    number = len(LAYOUTS)
    return (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst>'
        f'<p:sldMasterId id="{_FIRST_LAYOUT_ID + number + 1}" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{GRID.width}" cy="{GRID.height}"/><p:notesSz cx="{_NOTES_SIZE[0]}" cy="{_NOTES_SIZE[1]}"/>'
        f"<p:defaultTextStyle>{levels.levels_xml(levels.OTHER)}</p:defaultTextStyle></p:presentation>"
    )


def _background(colour: str) -> str:
    return f"<p:bg><p:bgPr>{fill(colour)}<a:effectLst/></p:bgPr></p:bg>"


def _application() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>exectrack-xl</Application></Properties>"
    )


def _core() -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Quarterly deck</dc:title>'
        "<dc:creator>exectrack-xl</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{core if kind == "core-properties" else f"{_OFFICE}/{kind}"}" '
        f'Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def _content_types() -> str:
    office = "application/vnd.openxmlformats-officedocument."
    types = {
        "ppt/presentation.xml": f"{_TYPE}presentation.main+xml",
        "ppt/presProps.xml": f"{_TYPE}presProps+xml",
        "ppt/viewProps.xml": f"{_TYPE}viewProps+xml",
        "ppt/tableStyles.xml": f"{_TYPE}tableStyles+xml",
        "ppt/slideMasters/slideMaster1.xml": f"{_TYPE}slideMaster+xml",
        "ppt/notesMasters/notesMaster1.xml": f"{_TYPE}notesMaster+xml",
        "ppt/theme/theme1.xml": f"{office}theme+xml",
        "ppt/theme/theme2.xml": f"{office}theme+xml",
        "docProps/app.xml": f"{office}extended-properties+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"ppt/slideLayouts/slideLayout{number}.xml": f"{_TYPE}slideLayout+xml"
           for number, _ in enumerate(LAYOUTS, 1)},
    }  # fmt: skip
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
