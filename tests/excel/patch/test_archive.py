"""Zip files in which parts are exchanged: all else stays the bytes it was."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.excel.patch.archive import exchange

NAMES = st.sampled_from(["xl/a.xml", "xl/b.xml", "media/c.png", "Größe.xml", "d"])
PARTS = st.dictionaries(NAMES, st.binary(max_size=300), min_size=1)
CHANGES = st.dictionaries(NAMES | st.just("xl/new.xml"), st.none() | st.binary(max_size=300))


class Pipe(BytesIO):
    """A stream that cannot be rewound: a zip written to it puts sizes behind each part."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError


def zipped(parts: dict[str, bytes], *, method: int, piped: bool, large: bool) -> bytes:
    target = Pipe() if piped else BytesIO()
    with ZipFile(target, "w", method) as archive:
        archive.comment = b"made by a test"
        for name, part in parts.items():
            with archive.open(ZipInfo(name, (2026, 10, 16, 9, 30, 0)), "w", force_zip64=large) as entry:
                entry.write(part)
    return target.getvalue()


def raw(data: bytes, name: str) -> bytes:
    """The packed bytes of a part."""
    with ZipFile(BytesIO(data)) as archive:
        entry = archive.getinfo(name)
    start = entry.header_offset + 30 + sum(struct.unpack_from("<2H", data, entry.header_offset + 26))
    return data[start : start + entry.compress_size]


@given(
    parts=PARTS, changes=CHANGES, method=st.sampled_from([ZIP_STORED, ZIP_DEFLATED]),
    piped=st.booleans(), large=st.booleans(), before=st.binary(max_size=20),
)  # fmt: skip
def test_other_parts_keep_their_packed_bytes_their_order_and_their_dates(
    parts: dict[str, bytes], changes: dict[str, bytes | None], method: int, piped: bool, large: bool, before: bytes
) -> None:
    data = zipped(parts, method=method, piped=piped, large=large)
    data = data if b"PK" in before else before + data  # self-extracting files have something before the zip
    with ZipFile(BytesIO(data)) as archive:
        new = exchange(data, archive, changes)
    expected = {name: part for name, part in {**parts, **changes}.items() if part is not None}
    with ZipFile(BytesIO(new)) as archive:
        assert archive.testzip() is None
        assert archive.comment == b"made by a test"
        assert {name: archive.read(name) for name in archive.namelist()} == expected
        assert [name for name in archive.namelist() if name in parts] == [n for n in parts if n in expected]
        kept = [name for name in archive.namelist() if name not in changes]
        assert all(archive.getinfo(name).date_time == (2026, 10, 16, 9, 30, 0) for name in kept)
    assert all(raw(new, name) == raw(data, name) for name in kept)
    assert new == (exchange(new, ZipFile(BytesIO(new)), {}))
