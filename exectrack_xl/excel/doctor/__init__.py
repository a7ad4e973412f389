"""Examines a workbook file for all that makes Excel repair it, refuse it, or break it without a word.

    parts     the file: zip entries, XML, relationships, taken without trust
    book      the workbook: sheets, cells, tables, names, texts, macros
    checks/   what is looked for, one file per subject
    rules     every rule's name, how grave it is, what to do

No macro is run and no link is followed.
Depends on: errors, package, excel.opening, excel.vba, excel.functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from exectrack_xl.errors import Finding, Severity, WorkbookError
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.checks import (
    calculation_chain,
    cells,
    charts,
    conditional_formats,
    drawings,
    dynamic_arrays,
    element_order,
    formulas,
    layout,
    macros,
    names,
    packaging,
    pivots,
    properties,
    relationships,
    ribbon,
    styles,
    tables,
    texts,
    validations,
    workbook_part,
    wrappers,
)
from exectrack_xl.excel.doctor.parts import Parts
from exectrack_xl.excel.doctor.rules import RULES, Rule, found
from exectrack_xl.excel.doctor.vocabulary import Vocabulary
from exectrack_xl.excel.opening import LARGEST_FILE, open_package
from exectrack_xl.package import CONTENT_TYPES

__all__ = ["RULES", "Rule", "examine"]

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_OF_BOOK: tuple[Callable[[Book], Iterator[Finding]], ...] = (
    packaging.entries, packaging.markup, packaging.content_types,
    relationships.links, relationships.identifiers, relationships.content, relationships.orphans,
    element_order.order, element_order.roots, element_order.values, element_order.extensions,
    properties.core_properties, properties.signatures, properties.outside,
    workbook_part.sheets, workbook_part.shown, workbook_part.calculation,
    cells.rows, cells.contents, cells.columns, cells.texts_inline, texts.shared,
    styles.formats, styles.number_formats, styles.colours,
    layout.merges, layout.filters, layout.views, layout.headers, layout.margins, layout.protection,
    formulas.blocks, dynamic_arrays.metadata, calculation_chain.chain,
    tables.identity, tables.ranges, tables.columns, tables.totals,
    drawings.anchors, drawings.pictures, drawings.comments, charts.structure, pivots.pivot_tables,
    macros.project, macros.lists, macros.code_names, macros.modules, macros.functions, ribbon.ribbons,
    wrappers.wrappers, wrappers.runtime, wrappers.settings,
)  # fmt: skip
_OF_WORDS: tuple[Callable[[Vocabulary], Iterator[Finding]], ...] = (
    names.names, layout.hyperlinks, formulas.formulas, validations.validations, conditional_formats.rules,
    conditional_formats.sparklines, tables.formulas, charts.references, pivots.sources,
)  # fmt: skip


def examine(path: Path) -> tuple[Finding, ...]:
    """Everything found in a workbook file, gravest first; a file that cannot be opened at all is one finding.

    Raises:
        WorkbookError: there is no such file, or it may not be read.
    """
    try:
        package = open_package(path, doubled=True)
    except WorkbookError as fault:
        if not path.is_file() or path.name.startswith("~$") or isinstance(fault.__cause__, PermissionError):
            raise
        return (_unopened(path, fault),)
    book = Book(Parts(package))
    words = Vocabulary(book)
    every = [finding for check in _OF_BOOK for finding in check(book)]
    every += [finding for check in _OF_WORDS for finding in check(words)]
    grave = list(Severity)
    return tuple(sorted(dict.fromkeys(every), key=lambda finding: grave.index(finding.severity)))


def _unopened(path: Path, fault: WorkbookError) -> Finding:
    """Why a file cannot be opened at all."""
    if path.stat().st_size <= LARGEST_FILE:
        data = path.read_bytes()
        if not data.startswith(b"PK") and _ENCRYPTED in data:
            return found("encrypted", path.name, "is encrypted, so nothing in it could be examined.")
        if is_zipfile(path) and CONTENT_TYPES not in ZipFile(path).namelist():
            return found("content-types", CONTENT_TYPES, "is missing, and with it the type of every part.")
    return found("file-unreadable", path.name, f"cannot be opened. {fault}")
