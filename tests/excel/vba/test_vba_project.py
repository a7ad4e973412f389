"""Macros are written so that independent readers find exactly what we put in, and Excel's own can be read."""

from __future__ import annotations

import random
import string
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import olefile
import pytest
import xlwings
from hypothesis import given, settings
from hypothesis import strategies as st
from independent import decompressed, extracted

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.vba import Kind, Module, document, exported_class, read_modules, standard, vba_project
from exectrack_xl.excel.vba.compound import read_compound, write_compound
from exectrack_xl.excel.vba.compress import compress, decompress
from exectrack_xl.excel.vba.encrypt import decrypt, encrypt
from exectrack_xl.excel.vba.module import WORKBOOK_CLASS

XLWINGS = Path(xlwings.__file__).parent
WORDS = ("Sub ", "Function ", "End ", "If ", "Then ", "ThisWorkbook", "Range", '"', "(", ")", " = ", "\r\n", "\t", "é")
BOUNDARIES = [0, 1, 2, 3, 15, 16, 17, 18, 32, 33, 4094, 4095, 4096, 4097, 4098, 8191, 8192, 8193]

vba_text = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(string.ascii_letters + " ", max_size=12)), max_size=600
).map("".join)
code = vba_text.map(lambda text: text.replace("\r\n", "\n").replace("\t", " ").strip() or "Option Explicit")
names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,30}", fullmatch=True).filter(
    lambda name: name.upper() not in ("DIR", "_VBA_PROJECT")
)
modules = st.lists(
    st.builds(lambda make, name, text: make(name, text), st.sampled_from([standard, document]), names, code),
    min_size=1,
    max_size=8,
    unique_by=lambda module: module.name.casefold(),
)


@given(vba_text)
def test_an_independent_reader_decompresses_what_we_compress(text: str) -> None:
    data = text.encode("cp1252")
    assert decompressed(compress(data)) == data == decompress(compress(data))


@pytest.mark.parametrize("size", BOUNDARIES)
@pytest.mark.parametrize("pattern", [b"a", b"ab", b"Dim x As Long\r\n", bytes(range(97, 123)) * 3 + b"\r\n"])
def test_compression_holds_at_every_boundary(size: int, pattern: bytes) -> None:
    data = (pattern * (size // len(pattern) + 1))[:size]
    assert decompressed(compress(data)) == data == decompress(compress(data))


@given(st.binary(max_size=9000))
def test_what_cannot_be_compressed_is_refused_rather_than_stored_raw(data: bytes) -> None:
    with suppress(WorkbookError):
        assert decompress(compress(data)) == data
    with pytest.raises(WorkbookError, match="too little repetition"):
        compress(random.Random(data).randbytes(4096))


@given(st.binary(min_size=1, max_size=60))
def test_torn_streams_end_in_a_sentence(data: bytes) -> None:
    for stream in (b"\x01" + data, data, compress(b"Option Explicit\r\n" * 9)[: len(data)]):
        with suppress(WorkbookError):
            decompress(stream)


@given(st.integers(0, 255), st.binary(max_size=9))
def test_encryption_is_undone_for_every_seed(seed: int, data: bytes) -> None:
    assert decrypt(encrypt(data, "{6D1B7C0E-2A51-4E43-9C55-3B0F6B6A7E01}", seed=seed)) == data


def test_protection_values_that_excel_wrote_are_understood() -> None:
    assert decrypt("8D8FA61394EA98EA98EA98EA98") == bytes(4)  # CMG: not protected
    assert decrypt("8D8FA61394EF95EF95EF") == bytes(1)  # DPB: no password
    assert decrypt("8D8FA61394EF95EF9510") == b"\xff"  # GC: visible


@settings(max_examples=30)
@given(st.dictionaries(names.map(lambda name: f"VBA/{name}"), st.binary(max_size=5000), max_size=20))
def test_streams_come_back_from_a_compound_file(streams: dict[str, bytes]) -> None:
    streams = {name: streams[name] for name in {path.upper(): path for path in streams}.values()}
    streams = {"PROJECT": b"ID", "VBA/dir": b"x" * 4096, **streams}
    data = write_compound(streams)
    assert read_compound(data) == streams
    with olefile.OleFileIO(BytesIO(data), raise_defects=olefile.DEFECT_UNSURE) as ole:
        assert ole.parsing_issues == []
        assert {"/".join(path): ole.openstream(path).read() for path in ole.listdir()} == streams


def test_a_compound_file_of_many_sectors_needs_several_tables() -> None:
    streams = {"VBA/dir": b"abc" * 50_000, "VBA/Tracker": b"x", "PROJECT": b"y" * 4095}
    data = write_compound(streams)
    assert read_compound(data) == streams
    with olefile.OleFileIO(BytesIO(data), raise_defects=olefile.DEFECT_UNSURE) as ole:
        assert ole.openstream("VBA/dir").read() == streams["VBA/dir"]


@given(st.data())
def test_a_torn_compound_file_ends_in_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(vba_project([standard("Tracker", "Option Explicit")]))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    torn = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    with suppress(WorkbookError):
        read_modules(torn)


@settings(max_examples=40, deadline=None)
@given(modules)
def test_olevba_extracts_exactly_our_text(given_modules: list[Module]) -> None:
    project = vba_project(given_modules)
    with olefile.OleFileIO(BytesIO(project), raise_defects=olefile.DEFECT_UNSURE) as ole:
        assert ole.parsing_issues == []
        for module in given_modules:
            assert decompressed(ole.openstream(f"VBA/{module.name}").read()) == module.encoded()
    seen = extracted(project)
    assert set(seen) == {module.name for module in given_modules}
    for module in given_modules:  # olevba keeps the attribute lines out of sight
        assert module.code.replace("\n", "\r\n").strip() in seen[module.name]


@settings(max_examples=30)
@given(modules)
def test_modules_come_back_as_they_were_written(given_modules: list[Module]) -> None:
    assert list(read_modules(vba_project(given_modules))) == given_modules
    assert vba_project(given_modules) == vba_project(list(given_modules))


@pytest.mark.parametrize("name", ["quickstart.xlsm", "quickstart_standalone.xlsm", "addin/xlwings.xlam"])
def test_projects_that_excel_saved_can_be_read(name: str) -> None:
    with ZipFile(XLWINGS / name) as workbook:
        project = workbook.read("xl/vbaProject.bin")
    ours = {module.name: module for module in read_modules(project)}
    theirs = extracted(project)
    assert set(ours) == set(theirs)
    for name, text in theirs.items():
        visible = [line for line in ours[name].text.split("\n") if not line.startswith("Attribute VB_")]
        assert [line for line in text.splitlines() if not line.startswith("Attribute VB_")] == "\n".join(
            visible
        ).splitlines()
    assert ours["ThisWorkbook"].kind is Kind.DOCUMENT
    assert f'VB_Base = "{WORKBOOK_CLASS}"' in ours["ThisWorkbook"].text


def test_an_exported_class_gets_the_header_that_excel_gives_it() -> None:
    ours = exported_class((XLWINGS / "addin" / "Dictionary.cls").read_bytes().decode("cp1252"))
    with ZipFile(XLWINGS / "quickstart_standalone.xlsm") as workbook:
        excels = {module.name: module for module in read_modules(workbook.read("xl/vbaProject.bin"))}["Dictionary"]
    assert (ours.name, ours.kind) == ("Dictionary", Kind.CLASS)
    assert ours.text.split("\n")[:9] == excels.text.split("\n")[:9]
    assert ours.code.casefold() == excels.code.casefold()  # the editor changes the case of names as it likes


def test_a_name_used_twice_is_named() -> None:
    with pytest.raises(WorkbookError, match="two VBA modules named 'tracker'"):
        vba_project([standard("tracker", ""), standard("Tracker", "")])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("M" * 32, "longer than 31 characters"),
        ("2ndModule", "cannot name a VBA module"),
        ("My module", "cannot name a VBA module"),
        ("", "cannot name a VBA module"),
        ("Δοκιμή", "cannot store the module name"),
    ],
)
def test_a_name_that_vba_refuses_is_refused_with_the_reason(name: str, sentence: str) -> None:
    with pytest.raises(WorkbookError, match=sentence):
        vba_project([standard(name, "")])


def test_a_character_that_vba_cannot_store_is_shown_with_its_line() -> None:
    text = 'Option Explicit\nConst Rule = "EV − PV"'
    with pytest.raises(WorkbookError, match=r"Tracker, line 3: VBA cannot store '−'\. Write ChrW\(8722\)"):
        vba_project([standard("Tracker", text)])


def test_a_form_is_refused() -> None:
    with pytest.raises(WorkbookError, match="form 'Dialogue' cannot be written"):
        vba_project([Module("Dialogue", "", Kind.FORM)])


def test_a_class_without_a_name_is_refused() -> None:
    with pytest.raises(WorkbookError, match="no exported VBA class"):
        exported_class("Option Explicit")


def test_what_is_no_project_is_refused() -> None:
    with pytest.raises(WorkbookError, match="not a compound file"):
        read_modules(b"PK\x03\x04")
