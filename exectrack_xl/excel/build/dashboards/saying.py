"""What the dashboards say in the same way: an entry of a list, a colour by bands, the date of the values.

Depends on: metrics, report.words, excel.build.dashboards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exectrack_xl.excel.build.dashboards import names, native
from exectrack_xl.excel.build.dashboards.asks import PERIOD
from exectrack_xl.excel.build.dashboards.canvas import Live
from exectrack_xl.excel.build.dashboards.names import ANSWERED, OLDEST, REFUSED, dash, in_period, period
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone

_TEXT = frozenset(("Title", "Milestone", "Mitigation", "Approval by", "Initiative", "Skill"))
_TONES = (Tone.GREEN, Tone.YELLOW, Tone.RED)
NO_DATA = "No data yet: type your "
_EMPTY = "The dashboard fills when the first rows are typed and it is refreshed."


@dataclass(frozen=True)
class Said:
    """What the pages say in a period: the values, the dashboard, and the period it is about when it is built."""

    results: Results
    page: str
    chosen: str

    def value(self, name: str) -> Any:
        """A metric in the period chosen, None where it is not known."""
        return self.results.value(name, self.chosen)

    def expression(self, name: str) -> str:
        """The same as an expression."""
        return in_period(name, self.page)

    def title(self, heading: str) -> Live:
        """A heading with the period: "Execution Dashboard - Q4 2026"."""
        label, named = self.results.value(PERIOD, self.chosen), period(self.page)
        formula = f'={native.quoted(heading)}&IF({named}="",""," - "&{named})'
        return Live(formula, f"{heading} - {label}" if label else heading)

    def within(self, before: str = "In ") -> Live:
        """What the section about the period is called: "In Q4 2026"."""
        label, named = self.results.value(PERIOD, self.chosen), period(self.page)
        otherwise = f"{before}the period"
        formula = native.when(f'{named}=""', native.quoted(otherwise), f"{native.quoted(before)}&{named}")
        return Live(f"={formula}", f"{before}{label}" if label else otherwise)

    def counts(self, *parts: tuple[str, str]) -> Live:
        """Counts in the period with what each is of: "15 opened, 10 closed"; "–" where the first is not known."""
        parts = tuple((name, f" {word}".rstrip()) for name, word in parts)
        formula = '&", "&'.join(
            f"FIXED(N({self.expression(name)}),0,TRUE)&{native.quoted(word)}" for name, word in parts
        )
        text = ", ".join(f"{words.fixed(self.value(name) or 0, 0, grouped=False)}{word}" for name, word in parts)
        first = parts[0][0]
        shown = words.UNKNOWN if self.value(first) is None else text
        return Live(f"={native.known(self.expression(first), formula)}", shown)


def status(results: Results) -> Live:
    """The overall status."""
    formula = native.when(f'{dash("overall_status")}=""', '"No data"', dash("overall_status"))
    return Live(f"={formula}", results.value("overall_status") or "No data")


def number(results: Results, name: str) -> Live:
    """A metric's value, "–" where it is not known."""
    value = results.value(name)
    return Live(f"={native.known(dash(name))}", words.UNKNOWN if value is None else value)


def in_the_period(said: Said, name: str) -> Live:
    """A metric's value in the period chosen, "–" where it is not known."""
    value = said.value(name)
    return Live(f"={native.known(said.expression(name))}", words.UNKNOWN if value is None else value)


def entry(
    results: Results | Said, title: str, row: int, column: str, *, length: int = 0,
    otherwise: tuple[str, str] | None = None,
) -> Live:  # fmt: skip
    """An entry of a list, of a list by period where `results` says which; long texts are cut to a length.

    `otherwise`: expression and text where there is none.
    """
    if isinstance(results, Said):
        found = names.found(title, row, column, results.page)
        value = results.results.item(title, row, column, results.chosen)
    else:
        found, value = names.found(title, row, column), results.item(title, row, column)
    formula = found
    if length and column in _TEXT:
        formula = native.cut(found, length)
        value = None if value is None else cut(value, length)
    if otherwise is not None:
        formula, value = native.when(f'{found}=""', otherwise[0], formula), otherwise[1] if value is None else value
    return Live(f"={formula}", value)


def cut(text: str, length: int) -> str:
    """A text of at most so many characters, as `native.cut` cuts it.

    >>> cut("Mock migration 2 done", 12)
    'Mock migrat…'
    """
    return f"{text[: length - 1].strip(' ')}…" if len(text) > length else text


def money(results: Results, found: str, value: float | None) -> Live:
    """An amount as short as it may be said aloud; nothing where it is not known."""
    said = "" if value is None else words.money(value, results.settings.text("currency"))
    return Live(f'=IF({found}="","",{native.money(found)})', said)


def toned(name: str) -> dict[Tone, str]:
    """When a metric's value is Green, Yellow or Red, as Excel expressions; nothing where it has no bands."""
    bands = find(name).bands
    return {tone: native.is_tone(dash(name), bands, str(tone)) for tone in _TONES} if bands else {}


def as_of_note(results: Results, *, live: bool, addition: str = "") -> Live:
    """From when the numbers are: now where Python answers, else the date of the last good values."""
    kept = f'"Values as of "&{native.day(OLDEST)}'
    stale = f'{kept}&". Refresh brings them up to date.{addition}"'
    current = f'"Values as of "&{native.day("setting_status_date")}&".{addition}"'
    answered = f'AND({ANSWERED}>0,{REFUSED}=0,setting_status_date<>"")'
    formula = f"=IF({answered},{current},IF({OLDEST}=0,{native.quoted(_EMPTY + addition)},{stale}))"
    if results.as_of is None:
        return Live(formula, f"{_EMPTY}{addition}")
    ending = "" if live else " Refresh brings them up to date."
    return Live(formula, f"Values as of {words.day(results.as_of)}.{ending}{addition}")
