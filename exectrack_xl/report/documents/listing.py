"""A listing metric as a table of a document: which of its columns are shown, in what order and in which form.

Depends on: report.asks, report.desk, report.documents.content, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.asks import due_span
from exectrack_xl.report.desk import TONES, Desk, entry
from exectrack_xl.report.model import Cell, Column, Row, Span, Table, Tone
from exectrack_xl.schema import SHEETS

MOST_ROWS = 8
_TONES = {"Critical": Tone.RED, "Late": Tone.RED, "At risk": Tone.YELLOW, "On track": Tone.GREEN, "Reached": Tone.GREEN,
          "Overloaded": Tone.RED, "Blocked": Tone.RED}  # fmt: skip
_CHOSEN = frozenset(column.header for sheet in SHEETS.values() for column in sheet.columns if column.choices)


class Form(Enum):
    """How a value of a listing is printed."""

    AS_IS = "by its type"
    TITLE = "after the ID of its row"
    WORD = "a state, in its colour"
    DUE = "a day by which something is due"
    COUNT = "a whole number"
    MONTH = "a month"
    MONEY = "money"
    SHARE = "a share"
    ONE_DIGIT = "a number with one digit"
    INDEX = "a number with two digits"
    DAYS = "working days"
    SIGNED_DAYS = "working days that something adds or saves"
    SIGNED_MONEY = "money that something adds or saves"
    LATE = "working days late or early, in words"


@dataclass(frozen=True)
class Shown:
    """One column: the header in the listing, the label in the document, its width and form.

    `secret` columns stay blank for a restricted issue.
    """

    header: str
    label: str = ""
    width: float = 1.0
    form: Form = Form.AS_IS
    secret: bool = False

    @property
    def align(self) -> str:
        """Numbers stand right."""
        left = self.form in (Form.AS_IS, Form.TITLE, Form.WORD, Form.DUE, Form.MONTH)
        return "left" if left else "right"


def listed(
    desk: Desk, metric: str, shown: Iterable[Shown], *, key: str = "", heading: str = "", most: int = MOST_ROWS,
    keep: Callable[[Mapping[str, Any]], bool] | None = None, **own: Any,
) -> tuple[Table, ...]:  # fmt: skip
    """The table of a listing metric, or nothing where it has no row; what does not fit is counted beneath.

    `keep` chooses rows; `own` are the metric's own parameters.
    """
    whole = desk.listing(metric, **own)
    found = [(place, row) for place, row in enumerate(whole, 1) if keep is None or keep(row)]
    if not found:
        return ()
    columns = tuple(shown)
    rows: dict[str, Row] = {}
    for place, values in found[:most]:
        identity, source = _key(values, rows), _Source(desk, metric, str(values.get("ID", place)), own)
        rows[identity] = Row(identity, tuple(_cell(source, column, values) for column in columns))
    more = len(found) - len(rows)
    return (Table(
        key or metric, heading, tuple(Column(one.label or one.header, one.align, one.width) for one in columns),
        tuple(rows.values()), f"{desk.words.plural(more, 'more_row')} in the tracker." if more else "",
        desk.reference(metric, **own),
    ),)  # fmt: skip


@dataclass(frozen=True)
class _Source:
    """The row of a listing that a row of the table shows: by its ID, or by its number where it has none."""

    desk: Desk
    metric: str
    key: str
    own: Mapping[str, Any]

    def of(self, header: str) -> str:
        """The reference of a value of the row."""
        given = self.desk.reference(self.metric, **self.own).partition("@")
        return entry(given[0], self.key, header, given[2])


def printed(desk: Desk, form: Form, value: Any) -> Span:
    """A value in its form."""
    if form is Form.DUE and words.as_date(value):
        return due_span(desk, value)
    text = _text(desk, form, value)
    if form is Form.WORD:
        return Span(desk.words.choice(text), text in _TONES, _TONES.get(text, Tone.PLAIN))
    return Span(text)


def _key(values: Mapping[str, Any], taken: Mapping[str, Row]) -> str:
    """What a row is about: its first value, with the second where the first comes again."""
    first, second = [str(value) for value in values.values()][:2]
    identity = first if first not in taken else f"{first}.{second}"
    return identity if identity not in taken else f"{identity}.{len(taken)}"


def _cell(source: _Source, column: Shown, values: Mapping[str, Any]) -> Cell:
    desk, value = source.desk, values[column.header]
    identity = str(next(iter(values.values())))
    is_secret = identity in desk.restricted and (column.secret or column.form is Form.TITLE)
    if column.form is Form.TITLE:
        return Cell(((Span(f"{identity} ", True), Span(desk.public(identity, value) if is_secret else str(value))),))
    if is_secret:
        return Cell.of("")
    if column.form is Form.WORD and str(value) in TONES:
        return Cell(status=desk.status(str(value)))
    span = printed(desk, column.form, desk.words.choice(value) if column.header in _CHOSEN else value)
    is_number = not isinstance(value, str | bool) and words.is_known(value)
    return Cell(((replace(span, ref=source.of(column.header)) if is_number else span,),))


def _text(desk: Desk, form: Form, value: Any) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return words.UNKNOWN
    write = _FORMS.get(form)
    if write is not None and isinstance(value, int | float):
        return write(desk, float(value))
    if form is Form.MONTH and isinstance(value, date):
        return f"{desk.words.month(value.month)} {value.year}"
    if isinstance(value, date) or hasattr(value, "dtype"):
        return desk.near(value)
    if isinstance(value, bool):
        return desk.words.choice("Yes" if value else "No")
    return desk.words.fixed(value, 0) if isinstance(value, int | float) else str(value)


_FORMS: Mapping[Form, Callable[[Desk, float], str]] = {
    Form.COUNT: lambda desk, value: desk.words.fixed(value, 0),
    Form.MONEY: lambda desk, value: desk.money(value),
    Form.SHARE: lambda desk, value: desk.words.percent(value),
    Form.ONE_DIGIT: lambda desk, value: desk.words.fixed(value, 1),
    Form.INDEX: lambda desk, value: desk.words.index(value),
    Form.DAYS: lambda desk, value: desk.say("days.short", count=desk.words.fixed(value, 0)),
    Form.SIGNED_DAYS: lambda desk, value: desk.words.signed(desk.say("days.short", count=desk.words.fixed(value, 0))),
    Form.SIGNED_MONEY: lambda desk, value: desk.words.signed(desk.money(value)),
    Form.LATE: lambda desk, value: desk.words.days_late(value),
}
