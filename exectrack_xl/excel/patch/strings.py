"""The texts that cells share: found again where they are there, appended where they are not.

Depends on: excel.patch.parts, excel.patch.text.
"""

from __future__ import annotations

import posixpath

from lxml import etree

from exectrack_xl.excel.patch.parts import Parts
from exectrack_xl.excel.patch.text import meant, put_text

_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


class Strings:
    """The shared strings of one workbook; the part is made when the first text needs it."""

    def __init__(self, parts: Parts, main: str) -> None:
        self._parts, self._main = parts, main
        found = (part for kind, part in parts.package.related(main).values() if kind == "sharedStrings")
        self._part = next(found, "")
        self._items = list(parts.tree(self._part).iterfind("{*}si")) if self._part else []
        self._plain: dict[str, int] | None = None

    def text(self, number: int) -> str:
        """The text with this number, formatted or not; "" where there is none."""
        return string_text(self._items[number]) if 0 <= number < len(self._items) else ""

    def number(self, text: str) -> int:
        """The number of a text, which is appended where no unformatted string reads so."""
        self._ensure()
        if self._plain is None:
            plain = [(item, at) for at, item in enumerate(self._items) if _is_plain(item)]
            self._plain = {string_text(item): at for item, at in reversed(plain)}
        if text not in self._plain:
            self._plain[text] = self._append(text)
        return self._plain[text]

    def count(self, difference: int) -> None:
        """Note that so many cells more, or fewer, show a shared string."""
        if self._part and difference:
            root = self._parts.tree(self._part)
            if root.get("count", "").isdecimal():
                root.set("count", str(max(0, int(root.get("count", "0")) + difference)))
                self._parts.touch(self._part)

    def _append(self, text: str) -> int:
        root = self._parts.tree(self._part)
        space = f"{{{etree.QName(root).namespace}}}"
        item = root.makeelement(f"{space}si")
        if self._items:
            self._items[-1].addnext(item)
        else:
            root.insert(0, item)
        self._items.append(item)
        put_text(etree.SubElement(item, f"{space}t"), text)
        if root.get("uniqueCount") is not None:
            root.set("uniqueCount", str(len(self._items)))
        self._parts.touch(self._part)
        return len(self._items) - 1

    def _ensure(self) -> None:
        if self._part:
            return
        self._part = posixpath.join(posixpath.dirname(self._main), "sharedStrings.xml")
        namespace = str(etree.QName(self._parts.tree(self._main)).namespace)
        root = etree.fromstring(f'<sst xmlns="{namespace}" count="0" uniqueCount="0"/>')
        self._parts.add(self._part, root, of=self._main, kind="sharedStrings", content=_CONTENT)


def string_text(element: etree._Element) -> str:
    """The text of a shared or inline string, its runs joined and its phonetic help left out."""
    found = [*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t")]
    return meant("".join(part.text or "" for part in found))


def _is_plain(item: etree._Element) -> bool:
    return [etree.QName(child).localname for child in item] == ["t"]
