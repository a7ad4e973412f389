"""The risks of the Risk Dashboard by band: Critical, High and the watch list under one head.

Depends on: report.words, theme, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.dashboards import names, native
from exectrack_xl.excel.build.dashboards.asks import IN_BAND
from exectrack_xl.excel.build.dashboards.canvas import LAST, Canvas, Field, Live
from exectrack_xl.excel.build.dashboards.names import dash
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import entry, money
from exectrack_xl.excel.build.highlight import progress_bar, status_words
from exectrack_xl.report import words
from exectrack_xl.theme import BRAND

_LISTS_FROM = 10
_RISK_LENGTH = 96

FIELDS = (
    Field("ID", 1), Field("Risk", 5), Field("Status", 2), Field("Mitigation Progress", 2, "right", "share"),
    Field("Owner", 2, indent=1), Field("Score", 1, "right"), Field("Expected", 1, "right"),
)  # fmt: skip
_BANDS = (
    ("Critical Risks (Score 7-9)", ("Critical",)),
    ("High Risks (Score 4-6)", ("High",)),
    ("Watch list (Score 1-3)", ("Medium", "Low")),
)


def write_lists(canvas: Canvas, results: Results, top: int) -> int:
    """Critical, high and other risks under one head; gives back the first row beneath."""
    canvas.section(top, _LISTS_FROM, LAST - _LISTS_FROM + 1, "Open risks")
    row = top + 1
    canvas.head(row, _LISTS_FROM, FIELDS)
    first = row + 1
    for title, bands in _BANDS:
        row = _band(canvas, results, row + 1, (title, bands))
    progress_at = _LISTS_FROM + 8
    canvas.sheet.conditional_format(first, progress_at, row, progress_at + 1, progress_bar())
    status_words(canvas.book, canvas.sheet, (first, _LISTS_FROM + 6, row, _LISTS_FROM + 7))
    return row + 1


def _band(canvas: Canvas, results: Results, row: int, band: tuple[str, tuple[str, ...]]) -> int:
    """One band's risks; gives back the last row."""
    title, bands = band
    look = canvas.book.look(bold=True, font_color=f"#{BRAND.accent}", bottom=1, bottom_color=f"#{BRAND.light}")
    canvas.box(row, _LISTS_FROM, (1, LAST - _LISTS_FROM + 1), _band_title(results, title, bands), look)
    for name in bands:
        for number in range(1, IN_BAND[name] + 1):
            row += 1
            canvas.line(row, _LISTS_FROM, FIELDS, _risk(results, f"top_risks:{name}", number))
    return row


def _risk(results: Results, title: str, number: int) -> tuple[Live, ...]:
    columns = ("ID", "Title", "Status", "Mitigation progress", "Owner", "Score")
    cost = entry(results, title, number, "Expected cost")
    amount = money(results, cost.formula.removeprefix("="), cost.value)
    return (*(entry(results, title, number, column, length=_RISK_LENGTH) for column in columns), amount)


def _band_title(results: Results, title: str, bands: tuple[str, ...]) -> Live:
    """The band, and how many of its risks are listed where it is not all of them."""
    whole, critical, high = (f"N({dash(name)})" for name in ("open_risks", "critical_risks", "high_risks"))
    there = {"Critical": critical, "High": high}.get(bands[0], f"({whole}-{critical}-{high})")
    ids = [names.found(f"top_risks:{name}", n, "ID") for name in bands
           for n in range(1, IN_BAND[name] + 1)]  # fmt: skip
    listed = "(" + "+".join(f'({identity}<>"")' for identity in ids) + ")"
    of = native.when(f"{there}>{listed}", f'": "&{listed}&" of "&{native.whole(there)}', '""')
    formula = f"={native.quoted(title)}&" + native.when(f"{there}=0", '": none"', of)
    count = sum(results.item(f"top_risks:{name}", n, "ID") is not None for name in bands
                for n in range(1, IN_BAND[name] + 1))  # fmt: skip
    return Live(formula, f"{title}{_shown(results, bands, count)}")


def _shown(results: Results, bands: tuple[str, ...], count: int) -> str:
    critical, high, whole = (results.value(name) or 0 for name in ("critical_risks", "high_risks", "open_risks"))
    there = {"Critical": critical, "High": high}.get(bands[0], whole - critical - high)
    if not there:
        return ": none"
    return f": {count} of {words.fixed(there, 0)}" if there > count else ""
