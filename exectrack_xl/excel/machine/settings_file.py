"""The settings files of xlwings (`xlwings.conf`), as the macros in a workbook read them: "KEY","value", one a line.

The macros read field after field with VBA's Input #: one field too many shifts all that follow, and the letters are
the system's. Depends on: nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class SettingsFile:
    """One settings file: its pairs in order, and what the macros cannot read of it."""

    path: Path
    pairs: tuple[tuple[str, str], ...] = ()
    shifted: tuple[int, ...] = ()  # lines, counted from 1, that do not hold two fields
    has_other_letters: bool = False  # saved as UTF-8 where the system's letters differ

    def value(self, key: str) -> str:
        """The value of a key, of several lines the first; "" where there is none."""
        return next((value for name, value in self.pairs if name.upper() == key.upper()), "")

    def with_value(self, key: str, value: str) -> tuple[tuple[str, str], ...]:
        """The pairs with this value for the key; every other one stays."""
        return (*(pair for pair in self.pairs if pair[0].upper() != key.upper()), (key, value))


def read_settings(path: Path, encoding: str) -> SettingsFile:
    """The settings in a file; a file that is missing or may not be read holds none."""
    try:
        data = path.read_bytes()
    except OSError:
        return SettingsFile(path)
    text, other = _text(data, encoding)
    pairs, shifted = [], []
    for number, line in enumerate(text.splitlines(), 1):
        fields = next(csv.reader([line], skipinitialspace=True), [])
        if len(fields) == 2:
            pairs.append((fields[0].strip(), fields[1].strip()))
        elif line.strip():
            shifted.append(number)
    return SettingsFile(path, tuple(pairs), tuple(shifted), other)


def settings_bytes(pairs: Iterable[tuple[str, str]], encoding: str) -> bytes:
    """The content of a settings file.

    Raises:
        UnicodeEncodeError: a value has a letter that the system's letters lack.
    """
    return "".join(f'"{key}","{value}"\n' for key, value in pairs).encode(encoding)


def _text(data: bytes, encoding: str) -> tuple[str, bool]:
    """The text as a person wrote it, and whether the macros read another one."""
    marked = data.startswith(_UTF8_MARK)
    try:
        meant = data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace"), False
    return meant, marked or data.decode(encoding, errors="replace") != meant
