"""The sample's snapshots tell the story that leads to today's tables, step by step."""

from __future__ import annotations

from datetime import date

import pytest

from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker.history import at, row_keys, snapshot_dates, snapshot_rows

DATES = [date.fromisoformat(day) for day in (
    "2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30", "2026-05-29", "2026-06-30",
    "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-30", "2026-11-06", "2026-11-13",
)]  # fmt: skip
TRACKED = [name for name, sheet in SHEETS.items() if any(column.tracked for column in sheet.columns)]


@pytest.fixture(scope="module")
def history(programme):
    return [at(programme, day) for day in DATES]


def values(history, name, identity, column):
    """The value of one cell at each snapshot in which its row existed."""
    found = []
    for then in history:
        table = then[name]
        if identity in table.positions:
            value = table[column][table.positions[identity]]
            found.append(value.item() if hasattr(value, "item") else value)
    return found


def test_there_are_twelve_snapshots_and_the_last_is_of_the_status_date(programme):
    assert snapshot_dates(programme) == DATES
    assert programme.as_of == DATES[-1]


def test_the_last_snapshot_is_the_one_that_would_be_taken_today(programme):
    kept = programme["snapshots"]
    of_today = kept["date"] == kept["date"].max()
    recorded = list(zip(*(kept[c][of_today].tolist() for c in SHEETS["snapshots"].by_name), strict=True))
    assert snapshot_rows(programme) == recorded


@pytest.mark.parametrize("name", TRACKED)
def test_the_last_snapshot_gives_back_the_table_as_it_stands(programme, history, name):
    sheet, now, then = SHEETS[name], programme[name], history[-1][name]
    order = {key: row for row, key in enumerate(row_keys(sheet, then))}
    assert sorted(order) == sorted(row_keys(sheet, now))
    restored = then.take([order[key] for key in row_keys(sheet, now)])
    for column in sheet.typed:
        if column.tracked:
            assert restored[column.name].tolist() == pytest.approx(now[column.name].tolist(), nan_ok=True) \
                if now[column.name].dtype == float else \
                restored[column.name].tolist() == now[column.name].tolist(), column.header  # fmt: skip


def test_rows_are_known_only_from_the_day_they_were_raised(history, rows):
    for name in ("issues", "risks", "changes", "actions", "decisions"):
        raised = {row["id"]: row["raised"] for row in rows[name]}
        for day, then in zip(DATES, history, strict=True):
            known = set(then[name]["id"]) & set(raised)
            assert known == {identity for identity, since in raised.items() if since <= day}, (name, day)


def test_progress_never_falls(history, rows):
    for name in ("tasks", "milestones"):
        for row in rows[name]:
            seen = values(history, name, row["id"], "progress")
            assert seen == sorted(seen), (row["id"], seen)


def test_an_actual_date_never_changes_once_it_is_known(history, rows):
    for name, column in (("tasks", "actual_start"), ("tasks", "actual_finish"), ("milestones", "actual")):
        for row in rows[name]:
            seen = [day for day in values(history, name, row["id"], column) if day]
            assert len(set(seen)) <= 1, row["id"]


def test_what_was_under_way_at_a_snapshot_was_not_dated_before_it(history):
    for day, then in zip(DATES, history, strict=True):
        tasks = then["tasks"].frame
        open_ones = tasks[tasks["actual_finish"].isna()]
        assert (open_ones["finish"] > str(day)).all(), day


def test_sprints_account_for_every_point_at_every_snapshot(history):
    for then in history:
        s = then["sprints"]
        held = s["completed"] + s["in_progress"] + s["blocked"] + s["to_do"]
        assert held.tolist() == (s["planned"] + s["added"] - s["removed"]).tolist()


def test_the_cut_over_slips_step_by_step(history):
    seen = values(history, "milestones", "M-15", "forecast")
    assert seen == sorted(seen)
    assert len(set(seen)) >= 4


def test_the_adviser_app_was_late_and_recovers(history, calendar):
    seen = values(history, "milestones", "M-28", "forecast")[-4:]
    assert seen == sorted(seen, reverse=True)
    late = [calendar.between(date(2026, 11, 5), day) for day in seen]
    assert late[0] > 15 >= late[-1] > 5


def test_risk_scores_move_both_ways(history, rows):
    moves = []
    for row in rows["risks"]:
        scores = [p * i for p, i in zip(values(history, "risks", row["id"], "probability"),
                                        values(history, "risks", row["id"], "impact"), strict=True)]  # fmt: skip
        moves.append(scores[-1] - scores[0])
    assert sum(move > 0 for move in moves) >= 5
    assert sum(move < 0 for move in moves) >= 8


def test_one_row_was_deleted_and_its_id_is_not_used_again(history, rows):
    once = {identity for then in history for identity in then["actions"]["id"]}
    assert once - {row["id"] for row in rows["actions"]} == {"A-009"}
