"""Makes our PowerPoint template, templates/quarterly-deck.pptx: theme, master, named layouts, table style.

The generated file is committed; a company opens it in PowerPoint, restyles it, moves its placeholders, and
gives it to `exectrack_xl.render.deck`. Nothing here runs when a report is made.
Depends on: package, render.template_deck.parts.
"""

from __future__ import annotations

from pathlib import Path

from exectrack_xl import package
from exectrack_xl.render.template_deck.parts import template_parts

NAME = "quarterly-deck.pptx"


def deck_template() -> bytes:
    """The PowerPoint template as a file; the same bytes every time."""
    return package.write_parts(template_parts())


def write_deck_template(folder: Path) -> Path:
    """Write the PowerPoint template into a folder and give back its path. Raises WorkbookError when that fails."""
    return package.replace_file(folder / NAME, deck_template())
