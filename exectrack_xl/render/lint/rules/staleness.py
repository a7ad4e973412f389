"""Numbers from another day than today's or than the rest. Depends on: errors, render.lint.model, …saying, tracker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.model import File, Page
from exectrack_xl.render.lint.rules.saying import fault
from exectrack_xl.tracker.periods import MONTHS

OLDEST = 100  # calendar days: a quarter's deck, shown in the week after
_DAY = r"(\d{1,2})\.? ([A-Z][a-z]{2})[a-z]* (\d{4})|(\d{4})-(\d{2})-(\d{2})"
_SAID = re.compile(rf"\b(?:status date|as of|data as at|as at|data date|stand)\b:?\s*(?:{_DAY})", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """The day a file is looked at, and how old its status date may be; without a day nothing is too old."""

    today: date | None = None
    oldest: int = OLDEST


def stale(file: File, day: Day = Day()) -> Iterator[Finding]:
    """Status dates that are too old, and pages whose status date is another than the others'."""
    found = [(page, shape, said) for page in file.pages for shape, said in _dates(page)]
    if not found:
        return
    usual = Counter(said for _, _, said in found).most_common(1)[0][0]
    for page, shape, said in found:
        if said != usual:
            yield fault(page, shape, f"The status date here is {_printed(said)}; elsewhere it is {_printed(usual)}.",
                        "Refresh this page, or say which is right.", "stale-page")  # fmt: skip
    if day.today is not None and (age := (day.today - usual).days) > day.oldest:
        yield fault(found[0][0], found[0][1], f"The status date {_printed(usual)} is {age} days old.",
                    "Make the file again from the workbook of today.", "stale-data", Severity.WARNING)  # fmt: skip


def _dates(page: Page) -> Iterator[tuple[str, date]]:
    for shape, text in page.texts():
        for match in _SAID.finditer(text.words):
            said = _read(match.groups())
            if said is not None:
                yield shape.name, said


def _read(groups: tuple[str | None, ...]) -> date | None:
    number, month, year, other_year, other_month, other_day = groups
    try:
        if other_year:
            return date(int(other_year), int(other_month or 0), int(other_day or 0))
        if month and month.capitalize() in MONTHS:
            return date(int(year or 0), MONTHS.index(month.capitalize()) + 1, int(number or 0))
    except ValueError:
        return None
    return None


def _printed(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
