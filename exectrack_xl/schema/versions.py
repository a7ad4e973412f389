"""The versions of the schema, and what each of them calls otherwise than the one before.

A workbook bears the number of the version that it was made by. What was renamed since is read under its former name,
and `upgrade` moves the workbook to the names of today. Depends on: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Version:
    """One version: what it brought, and its new names. All mappings go from the former name to the new one."""

    number: int
    brought: str
    sheets: Mapping[str, str] = field(default_factory=dict)  # titles
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by new title: headers
    choices: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)  # by new title and header
    pages: tuple[str, ...] = ()  # titles of generated sheets that it has no longer


VERSIONS: tuple[Version, ...] = (
    Version(1, "Roadmap, issues, risks, changes, costs and history; workbooks bear no number yet."),
    Version(2, "Goals, benefits, people, communication, change control and improvement; workbooks bear this number."),
)
CURRENT = VERSIONS[-1].number
NAME = "schema_version"  # of the defined name that holds the number in a workbook


@dataclass(frozen=True)
class Former:
    """The former names of sheets, columns and choices, each with the name of today; a setting is a choice, too."""

    sheets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    pages: frozenset[str] = frozenset()


def former(versions: Sequence[Version] = VERSIONS) -> Former:
    """All that was ever called otherwise, under the names of the last of these versions.

    A name that was changed twice leads to the last one.

    >>> steps = (Version(1, ""), Version(2, "", {"Dangers": "Threats"}), Version(3, "", {"Threats": "Risks"}))
    >>> former(steps).sheets
    {'Dangers': 'Risks', 'Threats': 'Risks'}
    """
    found = Former()
    for version in versions:
        found = _after(found, version)
    return found


def _after(before: Former, version: Version) -> Former:
    """What was former before a version, under its names, and what it made former itself."""

    def title(old: str) -> str:
        return version.sheets.get(old, old)

    old_columns = {title(sheet): names for sheet, names in before.columns.items()}
    columns = {
        sheet: _chained(old_columns.get(sheet, {}), version.columns.get(sheet, {}))
        for sheet in {**old_columns, **version.columns}
    }
    choices: dict[str, dict[str, dict[str, str]]] = {}
    for sheet, by_header in before.choices.items():
        renamed = version.columns.get(title(sheet), {})
        choices[title(sheet)] = {renamed.get(header, header): dict(words) for header, words in by_header.items()}
    for sheet, changed in version.choices.items():
        known = choices.setdefault(sheet, {})
        for header, words in changed.items():
            known[header] = _chained(known.get(header, {}), words)
    return Former(
        _chained(before.sheets, version.sheets), columns, choices, before.pages | frozenset(version.pages),
    )  # fmt: skip


def _chained(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    return {**{old: now.get(new, new) for old, new in before.items()}, **now}


FORMER = former()
