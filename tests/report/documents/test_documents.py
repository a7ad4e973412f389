"""Every kind of document: that it can be made, that its numbers are the metrics', and what it keeps to itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from printed import printed, spans

from exectrack_xl.errors import UsageError
from exectrack_xl.metrics import Result, find
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.documents.compose import Wish, compose_document
from exectrack_xl.report.documents.kinds import KINDS, document_kind
from exectrack_xl.report.documents.writers import WRITERS
from exectrack_xl.report.model import Chart, Report, Series, Span, Table
from exectrack_xl.sample import cells
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.choices import REPORT
from exectrack_xl.tracker import Tracker

SUBJECTS = {"impact": "CR-12", "issue": "IS-030"}
NAMES = [kind.name for kind in KINDS]
REFERENCE = re.compile(r"(\w+)(?:\((.*)\))?(?:@(.+))?")


def parts(thing: Any, wanted: type) -> Iterator[Any]:
    """Everything of a type in a report, wherever it stands."""
    if isinstance(thing, wanted):
        yield thing
    if is_dataclass(thing):
        for field in fields(thing):
            yield from parts(getattr(thing, field.name), wanted)
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from parts(value, wanted)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from parts(item, wanted)


def wish(name: str, **more: Any) -> Wish:
    return Wish(name, identity=SUBJECTS.get(name, ""), **more)


def read_reference(ref: str) -> tuple[str, dict[str, Any], str]:
    """Metric, its own parameters, and initiative of a reference such as team_health(aspect=growth)@I-02."""
    name, given, initiative = REFERENCE.fullmatch(ref).groups()  # type: ignore[union-attr]
    own = dict(pair.split("=", 1) for pair in given.split(", ")) if given else {}
    return (
        name,
        {key: float(value) if value.replace(".", "").isdigit() else value for key, value in own.items()},
        (initiative or ""),
    )


def text(report: Report) -> str:
    return " ".join(span.text for span in parts(report, Span))


@pytest.fixture(scope="module")
def made(programme: Tracker) -> dict[str, tuple[Report, Desk]]:
    """Each kind as one gets it without asking for a period, with the desk it was written at."""
    found = {}
    for kind in KINDS:
        report = compose_document(programme, wish(kind.name))
        cadence = "Week" if kind.cadence == "Day" else kind.cadence
        running = programme.periods.of(programme.as_of, cadence) if kind.live else None
        found[kind.name] = report, prepare(programme, running, cadence)
    return found


def test_every_kind_has_a_writer_and_a_name_of_its_own():
    assert set(WRITERS) == set(NAMES)
    assert len({kind.template for kind in KINDS}) == len(KINDS) == len(set(NAMES))
    assert all(sheet in SHEETS for kind in KINDS for sheet in kind.sheets)


def test_the_titles_are_those_that_sheet_reports_offers():
    offered = set(REPORT) - {"Execution Dashboard"}
    here = {"Change Impact Analysis": "Impact Analysis", "Issue Tracking": "Issue Record"}
    assert {here.get(title, title) for title in offered} == {kind.title for kind in KINDS}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Wish("stakholder"), "There is no report 'stakholder'. Did you mean 'stakeholder'"),
        (Wish("impact"), "The Impact Analysis is about one row of sheet Changes: give its ID, such as --id CR-"),
        (Wish("impact", identity="CR-112"), "There is no 'CR-112' in sheet Changes. Did you mean 'CR-12'"),
        (Wish("team", identity="CR-12"), "is not about one row: leave out the ID CR-12"),
        (Wish("status", initiative="I-2"), "There is no initiative 'I-2' in sheet Initiatives. Did you mean 'I-02'"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(programme, asked, sentence):
    with pytest.raises(UsageError, match=re.escape(sentence)):
        compose_document(programme, asked)


def test_a_kind_and_an_id_are_found_whatever_their_case(programme):
    assert document_kind(" Team ").name == "team"
    assert compose_document(programme, Wish("issue", identity="is-030")).title == "Issue Record - IS-030"


@pytest.mark.parametrize("name", NAMES)
def test_every_marked_number_equals_its_metric(made, name):
    report, desk = made[name]
    marked = [span for span in spans(report) if span.ref]
    assert len(marked) >= (0 if name in ("impact", "issue", "daily") else 5)
    for span in marked:
        assert span.text in printed(desk, span.ref), span


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_a_metric_shows_rows_of_that_metric(made, name):
    report, desk = made[name]
    for table in parts(report, Table):
        if not table.ref:
            continue
        metric, own, initiative = read_reference(table.ref)
        rows = [tuple(map(str, row.values())) for row in desk.listing(metric, initiative, **own)]
        forms = [forms_of(desk, row) for row in desk.listing(metric, initiative, **own)]
        for row in table.rows:
            shown = [span.text.strip() for cell in row.cells for line in cell.lines for span in line]
            assert any(set(shown) <= known for known in forms), (table.key, shown, rows[:1])


def forms_of(desk: Desk, row: dict[str, Any]) -> set[str]:
    """Every way in which a value of a row may be printed."""
    found = {"", words.UNKNOWN, "restricted"}
    for value in row.values():
        found |= {str(value).strip(), str(value)}
        if isinstance(value, date):
            found |= {desk.near(value), f"{desk.near(value)}, overdue", f"{value:%b %Y}"}
        elif isinstance(value, float | int) and value == value:
            whole = words.fixed(value, 0)
            found |= {whole, f"{whole} d", words.fixed(value, 1), words.fixed(value, 2), words.percent(value),
                      desk.money(value), words.signed(desk.money(value)), words.days_late(value),
                      f"{words.signed(whole)} d", "Yes" if value else "No"}  # fmt: skip
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_of_a_metric_draws_its_values(made, name):
    report, desk = made[name]
    drawn: list[Series] = [one for chart in parts(report, Chart) for one in chart.series if one.ref]
    for series in drawn:
        metric, own, initiative = read_reference(series.ref)
        if find(metric).result is Result.SERIES:
            known = [value for value in desk.value(metric, initiative, **own).values if words.is_known(value)]
        else:
            known = [desk.value(metric, each) for each in desk.initiatives]
        shown = [value for value in series.values if value is not None]
        assert shown
        assert any(all(any(np.isclose(value * scale, one) for one in known) for value in shown)
                   for scale in (1, 1e3, 1e6)), series.ref  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_table_is_empty_and_no_heading_stands_alone(made, empty, programme, name):
    small = Tracker.from_cells("small.xlsx", {"milestones": [
        ["ID", "Milestone", "Owner", "Baseline date", "Forecast date"],
        ["M-1", "Ready", "Ann", date(2026, 10, 1), date(2026, 12, 1)],
    ]}, date(2026, 11, 13))  # fmt: skip
    reports = [made[name][0], compose_document(empty, Wish(name))]
    if not document_kind(name).needs_id:
        reports += [compose_document(small, Wish(name)), compose_document(programme, wish(name, initiative="I-03"))]
    for report in reports:
        assert all(table.rows for table in parts(report, Table))
        assert all(chart.categories and chart.series for chart in parts(report, Chart))
        assert all(section.fields for section in report.sections)
        assert all(blocks for section in report.sections for _, blocks in section.fields)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_tracker_says_what_to_fill_in_first(empty, name):
    report = compose_document(empty, Wish(name))
    assert "empty" in text(report)
    (steps,) = report.sections
    assert [label for label, _ in steps.fields] == [SHEETS[sheet].title for sheet in document_kind(name).sheets]


@pytest.mark.parametrize("name", NAMES)
def test_a_restricted_issue_leaves_only_its_id(programme, name):
    kind = document_kind(name)
    cadence = "Week" if kind.cadence == "Day" else kind.cadence
    for period in (programme.periods.of(programme.as_of, cadence), None):
        said = text(compose_document(secretive(programme), wish(name, period=period)))
        assert "secret" not in said.replace("secretive.xlsx", "")
        assert name not in ("team", "weekly", "monthly", "status", "issue") or "IS-030" in said


def secretive(programme: Tracker) -> Tracker:
    """The sample with its gravest issues restricted, and words in them that nobody else uses."""
    issues = programme["issues"]
    chosen = np.isin(issues["id"], ["IS-030", "IS-033", "IS-038", "IS-027", "IS-041"])
    texts = ("title", "plan", "description", "impact", "root_cause", "resolution", "prevention")
    columns = {column: np.where(chosen, f"secret {column}", issues[column]) for column in texts}
    columns["restricted"] = np.where(chosen, "Yes", issues["restricted"])
    return Tracker.from_tables("secretive.xlsx", {**programme.tables, "issues": issues.with_columns(columns)})


def test_a_past_period_is_told_from_its_snapshot_beside_the_one_before(programme):
    report = compose_document(programme, Wish("monthly", programme.period("2026-M08")))
    assert (report.period_label, report.snapshot) == ("Aug 2026", "S-2026-08-31")
    assert report.comparison == "Compared with Jul 2026, snapshot S-2026-07-31."


def test_the_first_period_has_no_comparison_yet(programme):
    report = compose_document(programme, Wish("monthly", programme.period("2026-M01")))
    assert report.comparison.startswith("No comparison yet")


def test_a_week_is_closed_on_its_last_working_day(programme):
    assert compose_document(programme, Wish("weekly")).period_label == "Week 46 2026"


def test_one_initiative_is_reported_alone(programme):
    report = compose_document(programme, Wish("stakeholder", initiative="I-03"))
    assert [section.key for section in report.sections] == ["I-03", "definitions"]
    assert report.about == "Pricing Engine (I-03)"


def test_the_progress_of_an_initiative_tells_its_chances_where_settings_ask_for_them():
    sheets = cells()
    asked = Tracker.from_cells("t.xlsx", {**sheets, "settings": [*sheets["settings"], ["Simulate", "Yes"]]})
    report = compose_document(asked, Wish("stakeholder", asked.period("2026-Q4"), "I-01"))
    desk = prepare(asked, asked.period("2026-Q4"), only="I-01")
    assert f"safe date {desk.text('p_date', probability=0.8)}; chance of being on time {desk.text('p_on_time')}." in (
        "".join(span.text for span in parts(report.sections[0].fields[1], Span))
    )


def test_the_manual_names_every_kind():
    manual = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}" not in manual] == []


def test_the_impact_of_a_change_sets_the_computed_finish_beside_the_days_typed(made):
    report, desk = made["impact"]
    row = next(row for row in desk.listing("change_impact") if row["ID"] == "CR-12")
    said = text(report)
    assert f"{words.plural(-row['Computed days'], 'working day')} earlier" in said
    assert "−15 working days typed" in said
    assert words.day(row["Finish without"]) in said
    assert words.day(row["Finish with"]) in said


def test_a_team_of_two_answers_is_not_shown(made):
    pulse = {row["Team"]: row for row in made["team"][1].listing("team_pulse")}
    assert [team for team, row in pulse.items() if row["Note"]] == ["Pricing team"]
    tables = [table for table in parts(made["team"][0], Table) if table.key == "team_pulse"]
    assert all(row.key != "Pricing team" for table in tables for row in table.rows)
    health = next(table for table in parts(made["team"][0], Table) if table.key == "team_health")
    assert [column.label for column in health.columns] == ["Satisfaction", "Engagement", "Growth"]
    assert "not for Pricing team" in health.note


def test_the_stand_up_names_who_is_held_up(made):
    (table,) = [table for table in parts(made["daily"][0], Table) if table.key == "stand_up"]
    held = {row.key: row.cells[-1] for row in table.rows}
    assert "IS-030 " in {span.text for line in held["Samuel Okafor"].lines for span in line}


def test_the_same_tracker_gives_the_same_words(programme):
    for name in NAMES:
        assert compose_document(programme, wish(name)) == compose_document(programme, wish(name))
