"""What an edit changes, and that it changes nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import cells, parts, tree, values
from workbooks import KINDS

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.patch import SetCached, SetValue, patch
from exectrack_xl.schema import CellError

FREE = {"excel": "Sheet1"}  # the sheet that may be written to freely; elsewhere it is Other
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
DATES = st.dates(date(1900, 1, 1), date(2999, 12, 31))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12)
VALUES = st.none() | TEXTS | NUMBERS | st.booleans() | DATES | st.sampled_from(["_x0041_", " a ", "=cmd", "a\nb"])
ADDRESSES = st.builds(lambda column, row: f"{column}{row}", st.sampled_from("ADGIJL"), st.integers(1, 12))


def as_read(value: Any) -> Any:
    """A value as calamine gives it."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.dictionaries(ADDRESSES, VALUES, min_size=1, max_size=12))
def test_exactly_the_named_cells_change_and_every_other_part_keeps_its_bytes(
    kind: str, originals: dict[str, Path], tmp_path: Path, edits: dict[str, Any]
) -> None:
    sheet = FREE.get(kind, "Other")
    path = Path(shutil.copy(originals[kind], tmp_path / f"copy{originals[kind].suffix}"))
    before, old = cells(path), parts(path)

    result = patch(path, [SetValue(sheet, address, value) for address, value in edits.items()])

    expected = {**before, **{(sheet, address): as_read(value) for address, value in edits.items()}}
    assert cells(path) == {place: value for place, value in expected.items() if value is not None}
    new = parts(path)
    assert [name for name in new if name in old] == list(old)
    touched = {name for name in new if new[name] != old.get(name)}
    assert touched == set(result.parts)
    # A sheet, the texts and formats it needs, and with the first text of all the place where texts stand.
    first_text = {"xl/_rels/workbook.xml.rels", "[Content_Types].xml"} if "xl/sharedStrings.xml" not in old else set()
    sheet_part = "xl/worksheets/sheet1.xml" if kind == "excel" else "xl/worksheets/sheet2.xml"
    assert touched <= {sheet_part, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", *first_text}
    assert b"inlineStr" not in new[sheet_part] or b"inlineStr" in old[sheet_part]


@pytest.mark.parametrize("kind", KINDS)
def test_the_validator_finds_no_more_faults_than_before(
    kind: str, fresh: Callable[[str], Path], validate_office: Callable[[Path], list[str]]
) -> None:
    path, sheet = fresh(kind), FREE.get(kind, "Other")
    before = validate_office(path)
    patch(path, [
        SetValue(sheet, "J9", date(2026, 10, 16)), SetValue(sheet, "D1", 2.5), SetValue(sheet, "G2", "AT&T <b> \x07"),
        SetValue(sheet, "A1", None), SetValue(sheet, "I3", False), SetValue(sheet, "L4", CellError("#N/A")),
    ])  # fmt: skip
    assert validate_office(path) == before


def test_the_same_edits_give_the_same_bytes_and_a_second_time_none_are_written(tracker: Path) -> None:
    twin = Path(shutil.copy(tracker, tracker.with_name("twin.xlsx")))
    edits = [SetValue("Other", "A1", "Notes of May"), SetValue("Other", "J2", date(2026, 5, 1))]
    patch(tracker, edits)
    patch(twin, edits)
    assert tracker.read_bytes() == twin.read_bytes()
    written = tracker.stat().st_mtime_ns
    again = patch(tracker, edits)
    assert (again.cells, again.parts) == (0, ())
    assert tracker.stat().st_mtime_ns == written


def test_a_date_keeps_the_look_of_a_date_cell_and_gives_another_cell_one(tracker: Path) -> None:
    formats = len(tree(tracker, "xl/styles.xml").find("{*}cellXfs"))  # type: ignore[arg-type]
    evening = datetime.fromisoformat("2027-01-02T18:00")
    patch(tracker, [SetValue("Risks", "E5", date(2027, 1, 1)), SetValue("Other", "J1", date(2027, 1, 1)),
                    SetValue("Other", "J2", date(2027, 1, 2)), SetValue("Other", "J3", evening)])  # fmt: skip
    read = cells(tracker)
    assert read["Risks", "E5"] == read["Other", "J1"] == date(2027, 1, 1)
    assert read["Other", "J3"] == evening
    grown = tree(tracker, "xl/styles.xml").find("{*}cellXfs")
    assert grown is not None
    assert len(grown) <= formats + 2  # one for both dates, one with the time of day


def test_dates_around_the_day_that_excel_invented_are_read_as_meant(tracker: Path) -> None:
    days = [date(1900, 1, 1) + timedelta(days=step) for step in (0, 57, 58, 59, 60, 61)]
    patch(tracker, [SetValue("Other", f"J{row}", day) for row, day in enumerate(days, 1)])
    assert [cells(tracker)["Other", f"J{row}"] for row in range(1, 7)] == days


def test_shared_texts_are_counted_and_used_again(tracker: Path) -> None:
    before = tree(tracker, "xl/sharedStrings.xml")
    patch(
        tracker, [SetValue("Other", "J1", "Vendor slips"), SetValue("Other", "J2", "new"), SetValue("Other", "A1", 5)]
    )
    after = tree(tracker, "xl/sharedStrings.xml")
    assert int(after.get("count", "")) == int(before.get("count", "")) + 1
    assert int(after.get("uniqueCount", "")) == int(before.get("uniqueCount", "")) + 1
    assert len(after) == int(after.get("uniqueCount", ""))


def test_a_formatted_text_is_left_alone_where_it_already_says_so(tracker: Path) -> None:
    assert patch(tracker, [SetValue("Other", "A2", "plain bold")]).parts == ()


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (SetValue("Other", "B1", 5), "Other!B1 holds a formula, which is not written over. Delete it first."),
        (SetValue("Risks", "A4", "Key"), "Risks!A4 is a column head of table Risks. Rename it in Excel."),
        (SetValue("Other", "F2", 1), "Other!F2 lies hidden in a merged cell. Write to Other!E1 instead."),
        (SetValue("Others", "A1", 1), "tracker.xlsx has no sheet 'Others'. Did you mean 'Other'?"),
        (SetValue("Other", "A", 1), "'A' is not a cell of an Excel sheet. Write G14, for instance."),
        (SetValue("Other", "A1", float("nan")), "Other!A1: nan is not a number that an Excel cell can hold."),
        (SetValue("Other", "A1", date(1899, 1, 1)), "Excel has no date as early as 1899-01-01. Type it as text."),
        (SetValue("Other", "A1", "x" * 32768), "a text has 32768 characters; an Excel cell holds 32767."),
        (SetCached("Other", "A1", 5), "Other!A1 holds no formula, so that it has no result to renew."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_a_sentence_and_nothing_is_written(
    tracker: Path, edit: SetValue | SetCached, sentence: str
) -> None:
    before = tracker.read_bytes()
    with pytest.raises(WorkbookError) as refusal:
        patch(tracker, [SetValue("Other", "J1", 1), edit])
    assert sentence in str(refusal.value)
    assert tracker.read_bytes() == before
    assert list(tracker.parent.iterdir()) == [tracker]


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [(12.5, None, 12.5), ("late", "str", "late"), (True, "b", True), (None, "str", None), (" a ", "str", " a ")],
)
def test_a_formula_keeps_its_text_and_shows_the_new_result(
    tracker: Path, value: Any, kind: str | None, read: Any
) -> None:
    result = patch(tracker, [SetCached("Other", "B1", value)])
    assert cells(tracker).get(("Other", "B1")) == read
    found = tree(tracker, "xl/worksheets/sheet2.xml").find(".//{*}c[@r='B1']")
    assert found is not None
    assert found.get("t") == kind
    assert found.findtext("{*}f") == "1+1"
    assert result.fed == ()


def test_an_error_is_a_result_too(tracker: Path) -> None:
    patch(tracker, [SetCached("Other", "B1", CellError("#N/A"))])
    found = tree(tracker, "xl/worksheets/sheet2.xml").find(".//{*}c[@r='B1']")
    assert found is not None
    assert (found.get("t"), found.findtext("{*}v")) == ("e", "#N/A")


def test_a_formula_that_is_not_the_one_meant_is_left_alone_and_named(tracker: Path) -> None:
    result = patch(tracker, [SetCached("Other", "B1", 3, formula="1+2"), SetCached("Other", "B1", 4, formula="1 + 1"),
                             SetCached("Other", "A1", 4, formula="1+1")])  # fmt: skip
    assert result.left == ("Other!B1", "Other!A1")
    assert cells(tracker)["Other", "B1"] == 4


def test_libreoffice_reads_what_was_written(
    tracker: Path, convert: Callable[[Path, str], Path], validate_office: Callable[[Path], list[str]]
) -> None:
    patch(
        tracker,
        [SetValue("Other", "A1", "Grüße"), SetValue("Risks", "C5", 1), SetValue("Other", "J9", date(2026, 2, 3))],
    )
    assert values(tree(tracker, "xl/workbook.xml"), "calcPr", "fullCalcOnLoad") == ["1"]
    read = cells(convert(tracker, "xlsx"))
    assert (read["Other", "B2"], read["Risks", "F5"], read["Other", "J9"]) == ("Hello Grüße", 2, date(2026, 2, 3))
