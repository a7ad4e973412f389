"""What a page writer has on the desk: the numbers of the period, the numbers before it, and how to print them.

Depends on: metrics, tracker, report.language, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from exectrack_xl.errors import UsageError, nearest
from exectrack_xl.metrics import Engine, Scope, colour, find
from exectrack_xl.report import words
from exectrack_xl.report.language.choosing import english_words, settled
from exectrack_xl.report.language.wording import Wording
from exectrack_xl.report.language.words import Value, Words
from exectrack_xl.report.model import Line, Said, Span, Status, Tone
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Period, Settings, Tracker

T = TypeVar("T")
_DAY = timedelta(days=1)

SINCE = "since:"  # before the reference of a metric: its value in the period before, or the difference
TONES = {"Green": Tone.GREEN, "Yellow": Tone.YELLOW, "Red": Tone.RED, "Grey": Tone.GREY}


@dataclass(frozen=True)
class Desk:
    """One period of one tracker, with its comparison; where it looks at one initiative `only`, "" means that one."""

    engine: Engine
    period: Period
    before: Engine | None  # the snapshot before the period; None where there is none
    only: str = ""  # the ID of the one initiative that is reported; "" = the programme with all of them
    live_day: date | None = None  # the status date of the live tables, where the period is over
    live_restricted: frozenset[str] = frozenset()  # the issues that are restricted by now, where the period is over
    words: Words = field(default_factory=english_words, repr=False)  # the language it reports in

    @cached_property
    def _memo(self) -> dict[Hashable, Any]:
        return {}

    @property
    def tracker(self) -> Tracker:
        """The tracker as the period sees it: live, or as its last snapshot."""
        return self.engine.tracker

    @property
    def settings(self) -> Settings:
        """The tracker's settings."""
        return self.tracker.settings

    @cached_property
    def currency(self) -> str:
        """The tracker's currency."""
        return self.settings.text("currency")

    @cached_property
    def day(self) -> date:
        """The date the numbers are judged at."""
        return self.engine.as_of(Scope(period=self.period))

    @cached_property
    def previous_period(self) -> Period:
        """The period of the comparison."""
        return self.tracker.periods.previous(self.period)

    @property
    def label(self) -> str:
        """The period as printed beside its comparison: "Q3", "Week 46", "Oct"."""
        return self.words.period(_short(self.period))

    @property
    def previous_label(self) -> str:
        """The period of the comparison as printed in a tile: "Q2", "Week 45", "Sep"."""
        return self.words.period(_short(self.previous_period))

    @property
    def period_label(self) -> str:
        """The period as printed: "Q3 2026", "Week 46 2026", "Oct 2026"."""
        return self.words.period(self.period.label)

    @property
    def previous_period_label(self) -> str:
        """The period of the comparison as printed."""
        return self.words.period(self.previous_period.label)

    @cached_property
    def initiatives(self) -> list[str]:
        """IDs of the initiatives that are reported, in sheet order."""
        return [self.only] if self.only else self.engine.initiatives()

    @cached_property
    def restricted(self) -> frozenset[str]:
        """The IDs of the issues of which documents show nothing else: restricted now, then or before."""
        before = restricted_issues(self.before.tracker) if self.before else frozenset()
        return self.live_restricted | restricted_issues(self.tracker) | before

    def public(self, identity: Any, text: Any) -> str:
        """A text about an issue as it may leave the workbook; of a restricted one nothing does."""
        return self.say("issues.restricted") if identity in self.restricted else str(text)

    @property
    def parts(self) -> list[str]:
        """What a report tells one by one: the initiatives, or the programme as a whole where there are none."""
        return self.initiatives or [""]

    def scope(self, initiative: str = "") -> Scope:
        """What a value is about: an initiative, or all that is reported, in the period."""
        return Scope(initiative or self.only, self.period)

    def value(self, name: str, initiative: str = "", **own: Any) -> Any:
        """The value of a metric in the period."""
        return self.engine.value(name, self.scope(initiative), **own)

    def was(self, name: str, initiative: str = "", **own: Any) -> Any:
        """The value of a metric in the period before; None where there is no snapshot."""
        if self.before is None:
            return None
        return self.before.value(name, Scope(initiative or self.only, self.previous_period), **own)

    def table(self, name: str, initiative: str = "") -> Table:
        """A table as the period sees it."""
        return self.engine.table(name, self.scope(initiative))

    def rows(self, name: str, table: str, initiative: str = "") -> Array:
        """A row metric for every row of `table(table, initiative)`."""
        return self.engine.rows(name, table, self.scope(initiative))

    def once(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The result of `compute`, worked out the first time `key` is asked for at this desk."""
        if key not in self._memo:
            self._memo[key] = compute()
        found: T = self._memo[key]
        return found

    def listing(self, name: str, initiative: str = "", **own: Any) -> list[dict[str, Any]]:
        """The rows of a listing metric, each as header -> value."""
        found = self.value(name, initiative, **own)
        return [dict(zip(found.headers, row, strict=True)) for row in found.rows]

    def text(self, name: str, initiative: str = "", **own: Any) -> str:
        """The value of a metric as printed."""
        return self.words.value_text(self.value(name, initiative, **own), find(name).unit, self.currency)

    def number(self, name: str, initiative: str = "", bold: bool = False, tone: Tone = Tone.PLAIN, **own: Any) -> Span:
        """The value of a metric as printed, marked with which number it is."""
        return Span(self.text(name, initiative, **own), bold, tone, self.reference(name, initiative, **own))

    def reference(self, name: str, initiative: str = "", **own: Any) -> str:
        """Which number a text is: "spi_t", "spi_t@I-02" for one initiative, "team_health(aspect=growth)"."""
        given = ", ".join(f"{parameter}={value}" for parameter, value in sorted(own.items()))
        return reference(f"{name}({given})" if given else name, initiative or self.only)

    def mark(self, text: str, name: str, initiative: str = "", **own: Any) -> Span:
        """A text that says the value of a metric, marked with which number it is."""
        return Span(text, ref=self.reference(name, initiative, **own))

    def mark_change(self, text: str, name: str, initiative: str = "") -> Span:
        """A text that says how a metric changed since the period before, or what it was then, marked so."""
        return Span(text, ref=f"{SINCE}{self.reference(name, initiative)}")

    def money(self, value: float, more: int = 0) -> str:
        """An amount in the tracker's currency, with so many digits more than usual."""
        return self.words.money(value, self.currency, more) if words.is_known(value) else words.UNKNOWN

    def unit_money(self, value: float, digits: int) -> str:
        """A small amount with so many digits: "€0.96"."""
        return self.words.notation.unit_money(value, digits, self.currency)

    def millions(self) -> str:
        """In what a chart counts money: "€ million"."""
        return self.say("charts.millions", currency=self.words.notation.symbol(self.currency))

    def near(self, day: Any) -> str:
        """A date, with its year only where that is not the year of the status date."""
        return self.words.near_day(day, self.day)

    def say(self, key: str, count: float | None = None, /, **values: Value) -> Said:
        """A sentence of the wording, its fields filled; see `Words.line`."""
        return self.words.say(key, count, **values)

    def line(self, key: str, count: float | None = None, /, **values: Value) -> Line:
        """The same in pieces, each with its look and its source."""
        return self.words.line(key, count, **values)

    def tone(self, name: str, initiative: str = "") -> Tone:
        """The colour of a metric by its own bands; plain where it has none."""
        found = colour(find(name).bands, self.value(name, initiative), self.settings)
        return TONES.get(found, Tone.PLAIN)

    def status(self, word: str) -> Status:
        """A status: its colour, and its word in the language of the report."""
        return Status(TONES.get(word, Tone.GREY), self.words.choice(word or "No data"))

    def name(self, initiative: str) -> str:
        """The name of an initiative, or its ID where it has none; of "", of all that is reported."""
        initiative = initiative or self.only
        if not initiative:
            return self.settings.text("programme") or self.say("programme.name")
        table = self.tracker["initiatives"]
        row = table.positions.get(initiative)
        return (str(table["name"][row]) if row is not None else "") or initiative


def worst_first(desk: Desk) -> list[str]:
    """The initiatives by status, the worst first, then by days late."""
    order = ("Red", "Yellow", "Grey", "Green")

    def rank(initiative: str) -> tuple[int, float]:
        word, late = str(desk.value("overall_status", initiative)), desk.value("days_late", initiative)
        place = order.index(word) if word in order else len(order)
        return place, -late if words.is_known(late) else 0.0

    return sorted(desk.initiatives, key=rank)


def restricted_issues(tracker: Tracker) -> frozenset[str]:
    """The IDs of the issues that a tracker calls restricted."""
    issues = tracker["issues"]
    return frozenset(issues["id"][issues["restricted"] == "Yes"].tolist())


def _short(period: Period) -> str:
    """A period without its year."""
    return period.label.rpartition(" ")[0]


def reference(name: str, initiative: str = "") -> str:
    """Which number a text is: "spi_t", or "spi_t@I-02" for one initiative."""
    return f"{name}@{initiative}" if initiative else name


def entry(name: str, key: object, column: str, initiative: str = "") -> str:
    """Which value of a listing metric a text is: "top_risks[R-07].Score", "team_load[2].Load".

    `key` is the ID of the row, or its number from 1 in a listing whose rows have none.
    """
    return reference(f"{name}[{key}].{column}", initiative)


def status(word: str) -> Status:
    """A colour word as a status; what is not tracked reads so."""
    return Status(TONES.get(word, Tone.GREY), word or "No data")


def prepare(
    tracker: Tracker,
    period: Period | None = None,
    kind: str = "Quarter",
    only: str = "",
    wording: Wording | None = None,
) -> Desk:
    """The desk for a period; without one, for the last closed period that a snapshot remembers, else the running one.

    A period is closed once none of its working days is left. `only` is the ID of one initiative. It reports in the
    language of the locale in Settings, with a `wording` of one's own before it.

    Raises:
        UsageError: the period asked for is over and no snapshot was taken in it, or has not begun; or there is no
            such initiative.
    """
    live = Engine.of(tracker)
    if only and only not in live.initiatives():
        raise UsageError(f"There is no initiative '{only}' in sheet Initiatives.{nearest(only, live.initiatives())}")
    wanted = period or _last_closed(tracker, kind)
    if wanted.start > tracker.as_of:
        raise UsageError(f"{wanted.label} has not begun on the status date {words.day(tracker.as_of)}.")
    engine = live if wanted.finish >= tracker.as_of else live.earlier(wanted.finish)
    if engine is None or engine.tracker.as_of < wanted.start:
        if period is not None:
            raise UsageError(
                f"No snapshot was taken in {wanted.label}, so its numbers are not known. "
                "Take one in each period with Refresh, or ask for the running period."
            )
        wanted, engine = tracker.periods.of(tracker.as_of, kind), live
    spoken = settled(tracker.settings.text("locale"), wording)
    before = engine.before(Scope(period=wanted))
    return Desk(engine, wanted, before, only, tracker.as_of, restricted_issues(tracker), spoken)


def _last_closed(tracker: Tracker, kind: str) -> Period:
    """The running period where no working day of it is left, else the one before it."""
    running = tracker.periods.of(tracker.as_of, kind)
    left = tracker.calendar.between(tracker.as_of + _DAY, running.finish + _DAY)
    return tracker.periods.previous(running) if left > 0 else running
