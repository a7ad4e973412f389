"""Finds labels and rows on the pages of built decks and documents. Depends on: actions.coverage, render.lint.model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from exectrack_xl.actions.coverage.artefacts import Artefacts
from exectrack_xl.actions.coverage.finding import Grid, Rows, UnresolvedError, label_in, rows_in, says, split
from exectrack_xl.render.lint.model import Page, Shape

_HEADING = re.compile(r"heading (\d)")
_DRAWN = "[drawn]"
_TITLE_LEVEL, _TEXT_LEVEL = 0, 9


def slide(built: Artefacts, words: str) -> str:
    """A label on a slide with something beneath it: "kind: Label" or "kind: Label = piece of it"."""
    return _label(built, words, deck=True, on_page=_on_slide)


def section(built: Artefacts, words: str) -> str:
    """A heading or label in a document with something under or beside it: "kind: Label"."""
    return _label(built, words, deck=False, on_page=_in_part)


def slide_rows(built: Artefacts, words: str) -> str:
    """Rows of a slide's table: "kind: Header, Header 2" (the second row)."""
    return _rows(built, words, deck=True)


def section_rows(built: Artefacts, words: str) -> str:
    """Rows of a document's table: "kind: Heading / Header, Header 2"."""
    return _rows(built, words, deck=False)


def _label(built: Artefacts, words: str, *, deck: bool, on_page: Callable[[Page, str, str], bool]) -> str:
    kind, _, rest = words.partition(": ")
    text, wanted = split(rest)
    pages = built.pages(kind, deck=deck)
    found = next((page for page in pages if on_page(page, text, wanted)), None)
    if found is None:
        content = f"with '{wanted}'" if wanted else "with content"
        raise UnresolvedError(f"The {kind} {'deck' if deck else 'document'} has no '{text}' {content}.")
    return f"{kind} {'deck' if deck else 'document'}, {found.label}"


def _rows(built: Artefacts, words: str, *, deck: bool) -> str:
    kind, _, rest = words.partition(": ")
    wanted = Rows.of(rest)
    for page in built.pages(kind, deck=deck):
        for grid in map(_grid, _under(page, wanted.under)):
            place = rows_in(grid, wanted, under_known=True)
            if place is not None:
                return f"{kind} {'deck' if deck else 'document'}, {page.label}: {grid[place]}"
    raise UnresolvedError(f"The {kind} {'deck' if deck else 'document'} has no such row: {rest}.")


def _on_slide(page: Page, text: str, wanted: str) -> bool:
    for shape in page.shapes:
        if shape.kind == "table" and label_in(_grid(shape), text, wanted):
            return True
        said = [paragraph.text.strip() for paragraph in shape.text.paragraphs]
        at = next((place for place, one in enumerate(said) if says(one, text)), None)
        if at is not None:
            rest = " ".join([said[at][len(text) :], *said[at + 1 :], *_belonging(page, shape)])
            if rest.strip() and wanted in rest:
                return True
    return False


def _belonging(page: Page, heading: Shape) -> Iterator[str]:
    """What a heading of ours stands over: the shape that bears its key; for the title, the whole slide."""
    key = heading.tag.removesuffix(".heading")
    for shape in page.shapes:
        if shape is not heading and (heading.role == "title" or shape.tag == key):
            yield from (text.words for _, text in Page("", "", (shape,)).texts())
            yield from (name for name, _ in shape.series)


def _in_part(page: Page, text: str, wanted: str) -> bool:
    for at, shape in enumerate(page.shapes):
        if shape.kind == "table" and label_in(_grid(shape), text, wanted):
            return True
        said = shape.text.words.strip()
        if shape.kind == "text" and says(said, text) and not _in_contents(shape):
            beneath = _content(page.shapes[at + 1 :], _level(shape))
            is_there = bool(wanted) or _has_data(beneath) or _level(shape) == _TEXT_LEVEL
            if is_there and wanted in f"{said[len(text) :]} {beneath}":
                return True
    return False


def _content(following: Sequence[Shape], level: int) -> str:
    """All that stands under a heading, up to the next one of its level."""
    said: list[str] = []
    for shape in following:
        own = _level(shape)
        if shape.role == "ftr" or own <= level:
            break
        if own == _TEXT_LEVEL:
            said += [text.words for _, text in Page("", "", (shape,)).texts()]
            said += [_DRAWN] if shape.kind in ("picture", "chart", "drawing") else []
    return " ".join(one for one in said if one.strip())


def _has_data(content: str) -> bool:
    """Whether there is more than prose: a number, or something drawn."""
    return any(sign.isdigit() for sign in content) or _DRAWN in content


def _level(shape: Shape) -> int:
    """0 = title, 1 to 3 = heading, 9 = text."""
    style = shape.text.paragraphs[0].style if shape.kind == "text" and shape.text.paragraphs else ""
    match = _HEADING.match(style)
    return int(match[1]) if match else _TITLE_LEVEL if style == "title" else _TEXT_LEVEL


def _in_contents(shape: Shape) -> bool:
    """Whether it is a line of a table of contents."""
    return shape.text.paragraphs[0].style.startswith("toc")


def _under(page: Page, heading: str) -> Iterator[Shape]:
    """The tables of a page that stand under a heading, up to the next one of its level; all where none is named.

    Tables that stand beside a label inside another table come after that one.
    """
    level = None if heading else _TITLE_LEVEL - 1
    for shape in page.shapes:
        if shape.kind == "text" and says(shape.text.words.strip(), heading) and heading:
            level = _level(shape)
        elif shape.kind == "table" and heading in _grid(shape).values():
            level = _TITLE_LEVEL
        elif level is not None and _level(shape) <= level:
            level = None
        elif shape.kind == "table" and level is not None:
            yield shape


def _grid(table: Shape) -> Grid:
    said = {(cell.row + 1, cell.column + 1): " ".join(cell.text.words.split()) for cell in table.cells}
    return {place: text for place, text in said.items() if text}
