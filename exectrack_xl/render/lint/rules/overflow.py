"""Text that runs out of its frame, and tables that grow into what lies below, by the widths of letters.

Depends on: errors, render.lint.fonts, …layout, …model, …rules.saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.fonts import text_width
from exectrack_xl.render.lint.layout import ink, text_height, widest_line
from exectrack_xl.render.lint.model import Box, File, Page, Shape, TableCell
from exectrack_xl.render.lint.rules.saying import fault, shown

_SLACK = 0.06  # of the height: Office's and our idea of a line differ by so much
_LINE = 0.5  # of a line must stick out before it is seen
_INCH = 72
_WORD_SLACK = 2.0  # points
_UNBROKEN = re.compile(r"[^\W\d_]{8,}")  # letters between which no program breaks a line


def overflowing(file: File, _day: object = None) -> Iterator[Finding]:
    """Frames whose text needs more room than they have, and words wider than their frame."""
    for page in file.pages:
        for shape in page.shapes:
            if shape.kind == "text" and shape.box is not None and shape.text.words.strip() and not shape.text.upright:
                yield from _too_high(page, shape, shape.box, file)
                yield from _too_wide(page, shape, shape.box, file)


def growing_tables(file: File, _day: object = None) -> Iterator[Finding]:
    """Tables whose rows grow with their text until the table runs off the slide or over something else."""
    for page in file.pages:
        for shape in page.shapes:
            yield from _cut_off(page, shape)
            if shape.kind == "table" and shape.box is not None and shape.asked:
                bottom = max((cell.box.bottom for cell in shape.cells if cell.box), default=shape.box.bottom)
                grown = bottom - shape.box.top - sum(shape.asked)
                if grown > 3 and (what := _reached(page, shape, bottom, file)):
                    yield fault(page, shape.name, f"This table grows by {grown / _INCH:.1f} in and {what}.",
                                "Shorten its longest cells, or take rows out.", "table-growth")  # fmt: skip


def broken_words(file: File, _day: object = None) -> Iterator[Finding]:
    """Words of a table on a slide that are wider than their column, so that they break anywhere inside."""
    for page in file.pages if file.kind == "deck" else ():
        for shape in page.shapes:
            found = next((word for cell in shape.cells if (word := _too_wide_word(cell))), "")
            if found:
                yield fault(page, shape.name, f"{shown(found)} is wider than its column and breaks inside the word.",
                            "Widen the column, or use a shorter word.", "text-overflow", Severity.WARNING)  # fmt: skip


def _too_wide_word(cell: TableCell) -> str:
    """The first word of a cell that has no place on a line of its own."""
    if cell.box is None or cell.text.upright:
        return ""
    room = cell.box.width - cell.text.insets[0] - cell.text.insets[2]
    for paragraph in cell.text.paragraphs:
        for run in paragraph.runs:
            for word in _UNBROKEN.findall(run.text):
                if text_width(word, run.font, run.size, run.bold) > room - paragraph.indent + _WORD_SLACK:
                    return str(word)
    return ""


def _cut_off(page: Page, shape: Shape) -> Iterator[Finding]:
    """Rows of a document that may not grow, and whose text needs more."""
    for cell in shape.cells if not shape.asked else ():
        if cell.box is not None and 0 < cell.box.height < text_height(cell.text, cell.box.width) * (1 - _SLACK):
            yield fault(page, shape.name, f"A row of fixed height cuts off {shown(cell.text.words)}.",
                        "Let the row grow (Table Properties, Row, At least).", "text-overflow")  # fmt: skip
            return


def _too_high(page: Page, shape: Shape, box: Box, file: File) -> Iterator[Finding]:
    text, needed = shape.text, text_height(shape.text, box.width)
    room = box.height - text.insets[1] - text.insets[3]
    sizes = [run.size for part in text.paragraphs for run in part.runs if part.text.strip()]
    slack = max(_SLACK * room, _LINE * min(sizes) * text.scale * 1.2)
    if text.shrinks and not file.own:  # PowerPoint has made it fit, by a measure of its own
        slack += 0.08 * needed
    if text.grows:
        bottom = box.top + needed + text.insets[1]
        if bottom > file.size[1] + 2:
            yield fault(page, shape.name, "This text grows off the slide.", "Shorten it, or use a smaller size.",
                        "text-overflow")  # fmt: skip
    elif needed > room + slack:
        yield fault(page, shape.name, f"The text needs {needed / _INCH:.1f} in of height; its frame has "
                    f"{max(room, 0) / _INCH:.1f} in.", "Shorten it, make the frame higher, or use a smaller size.",
                    "text-overflow")  # fmt: skip


def _too_wide(page: Page, shape: Shape, box: Box, file: File) -> Iterator[Finding]:
    if shape.text.wraps:
        return
    wide, lies = widest_line(shape.text, box.width), ink(shape.text, box)
    if (
        lies is not None
        and (lies.right > file.size[0] + 2 or lies.left < -2)
        and box.left < file.size[0]
        and not shape.turned
    ):
        yield fault(page, shape.name, f"The text is {wide / _INCH:.1f} in wide, does not wrap, and leaves the slide.",
                    "Let it wrap, or shorten it.", "text-overflow")  # fmt: skip


def _reached(page: Page, table: Shape, bottom: float, file: File) -> str:
    """What a grown table runs into; "" where there is room."""
    box = table.box
    if box is None or bottom > file.size[1] + 1:
        return "runs off the slide" if box is not None else ""
    grown = Box(box.left, box.top + sum(table.asked), box.width, bottom - box.top - sum(table.asked))
    for shape in page.shapes:
        if shape is table or shape.box is None or shape.kind == "line" or shape.box.top < grown.top - 2:
            continue
        lies = ink(shape.text, shape.box) if shape.kind == "text" else shape.box
        if lies is not None and grown.shared(lies) > 0.2 * min(lies.area, grown.area) > 0:
            return f"runs into {shape.name}"
    return ""
