"""The formulas of the Results table, answered as the cells ask them, give the values that were built beside them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest

from exectrack_xl import sample
from exectrack_xl.excel.build.dashboards.asks import PERIOD, Ask, asks
from exectrack_xl.excel.build.dashboards.results import Results, work_out
from exectrack_xl.excel.build.dashboards.results_sheet import call
from exectrack_xl.metrics import Engine
from exectrack_xl.metrics.worksheet import cell_functions
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from udfs.answers import Answers
from udfs.tables import TableMemory

TITLES = {sheet.title: sheet for sheet in SHEETS.values()}


@pytest.fixture(scope="module")
def results() -> Results:
    return work_out(Engine(Tracker.from_cells("", sample.cells())))


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers(TableMemory())


def argument(text: str) -> Any:
    """What a formula's argument hands over: a table with its headers, a text, a number, or nothing."""
    if text.endswith("[#All]"):
        sheet = TITLES[text.removesuffix("[#All]")]
        return sample.cells().get(sheet.name, [[column.header for column in sheet.columns]])
    return text.strip('"') if text.startswith('"') else float(text) if text else None


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return None if value == "" else value


@pytest.mark.parametrize("ask", [a for a in asks() if a.metric != PERIOD and not a.is_course], ids=lambda a: a.stem)
def test_the_live_answer_is_the_value_built_beside_it(ask: Ask, results: Results, answers: Answers) -> None:
    match = re.fullmatch(r"(\w+)\((.*)\)", call(ask))
    assert match is not None
    function = cell_functions()[match[1]]
    texts = match[2].split(",")
    given = {a.name: argument(text) for a, text in zip(function.arguments, texts, strict=False) if text}
    found = answers.answer(function, given)
    rows = [row for row in results.rows if row.ask == ask]
    if not ask.rows:
        assert agree(rows[0].value, plain(found))
        return
    headers = answer_headers(ask)
    assert len(found) >= ask.rows  # a fixed range shows the first ones and would show errors below the last
    lines = [line for line in found[: ask.rows] if line[0] != ""]
    for row in rows:
        line = row.row - 1 if not ask.last else len(lines) - ask.last + row.row - 1
        shown = plain(lines[line][headers.index(row.column)]) if 0 <= line < len(lines) else None
        assert agree(row.value, shown), row.key


def answer_headers(ask: Ask) -> tuple[str, ...]:
    found = Engine(Tracker.from_cells("", sample.cells())).value(ask.metric, **ask.own)
    return tuple(getattr(found, "headers", ("Date", "Value")))


def agree(built: Any, live: Any) -> bool:
    if isinstance(built, float) and isinstance(live, float):
        return built == pytest.approx(live, rel=1e-12)
    return built == live and isinstance(built, str | date | type(None))
