"""The theme part of our own templates: brand colours in their slots, fonts, status colours for the colour picker.

Depends on: theme.
"""

from __future__ import annotations

from exectrack_xl.theme import BRAND, FONT, STATUS

_NAME = "Exectrack"
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE_WIDTHS = (6350, 12700, 19050)  # EMU: thin, medium, thick

SLOTS = {
    "dk1": BRAND.ink,
    "lt1": BRAND.paper,
    "dk2": BRAND.secondary,
    "lt2": BRAND.panel,
    "accent1": BRAND.accent,
    "accent2": BRAND.plan,
    "accent3": BRAND.light,
    "accent4": BRAND.previous,
    "accent5": BRAND.deep,
    "accent6": BRAND.pale,
    "hlink": BRAND.accent,
    "folHlink": BRAND.secondary,
}


def theme_part() -> bytes:
    """`theme1.xml` of our templates, the same for PowerPoint and Word."""
    colours = "".join(f'<a:{slot}><a:srgbClr val="{colour}"/></a:{slot}>' for slot, colour in SLOTS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{_NAME}"><a:themeElements>'
        f'<a:clrScheme name="{_NAME}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{_NAME}"><a:majorFont>{_font()}</a:majorFont><a:minorFont>{_font()}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="{_NAME} flat">{_formats()}</a:fmtScheme></a:themeElements>'
        f"<a:objectDefaults/><a:extraClrSchemeLst/><a:custClrLst>{_status_colours()}</a:custClrLst></a:theme>"
    ).encode()


def _font() -> str:
    return f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'


def _formats() -> str:
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
        for width in _LINE_WIDTHS
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
    )


def _status_colours() -> str:
    return "".join(
        f'<a:custClr name="{tone} {use}"><a:srgbClr val="{colour}"/></a:custClr>'
        for tone, look in STATUS.items()
        for use, colour in (("mark", look.mark), ("text", look.text), ("tint", look.tint))
    )
