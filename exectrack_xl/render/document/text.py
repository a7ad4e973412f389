"""What a person typed, as text of a Word document: never as markup, never as a field of the template.

Depends on: render.typed_text.
"""

from __future__ import annotations

import re

from exectrack_xl.render.typed_text import clean

LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'

# Braces are written as numbers: docxtpl reads some of its own marks in the finished text otherwise.
_MARKUP = re.compile(r'[&<>"{}]')  # most texts hold nothing of it: a search is faster than a translation
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "{": "&#123;", "}": "&#125;"})


def content(text: str) -> str:
    """A text inside `w:t`: markup escaped, line ends as `w:br`, tabs as `w:tab`.

    >>> content("R&D <scope>")
    'R&amp;D &lt;scope&gt;'
    """
    written = _escaped(clean(text))
    return written if written.isprintable() else written.replace("\n", LINE_BREAK).replace("\t", TAB)


def attribute(text: str) -> str:
    """A text inside an attribute: on one line.

    >>> attribute('a "b"\\nc')
    'a &quot;b&quot; c'
    """
    return _escaped(one_line(text))


def _escaped(text: str) -> str:
    return text.translate(_ENTITIES) if _MARKUP.search(text) else text


def one_line(text: str) -> str:
    """A text with blanks for line ends and tabs, and single blanks only."""
    return " ".join(clean(text).split())
