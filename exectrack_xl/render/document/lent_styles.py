"""Styles of ours lent to a company's Word template that lacks them: theme colours and fonts, so that they follow it.

Depends on: render.template_files.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import Any

from docx import Document

from exectrack_xl.render.template_files import own_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OURS = "et "  # what the names of our own styles begin with
_LINKS = ("basedOn", "next", "link")


def lend_styles(document: Any) -> None:
    """Add each style of ours that a python-docx document lacks; one that it has under our name stays the company's."""
    styles = document.styles.element
    names = {_name(style) for style in styles.iterfind(f"{W}style")}
    ids = {style.get(f"{W}styleId") for style in styles.iterfind(f"{W}style")}
    lacking = [deepcopy(style) for style in _ours() if _name(style) not in names]
    ids |= {style.get(f"{W}styleId") for style in lacking}
    for style in lacking:
        for link in [one for kind in _LINKS for one in style.findall(f"{W}{kind}") if one.get(f"{W}val") not in ids]:
            style.remove(link)
        for numbering in list(style.iter(f"{W}numPr")):  # counts by a list that the company's file does not hold
            numbering.getparent().remove(numbering)
        styles.append(style)


@lru_cache(maxsize=1)
def _ours() -> tuple[Any, ...]:
    document = Document(str(own_template("stakeholder-report.docx")))
    return tuple(style for style in document.styles.element.iterfind(f"{W}style") if _name(style).startswith(_OURS))


def _name(style: Any) -> str:
    return str(style.find(f"{W}name").get(f"{W}val")).casefold()
