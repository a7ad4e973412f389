"""Reads a workbook as independent programs see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineWorkbook

Cells = dict[tuple[str, str], Any]


def cells(path: Path) -> Cells:
    """Every cell that is not blank, by sheet and address, as calamine reads it."""
    book = CalamineWorkbook.from_path(str(path))
    return {
        (sheet, f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column]}{row}"): value
        for sheet in book.sheet_names
        for row, line in enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), 1)
        for column, value in enumerate(line)
        if value != ""
    }


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook in their order."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(path: Path, part: str) -> etree._Element:
    """The XML of one part."""
    return etree.fromstring(parts(path)[part])


def values(root: etree._Element, name: str, attribute: str) -> list[str | None]:
    """An attribute of every element of this name."""
    return [element.get(attribute) for element in root.iter(f"{{*}}{name}")]
