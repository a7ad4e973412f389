"""XML without what programs add to it on saving, so that two texts are equal where a person sees no difference.

Depends on: render.merge.office_file, …word_fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from lxml import etree

from exectrack_xl.render.merge.office_file import RELATION, Element
from exectrack_xl.render.merge.word_fields import fields_in, instruction

Canonical: TypeAlias = tuple[Any, ...]
Resolve: TypeAlias = Callable[[str], str]  # the identifier of a relationship -> what it leads to

_A, _P = ("http://schemas.openxmlformats.org/drawingml/2006/main",
          "http://schemas.openxmlformats.org/presentationml/2006/main")  # fmt: skip
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RUNS = {"rPr", "endParaRPr", "defRPr"}
_RUN_NOISE = {"lang", "altLang", "dirty", "err", "smtClean", "smtId", "noProof", "kumimoji", "bmk"}
_DROPPED = {
    f"{{{_A}}}endParaRPr", f"{{{_P}}}custDataLst", f"{{{_W}}}proofErr", f"{{{_W}}}lastRenderedPageBreak",
    f"{{{_W}}}lang", f"{{{_W}}}noProof", f"{{{_W}}}numId",
}  # fmt: skip
_NOTHING_WHEN_EMPTY = {"rPr", "pPr", "lstStyle", "effectLst", "extLst", "ln", "tcPr", "nvPr", "avLst", "txPr"}
_SUFFIX = re.compile(r"\s*\[xt:[^\]]+\]")
_EXTENSIONS = ("creationId", "rowId", "colId", "uniqueId", "paraId", "uniqueID")
_RELATED = f"{{{RELATION}}}"
_PARAGRAPHS = {f"{{{_A}}}p", f"{{{_W}}}p"}
_W_PARAGRAPH, _W_FIELD = f"{{{_W}}}p", f"{{{_W}}}fldSimple"
_W_RUN, _A_RUN = f"{{{_W}}}r", f"{{{_A}}}r"
_HIDDEN_BOOKMARK = re.compile(r"_(GoBack|xt_)")


def canonical(element: Element | None, resolve: Resolve, skip: frozenset[str] = frozenset()) -> Canonical:
    """An element as nested tuples; elements whose tag is in `skip` are left out."""
    if element is None:
        return ()
    if _is_noise(element, skip):
        return ()
    fields = fields_in(element) if element.tag == _W_PARAGRAPH else []
    children = _children(element, fields, lambda one: canonical(one, resolve, skip))
    inner = tuple(one for one in children if one)
    name = element.tag.rpartition("}")[2]
    if element.tag in _PARAGRAPHS:
        inner = _joined(inner)
    attributes = tuple(sorted(filter(None, (_attribute(element, name, str(key), resolve) for key in element.attrib))))
    text = "" if len(element) else (element.text or "")
    if name in ("fld", "fldSimple"):
        inner = ()  # the number that a field shows is the program's
    if name in _NOTHING_WHEN_EMPTY and not attributes and not inner:
        return ()
    return (element.tag, attributes, text if text.strip() or name == "t" else "", inner)


def _children(
    element: Element, fields: list[list[Element]], seen: Callable[[Element], Canonical]
) -> Iterator[Canonical]:
    """What stands in an element; in a paragraph a field of many runs as if it were written as one."""
    inner = {run: runs for runs in fields for run in runs}
    for one in element:
        if one not in inner:
            yield seen(one) if isinstance(one.tag, str) else ()
        elif one is inner[one][0]:
            yield (_W_FIELD, ((f"{{{_W}}}instr", instruction(inner[one])),), "", ())


def _is_noise(element: Element, skip: frozenset[str]) -> bool:
    if element.tag in _DROPPED or element.tag in skip:
        return True
    name = element.tag.rpartition("}")[2]
    if name == "ext" and element.get("uri"):
        inner = [etree.QName(one).localname for one in element if isinstance(one.tag, str)]
        return bool(inner) and all(one in _EXTENSIONS for one in inner)
    if name == "bookmarkStart":
        return bool(_HIDDEN_BOOKMARK.match(element.get(f"{{{_W}}}name", "")))
    return name == "bookmarkEnd"


def _attribute(element: Element, name: str, key: str, resolve: Resolve) -> tuple[str, str] | None:
    value = str(element.get(key, ""))
    local = key.rpartition("}")[2]
    if key.startswith(_RELATED):
        return (local, resolve(value))
    if name in _RUNS and local in _RUN_NOISE:
        return None
    if name in ("cNvPr", "docPr"):
        return None if local == "id" else (key, _SUFFIX.sub("", value))
    if local.startswith("rsid") or local in ("paraId", "textId", "anchorId", "editId") or local == "space":
        return None
    if name == "bookmarkStart" and local == "id":
        return None
    if local == "instr":
        return (key, " ".join(value.split()))
    return (key, value.upper() if name == "srgbClr" else value)


def _joined(inner: tuple[Canonical, ...]) -> tuple[Canonical, ...]:
    """Runs that look the same as one run: programs split them as they like."""
    found: list[Canonical] = []
    for one in inner:
        if found and _is_plain_run(one) and _is_plain_run(found[-1]) and _look(one) == _look(found[-1]):
            text = found[-1][3][-1][2] + one[3][-1][2]
            last = found[-1][3][-1]
            found[-1] = (*found[-1][:3], (*found[-1][3][:-1], (last[0], last[1], text, last[3])))
        elif not (_is_plain_run(one) and not one[3][-1][2]):
            found.append(one)
    return tuple(found)


def _is_plain_run(one: Canonical) -> bool:
    """A run with nothing but its look and one text."""
    if one[0] not in (_W_RUN, _A_RUN) or not one[3]:
        return False
    names = [inner[0].rpartition("}")[2] for inner in one[3]]
    return names in (["t"], ["rPr", "t"])


def _look(one: Canonical) -> Canonical:
    look: Canonical = one[3][:-1]
    return look
