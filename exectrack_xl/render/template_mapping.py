"""Which layouts of a company's template stand for ours: a small TOML file beside the template, where there is one.

Beside `acme.potx` it is `acme.toml`, with a table `[layouts]` of lines such as `"ET Table" = "Title and Content"`.
Depends on: errors, report.model.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from exectrack_xl.errors import TemplateError, nearest
from exectrack_xl.report.model import Layout


def layout_names(template: Path) -> Mapping[str, str]:
    """The company's layouts by the names of ours; nothing where no file lies beside the template.

    Raises:
        TemplateError: the file cannot be read, or names a layout that is none of ours.
    """
    beside = template.with_suffix(".toml")
    if not beside.is_file():
        return {}
    try:
        said = tomllib.loads(beside.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise TemplateError(f"Cannot read {beside.name} beside the template: {fault}.") from fault
    layouts = said.get("layouts", {})
    if not isinstance(layouts, dict):
        raise TemplateError(f'In {beside.name}, [layouts] must hold lines such as "ET Table" = "Title and Content".')
    ours = [str(layout) for layout in Layout]
    for name in layouts:
        if name not in ours:
            raise TemplateError(f"In {beside.name}: we have no layout '{name}'.{nearest(name, ours)}")
    return {str(name): str(theirs) for name, theirs in layouts.items()}
