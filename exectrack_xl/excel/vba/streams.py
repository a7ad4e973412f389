"""The four streams that describe a project: `dir` for the machine, PROJECT, PROJECTwm and _VBA_PROJECT beside it.

Source: MS-OVBA 2.3. There is no compiled code: `_VBA_PROJECT` says so, and Excel compiles on opening.
Depends on: excel.vba.encrypt, excel.vba.module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack

from exectrack_xl.excel.vba.encrypt import encrypt
from exectrack_xl.excel.vba.module import CODE_PAGE, Kind, Module

PROJECT_NAME = "VBAProject"
PROJECT_ID = "{6D1B7C0E-2A51-4E43-9C55-3B0F6B6A7E01}"  # fixed: the same modules give the same bytes
NOTHING_COMPILED = bytes.fromhex("CC61FFFF000000")  # the content of _VBA_PROJECT: version FFFF, no cache
_ENGLISH = 0x0409
_COOKIE = 0xFFFF  # "ignored on reading"


@dataclass(frozen=True)
class Reference:
    """A type library that the project's text uses."""

    name: str
    library: str  # registered identifier, version and usual place; Windows finds it by the identifier


REFERENCES = (
    Reference(
        "stdole",
        "*\\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\\Windows\\System32\\stdole2.tlb#OLE Automation",
    ),
    Reference(  # IRibbonControl lives here
        "Office",
        "*\\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\\Program Files\\Common Files\\Microsoft Shared"
        "\\OFFICE16\\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


def directory(modules: Sequence[Module], references: Sequence[Reference] = REFERENCES) -> bytes:
    """The `dir` stream, before compression: project information, references, then every module."""
    return (
        _information()
        + b"".join(map(_reference, references))
        + _record(0x0F, pack("<H", len(modules)))
        + _record(0x13, pack("<H", _COOKIE))
        + b"".join(map(_module, modules))
        + _record(0x10, b"")
    )


def project_text(modules: Sequence[Module]) -> bytes:
    """The PROJECT stream: what is in the project, as lines of text."""
    lines = [
        f'ID="{PROJECT_ID}"',
        *(f"{module.kind}={module.name}{_document_suffix(module)}" for module in modules),
        f'Name="{PROJECT_NAME}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypt(bytes(4), PROJECT_ID)}"',  # not protected
        f'DPB="{encrypt(bytes(1), PROJECT_ID)}"',  # no password
        f'GC="{encrypt(bytes([0xFF]), PROJECT_ID)}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),  # every editor window closed
    ]
    return _encoded("\r\n".join(lines) + "\r\n")


def project_names(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream: each module's name in the code page and in Unicode."""
    names = (_encoded(module.name) + b"\0" + _wide(module.name) + b"\0\0" for module in modules)
    return b"".join(names) + b"\0\0"


def _information() -> bytes:
    return (
        _record(0x01, pack("<I", 3))  # 64-bit Windows; Excel reads it anywhere
        + _record(0x02, pack("<I", _ENGLISH))
        + _record(0x14, pack("<I", _ENGLISH))
        + _record(0x03, pack("<H", CODE_PAGE))
        + _record(0x04, _encoded(PROJECT_NAME))
        + _twice(0x05, 0x40, "")  # description
        + _record(0x06, b"")  # help file
        + _record(0x3D, b"")
        + _record(0x07, pack("<I", 0))  # help context
        + _record(0x08, pack("<I", 0))  # library flags
        + pack("<HIIH", 0x09, 4, 0x5F5E1001, 1)  # version; its size field leaves out the minor version
        + _twice(0x0C, 0x3C, "")  # compilation constants
    )


def _reference(reference: Reference) -> bytes:
    library = _encoded(reference.library)
    registered = pack("<I", len(library)) + library + bytes(6)
    return _twice(0x16, 0x3E, reference.name) + _record(0x0D, registered)


def _module(module: Module) -> bytes:
    return (
        _twice(0x19, 0x47, module.name)
        + _twice(0x1A, 0x32, module.name)  # its stream bears the same name
        + _twice(0x1C, 0x48, "")  # description
        + _record(0x31, pack("<I", 0))  # where the text begins: at once, for no compiled code precedes it
        + _record(0x1E, pack("<I", 0))  # help context
        + _record(0x2C, pack("<H", _COOKIE))
        + _record(0x21 if module.kind is Kind.STANDARD else 0x22, b"")
        + _record(0x2B, b"")
    )


def _document_suffix(module: Module) -> str:
    return "/&H00000000" if module.kind is Kind.DOCUMENT else ""


def _record(identifier: int, data: bytes) -> bytes:
    return pack("<HI", identifier, len(data)) + data


def _twice(identifier: int, wide_identifier: int, text: str) -> bytes:
    return _record(identifier, _encoded(text)) + _record(wide_identifier, _wide(text))


def _encoded(text: str) -> bytes:
    return text.encode(f"cp{CODE_PAGE}")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
