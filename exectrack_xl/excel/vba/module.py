"""A VBA module: its name, its kind, and its text as the editor keeps it, hidden attribute lines included.

Depends on: errors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from exectrack_xl.errors import WorkbookError

CODE_PAGE = 1252  # the one code page VBA projects of every Western Excel share
LONGEST_NAME = 31  # characters
WORKBOOK_CLASS = "0{00020819-0000-0000-C000-000000000046}"
SHEET_CLASS = "0{00020820-0000-0000-C000-000000000046}"
_CLASS = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_EXPORT_HEADER = re.compile(r"\AVERSION 1\.0 CLASS\n.*?^END\n", re.DOTALL | re.MULTILINE)


class Kind(StrEnum):
    """What a module is; the value is the word that a PROJECT stream uses."""

    STANDARD = "Module"
    CLASS = "Class"
    DOCUMENT = "Document"  # belongs to the workbook or to one sheet
    FORM = "BaseClass"  # a dialogue; can be read, not written


@dataclass(frozen=True)
class Module:
    """One module; `text` has line feeds only, whatever its source had."""

    name: str
    text: str
    kind: Kind = Kind.STANDARD

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[^\W\d_]\w*", self.name):
            raise WorkbookError(f"'{self.name}' cannot name a VBA module. Use a letter, then letters, digits or _.")
        if len(self.name) > LONGEST_NAME:
            raise WorkbookError(f"The VBA module name '{self.name}' is longer than {LONGEST_NAME} characters.")

    @property
    def code(self) -> str:
        """The text that a person sees in the editor: without the attribute lines at the top."""
        return re.sub(r"\A(?:Attribute VB_[^\n]*\n)+", "", self.text)

    def encoded(self) -> bytes:
        """The text as VBA stores it; raises WorkbookError, with the line, for a character it cannot store."""
        for number, line in enumerate(self.text.split("\n"), start=1):
            try:
                line.encode(f"cp{CODE_PAGE}")
            except UnicodeEncodeError as fault:
                raise WorkbookError(
                    f"VBA module {self.name}, line {number}: VBA cannot store '{line[fault.start]}'. "
                    f"Write ChrW({ord(line[fault.start])}) instead."
                ) from fault
        return self.text.replace("\n", "\r\n").encode(f"cp{CODE_PAGE}")


def standard(name: str, code: str) -> Module:
    """A module of functions and macros.

    >>> standard("Ribbon", "Option Explicit").text
    'Attribute VB_Name = "Ribbon"\\nOption Explicit\\n'
    """
    return Module(name, _headed([f'Attribute VB_Name = "{name}"'], code))


def document(name: str, code: str = "", *, base: str = SHEET_CLASS) -> Module:
    """The module of a sheet (or, with `base=WORKBOOK_CLASS`, of the workbook); `name` is its code name."""
    return Module(name, _headed(_class_attributes(name, base, "True", "True", "True"), code), Kind.DOCUMENT)


def exported_class(text: str) -> Module:
    """A class module from a `.cls` file as the editor exports it; raises WorkbookError when it is none."""
    text = _EXPORT_HEADER.sub("", _line_feeds(text))
    found = dict(re.findall(r"^Attribute VB_(\w+) = (.*)$", text, re.MULTILINE))
    if "Name" not in found:
        raise WorkbookError("This is no exported VBA class module: it has no line 'Attribute VB_Name'.")
    name, predeclared = found["Name"].strip('"'), found.get("PredeclaredId", "False")
    header = _class_attributes(name, _CLASS, predeclared, found.get("Exposed", "False"), "False")
    given = {line.split(" = ")[0] for line in header}
    kept = [line for line in text.split("\n") if line.split(" = ")[0] not in given]
    return Module(name, _headed(header, "\n".join(kept)), Kind.CLASS)


def _class_attributes(name: str, base: str, predeclared: str, exposed: str, customizable: str) -> list[str]:
    return [
        f'Attribute VB_Name = "{name}"',
        f'Attribute VB_Base = "{base}"',
        "Attribute VB_GlobalNameSpace = False",
        "Attribute VB_Creatable = False",
        f"Attribute VB_PredeclaredId = {predeclared}",
        f"Attribute VB_Exposed = {exposed}",
        "Attribute VB_TemplateDerived = False",
        f"Attribute VB_Customizable = {customizable}",
    ]


def _headed(header: list[str], code: str) -> str:
    body = _line_feeds(code).rstrip("\n")
    return "\n".join([*header, *([body] if body else [])]) + "\n"


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
