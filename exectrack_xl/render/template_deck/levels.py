"""List levels of the template's text placeholders: a level is a role, so that a company restyles by level.

Tile: 1 label, 2 value, 3 why, 4 change. Field: 1 label, 2 point, 3 note. Sizes and distances are points.
Depends on: render.geometry.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.render.geometry import EMU_PER_POINT

HEADING_FONT, BODY_FONT = "+mj-lt", "+mn-lt"  # the theme's fonts, whatever they are
NUMBERED = "1"
_HANG = 13


@dataclass(frozen=True)
class Level:
    """How one list level looks; `bullet` is a character, NUMBERED, or nothing."""

    size: float
    colour: str = "tx1"
    bold: bool = False
    bullet: str = ""
    indent: float = 0
    hang: float = 13  # from a bullet to its text
    before: float = 0
    line: float = 1.0
    align: str = "l"
    font: str = BODY_FONT

    def xml(self, number: int) -> str:
        """The level as `a:lvlNpPr`."""
        hang = -self.hang if self.bullet else 0
        line = f'<a:lnSpc><a:spcPct val="{round(self.line * 100000)}"/></a:lnSpc>' if self.line != 1 else ""
        return (
            f'<a:lvl{number}pPr marL="{_emu(self.indent)}" indent="{_emu(hang)}" algn="{self.align}" '
            'defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
            f'{line}<a:spcBef><a:spcPts val="{round(self.before * 100)}"/></a:spcBef>{self._bullet()}'
            f'<a:defRPr sz="{round(self.size * 100)}" b="{int(self.bold)}" kern="1200">'
            f'<a:solidFill><a:schemeClr val="{self.colour}"/></a:solidFill>'
            f'<a:latin typeface="{self.font}"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
            f"</a:defRPr></a:lvl{number}pPr>"
        )

    def _bullet(self) -> str:
        if not self.bullet:
            return "<a:buNone/>"
        colour = '<a:buClr><a:schemeClr val="accent1"/></a:buClr>'
        if self.bullet == NUMBERED:
            return f'{colour}<a:buFont typeface="{HEADING_FONT}"/><a:buAutoNum type="arabicPlain"/>'
        return f'{colour}<a:buFont typeface="Arial"/><a:buChar char="{self.bullet}"/>'


def levels_xml(levels: tuple[Level, ...]) -> str:
    """The levels in order, from the first."""
    return "".join(level.xml(number) for number, level in enumerate(levels, 1))


def _emu(points: float) -> int:
    return round(points * EMU_PER_POINT)


TITLE = (Level(24, bold=True, line=0.95, font=HEADING_FONT),)
COVER_TITLE = (Level(40, "bg1", True, line=0.95, font=HEADING_FONT),)
COVER_SUBTITLE = (Level(18, "accent6"),)
COVER_ANSWER = (Level(12, "accent4", True), Level(24, "bg1", True), Level(13, "accent6", before=2))
COVER_NOTE = (Level(11, "accent6"),)
HEADING = (Level(12, "tx2"),)
TILE = (
    Level(11, "tx2", True),
    Level(20, bold=True, line=0.95, before=1),
    Level(11, "tx2", before=1),
    Level(11, bold=True, before=2),
)
FIELD = (
    Level(13, "accent1", True),
    Level(13, bullet="•", indent=_HANG, before=3),
    Level(11, "tx2", indent=_HANG, before=1),
)
DECISIONS = (
    Level(13, "accent1", True),
    Level(13, bullet=NUMBERED, indent=_HANG + 3, hang=_HANG + 3, before=3),
    Level(11, "tx2", indent=_HANG + 3, before=1),
)
TAKEAWAYS = (
    Level(14, bold=True),
    Level(13, bullet="•", indent=_HANG, before=6),
    Level(11, "tx2", before=9),
)
BODY = (
    Level(14),
    Level(14, bullet="•", indent=_HANG, before=4),
    Level(12, bullet="–", indent=2 * _HANG, before=2),
    Level(12, "tx2", bullet="–", indent=3 * _HANG, before=2),
    Level(12, "tx2", bullet="–", indent=4 * _HANG, before=2),
)
OTHER = (Level(12),)
NOTES = (Level(12), Level(12, indent=_HANG), Level(12, indent=2 * _HANG))


def footer(align: str) -> tuple[Level, ...]:
    """The level of a footer placeholder; `align` is "l" or "r"."""
    return (Level(9, "tx2", align=align),)
