"""The table style of our decks: hairlines between rows, ink under the head, no fill; theme colours only.

Depends on: nothing.
"""

from __future__ import annotations

TABLE_STYLE = "{6E7A1C52-3B0D-4C1E-9A64-E7EC7AC0DE01}"
_HAIRLINE, _RULE = 6350, 12700  # EMU: half a point, one point


def table_style() -> str:
    """`a:tblStyle`, ready for tableStyles.xml."""
    borders = (
        _none("left") + _none("right") + _line("top", _HAIRLINE, "accent3") + _line("bottom", _RULE, "dk1")
        + _line("insideH", _HAIRLINE, "accent3") + _none("insideV")
    )  # fmt: skip
    whole = (
        f"<a:wholeTbl>{_text('dk1')}<a:tcStyle><a:tcBdr>{borders}</a:tcBdr><a:fill><a:noFill/></a:fill>"
        "</a:tcStyle></a:wholeTbl>"
    )
    band = (
        "<a:band1H><a:tcStyle><a:tcBdr/><a:fill><a:solidFill>"
        '<a:schemeClr val="lt2"/></a:solidFill></a:fill></a:tcStyle></a:band1H>'
    )
    first_column = f"<a:firstCol>{_text('dk1', bold=True)}<a:tcStyle><a:tcBdr/></a:tcStyle></a:firstCol>"
    last = _part("lastRow", _text("dk1", bold=True), _line("top", _RULE, "dk1"))
    first = _part("firstRow", _text("dk2", bold=True), _none("top") + _line("bottom", _RULE, "dk1"))
    return (
        '<a:tblStyle xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'styleId="{TABLE_STYLE}" styleName="ET Table">{whole}{band}{first_column}{last}{first}</a:tblStyle>'
    )


def _part(name: str, text: str, borders: str) -> str:
    return f"<a:{name}>{text}<a:tcStyle><a:tcBdr>{borders}</a:tcBdr></a:tcStyle></a:{name}>"


def _text(colour: str, bold: bool = False) -> str:
    weight = ' b="on"' if bold else ""
    return (
        f'<a:tcTxStyle{weight}><a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>'
        f'<a:schemeClr val="{colour}"/></a:tcTxStyle>'
    )


def _line(side: str, width: int, colour: str) -> str:
    return (
        f'<a:{side}><a:ln w="{width}" cmpd="sng"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        f"</a:ln></a:{side}>"
    )


def _none(side: str) -> str:
    return f"<a:{side}><a:ln><a:noFill/></a:ln></a:{side}>"
