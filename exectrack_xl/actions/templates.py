"""Templates of a company: looking at one, and giving a copy of ours to restyle. Depends on: errors, package, render."""

from __future__ import annotations

from pathlib import Path

from exectrack_xl import package
from exectrack_xl.actions.opening import free_name
from exectrack_xl.errors import Finding, TemplateError
from exectrack_xl.render.file_kinds import DECK_ENDINGS, DOCUMENT_ENDINGS, as_template
from exectrack_xl.render.template_check import check_template
from exectrack_xl.render.template_files import own_template


def examined_template(path: Path) -> tuple[Finding, ...]:
    """What a template lacks. Raises TemplateError when it is none."""
    return check_template(path)


def new_template(target: Path, replace: bool = False) -> Path:
    """Write a copy of our template, to be restyled; the ending says which: .potx or .pptx, .dotx or .docx.

    Raises:
        TemplateError: the ending is none of these.
        WorkbookError: it cannot be written.
    """
    ending = target.suffix.lower()
    if ending not in (*DECK_ENDINGS[:2], *DOCUMENT_ENDINGS[:2]):
        raise TemplateError(f"'{target.name}' is no name of a template: end it in .potx, .pptx, .dotx or .docx.")
    ours = own_template("quarterly-deck.pptx" if ending in DECK_ENDINGS else "stakeholder-report.docx").read_bytes()
    return package.replace_file(
        free_name(target, replace), as_template(ours) if ending[1:4] in ("pot", "dot") else ours
    )
