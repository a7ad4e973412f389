"""A Word template: what it offers, and how it is filled.

Depends on: errors, package.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateSyntaxError, UndefinedError
from lxml import etree

from exectrack_xl import package
from exectrack_xl.errors import TemplateError, WorkbookError
from exectrack_xl.render.document.environment import environment
from exectrack_xl.render.document.fields import ReportView
from exectrack_xl.render.document.lent_styles import lend_styles
from exectrack_xl.render.file_kinds import plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
# Runs inside a text, or text outside of any.
_MISPLACED = etree.XPath(
    "//w:t[*] | //*[self::w:body or self::w:hdr or self::w:ftr or self::w:sdtContent or self::w:tbl or self::w:tr "
    "or self::w:tc or self::w:p or self::w:r]/text()[normalize-space()]",
    namespaces={"w": W[1:-1]},
)
# The same in two searches ten times as fast, which also find what is no fault: most texts have nothing of either.
_SUSPECT = [
    etree.XPath(path, namespaces={"w": W[1:-1]})
    for path in ("boolean(//w:t/*)", "boolean(//text()[not(parent::w:t)][normalize-space()])")
]
PAGE_WIDTH = 9638  # twips between the margins, where a template does not say


class FilledTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl declares no types
    """A docxtpl template with typed text already safe: nothing in the result is read as a mark again."""

    def resolve_listing(self, xml: str) -> str:
        """Nothing: line breaks and tabs are in place."""
        return xml

    def fix_tables(self, xml: str) -> Any:
        """The document as a tree; an error where the template makes it unreadable, instead of a silent repair."""
        return _checked(xml)

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """The filled text of the body, a header or a footer."""
        filled = str(super().render_xml_part(src_xml, part, context, jinja_env))
        if part is not self.docx.part:
            _checked(filled)
        return filled

    def fix_docpr_ids(self, tree: Any) -> None:
        """Numbers of drawings in the order they stand, counted on from docxtpl's own first one."""
        for number, drawing in enumerate(tree.iter(_DRAWING), start=self.docx_ids_index + 1):
            drawing.set("id", str(number))

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Nothing: title, author and dates are set from the report."""

    def patch_xml(self, src_xml: str) -> str:
        """The template's text made ready for Jinja, from memory where it was seen before."""
        return _patched(src_xml)


def _checked(xml: str) -> Any:
    """The text as a tree. Raises ValueError where something stands that Word would not show."""
    tree = etree.fromstring(xml.encode())
    misplaced: Any = _MISPLACED(tree) if any(search(tree) for search in _SUSPECT) else ()
    for place in misplaced:
        shown = "".join(place.itertext()) if hasattr(place, "itertext") else str(place)
        raise ValueError(" ".join(shown.split())[:60])
    return tree


@lru_cache(maxsize=32)
def _patched(source: str) -> str:
    return str(DocxTemplate(None).patch_xml(source))


class WordTemplate:
    """An opened Word template."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises TemplateError when it is missing or no Word document."""
        self.name = path.name
        try:
            data = plain(path.read_bytes())
            package.read_parts(data)
            self._filled = FilledTemplate(BytesIO(data))
            self._filled.init_docx()
            lend_styles(self._filled.docx)
        except OSError as fault:
            raise TemplateError(f"Cannot read the Word template '{path}': {fault.strerror or fault}.") from fault
        except (WorkbookError, KeyError, ValueError, etree.XMLSyntaxError) as fault:
            raise TemplateError(f"{path.name} is no Word document (.docx), or it is damaged.") from fault
        self._root = self._filled.docx.element

    @staticmethod
    def style_names(path: Path) -> frozenset[str]:
        """Names in lower case of the styles that a template itself has. Raises TemplateError as opening it does."""
        WordTemplate(path)
        document = Document(BytesIO(plain(path.read_bytes())))
        return frozenset(style.name.casefold() for style in document.styles if style.name)

    @property
    def document(self) -> Any:
        """The document, as python-docx knows it."""
        return self._filled.docx

    def styles(self) -> dict[str, str]:
        """Identifiers of styles by name in lower case; Word translates identifiers, never names."""
        styles = self.document.styles.element.iterfind(f"{W}style")
        return {style.find(f"{W}name").get(f"{W}val").casefold(): style.get(f"{W}styleId") for style in styles}

    def width(self) -> int:
        """Twips between the margins of the last section."""
        section = self._root.body.find(f"{W}sectPr")
        size, margins = (None, None) if section is None else (section.find(f"{W}pgSz"), section.find(f"{W}pgMar"))
        if size is None or margins is None:
            return PAGE_WIDTH
        return _twips(size, "w") - _twips(margins, "left") - _twips(margins, "right")

    def cell_width(self) -> int | None:
        """Twips of the cell that takes a section's field; None where a field stands in no cell."""
        for cell in self._root.body.iter(f"{W}tc"):
            if "field.content" in "".join(cell.itertext()):
                width = cell.find(f"{W}tcPr/{W}tcW")
                if width is not None and width.get(f"{W}type") == "dxa":
                    return _twips(width, "w")
                return self.width()
        return None

    def fill(self, report: ReportView) -> Any:
        """The template with every field filled. Raises TemplateError where it asks for what there is not."""
        return self._guarded(lambda: self._render(report))

    def _render(self, report: ReportView) -> Any:
        self._filled.render({"report": report}, environment(), autoescape=True)
        return self._filled.docx

    def _guarded(self, render: Callable[[], Any]) -> Any:
        try:
            return render()
        except UndefinedError as fault:
            raise TemplateError(f"In the Word template {self.name}, {fault.message}") from fault
        except TemplateSyntaxError as fault:
            raise TemplateError(
                f"The Word template {self.name} has a tag that cannot be read: {fault.message}. "
                f"It stands near: {_near(fault)}"
            ) from fault
        except JinjaError as fault:
            raise TemplateError(f"The Word template {self.name} asks for what no template may do: {fault}.") from fault
        except (etree.XMLSyntaxError, TypeError, ValueError, ZeroDivisionError) as fault:
            raise TemplateError(
                f"The Word template {self.name} puts a field where it cannot stand: '{fault}'. A tag that begins with "
                "{%p, {{p, {%tr or {{r needs a paragraph, row or run of its own."
            ) from fault


def _twips(element: Any, name: str) -> int:
    return int(float(element.get(f"{W}{name}", "0")))


def _near(fault: TemplateSyntaxError) -> str:
    lines = [line.strip() for line in getattr(fault, "docx_context", ()) if line.strip()]
    return " / ".join(lines[:4])[:200] or "an unknown place"
