"""The cell formats of a workbook: which of them show a date, and the one like another that does.

Depends on: errors, theme, excel.patch.parts.
"""

from __future__ import annotations

import copy
import re
from datetime import date, datetime

from lxml import etree

from exectrack_xl.excel.patch.parts import Parts
from exectrack_xl.theme import NUMBER_FORMATS

_BUILT_IN_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_DATE_AND_TIME = 22  # Excel's own format number for both, in the reader's language
_FIRST_CUSTOM = 164
_NOT_PATTERN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Styles:
    """The styles part of one workbook."""

    def __init__(self, parts: Parts, main: str) -> None:
        self._parts = parts
        self._part = next((part for kind, part in parts.package.related(main).values() if kind == "styles"), "")

    def for_date(self, style: int, value: date) -> int:
        """This format if it shows dates, else one like it that does.

        Raises:
            WorkbookError: the workbook has no cell formats.
        """
        formats = self._formats()
        if style < len(formats) and self._shows_date(formats[style]):
            return style
        number = _DATE_AND_TIME if isinstance(value, datetime) and value.time() != value.time().min else self._number()
        made = copy.deepcopy(formats[style if style < len(formats) else 0])
        made.set("numFmtId", str(number))
        made.set("applyNumberFormat", "1")
        made.tail = None
        wanted = _canonical(made)
        for at, known in enumerate(formats):
            if _canonical(known) == wanted:
                return at
        self._append(made)
        return len(formats)

    def _formats(self) -> list[etree._Element]:
        found = list(self._parts.tree(self._part).iterfind("{*}cellXfs/{*}xf")) if self._part else []
        if not found:
            raise self._parts.package.damaged("it has no cell formats")
        return found

    def _shows_date(self, form: etree._Element) -> bool:
        number = int(form.get("numFmtId", "0"))
        return number in _BUILT_IN_DATES or is_date_format(self._codes().get(number, ""))

    def _codes(self) -> dict[int, str]:
        found = self._parts.tree(self._part).iterfind("{*}numFmts/{*}numFmt")
        return {int(form.get("numFmtId", "0")): form.get("formatCode", "") for form in found}

    def _number(self) -> int:
        """The number of our date format, added where the workbook has none like it."""
        codes = self._codes()
        for number, code in codes.items():
            if code == NUMBER_FORMATS["date"]:
                return number
        number = max([_FIRST_CUSTOM - 1, *codes]) + 1
        root = self._parts.tree(self._part)
        space = f"{{{etree.QName(root).namespace}}}"
        home = root.find("{*}numFmts")
        if home is None:
            home = root.makeelement(f"{space}numFmts", {"count": "0"})
            root.insert(0, home)  # the first child that a style sheet may have
        added = {"numFmtId": str(number), "formatCode": NUMBER_FORMATS["date"]}
        etree.SubElement(home, f"{space}numFmt", added)
        home.set("count", str(len(codes) + 1))
        self._parts.touch(self._part)
        return number

    def _append(self, form: etree._Element) -> None:
        home = self._parts.tree(self._part).find("{*}cellXfs")
        assert home is not None
        home.append(form)
        home.set("count", str(len(list(home.iterfind("{*}xf")))))
        self._parts.touch(self._part)


def is_date_format(code: str) -> bool:
    """Whether a number format shows a day, and not merely a time.

    >>> is_date_format("d mmm yyyy"), is_date_format('0.0" days"'), is_date_format("[h]:mm")
    (True, False, False)
    """
    return bool(set(_NOT_PATTERN.sub("", code).lower()) & set("dy"))


def _canonical(element: etree._Element) -> tuple[object, ...]:
    own = tuple(sorted((str(key), str(value)) for key, value in element.attrib.items()))
    return (element.tag, own, *(_canonical(child) for child in element))
