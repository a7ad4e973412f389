"""A tracker of a portfolio is read once, until something it depends on has changed."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.trackers import tracker
from exectrack_xl.actions.batch.sources import Source
from exectrack_xl.actions.portfolio_reading import Answer, Task, forget_others, read_one
from exectrack_xl.report.portfolio.model import Summary

DAY = date(2026, 11, 12)  # the tracker's own status date is in October


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Task, Answer]:
    """A tracker, and what it says when it is read for the first time."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "claims.xlsx").write_bytes(tracker(1))
    task = Task(Source("claims.xlsx", str(folder / "claims.xlsx")), DAY, folder, rows=True)
    return task, read_one(task)


@pytest.fixture
def task(first: tuple[Task, Answer], tmp_path: Path) -> Task:
    """The same tracker with what is kept of it, to be changed at will."""
    shutil.copytree(first[0].kept, tmp_path, dirs_exist_ok=True)
    return replace(first[0], source=Source("claims.xlsx", str(tmp_path / "claims.xlsx")), kept=tmp_path)


def same(one: Answer, other: Answer) -> bool:
    assert isinstance(one.found, Summary)
    assert one.rows
    assert other.rows
    return (repr(one.found), one.rows.read_bytes()) == (repr(other.found), other.rows.read_bytes())


def kept(task: Task) -> Path:
    return task.place.with_suffix(".summary")


@pytest.mark.parametrize("day", [DAY, date(2026, 11, 1), date(2026, 11, 30)])
def test_what_has_not_changed_is_not_read_again_all_month(first, task, day):
    before = kept(task).stat().st_mtime_ns
    again = read_one(replace(task, day=day))
    assert again.is_unchanged
    assert same(again, first[1])
    assert kept(task).stat().st_mtime_ns == before


def test_another_file_under_the_same_name_is_read(first, task):
    Path(task.source.location).write_bytes(tracker(2))
    again = read_one(task)
    assert not again.is_unchanged
    assert isinstance(again.found, Summary)
    assert again.found.tables != first[1].found.tables


def test_a_mapping_put_beside_the_tracker_counts_at_once(task):
    Path(task.source.location).with_suffix(".import.toml").write_text("own_sheets = true", encoding="utf-8")
    assert not read_one(task).is_unchanged


def _of_another_program(task: Task) -> None:
    kept(task).write_text(json.dumps({**json.loads(kept(task).read_text()), "made_from": "another"}))


def _cut_off(task: Task) -> None:
    kept(task).write_bytes(kept(task).read_bytes()[:300])


def _no_summary(task: Task) -> None:
    kept(task).write_text(json.dumps({**json.loads(kept(task).read_text()), "summary": {"key": 1, "odd": []}}))


def _other_rows(task: Task) -> None:
    task.place.with_suffix(".rows").write_bytes(b"PK")


@pytest.mark.parametrize("harm", [_of_another_program, _cut_off, _no_summary, _other_rows])
def test_what_is_kept_is_not_trusted_when_it_is_of_another_program_or_damaged(harm, first, task):
    harm(task)
    again = read_one(task)
    assert not again.is_unchanged
    assert same(again, first[1])


@pytest.mark.parametrize("change", [{"day": date(2026, 12, 1)}, {"day": date(2026, 10, 30)}, {"force": True}])
def test_a_day_that_changes_the_summary_and_force_read_it_again(change, task):
    assert not read_one(replace(task, **change)).is_unchanged


def test_what_is_kept_of_trackers_that_are_gone_is_dropped(task):
    forget_others(task.kept, [task])
    assert kept(task).is_file()
    forget_others(task.kept, [replace(task, source=Source("other.xlsx", ""))])
    assert [path.name for path in task.kept.iterdir()] == ["claims.xlsx"]
