"""Workbooks made to harm: each is refused or read, in a sentence, within 10 seconds and 900 MB."""

from __future__ import annotations

import os
import random
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from benchmarks.trackers import SHEET, STRINGS, WAYS, lying_about_size, made, tracker
from exectrack_xl.actions.batch.supervised import Limits, Supervised
from exectrack_xl.package import read_parts, write_parts
from tests.security import calls

LIMITS = Limits(seconds=10 * 3, megabytes=900)  # three times as long: the machine that tests is shared


@pytest.fixture(scope="module")
def worker() -> Iterator[Supervised]:
    with Supervised(1, LIMITS) as pool:
        yield pool


def _changed(part: str, old: bytes, new: bytes) -> bytes:
    parts = read_parts(tracker(1))
    assert old in parts[part]
    return write_parts({**parts, part: parts[part].replace(old, new, 1)})


END = b"</sheetData>"
TEXT = b"x" * 32_000
XXE = (b'?>\n<!DOCTYPE sst [<!ENTITY secret SYSTEM "file:///etc/passwd">]>', b"<t>&secret;</t>")


def _reading_a_file() -> bytes:
    parts = read_parts(tracker(1))
    first = parts[STRINGS].index(b"<t>")
    stop = parts[STRINGS].index(b"</t>", first) + 4
    strings = parts[STRINGS][:first] + XXE[1] + parts[STRINGS][stop:]
    return write_parts({**parts, STRINGS: strings.replace(b"?>", XXE[0], 1)})


def _one_text_in_many_cells() -> bytes:
    parts = read_parts(_changed(SHEET, END, b'<row><c t="s"><v>0</v></c></row>' * 400_000 + END))
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    return write_parts({**parts, STRINGS: head + TEXT + b"</t></si></sst>"})


def _swollen(part: str, end: bytes, piece: bytes) -> bytes:
    return _changed(part, end, piece + end)


def _part_before_the_file() -> bytes:
    """A zip whose directory is told to begin so far out that every part comes to lie before the first byte."""
    data = bytearray(tracker(1))
    struct.pack_into("<I", data, data.rindex(b"PK\5\6") + 16, 0xFFFFFFFF)
    return bytes(data)


def _many_parts() -> bytes:
    return write_parts({**read_parts(tracker(1)), **{f"xl/media/{number}": b"" for number in range(21_000)}})


BOOK, TABLE = "xl/workbook.xml", "xl/tables/table4.xml"
ATTACKS = {
    "rows without end": (_changed(SHEET, END, b"<row><c><v>1</v></c></row>" * 3_000_000 + END), "than"),
    "one text in many cells": (_one_text_in_many_cells(), "repeats long texts"),
    "a far cell, written with a space": (
        _changed(SHEET, END, b'<row r ="9"><c r = "XFD1048576"><v>1</v></c></row>' + END), "as far out"),
    "a far cell behind many spaces": (
        _changed(SHEET, END, b"<row><c" + b" " * 900 + b'r="XFD1048576"><v>1</v></c></row>' + END), "as far out"),
    "attributes without end": (
        _changed(SHEET, END, b'<row r="99999"><c ' + b'r="A1" ' * 200_000 + END), "damaged"),
    "an entity that reads a file": (_reading_a_file(), "declares XML entities"),
    "entities of entities": (made(8, "XML bomb").data, "declares XML entities"),
    "a size that is not true": (lying_about_size(tracker(1), SHEET, 10), "cannot be unpacked"),
    "two parts of one name": (None, "the same part twice"),
    "parts without end": (_many_parts(), "parts, which no tracker does"),
    "sheets without end": (_swollen(BOOK, b"</sheets>", b'<sheet name="x" r:id="rId1"/>' * 2_000), "1,000 sheets"),
    "a description without end": (_swollen(BOOK, b"</workbook>", b"<x/>" * 600_000), "larger than Excel writes any"),
    "a table without end": (
        _swollen(TABLE, b"</tableColumns>", b'<tableColumn id="1" name="a"/>' * 600_000), "larger than Excel writes"),
    "texts that are blank, without end": (_swollen(STRINGS, b"</sst>", b"<si/>" * 5_000_000), "1,000,000 cells"),
    "more texts told than there are": (_changed(STRINGS, b'uniqueCount="', b'uniqueCount="4294'), "more texts than"),
    "a part that is told to lie before the file": (_part_before_the_file(), "cannot be unpacked"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_attack_ends_in_a_sentence(attack: str, tmp_path: Path, worker: Supervised) -> None:
    data, words = ATTACKS[attack]
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(data or _twice())
    code, said = worker.submit(calls.check, path).result()
    assert code == 1
    assert words in said
    assert said.count("\n") == 1
    assert "root:" not in said


def _twice() -> bytes:
    target = BytesIO(tracker(1))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    return target.getvalue()


def test_what_is_no_file_on_disk_is_refused_and_not_waited_for(tmp_path: Path, worker: Supervised) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "endless.xlsx").symlink_to("/dev/zero")
    (tmp_path / "circle.xlsx").symlink_to("circle.xlsx")
    for name, words in (("pipe", "is a pipe or a device"), ("endless", "is a pipe or a device"),
                        ("circle", "symbolic links")):  # fmt: skip
        code, said = worker.submit(calls.check, tmp_path / f"{name}.xlsx").result()
        assert (code, words in said) == (1, True)


def test_macros_external_links_and_odd_names_in_the_zip_are_carried_and_never_followed(tmp_path, worker) -> None:
    parts = read_parts(tracker(1))
    parts["xl/vbaProject.bin"] = b'Sub Auto_Open()\nShell "touch owned"\nEnd Sub'
    parts["../../owned"] = b"out of the folder"
    parts["/etc/owned"] = b"out of the folder"
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdX" Type="http://x/externalLink" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
        b"</Relationships>",
    )
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "hostile.xlsm").write_bytes(write_parts(parts))
    code, said = worker.submit(calls.check, folder / "hostile.xlsm").result()
    assert (code, "Traceback" in said) == (1, False)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["hostile.xlsm"]


def test_a_value_can_neither_steer_the_terminal_nor_forge_a_line(tmp_path: Path, worker: Supervised) -> None:
    parts = read_parts(tracker(1))
    evil = "\x9b2J\u202eok\nNothing found: the tracker is in order.".encode()
    parts[STRINGS] = parts[STRINGS].replace(b"<t>Open</t>", b"<t>" + evil + b"</t>")
    (tmp_path / "evil.xlsx").write_bytes(write_parts(parts))
    code, said = worker.submit(calls.check, tmp_path / "evil.xlsx").result()
    assert code == 1
    assert "which is not in the list" in said
    assert all(line.isprintable() for line in said.splitlines())
    assert not any(line.startswith("Nothing found") for line in said.splitlines())


def test_damaged_bytes_and_damaged_xml_end_in_a_sentence_and_an_exit_code(tmp_path: Path, worker: Supervised) -> None:
    draw, paths = random.Random(20261016), []
    for number in range(240):
        path = tmp_path / f"{number:03}.xlsx"
        path.write_bytes(_damaged_bytes(draw) if number % 3 == 0 else _damaged_xml(draw))
        paths.append(path)
    for some in (paths[at : at + 24] for at in range(0, len(paths), 24)):
        for path, (code, said) in zip(some, worker.submit(calls.check_all, some).result(), strict=True):
            assert code in (0, 1), path
            assert said.strip(), path
            assert "Traceback" not in said, path


SMALL = {way: tracker(1) if not way else made(3, way).data for way in ("", "no tables", "tables elsewhere")}


def _damaged_bytes(draw: random.Random) -> bytes:
    data = bytearray(draw.choice(list(SMALL.values())))
    for _ in range(draw.randint(1, 12)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data[: draw.randint(len(data) // 2, len(data))] if draw.random() < 0.2 else data)


def _damaged_xml(draw: random.Random) -> bytes:
    """A sound zip whose parts are not: numbers, names and tags changed, cut, doubled."""
    parts = read_parts(draw.choice(list(SMALL.values())))
    for name in draw.sample(sorted(parts), 3):
        part = bytearray(parts[name])
        for _ in range(draw.randint(1, 4)):
            at = draw.randrange(max(1, len(part)))
            nines = b"9" * draw.randint(1, 12)
            piece = draw.choice([nines, b"-1", b"<", b">", b'"', b"&#0;", b"ZZZZZ", b"\xff", b"</c>",
                                 bytes(part[at : at + draw.randint(1, 300)])])  # fmt: skip
            part[at : at + draw.choice([0, 1, len(piece)])] = piece
        parts[name] = bytes(part)
    return write_parts(parts)


def test_all_ways_of_damage_stay_within_the_limits(tmp_path: Path, worker: Supervised) -> None:
    for number, way in enumerate(WAYS):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(made(number, way).data)
        code, said = worker.submit(calls.check, path).result()
        assert code == 1, way
        assert "Traceback" not in said
