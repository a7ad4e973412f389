"""The VBA project: whether it can be read, fits the workbook, and can compile.

Depends on: errors, excel.vba, excel.doctor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.formula import Kind as Word
from exectrack_xl.excel.doctor.formula import parsed
from exectrack_xl.excel.doctor.function_names import ORIGINAL
from exectrack_xl.excel.doctor.procedures import Procedure, procedures, unfinished, worksheet_functions
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.vba import Kind, Module
from exectrack_xl.excel.vba.compound import read_compound


def project(book: Book) -> Iterator[Finding]:
    """Whether there is a VBA project where there may be one, and whether it can be read."""
    plain_workbook = "macroEnabled" not in book.parts.content_type(book.main)
    if book.macros_part and plain_workbook:
        yield found("macros-in-xlsx", book.macros_part, "holds macros in a workbook whose type admits none.")
    if book.macros_fault:
        yield found("macros-damaged", book.macros_part, f"cannot be read. {book.macros_fault}")
    for sheet in book.sheets:
        if sheet.kind in ("xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"):
            yield found("macro-sheet", sheet.name, "is a sheet of Excel 4 macros or an old dialogue.")


def lists(book: Book) -> Iterator[Finding]:
    """The project lists its modules twice, for the machine and as text; and each says its own name."""
    content = book.parts.content(book.macros_part) if book.macros_part else None
    if content is None or book.modules is None:
        return
    streams = {path.upper(): stream for path, stream in read_compound(content).items()}
    listed = re.findall(rb"^(?:Module|Class|Document|BaseClass)=([^/\r\n]+)", streams["PROJECT"], re.MULTILINE)
    as_text = Counter(name.decode("cp1252", "replace").casefold() for name in listed)
    names = Counter(module.name.casefold() for module in book.modules)
    if all(name.isascii() for name in (*names, *as_text)) and as_text != names:
        different = sorted((as_text - names) + (names - as_text))
        yield found("module-list", book.macros_part, f"lists the modules {', '.join(different)} in one place only.")
    for module in book.modules:
        own = re.search(r'^Attribute VB_Name = "([^"]*)"', module.text, re.MULTILINE)
        if own is None or own[1].casefold() != module.name.casefold():
            yield found("module-list", book.macros_part, f"module {module.name} calls itself '{own and own[1]}'.")


def code_names(book: Book) -> Iterator[Finding]:
    """Each sheet's code name is the name of a document module, and each document module has its sheet."""
    if book.modules is None:
        return
    documents = {module.name.casefold() for module in book.modules if module.kind is Kind.DOCUMENT}
    owner = next((element.get("codeName", "") for element in book.each("{*}workbookPr")), "")
    owners = [(book.main, owner), *((sheet.name, sheet.code_name) for sheet in book.sheets)]
    for place, name in owners:
        if name and name.casefold() not in documents:
            yield found("code-name", place, f"has the code name '{name}', and no module is called so.")
    used = Counter(name.casefold() for _, name in owners if name)
    for name, count in used.items():
        if count > 1:
            yield found("code-name-twice", book.main, f"{count} sheets have the code name '{name}'.")
    for module in book.modules:
        if module.kind is Kind.DOCUMENT and module.name.casefold() not in used:
            harmless = not module.code.strip() and all(name for _, name in owners)
            rule = "code-name-unused" if harmless else "code-name"
            yield found(rule, book.macros_part, f"module {module.name} belongs to no sheet, so Excel drops it.")


def modules(book: Book) -> Iterator[Finding]:
    """Names that stand twice, and procedures without an end: then nothing in the project compiles."""
    part = book.macros_part
    for name, count in Counter(module.name.casefold() for module in book.modules or ()).items():
        if count > 1:
            yield found("module-twice", part, f"{count} modules are named '{name}'.")
    for module in book.modules or ():
        if open_name := unfinished(module):
            yield found("procedure-open", part, f"module {module.name}: {open_name} does not begin or end as it must.")
        yield from _twice(part, module)


def functions(book: Book) -> Iterator[Finding]:
    """Functions that cells cannot call, because something else bears their name."""
    all_modules = book.modules or ()
    names = {module.name.casefold() for module in all_modules}
    found_functions = worksheet_functions(all_modules)
    for function in found_functions:
        if function.name.casefold() in names:
            yield found("procedure-as-module", book.macros_part, f"{function.name} is a function and a module.")
        if function.name.upper() in ORIGINAL:
            yield found("function-as-built-in", book.macros_part, f"{function.name} is a function of Excel too.")
    called = {name.casefold() for name in _called(book)}
    homes = Counter(f.name.casefold() for f in found_functions if not f.conditional)
    for name, count in homes.items():
        if count > 1 and name in called:
            yield found("procedure-twice", book.macros_part, f"{count} modules hold the function '{name}'.")


def _called(book: Book) -> Iterator[str]:
    """The functions that cells call."""
    for sheet in book.worksheets:
        for formula in sheet.grid.formulas:
            yield from (token.text[:-1] for token in parsed(formula.text).tokens if token.kind is Word.FUNCTION)


def _twice(part: str, module: Module) -> Iterator[Finding]:
    plain: list[Procedure] = [p for p in procedures(module) if not p.conditional and p.kind != "property"]
    for name, count in Counter(procedure.name.casefold() for procedure in plain).items():
        if count > 1:
            yield found("procedure-twice", part, f"module {module.name} holds '{name}' {count} times.")
