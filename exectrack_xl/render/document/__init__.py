"""Word reports: a report's words in the fields of a Word template, with native tables and charts.

Depends on: report.model, theme, package.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from exectrack_xl import package
from exectrack_xl.render.document.fields import report_view
from exectrack_xl.render.document.finish import finish, first_free_list
from exectrack_xl.render.document.page import Attachments, Page
from exectrack_xl.render.document.saving import stored
from exectrack_xl.render.document.template import WordTemplate
from exectrack_xl.render.manifest import with_manifest
from exectrack_xl.render.merge.base import Origin
from exectrack_xl.render.merge.carriers import carried_report
from exectrack_xl.render.template_files import foreign_name, own_template
from exectrack_xl.report.language.choosing import english_words
from exectrack_xl.report.model import Report
from exectrack_xl.tracker.periods import MONTHS

OWN_TEMPLATE = "stakeholder-report.docx"  # for a report that names none


def render(report: Report, target: Path, template: Path | None = None) -> Path:
    """Write a report as a Word document and give back its path; the same report gives the same bytes.

    `template` is a company's own Word template; without one, ours. Raises TemplateError when the template asks for
    a field or lacks a style, WorkbookError when the target cannot be written.
    """
    return package.replace_file(target, document(report, template))


def document(report: Report, template: Path | None = None) -> bytes:
    """A report as a Word document in memory. Raises TemplateError as `render` does."""
    used = template or own_template(report.template or OWN_TEMPLATE)
    opened = WordTemplate(used)
    attachments = Attachments(first_free_list(opened.document))
    styles = opened.styles()
    page = Page(styles, opened.width(), attachments, words=report.words or english_words())
    view = report_view(report, page, opened.cell_width())
    filled = opened.fill(view)
    finish(filled, attachments, report=report, fields_style=styles.get("et fields"))
    origin = Origin(report.source, foreign_name(used), report.asked)
    parts = package.normalised(package.read_parts(stored(filled)), _stamp(report.status_date))
    return package.write_parts(with_manifest(carried_report(parts, origin), report, used))


def _stamp(status_date: str) -> datetime:
    """The status date as the document's time, so that no clock is needed; the first moment where it is no date.

    >>> _stamp("30 Sep 2026").date().isoformat()
    '2026-09-30'
    """
    match status_date.split():
        case [day, month, year] if month in MONTHS and day.isdigit() and year.isdigit() and len(year) == 4:
            return datetime(int(year), MONTHS.index(month) + 1, int(day), tzinfo=UTC)
    return package.FIRST_MOMENT
