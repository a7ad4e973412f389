"""The Results table feeds both dashboards: live where Python answers, else the last good value with its date."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exectrack_xl import sample
from exectrack_xl.excel.build import compose
from exectrack_xl.excel.build.dashboards.asks import CADENCES, OFFERED, Ask, asks, key
from exectrack_xl.excel.build.dashboards.pages import Chosen
from exectrack_xl.excel.build.dashboards.results import work_out
from exectrack_xl.excel.build.dashboards.results_sheet import HEADERS, call
from exectrack_xl.excel.patch import SetValue, patch
from exectrack_xl.metrics import METRICS, Engine, Result, Scope
from exectrack_xl.schema import SHEETS, Profile
from exectrack_xl.tracker import Tracker

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over

PAGES = ("Execution Dashboard", "Risk Dashboard", "Change Board", "People and Capacity")
CELLS = {name: rows for name, rows in sample.cells().items() if name != "snapshots"}  # which only take time here
Grid = dict[str, Any]


@cache
def loaded(path: Path, *, formulas: bool) -> openpyxl.Workbook:
    """A workbook that will not change any more."""
    return openpyxl.load_workbook(path, data_only=not formulas)


def cells(path: Path, sheet: str) -> Grid:
    rows = loaded(path, formulas=False)[sheet].iter_rows()
    return {cell.coordinate: cell.value for row in rows for cell in row if cell.value is not None}


def results(path: Path, *, formulas: bool = False) -> list[Grid]:
    rows = list(loaded(path, formulas=formulas)["Results"].iter_rows(min_row=5, values_only=True))
    assert rows[0][: len(HEADERS)] == HEADERS
    return [dict(zip(HEADERS, row, strict=False)) for row in rows[1:]]


def banner(path: Path, page: str) -> str:
    return next(text for text in cells(path, page).values() if str(text).startswith("Values as of"))


def same(built: Any, now: Any) -> bool:
    numbers = isinstance(built, float) and isinstance(now, float)
    return math.isclose(built, now, rel_tol=1e-12) if numbers else built == now


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("live") / "tracker.xlsm"
    return compose(CELLS, Profile.FULL, macros=True).save(target)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compose(CELLS, Profile.FULL).save(tmp_path_factory.mktemp("plain") / "tracker.xlsx")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Tracker.from_cells("", CELLS))


def test_every_value_is_what_the_engine_says(engine: Engine) -> None:
    found = work_out(engine)
    assert found.value("spi_t") == pytest.approx(engine.value("spi_t"), rel=1e-14)
    assert found.item("top_issues", 2, "Owner") == engine.value("top_issues", n=3).rows[1][4]
    for kind in CADENCES:
        period = engine.tracker.periods.of(engine.tracker.as_of, kind)
        assert found.value("new_risks", kind) == engine.value("new_risks", Scope("", period))
    assert found.item("sprint_points_history", 6, "Value") == engine.value("sprint_points_history").values[-1]


def test_without_a_status_date_nothing_is_known(engine: Engine) -> None:
    assert {row.value for row in work_out(engine, dated=False).rows} == {None}


def test_every_key_is_there_once(live: Path) -> None:
    keys = [row["Key"] for row in results(live)]
    assert len(keys) == len(set(keys))
    assert {key(ask.title, ask.cadence) for ask in asks() if not ask.rows} <= set(keys)


def test_a_metric_asked_by_period_is_one_that_has_periods_and_the_others_are_not() -> None:
    for ask in asks():
        if ask.metric in METRICS and not ask.rows:
            assert ("period" in METRICS[ask.metric].per) == bool(ask.cadence), ask.metric
            assert METRICS[ask.metric].result in (Result.SCALAR, Result.TEXT)


@pytest.mark.parametrize(
    "ask", [ask for ask in asks() if ask.metric in METRICS and not ask.is_course], ids=lambda ask: ask.stem
)
def test_a_live_formula_names_every_table_its_function_reads(ask: Ask) -> None:
    for name in METRICS[ask.metric].tables:
        assert f"{SHEETS[name].title}[#All]" in call(ask)


def test_every_row_asks_python_where_there_are_macros_and_nowhere_else(live: Path, plain: Path) -> None:
    for row in results(live, formulas=True):
        is_course = row["Metric"].endswith(":course")  # the past changes with a refresh only
        assert row["Live"] is None if is_course else str(row["Live"]).startswith("=")
    assert all(row["Live"] is None for row in results(plain, formulas=True))


def test_every_formula_that_asks_python_gives_a_text_where_there_is_none(live: Path) -> None:
    names = {metric.upper() for metric in METRICS}
    for sheet in loaded(live, formulas=True).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                text = getattr(cell.value, "text", cell.value)
                if cell.data_type == "f" and names & set(re.findall(r"([A-Z_]+)\(", re.sub(r'"[^"]*"', "", str(text)))):
                    assert str(text).startswith("=IFERROR("), f"{sheet.title}!{cell.coordinate}"


@pytest.mark.libreoffice
def test_without_python_every_dashboard_shows_its_numbers_and_their_date(
    tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    path = compose(CELLS, Profile.FULL, macros=True, chosen=Chosen({"execution": "Week", "risk": "Month"})).save(
        tmp_path / "tracker.xlsm"
    )
    opened = convert(path, "xlsx")
    asked = [row for row in results(opened) if not str(row["Metric"]).endswith(("period_label", ":course"))]
    assert {str(row["Live"])[:7] for row in asked} == {"#Python"}
    for page in PAGES:
        built, now = cells(path, page), cells(opened, page)
        assert banner(opened, page).startswith("Values as of 13 Nov 2026. Refresh brings them up to date.")
        different = {at for at in built if not same(built[at], now.get(at))}
        assert [now[at] for at in different] == [banner(opened, page)]
    for sheet in loaded(opened, formulas=False).worksheets:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "e"], sheet.title


@pytest.mark.libreoffice
def test_the_period_chosen_changes_title_and_numbers(
    plain: Path, tmp_path: Path, convert: Callable[[Path, str], Path], engine: Engine
) -> None:
    path = tmp_path / "weekly.xlsx"
    path.write_bytes(plain.read_bytes())
    patch(path, [SetValue(page, "Q2", "Month" if page == PAGES[3] else "Week") for page in PAGES])
    opened = convert(path, "xlsx")
    week, month = (engine.tracker.periods.of(engine.tracker.as_of, kind) for kind in ("Week", "Month"))
    execution, risk, changes, people = (cells(opened, page) for page in PAGES)
    assert execution["B2"] == f"Execution Dashboard - {week.label}"
    assert risk["B2"] == f"Risk Management Dashboard - {week.label}"
    assert changes["B2"] == f"Change Board - {week.label}"
    assert people["B2"] == f"People and Capacity - {month.label}"
    assert f"on schedule; this week {engine.value('on_time_count', Scope('', week))}" in execution.values()
    opened_and_closed = [f"{engine.value(name, Scope('', week)):g}" for name in ("issues_opened", "issues_closed")]
    assert "{} opened, {} closed".format(*opened_and_closed) in execution.values()
    assert risk["B7"] == engine.value("new_risks", Scope("", week)) != cells(plain, PAGES[1])["B7"]
    assert risk["H7"] == engine.value("risks_resolved", Scope("", week)) != cells(plain, PAGES[1])["H7"]
    assert people["B6"] == pytest.approx(engine.value("resource_utilisation", Scope("", month)))
    assert people["B6"] != cells(plain, PAGES[3])["B6"]


@pytest.mark.libreoffice
def test_a_value_that_was_not_refreshed_keeps_its_own_date(
    live: Path, tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    path = tmp_path / "later.xlsm"
    path.write_bytes(live.read_bytes())
    line = next(at for at, text in cells(live, "Settings").items() if text == "Status date")
    patch(path, [SetValue("Settings", f"C{line[1:]}", date(2026, 12, 1))])
    opened = convert(path, "xlsx")
    assert cells(opened, "Settings")[f"C{line[1:]}"].date() == date(2026, 12, 1)
    assert all(banner(opened, page).startswith("Values as of 13 Nov 2026. Refresh") for page in PAGES)


def test_the_selector_offers_week_month_and_quarter(live: Path) -> None:
    book = loaded(live, formulas=True)
    for page, (name, offered) in zip(PAGES, OFFERED.items(), strict=True):
        found = {str(rule.sqref): rule.formula1 for rule in book[page].data_validations.dataValidation}
        assert found == {"Q2": f'"{",".join(offered)}"'}
        assert book.defined_names[f"dash_{name}_cadence"].attr_text == f"'{page}'!$Q$2"


def test_what_was_typed_as_period_counts_only_where_it_is_one() -> None:
    chosen = Chosen.typed({"execution": "Week", "risk": "Fortnight", "people": "Week"})
    assert [chosen.of(page) for page in OFFERED] == ["Week", "Quarter", "Quarter", "Quarter"]
