"""Follows a number of a report to sheet, rows, rule and inputs. Depends on: metrics, report, schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from exectrack_xl.errors import UsageError
from exectrack_xl.metrics import METRICS, Result
from exectrack_xl.report import explain, words
from exectrack_xl.report.desk import SINCE, Desk
from exectrack_xl.report.documents.sentences import given
from exectrack_xl.report.provenance import OPENING, ROW, SHEETS_OF, Number
from exectrack_xl.report.typed_cells import typed_in
from exectrack_xl.schema import SHEETS, Column, Table

MOST_ROWS = 12  # IDs told one by one
_PLACE = re.compile(r"\s*(?:slide|page|section|part)\s+(.+)", re.IGNORECASE)
# A row of a listing: "pending_decisions[D-11].Option A cost", "velocity_by_team(n=3)[2].Least@I-02"
_LISTED = re.compile(r"(\w+)(?:\(([^)]*)\))?\[([^\]]+)\]\.([^@]+)(?:@(.*))?")
_NEAR, _SAME = 0.6, 0.02
_NO_ROWS_OF = ("snapshots", "settings", "holidays")


@dataclass(frozen=True)
class Found:
    """The numbers that a person may have meant, the likeliest first."""

    best: Number
    others: tuple[Number, ...] = ()


def located(numbers: Sequence[Number], pages: Sequence[str], asked: str) -> Found:
    """The number meant by a text such as "slide 4, SPI(t)", "SPI(t) of Adviser App" or "0.92".

    `pages` are the keys of the slides or sections in their present order.

    Raises:
        UsageError: there is no such page, or nothing on it is called so; the nearest labels are named.
    """
    places = [match for part in asked.split(",") if (match := _PLACE.fullmatch(part))]
    rest = " ".join(part.strip() for part in asked.split(",") if not _PLACE.fullmatch(part)).strip()
    here = _on_page(numbers, pages, places[0][1].strip()) if places else list(numbers)
    if not rest:
        raise UsageError(f"Say which number, too: {_some(here)}.")
    ranked = sorted(((_likeness(one, rest), -place, one) for place, one in enumerate(here)), reverse=True,
                    key=lambda entry: entry[:2])  # fmt: skip
    if not ranked or ranked[0][0] < _NEAR:
        raise UsageError(f"No number there is called '{rest}'. There are: {_some([one for _, _, one in ranked])}.")
    best = ranked[0]
    others = [one for score, _, one in ranked[1:] if score > best[0] - _SAME and one != best[2]]
    return Found(best[2], tuple(others))


def trail(ref: str, desk: Desk | None, text: str = "") -> Iterator[tuple[str, str]]:
    """Label and text of each step from a reference back: rule, formula, source, sheets; with a desk, rows and inputs.

    `text` is the number as printed: by it a number that a person typed is found in its cell.

    Raises:
        MetricError: the reference names a metric that this version does not have.
        UsageError: it names a row that is not in the tables.
    """
    if ref.startswith(SINCE):
        yield from _of_change(ref.removeprefix(SINCE), desk)
    elif ref.startswith(ROW):
        yield from _of_row(*ref.removeprefix(ROW).partition("/")[::2], desk)
    elif ref.startswith(SHEETS_OF):
        yield from _of_typed(ref.removeprefix(SHEETS_OF), text, desk)
    elif listed := _LISTED.fullmatch(ref):
        yield from _of_listed(listed, desk)
    else:
        name, _, initiative = ref.partition("@")
        name = name.partition("(")[0]  # its own parameters are not part of the rule
        yield from explain.definition(name)
        if desk is not None:
            yield from _of_metric(name, initiative, desk)


def _of_change(ref: str, desk: Desk | None) -> Iterator[tuple[str, str]]:
    """What a number that compares two periods rests on: the value now, and the snapshot of the value then."""
    yield "Compared", "the value of the period before, or the difference from it"
    if desk is not None and desk.before is not None:
        yield "Snapshot then", desk.before.tracker.snapshot or "live tables"
        yield "Snapshot now", desk.tracker.snapshot or "live tables"
    name, _, initiative = ref.partition("@")
    if desk is not None and desk.before is not None and name in METRICS and METRICS[name].result is Result.SCALAR:
        metric = METRICS[name]
        then, now = desk.was(name, initiative), desk.value(name, initiative)
        yield "Value then", words.value_text(then, metric.unit, desk.currency)
        yield "Value now", words.value_text(now, metric.unit, desk.currency)
    yield from trail(ref, desk)


def _of_typed(sheets: str, text: str, desk: Desk | None) -> Iterator[tuple[str, str]]:
    """Where a number stands that is no metric: the period and date of the report, or the cells it was typed in."""
    if desk is not None and text and text in (desk.words.day(desk.day), desk.near(desk.day)):
        yield "Status date", f"of {desk.period_label}, from {desk.tracker.snapshot or 'Settings, Status date'}"
        return
    if desk is not None and text and text in desk.period_label.split():
        yield "Period", f"{desk.period_label}, {words.day(desk.period.start)} to {words.day(desk.period.finish)}"
        return
    yield "Sheets", sheets or "all sheets"
    found = list(typed_in(desk, text, sheets.split(", ") if sheets else ())) if desk is not None and text else []
    yield from (("Cell", one) for one in found)
    yield "Rule", "as typed" if found else "typed in these sheets, or counted from their rows"


def _of_listed(listed: re.Match[str], desk: Desk | None) -> Iterator[tuple[str, str]]:
    """What a value of a listing rests on: the rule, the rows read, and the row of the listing."""
    name, own, key, column, initiative = (part or "" for part in listed.groups())
    yield from explain.definition(name)
    if not key.isdigit() or desk is None:
        yield from _of_row(key, column, desk)
        return
    yield from _of_metric(name, initiative, desk)
    pairs = [pair.split("=", 1) for pair in own.split(", ") if "=" in pair]
    rows = desk.listing(name, initiative, **{parameter: given(value) for parameter, value in pairs})
    if int(key) <= len(rows):
        told = (f"{header}: {_printed(value)}" for header, value in rows[int(key) - 1].items())
        yield "Row of the listing", "; ".join(told)
    yield "Column", column


def _of_metric(name: str, initiative: str, desk: Desk) -> Iterator[tuple[str, str]]:
    for table in METRICS[name].tables:
        rows = desk.table(table, initiative)
        if len(rows):
            yield "Rows", _rows(rows, desk)
    if METRICS[name].result is not Result.ROWS:
        yield from explain.value_and_inputs(desk, name, initiative)


def _rows(table: Table, desk: Desk) -> str:
    """The rows of a table: its sheet, the lines of the sheet, and the IDs."""
    lines = sorted(int(line) for line in table.lines)
    where = f"rows {lines[0]} to {lines[-1]}" if len(lines) > 1 else f"row {lines[0]}"
    if desk.tracker.snapshot:
        where = f"as of snapshot {desk.tracker.snapshot}"
    ids = [str(one) for one in table.columns.get("id", np.array([], dtype=object))]
    more = f" and {len(ids) - MOST_ROWS} more" if len(ids) > MOST_ROWS else ""
    named = f": {', '.join(ids[:MOST_ROWS])}{more}" if ids else ""
    return f"{SHEETS[table.name].title}, {where} ({desk.words.plural(len(lines), 'row')}){named}"


def _of_row(identity: str, label: str, desk: Desk | None) -> Iterator[tuple[str, str]]:
    identity, _, column = identity.partition(".")
    yield "Row", f"{identity}{f', column {column}' if column else ''}"
    yield "Column", label
    for name, sheet in SHEETS.items() if desk is not None else ():
        if desk is not None and name not in _NO_ROWS_OF and identity in (table := desk.tracker[name]).positions:
            place = table.positions[identity]
            yield "Sheet", f"{sheet.title}, row {table.lines[place]}"
            for one in sheet.columns:
                if _alike(one.header, column or label):
                    yield "Cell", _cell(desk, name, one, place)


def _cell(desk: Desk, name: str, column: Column, place: int) -> str:
    """A cell of a sheet with its address and value; of a computed column with its rule."""
    table = desk.tracker[name]
    where = f"{SHEETS[name].title}!{table.cell(column.name, place) or table.lines[place]} ({column.header})"
    if not column.is_computed:
        return f"{where}: {_printed(table[column.name][place])}"
    rule = METRICS[column.computed].formula if column.computed in METRICS else column.formula
    value = desk.rows(column.computed, name)[place] if column.computed in METRICS else "computed"
    return f"{where}: {_printed(value)} = {rule}"


def _alike(header: str, label: str) -> bool:
    """Whether a column of a page shows a column of the sheet."""
    shown, known = label.casefold(), header.casefold()
    parts = [part.strip() for part in re.split(r"[,/&]", shown)]
    return known in (shown, *parts) or any(len(part) > 2 and (part in known or known in part) for part in parts)


def _printed(value: object) -> str:
    day = words.as_date(value) if isinstance(value, np.datetime64) else None
    return words.day(day) if day else str(value)


def _on_page(numbers: Sequence[Number], pages: Sequence[str], place: str) -> list[Number]:
    """The numbers of a page given by its number, key or title."""
    if place.isdigit():
        if not 1 <= int(place) <= len(pages):
            raise UsageError(f"There is no slide {place}; there are {len(pages)}.")
        found = [one for one in numbers if one.page == pages[int(place) - 1]]
    else:
        wanted = place.casefold()
        found = [one for one in numbers if wanted in (one.page.casefold(), one.title.casefold())]
        found = found or [one for one in numbers if wanted in one.title.casefold()]
    if not found:
        known = dict.fromkeys(one.title or one.page for one in numbers if one.page != OPENING)
        raise UsageError(f"There is no number on '{place}'. Pages are: {'; '.join(list(known)[:12])}.")
    return found


def _likeness(number: Number, asked: str) -> float:
    """How well a number answers to a text, 0 to 1: by its label, its words, its value."""
    wanted, label = asked.casefold(), number.label.casefold()
    if wanted in (label, number.text.casefold()) or wanted == f"{label} {number.text}".casefold():
        return 1.0
    words_wanted = [word for word in re.findall(r"[\w()%.€$]+", wanted) if word not in ("of", "the", "for", "in")]
    words_there = re.findall(r"[\w()%.€$]+", f"{label} {number.text} {number.block}".casefold())
    share = sum(word in words_there for word in words_wanted) / max(len(words_wanted), 1)
    total = 0.03 if label.startswith(("programme", "total")) else 0.0
    return max(0.9 * share + 0.05 / (1 + len(words_there)) + total, 0.9 * SequenceMatcher(None, wanted, label).ratio())


def _some(numbers: Sequence[Number]) -> str:
    labels = list(dict.fromkeys(one.label for one in numbers if one.label))
    return "; ".join(labels[:10]) + (" …" if len(labels) > 10 else "")
