"""Everything that can be wrong, as a sentence for a project manager.

TrackerError          one sentence; its message is always fit to show to the user
├── WorkbookError     the file cannot be read or written as a tracker
├── MetricError       a metric is unknown or cannot be computed from what was given
├── TemplateError     a template lacks what a report needs
└── UsageError        the command was given something it cannot use

A fault in the data is not an error but a `Finding`: work goes on with what is good.
Depends on: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class TrackerError(Exception):
    """Base class; its message is always fit to show to the user."""


class WorkbookError(TrackerError):
    """The file cannot be read or written as a tracker."""


class MetricError(TrackerError):
    """A metric is unknown or cannot be computed from what was given."""

    @classmethod
    def unknown(cls, name: str, known: Iterable[str]) -> MetricError:
        """The error for a metric name that does not exist, with the nearest right one."""
        return cls(f"There is no metric '{name}'.{nearest(name, known)}")


class TemplateError(TrackerError):
    """A template lacks what a report needs."""


class UsageError(TrackerError):
    """The command was given something it cannot use."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # a value could not be used and was left out
    WARNING = "warning"  # used as found, but probably not what was meant
    NOTE = "note"  # worth knowing


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in the data: where it is, what it is, what to do.

    >>> print(Finding("Risks", "G14", "Probability", "is 40; expected 1 to 3.", "Type 1, 2 or 3."))
    Risks!G14 (Probability): is 40; expected 1 to 3. Type 1, 2 or 3.
    """

    sheet: str
    cell: str  # "G14", or "" when the finding is about the whole sheet
    column: str  # the header, or "" when it is about a row or the sheet
    message: str
    remedy: str
    rule: str = ""  # short stable name of the rule that found it, e.g. "date-is-text"
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        column = f" ({self.column})" if self.column else ""
        return f"{place}{column}: {self.message} {self.remedy}".rstrip()


def readable(name: str) -> str:
    r"""A file's name as text that can be written anywhere; bytes that are no text, as Linux allows, become a mark.

    >>> readable("plan\udcff.xlsx")
    'plan�.xlsx'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or nothing.

    >>> nearest("spi_tt", ["cpi", "spi_t"])
    " Did you mean 'spi_t'?"
    >>> nearest("budget", ["cpi", "spi_t"])
    ''
    """
    by_fold = {k.casefold(): k for k in known}
    near = get_close_matches(name.casefold(), by_fold, n=1)
    return f" Did you mean '{by_fold[near[0]]}'?" if near else ""
