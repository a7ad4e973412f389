"""Which layouts and placeholders of a company's template stand for ours: a small TOML file beside the template.

Beside `acme.potx` it is `acme.toml`, with a table `[layouts]` of lines such as `"ET Table" = "Title and Content"`, and
for a layout under our name that has other placeholders `[placeholders."ET Table"]` with `"Table 11" = "Grid"`.
Depends on: errors, render.template_deck, report.model.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exectrack_xl.errors import TemplateError, nearest
from exectrack_xl.render.template_deck.layouts import LAYOUTS
from exectrack_xl.render.template_deck.shapes import Placeholder
from exectrack_xl.report.model import Layout


@dataclass(frozen=True)
class Mapped:
    """What of a company's template stands for what of ours."""

    layouts: Mapping[str, str] = field(default_factory=dict)  # our layout -> theirs
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # our layout -> our placeholder -> theirs


def mapped(template: Path) -> Mapped:
    """The company's layouts and placeholders by the names of ours; nothing where no file lies beside the template.

    Raises:
        TemplateError: the file cannot be read, or names a layout or a placeholder that is none of ours.
    """
    beside = template.with_suffix(".toml")
    if not beside.is_file():
        return Mapped()
    try:
        said = tomllib.loads(beside.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise TemplateError(f"Cannot read {beside.name} beside the template: {fault}.") from fault
    layouts, places = said.get("layouts", {}), said.get("placeholders", {})
    if not isinstance(layouts, dict):
        raise TemplateError(f'In {beside.name}, [layouts] must hold lines such as "ET Table" = "Title and Content".')
    if not isinstance(places, dict) or not all(isinstance(one, dict) for one in places.values()):
        raise TemplateError(f'In {beside.name}, [placeholders."ET Table"] must hold lines such as "Table 11" = "Grid".')
    for name in (*layouts, *places):
        _must_be_ours(name, [str(layout) for layout in Layout], "layout", beside.name)
    for layout, names in places.items():
        ours = [one.name for one in LAYOUTS[Layout(layout)] if isinstance(one, Placeholder)]
        for name in names:
            _must_be_ours(name, ours, f"placeholder in {layout}", beside.name)
    return Mapped(
        {str(name): str(theirs) for name, theirs in layouts.items()},
        {str(layout): {str(k): str(v) for k, v in names.items()} for layout, names in places.items()},
    )


def _must_be_ours(name: str, ours: list[str], what: str, file: str) -> None:
    if name not in ours:
        raise TemplateError(f"In {file}: we have no {what} '{name}'.{nearest(name, ours)}")
