"""Every worksheet function, called by xlwings' own code as Excel would, shows what the engine says of the sample."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from excel_session import MISSING, Call, Cells

from exectrack_xl import sample
from exectrack_xl.metrics import METRICS, Engine, Listing, Result, Scope, Series
from exectrack_xl.metrics.worksheet import CellFunction, Role, cell_functions, counts_rows
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker

SESSION = Path(__file__).with_name("excel_session.py")
SAMPLE = sample.cells()
TABLES = {SHEETS[name].title: tuple(map(tuple, rows)) for name, rows in SAMPLE.items()}
FUNCTIONS = cell_functions()
OF_TABLES = {n: f for n, f in FUNCTIONS.items() if f.metric and f.metric.result is not Result.ROWS}
GIVEN = {n: f for n, f in OF_TABLES.items() if not f.reads_any}  # the others read what a metric of one's choice needs
OF_ROWS = {n: f for n, f in FUNCTIONS.items() if f.metric and f.metric.result is Result.ROWS}
SCOPES = {
    "programme": {},
    "initiative": {"initiative": "I-02"},
    "quarter": {"initiative": "I-03", "period": "2026-Q3"},
    "week": {"period": "Week"},
    "earlier": {"as_of": date(2026, 9, 30)},
}


def cell(name: str, tables: dict[str, Any] | None = TABLES, /, tick: int = 1, **given: Any) -> Call:
    """A cell with this function; what is not given is left out, as in =SPI(,,,Costs[#All])."""
    function = FUNCTIONS[name]
    arguments = tuple(given.get(argument.name, MISSING) for argument in function.arguments)
    return Call(name, (*arguments, tick) if function.reads_workbook else arguments, tables)


def ranges(function: CellFunction) -> dict[str, Any]:
    """Every table of a function, given as Costs[#All]; an empty sheet is its headers."""
    empty = {name: (tuple(column.header for column in SHEETS[name].columns),) for name in function.tables}
    return {name: Cells(TABLES.get(SHEETS[name].title, empty[name])) for name in function.tables}


def scoped(function: CellFunction, scope: dict[str, Any]) -> dict[str, Any]:
    """The part of a scope that a function can be asked for."""
    names = {argument.name for argument in function.arguments}
    return {name: value for name, value in scope.items() if name in names}


def column(table: str, name: str) -> Cells:
    """A column of the sample as a range: Risks[Score]."""
    sheet = SHEETS[table]
    at = SAMPLE[table][0].index(sheet.by_name[name].header)
    return Cells(tuple((row[at],) for row in SAMPLE[table][1:]))


CALLS: dict[str, Call] = {
    **{f"{n} left out {label}": cell(n, **scoped(f, scope))
       for n, f in OF_TABLES.items() for label, scope in SCOPES.items()},
    **{f"{n} given": cell(n, None, **ranges(f)) for n, f in GIVEN.items()},
    **{f"{n} by METRIC": cell("METRIC", name=n.lower(), initiative="I-02") for n in OF_TABLES},
    **{f"{n} explained": cell("EXPLAIN", name=n) for n in FUNCTIONS},
    **{f"{n} alone": cell(n, None, **{a.name: Cells((("",),)) for a in f.arguments if a.required})
       for n, f in FUNCTIONS.items()},
    "score": cell("RISK_SCORE", probability=column("risks", "probability"), impact=column("risks", "impact")),
    "score of one": cell("RISK_SCORE", None, probability=3.0, impact=2.0),
    "score across": cell("RISK_SCORE", None, probability=Cells(((1.0, 2.0, 3.0),)), impact=2.0),
    "score of faults": cell("RISK_SCORE", None, probability=Cells(((3.0,), ("high",), ("#N/A",), ("",))), impact=3.0),
    "score of sizes": cell("RISK_SCORE", None, probability=Cells(((3.0,), (2.0,))), impact=Cells(((1.0,),) * 3)),
    "band": cell("RISK_BAND", None, score=Cells(((9.0,), (6.0,), (3.0,), (1.0,)))),
    "age": cell("ISSUE_AGE", raised=column("issues", "raised"), closed=column("issues", "closed")),
    "late": cell("MILESTONE_DAYS_LATE",
                 **{name: column("milestones", name) for name in ("baseline", "forecast", "actual")}),
    "chance": cell("EXPECTED_VALUE", None, probability=0.4, impact=20_000.0),
    "days late": cell("FINISH_VARIANCE", None, baseline=date(2026, 10, 16), finish=46314.0),
    "misplaced": cell("SPI", initiatives=Cells(TABLES["Costs"])),
    "misplaced twice": cell("SPI", initiatives=Cells(TABLES["Costs"]), costs=Cells(TABLES["Costs"])),
    "strange table": cell("ACTUAL_COST", costs=Cells(TABLES["Risks"])),
    "without headers": cell("ACTUAL_COST", costs=Cells(TABLES["Costs"][1:])),
    "without a column": cell("ACTUAL_COST", costs=Cells(tuple(row[1:] for row in TABLES["Costs"]))),
    "no date": cell("ACTUAL_COST", None, costs=Cells(TABLES["Costs"])),
    "dated": cell("ACTUAL_COST", None, costs=Cells(TABLES["Costs"]), as_of="2026-11-13"),
    "dated by number": cell("ACTUAL_COST", None, costs=Cells(TABLES["Costs"]), as_of=46339.0),
    "dated badly": cell("ACTUAL_COST", as_of="soon"),
    "another book": cell("ACTUAL_COST", {"Invoices": (("Number",), (1.0,))}, tick=2),
    "unknown initiative": cell("SPI", initiative="I-2"),
    "unknown period": cell("NEW_RISKS", period="2026-X3"),
    "unknown unit": cell("SCHEDULE_VARIANCE", unit="dayss"),
    "unit": cell("SCHEDULE_VARIANCE", unit="DAYS"),
    "target": cell("TCPI", target="EAC"),
    "error": cell("SPI", initiative="#REF!"),
    "several": cell("SPI", initiative=Cells((("I-01",), ("I-02",)))),
    "two": cell("TOP_RISKS", n=2.0),
    "hundred": cell("TOP_RISKS", n=100.0),
    "none": cell("TOP_RISKS", n=0.0),
    "half": cell("TOP_RISKS", n=2.5),
    "curve": cell("ACTUAL_COST_CURVE", n=40.0),
    "cut": cell("ACTUAL_COST_CURVE", n=3.0),
    "unknown metric": cell("METRIC", name="spi_tt"),
    "rows by METRIC": cell("METRIC", name="risk_score"),
    "METRIC alone": cell("METRIC", None, name="spi"),
    "before the edit": cell("ACTUAL_COST", {"Costs": (TABLES["Costs"][0],), "Settings": TABLES["Settings"]}, tick=7),
    "same tick": cell("ACTUAL_COST", tick=7),
    "after the edit": cell("ACTUAL_COST", tick=8),
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each cell shows: the rows that go back to Excel."""
    folder = tmp_path_factory.mktemp("session")
    calls, answers = folder / "calls", folder / "answers"
    calls.write_bytes(pickle.dumps(list(CALLS.values())))
    command = [sys.executable, str(SESSION), str(calls), str(answers)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return dict(zip(CALLS, pickle.loads(answers.read_bytes()), strict=True))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Tracker.from_cells("", SAMPLE))


@pytest.fixture(scope="module")
def earlier() -> Engine:
    return Engine(Tracker.from_cells("", SAMPLE, SCOPES["earlier"]["as_of"]))


def as_shown(value: Any) -> Any:
    """One value as Excel gets it, said again in the test's own words."""
    if value is None or value != value:
        return ""
    if isinstance(value, np.datetime64):
        value = value.item()
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    return (
        value if isinstance(value, bool) else float(value) if isinstance(value, int | float | np.number) else str(value)
    )


def as_rows(value: Any, wanted: int | None) -> list[list[Any]]:
    """A result as rows of cells, at least as many as wanted."""
    if isinstance(value, Listing):
        rows, width = [list(map(as_shown, row)) for row in value.rows], len(value.headers)
    elif isinstance(value, Series):
        rows, width = [[as_shown(d), as_shown(v)] for d, v in zip(value.dates, value.values, strict=True)], 2
    else:
        return [[as_shown(value)]]
    return [*rows, *[[""] * width] * ((max(len(rows), 1) if wanted is None else wanted) - len(rows))]


def expected(function: CellFunction, engine: Engine, scope: dict[str, Any], **own: Any) -> list[list[Any]]:
    metric = function.metric
    assert metric is not None
    tracker = engine.tracker
    text = scope.get("period")
    period = tracker.periods.of(tracker.as_of, text) if text == "Week" else tracker.period(text) if text else None
    wanted = own.get("n", metric.own["n"]) if counts_rows(metric) else None
    return as_rows(engine.value(metric.name, Scope(scope.get("initiative", ""), period), **own), wanted)


def assert_same(found: list[list[Any]], wanted: list[list[Any]]) -> None:
    assert [len(row) for row in found] == [len(row) for row in wanted]
    for one, other in zip(chain(*found), chain(*wanted), strict=True):
        if isinstance(other, float) and not isinstance(one, str):
            assert math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
        else:
            assert one == other


@pytest.mark.parametrize("name", OF_TABLES)
def test_a_function_whose_tables_are_left_out_shows_the_value_of_the_calling_workbook(
    name: str, shown: dict[str, Any], engine: Engine, earlier: Engine
) -> None:
    function = OF_TABLES[name]
    for label, scope in SCOPES.items():
        possible = scoped(function, scope)
        judged = earlier if "as_of" in possible else engine
        assert_same(shown[f"{name} left out {label}"], expected(function, judged, possible))


@pytest.mark.parametrize("name", GIVEN)
def test_a_function_that_is_given_its_tables_needs_no_workbook(
    name: str, shown: dict[str, Any], engine: Engine
) -> None:
    assert_same(shown[f"{name} given"], expected(GIVEN[name], engine, {}))


@pytest.mark.parametrize("name", OF_TABLES)
def test_metric_shows_the_same_as_the_function(name: str, shown: dict[str, Any], engine: Engine) -> None:
    assert_same(shown[f"{name} by METRIC"], expected(OF_TABLES[name], engine, {"initiative": "I-02"}))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_without_a_workbook_a_function_says_in_one_sentence_what_to_give(name: str, shown: dict[str, Any]) -> None:
    [[text]] = shown[f"{name} alone"]
    assert "failed" not in str(text)
    if name in GIVEN:
        assert text.startswith(("#Give the table: =", "#Give the tables: ="))
        assert FUNCTIONS[name].example in text
    elif FUNCTIONS[name].reads_any:
        assert text.startswith(("#METRIC", f"#{name} cannot read the workbook's tables here."))


@pytest.mark.parametrize("name", METRICS)
def test_explain_says_what_a_metric_means(name: str, shown: dict[str, Any]) -> None:
    [[text]] = shown[f"{name.upper()} explained"]
    assert text.startswith(METRICS[name].label)
    assert METRICS[name].source in text


def test_row_functions_return_the_shape_they_were_given(shown: dict[str, Any], engine: Engine) -> None:
    def column_of(name: str, table: str) -> list[list[Any]]:
        return [[as_shown(value)] for value in engine.rows(name, table, of=engine.tracker[table])]

    assert shown["score"] == column_of("risk_score", "risks")
    assert shown["age"] == column_of("issue_age", "issues")
    assert shown["late"] == column_of("milestone_days_late", "milestones")
    assert shown["score of one"] == [[6.0]]
    assert shown["score across"] == [[2.0, 4.0, 6.0]]
    assert shown["band"] == [["Critical"], ["High"], ["Medium"], ["Low"]]
    assert shown["chance"] == [[8000.0]]
    assert shown["days late"] == [[1.0]]


def test_a_row_that_cannot_be_used_says_so_and_the_others_have_their_result(shown: dict[str, Any]) -> None:
    assert shown["score of faults"] == [
        [9.0],
        ["#probability is 'high'; expected a number. Type a number."],
        ["#probability shows #N/A. Mend the formula, or type the value."],
        [""],
    ]  # fmt: skip


def test_a_table_is_told_by_its_headers_not_by_its_place(shown: dict[str, Any], engine: Engine) -> None:
    assert_same(shown["misplaced"], [[engine.value("spi")]])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("misplaced twice", "#SPI was given Costs twice."),
        ("strange table", "#ACTUAL_COST does not read Risks."),
        ("without headers", "#The range given for costs has no headers of Costs. Give Costs[#All]."),
        ("without a column", "is missing."),
        ("no date", "#No status date: type it in Settings, row 'Status date', or give as_of."),
        ("dated badly", "#as_of is 'soon'; expected a date"),
        ("another book", "#Give the table: =ACTUAL_COST(Costs[#All])"),
        ("unknown initiative", "#There is no initiative 'I-2'. Did you mean 'I-0"),
        ("unknown period", "#'2026-X3' is not a period."),
        ("unknown unit", "#The unit cannot be 'dayss'"),
        ("error", "#The cell given for initiative shows #REF!. Mend it first."),
        ("several", "#initiative takes one cell; it was given 2 rows by 1 columns."),
        ("none", "#n is '0.0'; expected a whole number from 1 to 10000."),
        ("half", "#n is '2.5'; expected a whole number from 1 to 10000."),
        ("score of sizes", "#The ranges differ in size: probability has 2 by 1, another 3 rows by 1 columns."),
        ("unknown metric", "#There is no metric 'spi_tt'. Did you mean 'spi_t'?"),
        ("rows by METRIC", "#RISK_SCORE is about rows. Write =RISK_SCORE(probability, impact)."),
        ("METRIC alone", "#METRIC cannot read the workbook's tables here. Write =SPI("),
    ],
)
def test_a_fault_is_one_sentence_in_the_cell(name: str, sentence: str, shown: dict[str, Any]) -> None:
    [[text]] = shown[name]
    assert sentence in text
    assert text.startswith("#")


def test_own_arguments_reach_the_metric(shown: dict[str, Any], engine: Engine) -> None:
    assert_same(shown["unit"], [[engine.value("schedule_variance", unit="days")]])
    assert_same(shown["target"], [[engine.value("tcpi", to="EAC")]])
    assert shown["dated"] == shown["dated by number"]


def test_lists_take_n_and_pad_with_blanks(shown: dict[str, Any], engine: Engine) -> None:
    top = FUNCTIONS["TOP_RISKS"]
    assert_same(shown["two"], expected(top, engine, {}, n=2))
    assert_same(shown["hundred"], expected(top, engine, {}, n=100))
    assert len(shown["hundred"]) == 100
    assert set(shown["hundred"][-1]) == {""}
    assert_same(shown["curve"], as_rows(engine.value("actual_cost_curve"), 40))
    assert_same(shown["cut"], as_rows(engine.value("actual_cost_curve"), None)[:3])


def test_an_edit_is_seen_with_the_next_tick_and_not_before(shown: dict[str, Any], engine: Engine) -> None:
    assert shown["before the edit"] == shown["same tick"]
    assert_same(shown["after the edit"], [[engine.value("actual_cost")]])
    assert shown["before the edit"] != shown["after the edit"]


def test_every_argument_is_tried() -> None:
    """A list in this file that a new kind of argument would make incomplete."""
    roles = {argument.role for function in FUNCTIONS.values() for argument in function.arguments}
    assert roles == {Role.TABLE, Role.ROWS, Role.OWN, Role.COUNT, Role.SCOPE, Role.METRIC}
