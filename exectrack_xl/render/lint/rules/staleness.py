"""Numbers from another day than today's or than the rest; days in English, German, American and ISO writing.

Depends on: errors, render.lint.model, …saying, tracker.
"""

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

_MONTHS_A_YEAR = 12
OLDEST = 100  # calendar days: a quarter's deck, shown in the week after
_MONTH = r"[A-Za-zÄä]{3,9}"
_DAY = (
    rf"(?P<day>\d{{1,2}})\.? (?P<month>{_MONTH})\.? (?P<year>\d{{4}})"
    rf"|(?P<month_us>{_MONTH})\.? (?P<day_us>\d{{1,2}})(?:st|nd|rd|th)?, (?P<year_us>\d{{4}})"
    r"|(?P<year_iso>\d{4})-(?P<month_iso>\d{2})-(?P<day_iso>\d{2})"
    r"|(?P<day_de>\d{1,2})\.(?P<month_de>\d{1,2})\.(?P<year_de>\d{4})"
    r"|(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year_slash>\d{4})"
)
_SAID = re.compile(
    r"\b(?:status date|status as of|as of|data as (?:at|of)|as at|data date|stand|datenstand|statusdatum|statustag|"
    rf"stichtag|berichtsstand)\b:?\s*(?:vom |am |zum )?(?:{_DAY})", re.IGNORECASE,
)  # fmt: skip
_GERMAN = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}  # where they differ from the English ones


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
            said = _read({name: value for name, value in match.groupdict().items() if value})
            if said is not None:
                yield shape.name, said


def _read(parts: dict[str, str]) -> date | None:
    """The date of a text; None where it is none, or where nobody can tell the day from the month."""
    found = {name.partition("_")[0]: value for name, value in parts.items()}
    if "one" in found:
        one, two = int(found["one"]), int(found["two"])
        if max(one, two) <= _MONTHS_A_YEAR and one != two:
            return None
        found |= {"day": str(max(one, two)), "month": str(min(one, two))}
    month = int(found["month"]) if found["month"].isdigit() else _month(found["month"])
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month by the beginning of its English or German name; 0 for any other word."""
    short = name[:3].casefold()
    return _GERMAN.get(short) or next((n for n, one in enumerate(MONTHS, 1) if one.casefold() == short), 0)


def _printed(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
