"""Fonts that do not belong to the theme. Depends on: errors, render.lint.model, …rules.saying."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.model import File
from exectrack_xl.render.lint.rules.saying import fault

_SYMBOLS = ("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol", "segoe ui symbol", "segoe ui emoji",
            "cambria math")  # fmt: skip


def foreign_fonts(file: File, _day: object = None) -> Iterator[Finding]:
    """Each font set by hand that neither the theme nor a style offers, with where it stands."""
    places: dict[str, list[tuple[str, str]]] = {}
    for page in file.pages:
        for shape, text in page.texts():
            for paragraph in text.paragraphs:
                for run in paragraph.runs:
                    font = run.own_font.casefold()
                    if font and font not in file.fonts and font not in _SYMBOLS and any(map(str.isalnum, run.text)):
                        places.setdefault(run.own_font, []).append((page.label, shape.name))
    for font, found in places.items():
        pages = list(dict.fromkeys(label for label, _ in found))
        where = ", ".join(pages[1:4])
        more = f" It also stands on {where}{' …' if len(pages) > 4 else ''}." if where else ""
        yield fault(found[0][0], found[0][1], f"The font {font} is not one of the theme's.{more}",
                    "Choose the font marked (Headings) or (Body).", "font-outside-theme", Severity.WARNING)  # fmt: skip
