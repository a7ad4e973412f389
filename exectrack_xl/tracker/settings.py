"""The settings of one tracker, typed, with defaults for what is left blank. Depends on: schema."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from exectrack_xl.errors import Finding, nearest
from exectrack_xl.schema import SETTING, SETTINGS_LIST, Column, Kind, Setting, Sheet, Table
from exectrack_xl.schema.cells import NUMERIC, header_key
from exectrack_xl.schema.settings import RISK_LOOKUP

_DIGITS = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
_BY_LABEL = {header_key(setting.label): setting for setting in SETTINGS_LIST}


@dataclass(frozen=True)
class Settings:
    """What a tracker counts and judges by.

    >>> Settings().number("spi_t_green")
    0.95
    """

    values: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def number(self, name: str) -> float:
        """A number, share or count, in the setting's unit."""
        return float(self._value(name))

    def text(self, name: str) -> str:
        """A text or choice; "" where nothing is set."""
        return str(self._value(name) or "")

    def day(self, name: str) -> date | None:
        """A date, or None where nothing is set."""
        value = self._value(name)
        return value if isinstance(value, date) else None

    def yes(self, name: str) -> bool:
        """Whether a Yes/No setting says Yes."""
        return self.text(name) == "Yes"

    @property
    def risk_steps(self) -> int:
        """The highest probability and impact of a risk: 3, or 5 on the 5x5 scale."""
        return len(RISK_LOOKUP) if self.text("risk_scale") == "5x5" else 3

    def _value(self, name: str) -> Any:
        return self.values.get(name, SETTING[name].default)

    @classmethod
    def of(cls, table: Table) -> Settings:
        """The settings that a Settings table holds; a line that cannot be used keeps its default."""
        return table.once("settings", lambda: cls._read(table))

    @classmethod
    def _read(cls, table: Table) -> Settings:
        values: dict[str, Any] = {}
        findings: list[Finding] = []
        for row, (label, raw) in enumerate(zip(table["setting"].tolist(), table["value"].tolist(), strict=True)):
            setting = _BY_LABEL.get(header_key(label))
            if setting is None:
                findings.append(_unknown(table, row, label))
            elif _is_plain(setting, raw):
                values[setting.name] = raw if setting.kind is Kind.CHOICE else float(raw)
            elif raw.strip():
                value, faults = _typed(setting, table, row)
                findings.extend(faults)
                if value is not None:
                    values[setting.name] = value
        return cls(values, tuple(findings))


def _unknown(table: Table, row: int, label: str) -> Finding:
    hint = nearest(label, [setting.label for setting in SETTINGS_LIST]).strip()
    return Finding("Settings", table.cell("setting", row), "Setting", f"'{label}' is not a setting.",
                   hint or "Delete the row, or see the list in the manual.", "setting-unknown")  # fmt: skip


def _is_plain(setting: Setting, raw: str) -> bool:
    """Whether the cell holds just what its setting wants: a choice, or a number in digits."""
    if setting.kind is Kind.CHOICE:
        return raw in setting.choices
    return setting.kind in NUMERIC and setting.kind is not Kind.COUNT and _DIGITS.fullmatch(raw) is not None


def _typed(setting: Setting, table: Table, row: int) -> tuple[Any, list[Finding]]:
    """The value as its setting's kind, read by the same rules as any other cell."""
    column = Column("value", setting.label, setting.kind, setting.help, choices=setting.choices)
    one = Sheet("settings", "Settings", "", (column,), key=())
    raw = table["value"][row]
    text = raw
    if setting.kind not in (Kind.TEXT, Kind.CHOICE, Kind.ID, Kind.DATE) or _is_date_number(setting, raw):
        text = _as_float(raw)
    read = one.frame([[setting.label], [text]], first_row=int(table.lines[row]) - 1)
    faults = [
        Finding("Settings", table.cell("value", row), setting.label, f.message, f.remedy, f.rule, f.severity)
        for f in read.findings
        if f.rule != "date-was-guessed"
    ]
    value = read["value"][0]
    if setting.kind is Kind.DATE:
        return (None if str(value) == "NaT" else value.item()), faults
    return (None if value != value or value == "" else value), faults


def _is_date_number(setting: Setting, raw: str) -> bool:
    """Whether a date stands as a number, as in a cell without a date format: 46295."""
    return setting.kind is Kind.DATE and raw.strip().isdigit() and len(raw.strip()) <= 5


def _as_float(raw: str) -> Any:
    try:
        return float(raw)
    except ValueError:
        return raw
