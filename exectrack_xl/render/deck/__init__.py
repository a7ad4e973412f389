"""A report as a PowerPoint deck: native charts, tables and shapes in the placeholders of a template.

Depends on: package, report.model, render.template_files, render.deck.presentation.
"""

from __future__ import annotations

from pathlib import Path

from exectrack_xl import package
from exectrack_xl.render.deck.presentation import presentation
from exectrack_xl.render.template_files import own_template
from exectrack_xl.report.model import Report

TEMPLATE = "quarterly-deck.pptx"


def render(report: Report, target: Path, template: Path | None = None) -> Path:
    """Write the report's pages as slides and give back the path; a file already there is replaced in one step.

    `template` is a PowerPoint file with the layouts of our own template, restyled or not.
    The same report and template give the same bytes.

    Raises:
        TemplateError: the template cannot be read, or lacks a layout or placeholder that a page needs.
        WorkbookError: the file cannot be written.
    """
    return package.replace_file(target, presentation(report, template or own_template(TEMPLATE)))
