"""What both dashboards say in the same way: an entry of a list, a colour by bands, the date of the values.

Depends on: metrics, report.words, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import item
from exectrack_xl.excel.build.dashboards.canvas import Live
from exectrack_xl.excel.build.dashboards.names import ANSWERED, OLDEST, REFUSED, dash
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone

_TEXT = frozenset(("Title", "Milestone", "Mitigation"))
_TONES = (Tone.GREEN, Tone.YELLOW, Tone.RED)
_EMPTY = "The dashboard fills when the first rows are typed and it is refreshed."


def entry(
    results: Results, title: str, row: int, column: str, *, length: int = 0, otherwise: tuple[str, str] | None = None
) -> Live:
    """An entry of a list; long texts are cut to a length. `otherwise`: expression and text where there is none."""
    found = native.lookup(native.quoted(item(title, row, column)))
    value = results.item(title, row, column)
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
