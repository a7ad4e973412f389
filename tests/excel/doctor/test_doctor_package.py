"""Files that are no whole package, and files made to do harm."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from mutations import LINKS, NOTES, ROOT, STYLES, TYPES
from rich_workbook import rich_workbook

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.doctor import examine
from exectrack_xl.excel.vba.compound import write_compound
from exectrack_xl.package import read_parts, write_parts

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"


def examined(folder: Path, data: bytes, name: str = "rich.xlsm") -> dict[str, str]:
    """Rule and message of what is found in these bytes as a file."""
    path = folder / name
    path.write_bytes(data)
    return {finding.rule: finding.message for finding in examine(path)}


def with_parts(**changed: bytes) -> bytes:
    return write_parts({**read_parts(rich_workbook()), **changed})


def related(part: str, kind: str, target: str, mode: str = "") -> bytes:
    """A part of relationships with one more."""
    link = f'<Relationship Id="rId77" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return read_parts(rich_workbook())[part].replace(b"</Relationships>", link.encode())


def typed(part: str, content_type: str) -> bytes:
    override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    return read_parts(rich_workbook())[TYPES].replace(b"</Types>", override.encode())


def repacked(**options: bytes) -> bytes:
    """The workbook's entries once more, with others appended by name."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in read_parts(rich_workbook()).items():
            archive.writestr(name, part)
        for name, part in options.items():
            archive.writestr(name, part)
    return target.getvalue()


def test_a_missing_file_is_a_fault_of_use(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="no file"):
        examine(tmp_path / "none.xlsx")
    with pytest.raises(WorkbookError, match="folder"):
        examine(tmp_path)


def test_what_is_no_workbook_is_one_finding(tmp_path: Path) -> None:
    for data in (b"no zip file", b"", rich_workbook()[:2000]):
        assert list(examined(tmp_path, data)) == ["file-unreadable"]


def test_a_file_that_lost_its_beginning_is_at_fault(tmp_path: Path) -> None:
    assert {"part-damaged", "content-types"} <= examined(tmp_path, rich_workbook()[5000:]).keys()


def test_an_encrypted_workbook_is_named_as_such(tmp_path: Path) -> None:
    envelope = write_compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 5000})
    assert list(examined(tmp_path, envelope)) == ["encrypted"]


def test_a_list_of_content_types_is_missed(tmp_path: Path) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    assert list(examined(tmp_path, target.getvalue())) == ["content-types"]


def test_a_part_that_stands_twice_is_found(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = repacked(**{STYLES: b"<styleSheet/>"})
    assert "part-twice" in examined(tmp_path, data)
    assert "part-twice" in examined(tmp_path, repacked(**{"XL/Styles.xml": b"<styleSheet/>"}))


def test_names_that_no_part_may_have_are_found(tmp_path: Path) -> None:
    assert "part-name" in examined(tmp_path, repacked(**{"xl/../../out.xml": b"<a/>"}))


def test_a_part_that_cannot_be_unpacked_is_found(tmp_path: Path) -> None:
    data = bytearray(rich_workbook())
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        start = archive.getinfo(STYLES).header_offset + 30 + len(STYLES)
    data[start + 20 : start + 60] = bytes(40)
    assert "part-damaged" in examined(tmp_path, bytes(data))


def test_a_part_packed_in_another_way_is_found(tmp_path: Path) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in read_parts(rich_workbook()).items():
            way = zipfile.ZIP_LZMA if name == STYLES else zipfile.ZIP_DEFLATED
            archive.writestr(name, part, compress_type=way)
    assert "part-packing" in examined(tmp_path, target.getvalue())


def test_a_file_that_unpacks_to_more_than_any_tracker_is_refused_unread(tmp_path: Path) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(520):
                part.write(bytes(2**20))
    assert "unpacks to more than" in examined(tmp_path, target.getvalue())["file-unreadable"]


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("NOBODY SHALL READ THIS", encoding="utf-8")
    laughing = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for declared in (f'<!ENTITY l0 "ha">{laughing}<!ENTITY a "&l11;">', f'<!ENTITY a SYSTEM "{secret.as_uri()}">'):
        cells = "<sheetData><row><c><v>&a;</v></c></row></sheetData>"
        sheet = f"<!DOCTYPE worksheet [{declared}]><worksheet>{cells}</worksheet>"
        found = examined(tmp_path, with_parts(**{NOTES: sheet.encode()}))
        assert "xml-doctype" in found
        assert "NOBODY" not in str(found)


def test_a_part_too_large_for_a_tree_is_left_unexamined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exectrack_xl.excel.doctor.parts.LARGEST_XML", 1000)
    monkeypatch.setattr("exectrack_xl.excel.doctor.checks.packaging.LARGEST_XML", 1000)
    assert "part-too-large" in examined(tmp_path, rich_workbook())


def test_macros_in_an_xlsx_and_a_wrong_ending_are_found(tmp_path: Path) -> None:
    assert "workbook-type" in examined(tmp_path, rich_workbook(), "rich.xlsx")
    assert "workbook-type" in examined(tmp_path, rich_workbook(), "rich.zip")
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = read_parts(rich_workbook())[TYPES].replace(
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", plain.encode()
    )
    assert list(examined(tmp_path, with_parts(**{TYPES: types}), "rich.xlsx")) == ["macros-in-xlsx"]


def test_other_workbooks_and_data_sources_are_named_and_not_followed(tmp_path: Path) -> None:
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    path = f'{RELATION}/externalLinkPath" Target="file:///nowhere/Costs.xlsx" TargetMode="External'
    rels = f'<Relationships xmlns="{PACKAGE_RELATION}"><Relationship Id="rId1" Type="{path}"/></Relationships>'
    parts = {
        LINKS: related(LINKS, f"{RELATION}/externalLink", "externalLinks/externalLink1.xml"),
        TYPES: typed(
            "xl/externalLinks/externalLink1.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
        ),
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels.encode(),
    }
    found = examined(tmp_path, with_parts(**parts))
    assert list(found) == ["external-link"]
    assert "file:///nowhere/Costs.xlsx" in found["external-link"]


def test_data_connections_are_named(tmp_path: Path) -> None:
    parts = {
        LINKS: related(LINKS, f"{RELATION}/connections", "connections.xml"),
        TYPES: typed(
            "xl/connections.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml"
        ),
        "xl/connections.xml": b'<connections><connection name="Warehouse"/></connections>',
    }
    assert "Warehouse" in examined(tmp_path, with_parts(**parts))["connection"]


def test_a_signed_workbook_is_named_as_such(tmp_path: Path) -> None:
    kind = f"{PACKAGE_RELATION}/digital-signature/origin"
    parts = {
        ROOT: related(ROOT, kind, "_xmlsignatures/origin.sigs"),
        TYPES: typed("_xmlsignatures/origin.sigs", "application/vnd.openxmlformats-package.digital-signature-origin"),
        "_xmlsignatures/origin.sigs": b"",
    }
    assert "signed" in examined(tmp_path, with_parts(**parts))


def test_signed_macros_are_named_as_such(tmp_path: Path) -> None:
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature"
    link = f'<Relationship Id="rId1" Type="{kind}" Target="s.bin"/>'
    rels = f'<Relationships xmlns="{PACKAGE_RELATION}">{link}</Relationships>'
    parts = {"xl/_rels/vbaProject.bin.rels": rels.encode(), "xl/s.bin": b"signature"}
    assert "macros" in examined(tmp_path, with_parts(**parts))["signed"]
