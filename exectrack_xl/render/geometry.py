"""Places on a slide: boxes in EMU, the unit of Office drawings (914,400 to the inch, 12,700 to the point).

Depends on: theme.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.theme import EMU_PER_INCH, GRID

EMU_PER_POINT = 12700


def inches(length: float) -> int:
    """A length in inches as EMU.

    >>> inches(0.5)
    457200
    """
    return round(length * EMU_PER_INCH)


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Bottom edge."""
        return self.top + self.height

    def with_height(self, height: int) -> Box:
        """The same box with another height."""
        return Box(self.left, self.top, self.width, height)

    def joined(self, other: Box) -> Box:
        """The smallest box around both.

        >>> Box(0, 0, 2, 2).joined(Box(3, 1, 2, 2))
        Box(left=0, top=0, width=5, height=3)
        """
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)


def columns(first: int, count: int, *, top: int, height: int) -> Box:
    """The box over `count` columns of the page grid from column `first` (counted from 0)."""
    return Box(GRID.left(first), top, GRID.across(count), height)
