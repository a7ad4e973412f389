"""Summaries that look like those of real trackers, for tests of what many of them add up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from exectrack_xl.metrics.portfolio.money import Money
from exectrack_xl.metrics.portfolio.people import Booking
from exectrack_xl.report.portfolio.model import DIMENSIONS, Asked, CriticalRow, SetByHand, Summary
from exectrack_xl.report.portfolio.summarise import month_ends

DAY = date(2026, 11, 28)
NAN = float("nan")
_STATES = ("Red", "Green", "Yellow", "Green", "Green")

PLAIN = Summary(
    "north/plain.xlsx", "Plain", "Calder Mutual", date(2026, 11, 13), date(2026, 11, 13), 35.0, "Green",
    dict.fromkeys(DIMENSIONS, "Green"), tuple((end, "Green") for end in month_ends(DAY)), "Schedule: SPI(t) 1.00",
    date(2027, 3, 22), date(2027, 3, 22), 0.0, None, None, 0.5, 0.5, 1.0, 1.0, Money("EUR", 1e6, 4e5, 1e6), 5e4, 3, 2,
    (), (), (), (), 400, 0, 0, 0, (), "hash",
)  # fmt: skip


def tracker(programme: str, **changed: Any) -> Summary:
    """The plain summary under another name, and otherwise changed as told."""
    own = {"key": f"{programme.lower()}.xlsx", "programme": programme, "tables": programme, **changed}
    return replace(PLAIN, **own)


def many(count: int) -> tuple[Summary, ...]:
    """So many varied trackers, all made by rule, with names from short to long and texts that try to be code."""
    return tuple(_varied(number) for number in range(count))


def _varied(n: int) -> Summary:
    name = f"Programme {n:03}" + (
        " with a name that is far longer than anybody should give to one" if n % 9 == 0 else ""
    )
    name += " <script>alert(1)</script> & =1+1" if n % 13 == 0 else ""
    status = _STATES[n % 5]
    critical = tuple(
        CriticalRow(
            "Risk",
            f"R-{n:02}",
            f"If {name} slips, then the cut-over moves into the quarter-end close",
            7.0 + n % 3,
            "Samuel Okafor",
            "" if n % 4 else "Second team",
            DAY + timedelta(days=n % 40 - 9),
            1e5 + n,
            "Risks",
            f"A{n + 6}",
        )
        for _ in range(n % 2)
    )
    asked = tuple(Asked(f"D-{n}", "Do we pay for a second cleansing team until the end of March?", "Denis Quigley, CFO",
                        DAY + timedelta(days=n % 30 - 5), "The cut-over stays on 23 March.", "Decisions", "A9")
                  for _ in range(n % 3 == 0))  # fmt: skip
    typed = tuple(SetByHand("I-01", "Portal", "Green", "Red", "Agreed orally", DAY, True) for _ in range(n % 7 == 0))
    booked = (Booking(f"t{n:03}.xlsx", f"Person {n % 40}", date(2026, 12, 1), 90.0, 160.0, 160.0),)
    late = float(n % 30 - 10)
    money = Money(("EUR", "USD", "GBP")[n % 3], 1e6 + n, 5e5, 1.05e6 + n * 1e3)
    return tracker(
        name, key=f"t{n:03}.xlsx", status=status, dimensions={**PLAIN.dimensions, "Schedule": status}, days_late=late,
        renewed=DAY - timedelta(days=n % 50), critical=critical, decisions=asked, by_hand=typed, bookings=booked,
        money=money, errors=n % 11, warnings=n % 6, worst_findings=("Risks!L19 (Mitigation): is blank.",) * (n % 2),
        p50=date(2027, 4, 1) if n % 5 == 0 else None, p80=date(2027, 5, 1) if n % 5 == 0 else None,
    )  # fmt: skip
