"""The time scale of a roadmap: where a day lies, and the head with years and months.

Depends on: tracker (months), render.geometry, render.deck.markup, render.deck.text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from exectrack_xl.render.deck.markup import GRID_LINE, PANEL, Pen, fill, line, shape, text_box
from exectrack_xl.render.deck.text import paragraph, runs
from exectrack_xl.render.geometry import Box, inches
from exectrack_xl.report.model import Span, Spoken, Tone
from exectrack_xl.tracker.periods import MONTHS

HEAD = inches(0.42)
_BAND = inches(0.20)
_MOST_MONTHS, _MOST_QUARTERS = 20, 60  # months on the scale up to which each step can still be read
_SIZE = 10


@dataclass(frozen=True)
class TimeScale:
    """Days from `start` up to, not including, `end`, between two edges of the slide (EMU)."""

    start: date
    end: date
    left: int
    right: int

    @classmethod
    def over(cls, start: date, finish: date, *, left: int, right: int) -> TimeScale:
        """Whole months from the first day to the last one."""
        first = start.replace(day=1)
        last = max(finish, start)
        return cls(first, _next_month(last), left, right)

    def x(self, day: date) -> int:
        """Where a day begins; days outside the scale lie at its edge."""
        share = (day - self.start).days / (self.end - self.start).days
        return self.left + round((self.right - self.left) * min(max(share, 0.0), 1.0))

    def holds(self, day: date) -> bool:
        """Whether a day lies on the scale."""
        return self.start <= day < self.end

    def months(self) -> list[date]:
        """The first day of each month on the scale."""
        found = [self.start]
        while (following := _next_month(found[-1])) < self.end:
            found.append(following)
        return found


def head(scale: TimeScale, top: int, bottom: int, spoken: Spoken) -> str:
    """Years, months or quarters under them, and a faint line down to `bottom` at each quarter."""
    return "".join([*_years(scale, top), *_steps(scale, top + _BAND, spoken), *_lines(scale, top + HEAD, bottom)])


def _years(scale: TimeScale, top: int) -> Iterator[str]:
    gap = inches(0.02)
    for year in range(scale.start.year, (scale.end - timedelta(days=1)).year + 1):
        left, right = scale.x(date(year, 1, 1)), scale.x(date(year + 1, 1, 1))
        text = str(year) if right - left > inches(0.32) else ""
        yield shape(f"Year {year}", Box(left, top, max(right - left - gap, gap), _BAND), filled=fill(PANEL),
                    text=_centred(text, bold=True))  # fmt: skip


def _steps(scale: TimeScale, top: int, spoken: Spoken) -> Iterator[str]:
    months = scale.months()
    if len(months) > _MOST_QUARTERS:
        return
    length = 1 if len(months) <= _MOST_MONTHS else 3
    for month in months:
        if (month.month - 1) % length == 0:
            end = min(_after(month, length), scale.end)
            name = spoken.month(month.month) if length == 1 else f"Q{(month.month + 2) // 3}"
            box = Box(scale.x(month), top, scale.x(end) - scale.x(month), HEAD - _BAND)
            if box.width > inches(0.2):
                yield text_box(f"{name} {month.year}", box, _centred(name))


def _lines(scale: TimeScale, top: int, bottom: int) -> Iterator[str]:
    months = scale.months()
    every = (1, 4, 7, 10) if len(months) <= _MOST_QUARTERS else (1,)
    for month in months:
        if month.month in every:
            at = scale.x(month)
            yield line(f"Line {MONTHS[month.month - 1]} {month.year}", (at, top), (at, bottom), Pen(GRID_LINE, 0.5))


def _centred(text: str, *, bold: bool = False) -> str:
    return paragraph(runs((Span(text, bold, Tone.MUTED),), _SIZE), align="centre")


def _after(month: date, count: int) -> date:
    for _ in range(count):
        month = _next_month(month)
    return month


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
