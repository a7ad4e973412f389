"""Makes our Word templates in `templates/`: the styles, the page, the fields to be filled.

The generated files are committed; a company opens one in Word, restyles it, moves its fields, and gives it to
`exectrack_xl.render.document`. Nothing here runs when a report is made. Depends on: package, render.theme_part.
"""

from __future__ import annotations

from pathlib import Path

from exectrack_xl import package
from exectrack_xl.render.template_document.designs import DESIGNS, STAKEHOLDER, Design
from exectrack_xl.render.template_document.parts import template_parts

__all__ = ["DESIGNS", "Design", "document_template", "write_document_templates"]


def document_template(design: Design = STAKEHOLDER) -> bytes:
    """A Word template as a file; the same bytes every time."""
    return package.write_parts(template_parts(design))


def write_document_templates(folder: Path) -> list[Path]:
    """Write all Word templates into a folder and give back their paths. Raises WorkbookError when that fails."""
    return [package.replace_file(folder / design.name, document_template(design)) for design in DESIGNS]
