"""Makes our Word template, templates/stakeholder-report.docx: the styles, the page, the fields to be filled.

The generated file is committed; a company opens it in Word, restyles it, moves its fields, and gives it to
`exectrack_xl.render.document`. Nothing here runs when a report is made. Depends on: package, render.theme_part.
"""

from __future__ import annotations

from pathlib import Path

from exectrack_xl import package
from exectrack_xl.render.template_document.parts import template_parts

NAME = "stakeholder-report.docx"


def document_template() -> bytes:
    """The Word template as a file; the same bytes every time."""
    return package.write_parts(template_parts())


def write_document_template(folder: Path) -> Path:
    """Write the Word template into a folder and give back its path. Raises WorkbookError when that fails."""
    return package.replace_file(folder / NAME, document_template())
