"""Refreshing a workbook without Excel, and its memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from exectrack_xl.actions.refresh import refresh
from exectrack_xl.actions.snapshot import snapshot
from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.build.dashboards.canvas import CHOICE_CELL
from exectrack_xl.excel.build.place import HEAD_ROW
from exectrack_xl.excel.file import read
from exectrack_xl.excel.metadata import read_metadata
from exectrack_xl.excel.opening import open_package
from exectrack_xl.excel.patch import AppendRows, SetValue, patch
from exectrack_xl.excel.patch.archive import exchange
from exectrack_xl.metrics import Engine
from exectrack_xl.schema import SHEETS, Profile
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import at

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over

TODAY = date(2026, 11, 20)
FRIDAY = date(2026, 11, 13)  # the sample's status date


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, full_sample: Path) -> Path:
    return Path(shutil.copy(full_sample, tmp_path_factory.mktemp("made") / "sample.xlsx"))


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    """The sample tracker, fresh."""
    return Path(shutil.copy(made, tmp_path / "tracker.xlsx"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A tracker with three risks and no memory yet, status date Friday 2 January 2026."""
    path = new_workbook(tmp_path / "own.xlsx", profile=Profile.FULL, status_date=date(2026, 1, 2))
    risks = ({"ID": f"R-00{n}", "Title": "Vendor slips", "Probability": n, "Impact": 2} for n in (1, 2, 3))
    patch(path, [AppendRows("Risks", tuple(risks))])
    return path


def status_date(path: Path, day: date) -> SetValue:
    settings = read(path)["settings"]
    row = list(settings["setting"]).index("Status date")
    return SetValue("Settings", settings.cell("value", row), day)


def typed(path: Path, column: str, row: int, value: Any, sheet: str = "risks") -> SetValue:
    return SetValue(SHEETS[sheet].title, read(path)[sheet].cell(column, row), value)


def computed(path: Path, tracker: Tracker) -> dict[str, Any]:
    """What the computed columns' cells show, by address."""
    book = CalamineWorkbook.from_path(str(path))
    found = {}
    for sheet in SHEETS.values():
        cells = book.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        table = tracker[sheet.name]
        for column in sheet.columns:
            if column.is_computed:
                at_column = [header_of(value) for value in cells[4]].index(column.header)
                for line in table.lines:
                    found[f"{sheet.title}!{column.header} {line}"] = cells[line - 1][at_column]
    return found


def header_of(value: Any) -> str:
    return " ".join(str(value).split())


def test_a_workbook_that_is_up_to_date_is_not_written(sample: Path) -> None:
    before = sample.read_bytes()
    done = refresh(sample, TODAY)
    assert (done.day, done.snapshot_rows, done.result.parts, done.result.left) == (FRIDAY, None, (), ())
    assert sample.read_bytes() == before


def test_what_row_formulas_show_is_what_libreoffice_works_out(
    sample: Path, convert: Callable[[Path, str], Path]
) -> None:
    patch(sample, [
        typed(sample, "probability", 0, 1), typed(sample, "impact", 3, 3), typed(sample, "status", 5, "Closed"),
        typed(sample, "forecast", 4, date(2027, 3, 1), "milestones"), typed(sample, "progress", 9, 0.5, "milestones"),
        typed(sample, "finish", 6, date(2026, 12, 1), "tasks"), status_date(sample, date(2026, 11, 18)),
    ])  # fmt: skip
    stale = computed(sample, read(sample))
    done = refresh(sample, TODAY)
    tracker = read(sample)
    fresh = computed(sample, tracker)
    assert fresh != stale
    assert done.result.left == ()
    recalculated = computed(convert(sample, "xlsx"), tracker)
    different = {
        place: (value, recalculated[place])
        for place, value in fresh.items()
        if value != recalculated[place] and not (isinstance(value, float) and np.isclose(value, recalculated[place]))
    }
    assert different == {}


def test_the_first_refresh_of_a_week_takes_a_snapshot_and_the_next_one_does_not(own: Path) -> None:
    assert refresh(own, TODAY).snapshot_rows
    assert refresh(own, TODAY).snapshot_rows is None
    patch(own, [status_date(own, date(2026, 1, 4))])  # Sunday of the same week
    assert refresh(own, TODAY).snapshot_rows is None
    patch(own, [status_date(own, date(2026, 1, 5)), typed(own, "impact", 0, 3)])
    assert refresh(own, TODAY).snapshot_rows == 1


def test_a_formula_that_a_person_changed_keeps_its_own_result(own: Path) -> None:
    table = read(own)["risks"]
    cell = table.cell("score", 0)
    edit_part(own, "Risks", cell, "1000+1")
    patch(own, [typed(own, "impact", 0, 3)])
    done = refresh(own, TODAY)
    assert done.result.left == (f"Risks!{cell}",)


def test_dashboards_and_last_good_values_are_renewed_with_their_date(own: Path) -> None:
    before = results(own)
    patch(own, [status_date(own, date(2026, 3, 2)), typed(own, "impact", 0, 3), typed(own, "probability", 0, 3)])
    done = refresh(own, TODAY)
    after = results(own)
    engine = Engine(read(own))
    assert done.result.left == ()
    assert done.result.fed == ()
    assert {row["As of"].date() for row in after.values()} == {date(2026, 3, 2)}
    assert after["critical_risks"]["Last good value"] == engine.value("critical_risks")
    assert after["critical_risks"]["Shown"] == engine.value("critical_risks") != before["critical_risks"]["Shown"]
    page = openpyxl.load_workbook(own, data_only=True)["Risk Dashboard"]
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert any(text.startswith("Values as of 2 Mar 2026.") for text in texts)
    assert refresh(own, TODAY).result.parts == ()


def test_the_period_a_person_chose_stays_and_counts(own: Path) -> None:
    patch(own, [SetValue("Risk Dashboard", CHOICE_CELL, "Week")])
    refresh(own, TODAY)
    page = openpyxl.load_workbook(own, data_only=True)["Risk Dashboard"]
    assert page[CHOICE_CELL].value == "Week"
    assert str(page["B2"].value).startswith("Risk Management Dashboard - Week ")


def test_rows_of_the_results_table_are_found_by_their_key_wherever_they_stand(own: Path) -> None:
    first, second = (HEAD_ROW + 2 + list(results(own)).index(name) for name in ("open_risks", "critical_risks"))
    patch(own, [SetValue("Results", f"A{first}", "critical_risks"), SetValue("Results", f"A{second}", "open_risks")])
    refresh(own, TODAY)
    found = results(own)
    assert (found["open_risks"]["Shown"], found["critical_risks"]["Shown"]) == (3, 0)


def results(path: Path) -> dict[str, dict[str, Any]]:
    rows = openpyxl.load_workbook(path, data_only=True)["Results"].iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    heads = next(rows)
    return {str(row[0]): dict(zip(heads, row, strict=True)) for row in rows}


def test_a_workbook_open_in_excel_is_not_refreshed(own: Path) -> None:
    own.with_name(f"~${own.name}").write_bytes(b"\x04Anna")
    with pytest.raises(WorkbookError, match=r"own.xlsx is open in Excel \(Anna\)"):
        refresh(own, TODAY)


def test_a_snapshot_remembers_what_changed_and_a_second_one_replaces_it(own: Path) -> None:
    first = snapshot(own, None, TODAY)
    assert first.rows == len(read(own)["snapshots"])
    assert snapshot(own, None, TODAY).result.parts == ()
    patch(own, [status_date(own, date(2026, 1, 9)), typed(own, "impact", 0, 3)])
    assert snapshot(own, None, TODAY).rows == 1
    patch(own, [typed(own, "impact", 0, 2), typed(own, "impact", 1, 3), typed(own, "probability", 1, 3)])
    assert snapshot(own, None, TODAY).rows == 2
    now = read(own)
    assert len(now["snapshots"]) == first.rows + 2
    then = at(now, date(2026, 1, 8))
    assert then is not None
    assert then["risks"]["impact"].tolist() == [2, 2, 2]
    assert now["risks"]["impact"].tolist() == [2, 3, 2]


def test_a_snapshot_before_an_existing_one_is_refused(sample: Path) -> None:
    with pytest.raises(UsageError, match="There is a snapshot of 2026-11-13 already, and one of 2026-10-01 would"):
        snapshot(sample, date(2026, 10, 1), TODAY)


def test_a_year_of_weekly_changes_in_sixty_rows_stays_far_below_two_megabytes(own: Path) -> None:
    """Three changed values in each of 60 rows, every week: 9,360 rows of memory."""
    weeks = [date(2026, 1, 2) + timedelta(weeks=week) for week in range(52)]
    rows = tuple(
        {"Snapshot": f"S-{day}", "Date": day, "Table": "Risks", "ID": f"R-{row:03}", "Column": column,
         "Value": f"{(row * 7 + number) % 97}"}
        for number, day in enumerate(weeks) for row in range(60) for column in ("Probability", "Impact", "Status")
    )  # fmt: skip
    before = own.stat().st_size
    patch(own, [AppendRows("Snapshots", rows)])
    assert len(read(own)["snapshots"]) == 9360
    assert own.stat().st_size - before < 500_000


def edit_part(path: Path, sheet: str, cell: str, formula: str) -> None:
    """Put a person's own formula into a cell, as Excel would save it."""
    part = next(place.part for place in read_metadata(open_package(path)).sheets if place.name == sheet)
    data = path.read_bytes()
    with ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part))
        found = root.find(f".//{{*}}c[@r='{cell}']/{{*}}f")
        assert found is not None
        found.text = formula
        path.write_bytes(exchange(data, archive, {part: etree.tostring(root, encoding="UTF-8", xml_declaration=True)}))
