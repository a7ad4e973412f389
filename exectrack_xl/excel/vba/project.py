"""A whole VBA project: modules to `vbaProject.bin`, and the modules of any such file, Excel's own included.

Depends on: errors, excel.vba.compound, excel.vba.compress, excel.vba.module, excel.vba.streams.
"""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Iterator, Sequence
from struct import unpack_from

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.vba.compound import read_compound, write_compound
from exectrack_xl.excel.vba.compress import compress, decompress
from exectrack_xl.excel.vba.module import CODE_PAGE, Kind, Module
from exectrack_xl.excel.vba.streams import NOTHING_COMPILED, directory, project_names, project_text

_MAC_ROMAN = 10000  # a code page that Python knows under a name of its own


def vba_project(modules: Sequence[Module]) -> bytes:
    """The `vbaProject.bin` of these modules; the same modules in the same order give the same bytes.

    Document modules must be named as the workbook's and sheets' code names, or Excel drops their text.
    Raises WorkbookError for a name used twice (case does not count), a character that VBA cannot store,
    a form, or text that cannot be compressed.
    """
    _check(modules)
    return write_compound(
        {
            "PROJECT": project_text(modules),
            "PROJECTwm": project_names(modules),
            "VBA/_VBA_PROJECT": NOTHING_COMPILED,
            "VBA/dir": compress(directory(modules)),
            **{f"VBA/{module.name}": _compressed(module) for module in modules},
        }
    )


def read_modules(data: bytes) -> tuple[Module, ...]:
    """The modules of a `vbaProject.bin`, in the order the project lists them, with text as the editor keeps it.

    Reads what Excel saved as well as what we wrote. Raises WorkbookError when the file is damaged.
    """
    streams = {path.upper(): content for path, content in read_compound(data).items()}
    try:
        records = list(_records(decompress(streams["VBA/DIR"])))
        encoding = _encoding(next(int.from_bytes(value, "little") for key, value in records if key == 0x03))
        kinds = _kinds(streams["PROJECT"].decode(encoding, "replace"))
        return tuple(
            Module(name, _text(streams[f"VBA/{stream}".upper()][offset:], encoding), kinds.get(name, Kind.CLASS))
            for name, stream, offset in _listed(records, encoding)
        )
    except (KeyError, StopIteration, struct.error) as fault:
        raise WorkbookError("The macros in this workbook are damaged: the project's own list is wrong.") from fault


def _check(modules: Sequence[Module]) -> None:
    names = [module.name.casefold() for module in modules]
    for module in modules:
        if names.count(module.name.casefold()) > 1:
            raise WorkbookError(f"There are two VBA modules named '{module.name}'. Rename one of them.")
        if module.kind is Kind.FORM:
            raise WorkbookError(f"The form '{module.name}' cannot be written: only modules and classes can.")
        try:
            module.name.encode(f"cp{CODE_PAGE}")
        except UnicodeEncodeError as fault:
            raise WorkbookError(f"VBA cannot store the module name '{module.name}'. Use Latin letters.") from fault


def _compressed(module: Module) -> bytes:
    try:
        return compress(module.encoded())
    except WorkbookError as fault:
        raise WorkbookError(f"VBA module {module.name}: {fault}") from fault


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a `dir` stream: identifier, size, data; the version's size leaves out two bytes."""
    place = 0
    while place + 6 <= len(stream):
        identifier, size = unpack_from("<HI", stream, place)
        size += 2 if identifier == 0x09 else 0
        yield identifier, stream[place + 6 : place + 6 + size]
        place += 6 + size


def _listed(records: list[tuple[int, bytes]], encoding: str) -> Iterator[tuple[str, str, int]]:
    """Name, stream name and the text's offset in its stream, for each module."""
    name = stream = ""
    for identifier, value in records:
        if identifier == 0x19:
            name = value.decode(encoding)
        elif identifier == 0x1A:
            stream = value.decode(encoding)
        elif identifier == 0x31:
            yield name, stream, int.from_bytes(value, "little")


def _kinds(project: str) -> dict[str, Kind]:
    words = "|".join(Kind)
    return {name: Kind(word) for word, name in re.findall(rf"^({words})=([^/\r\n]+)", project, re.MULTILINE)}


def _text(stream: bytes, encoding: str) -> str:
    return decompress(stream).decode(encoding, "replace").replace("\r\n", "\n")


def _encoding(code_page: int) -> str:
    name = "mac_roman" if code_page == _MAC_ROMAN else f"cp{code_page}"
    try:
        return codecs.lookup(name).name
    except LookupError as fault:
        raise WorkbookError(f"The macros are written in code page {code_page}, which cannot be read here.") from fault
