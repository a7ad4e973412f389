"""Widths of letters from font files, kept as a table, so that the same text is measured alike on every machine.

The tables hold the advance widths of the metric twins of Calibri, Arial and Times New Roman in thousandths of the size;
other fonts are measured as the nearest of these, wider or narrower by a factor. Depends on: nothing.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

# Font: whose table, how much wider than it, line height in sizes.
_FONTS: Mapping[str, tuple[str, float, float]] = {
    "calibri": ("Calibri", 1.0, 1.22),
    "carlito": ("Calibri", 1.0, 1.22),
    "calibri light": ("Calibri", 1.0, 1.22),
    "aptos": ("Arial", 0.98, 1.22),
    "aptos display": ("Arial", 0.96, 1.22),
    "arial": ("Arial", 1.0, 1.15),
    "arial narrow": ("Arial", 0.82, 1.15),
    "helvetica": ("Arial", 1.0, 1.15),
    "segoe ui": ("Arial", 0.99, 1.33),
    "tahoma": ("Arial", 0.98, 1.21),
    "verdana": ("Arial", 1.16, 1.22),
    "trebuchet ms": ("Arial", 0.95, 1.16),
    "century gothic": ("Arial", 1.08, 1.2),
    "times new roman": ("Times New Roman", 1.0, 1.15),
    "georgia": ("Times New Roman", 1.12, 1.14),
    "cambria": ("Times New Roman", 1.06, 1.17),
    "garamond": ("Times New Roman", 0.94, 1.13),
    "palatino linotype": ("Times New Roman", 1.08, 1.35),
}
_UNKNOWN_FONT = ("Arial", 1.0, 1.2)
_MONOSPACED = ("courier new", "consolas", "lucida console", "cascadia mono", "menlo")
_USUAL_TEXT = "The forecast finish moves to 18 Mar 2027: approve the second cleansing team by 16 Oct"
_WIDE, _USUAL = 1000, 560


def text_width(text: str, font: str, size: float, bold: bool = False) -> float:
    """Width in points of one line of text.

    >>> round(text_width("Core Data Migration", "Calibri", 10), 1)
    82.7
    """
    if font.casefold() in _MONOSPACED:
        return 0.6 * size * len(text)
    table, factor, _ = _FONTS.get(font.casefold(), _UNKNOWN_FONT)
    widths = _widths(table, bold)
    return sum(widths.get(letter) or _other(letter) for letter in text) * factor * size / 1000


def wider_than_calibri(font: str) -> float:
    """How much wider than in Calibri a usual text is in a font.

    >>> round(wider_than_calibri("Arial"), 2), wider_than_calibri("Calibri")
    (1.1, 1.0)
    """
    return text_width(_USUAL_TEXT, font, 10) / text_width(_USUAL_TEXT, "Calibri", 10)


def line_height(font: str) -> float:
    """Height of a line in sizes of its text: never less than 1.2, as Office spaces lines.

    >>> line_height("Calibri"), line_height("Arial")
    (1.22, 1.2)
    """
    return max(_FONTS.get(font.casefold(), _UNKNOWN_FONT)[2], 1.2)


@lru_cache(maxsize=8)
def _widths(table: str, bold: bool) -> dict[str, int]:
    stored = json.loads(resources.files(__package__).joinpath("font_widths.json").read_text("utf-8"))
    return dict(zip(stored["characters"], stored[f"{table} bold" if bold else table], strict=True))


def _other(letter: str) -> int:
    """A letter that no table holds."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x1F000 else _USUAL
