"""Where our own templates are: beside the package in a checkout, inside it once installed.

Depends on: errors.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from exectrack_xl.errors import TemplateError, nearest


def own_template(name: str) -> Path:
    """The path of one of our templates, e.g. "stakeholder-report.docx". Raises TemplateError when there is none.

    >>> own_template("stakeholder-report.docx").name
    'stakeholder-report.docx'
    """
    folder = template_folder()
    if (folder / name).is_file():
        return folder / name
    known = sorted(path.name for path in folder.glob("*.*"))
    raise TemplateError(f"There is no template '{name}'.{nearest(name, known)}")


def template_folder() -> Path:
    """The folder of our templates."""
    package = Path(str(resources.files("exectrack_xl")))
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def foreign_name(template: Path) -> str:
    """The file name of a template that is not one of ours; empty for ours.

    >>> foreign_name(own_template("stakeholder-report.docx")), foreign_name(Path("acme.docx"))
    ('', 'acme.docx')
    """
    return "" if template.parent == template_folder() else template.name
