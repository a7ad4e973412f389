"""Which quantities a page states: label and value of tiles, "SPI(t) 0.94" in a sentence, rows under columns.

Depends on: render.lint.model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from exectrack_xl.render.lint.model import File, Page, Shape, Text

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_VALUE = rf"(?:\d{{1,2}} {_MONTH}[a-z]*(?: \d{{4}})?|[−+-]?[€$£¥]? ?\d[\d,.]*(?: ?(?:%|bn|m|k|M|d|days|points)(?!\w))?)"
_WHOLE = re.compile(_VALUE)
_INDEX = r"SPI\(t\)|TCPI|SPI|CPI|EAC|BAC|ETC|ROI|NPV"
_CUT = r"(?![\d…]|[.,][\d…]| ?(?:limit|target))"  # a value that was shortened, or that is no value but a limit
_SENTENCE = re.compile(rf"(?<![\w(])(?<!by )(?<!× )({_INDEX})(?: is| of| at| now| =|:)? ?({_VALUE}){_CUT}")
_LABELLED = re.compile(rf"\s*([A-Z][A-Za-z() ]{{2,38}}?)\s*[:=]\s*({_VALUE})\s*\.?\s*")
_THEN = re.compile(
    r"^\s*(?:Q\d|H\d|FY|20\d\d|[A-Z][a-z]{2} 20\d\d|W\d|Sprint)\b[^:]*:|\b(?:was|from|limit|target|before)\b"
)
_FIELD = re.compile(
    rf"(?:{_INDEX}|forecast finish|committed finish|approved finish|cost at completion|total budget|approved budget|"
    r"work done|overall progress|percent complete|quality score|finish|go-live)", re.IGNORECASE)  # fmt: skip
_TOTALS = ("programme", "program", "total", "portfolio", "overall")
_MARKS = r"\s{3,}|[:●▲■○]"  # what ends a label: blanks before a status, its glyph
_ORDINAL = 2  # characters of a label that only counts: A, 1., II
_LONGEST = 40
_NUMBER = re.compile(r"[−+-]?\d[\d,]*\.?\d*")


@dataclass(frozen=True)
class Said:
    """A quantity as a page states it; `scope` is what it is about, "" for the whole."""

    scope: str
    quantity: str
    value: str
    shape: str

    @property
    def name(self) -> str:
        """The quantity with what it is about."""
        return f"{self.quantity} of {self.scope}" if self.scope else self.quantity


def said_on(page: Page, file: File) -> Iterator[Said]:
    """The quantities of a page."""
    named = _subjects(file)
    subject = re.split(_MARKS, page.title)[0].strip()
    about = subject if file.kind == "document" or subject.casefold() in named else ""
    for shape in page.shapes:
        if shape.kind == "table":
            yield from _in_table(shape, about)
        elif shape.role != "title" and shape.text.paragraphs:
            yield from _in_text(shape, shape.text, named, about)


def is_of_the_field(quantity: str) -> bool:
    """Whether a quantity bears one of the field's names, which mean one thing in a whole file."""
    return _FIELD.fullmatch(quantity) is not None


def alike(one: str, other: str) -> bool:
    """Whether two printed values are the same, up to the digits and the year that one of them leaves out.

    >>> alike("18 Mar", "18 Mar 2027"), alike("€13.2 m", "€13.21 m"), alike("0.94", "0.97")
    (True, True, False)
    """
    one, other = one.strip(), other.strip()
    if one == other or one.startswith(other + " ") or other.startswith(one + " "):
        return True
    numbers = [_NUMBER.search(text) for text in (one, other)]
    if not all(numbers) or _NUMBER.sub("", one).replace(" ", "") != _NUMBER.sub("", other).replace(" ", ""):
        return False
    texts = [found[0].replace(",", "").replace("−", "-").rstrip(".") for found in numbers if found]
    digits = min(len(text.partition(".")[2]) for text in texts)
    first, second = (round(float(text), digits) for text in texts)
    return first == second


@lru_cache(maxsize=4)
def _subjects(file: File) -> frozenset[str]:
    """What the tables of a file have rows about."""
    cells = (cell for page in file.pages for shape in page.shapes for cell in shape.cells)
    labels = (first_line(cell.text) for cell in cells if cell.column == 0 and cell.row > 0)
    return frozenset(label.casefold() for label in labels if not is_of_the_field(label))


def first_line(text: Text) -> str:
    """The first line of a text, without blanks around."""
    return next((line.strip() for line in text.words.splitlines() if line.strip()), "")


def _in_table(shape: Shape, about: str) -> Iterator[Said]:
    heads = {cell.column: first_line(cell.text) for cell in shape.cells if cell.row == 0}
    labels = {cell.row: first_line(cell.text) for cell in shape.cells if cell.column == 0}
    for cell in shape.cells:
        label, head, value = labels.get(cell.row, ""), heads.get(cell.column, ""), first_line(cell.text)
        if cell.row and cell.column and len(label) > _ORDINAL and head and _WHOLE.fullmatch(value):
            scope = about if label.casefold() in _TOTALS else " / ".join(filter(None, (about, label)))
            yield Said(scope, head, value, shape.name)


def _in_text(shape: Shape, text: Text, named: frozenset[str], about: str) -> Iterator[Said]:
    lines = [paragraph.text.strip() for paragraph in text.paragraphs]
    label = re.split(_MARKS, lines[0])[0].strip()
    scope = label if label.casefold() in named else about
    if len(lines) > 1 and label and len(label) <= _LONGEST and not any(map(str.isdigit, label)):
        value = lines[1].strip()
        if _WHOLE.fullmatch(value):
            yield Said(about, label, value, shape.name)
    for line in lines:
        if _THEN.search(line):
            continue
        if whole := _LABELLED.fullmatch(line):
            yield Said(scope, whole[1], whole[2], shape.name)
        else:
            yield from (Said(scope, name, value.rstrip(".,"), shape.name) for name, value in _SENTENCE.findall(line))
