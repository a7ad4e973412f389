"""The names in a workbook against those of today: which version it is of, and former names read under the new ones.

Depends on: errors, schema, excel.locating, excel.metadata.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.excel.locating import Block, Home
from exectrack_xl.excel.metadata import Metadata
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.cells import header_key
from exectrack_xl.schema.versions import CURRENT, NAME, Former

_OURS = ("status_line", "setting_status_date")  # names that every tracker we made defines
_LISTED = 6  # sheets named in a sentence


def version_of(metadata: Metadata) -> int | None:
    """The version of the schema that a workbook was made by; None where it is not one that we made.

    Workbooks of the first version bear no number.
    """
    stated = metadata.names.get(NAME, "").strip()
    if stated.isdecimal():
        return int(stated)
    return 1 if any(name in metadata.names for name in _OURS) else None


def age(metadata: Metadata, homes: Mapping[str, Home]) -> list[Finding]:
    """One sentence where a workbook is of an older version and lacks sheets of today, or is of a newer one."""
    version = version_of(metadata)
    if version is None or version == CURRENT:
        return []
    if version > CURRENT:
        said = f"this workbook is of version {version} of the tracker, and this program knows {CURRENT}; what is new in it is not read."  # noqa: E501
        return [Finding("Settings", "", "", said, "Update exectrack-xl.", "version-newer", Severity.WARNING)]
    lacks = [sheet.title for sheet in SHEETS.values() if sheet.name not in homes]
    if not lacks:
        return []
    more = f" and {len(lacks) - _LISTED} more" if len(lacks) > _LISTED else ""
    said = f"this workbook is of version {version} of the tracker, {CURRENT} is the present one; it lacks {', '.join(lacks[:_LISTED])}{more}."  # noqa: E501
    return [Finding("Settings", "", "", said, "'exectrack upgrade' makes a copy of the present version.",
                    "version-older", Severity.NOTE)]  # fmt: skip


def under_todays_names(home: Home, block: Block, names: Former) -> Block:
    """The cells of a table with the headers and choices of today in the place of former ones, and a note of each."""
    title = home.sheet.title
    if not block.cells or not (names.columns.get(title) or names.choices.get(title)):
        return block
    headers, renamed = todays_headers(block.cells[0], names.columns.get(title, {}))
    notes = [
        Finding(title, "", new, f"column '{old}' is read as '{new}', as it is called today.",
                "'exectrack upgrade' makes a copy with the names of today.", "column-renamed", Severity.NOTE)
        for old, new in renamed.items()
    ]  # fmt: skip
    rows = with_todays_choices([headers, *block.cells[1:]], names.choices.get(title, {}))
    return replace(block, cells=rows, findings=(*block.findings, *notes))


def todays_headers(headers: Sequence[Any], renamed: Mapping[str, str]) -> tuple[list[Any], dict[str, str]]:
    """Headers under the names of today, and which were changed; a former name stays where the new one is there, too.

    >>> todays_headers(["Id", "State", "Owner"], {"State": "Status"})
    (['Id', 'Status', 'Owner'], {'State': 'Status'})
    """
    new_names = {header_key(old): new for old, new in renamed.items()}
    present = {header_key(header) for header in headers}
    found, changed = list(headers), {}
    for at, header in enumerate(headers):
        new = new_names.get(header_key(header))
        if new is not None and header_key(new) not in present:
            found[at] = new
            present.add(header_key(new))
            changed[str(header)] = new
    return found, changed


def with_todays_choices(
    rows: Sequence[Sequence[Any]], choices: Mapping[str, Mapping[str, str]]
) -> Sequence[Sequence[Any]]:
    """Rows, headers first, with the choices of today in the place of former ones."""
    places = {header_key(header): at for at, header in enumerate(rows[0])}
    known = {places[header_key(header)]: {header_key(old): new for old, new in words.items()}
             for header, words in choices.items() if header_key(header) in places}  # fmt: skip
    if not known:
        return rows
    changed: list[Sequence[Any]] = [rows[0]]
    for row in rows[1:]:
        line = list(row)
        for at, words in known.items():
            if at < len(line) and isinstance(line[at], str):
                line[at] = words.get(header_key(line[at]), line[at])
        changed.append(line)
    return changed
