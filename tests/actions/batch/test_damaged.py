"""A night over generated trackers, one sound, one in each way in which trackers are found damaged."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.trackers import BROKEN, WAYS, made
from exectrack_xl.cli import main
from tests.actions.batch.test_run import hashes, trackers

GIVEN = ["--as-of", "2026-10-31", "--kind", "report", "--jobs", "2", "--seconds", "60"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder: its last run's documents lie beside it in `calm`."""
    folder = tmp_path_factory.mktemp("night") / "trackers"
    for number, way in enumerate(("", *WAYS)):
        one = made(number, way)
        (folder / one.name).parent.mkdir(parents=True, exist_ok=True)
        (folder / one.name).write_bytes(one.data)
    assert main(["batch", str(folder), "--out", str(folder.parent / "calm"), *GIVEN]) == 1
    return folder


def test_every_readable_tracker_is_done_and_each_broken_one_named_with_reason_and_remedy(shared: Path) -> None:
    found = trackers(shared.parent / "calm")
    failed = {key: entry["reason"] for key, entry in found.items() if entry["state"] == "failed"}
    assert len(found) == len(WAYS) + 1
    assert {key.partition(" ")[2].partition(" ")[2].removesuffix(".xlsx") for key in failed} == set(BROKEN)
    for reason in failed.values():
        assert reason.endswith((".", "?"))
        assert "fault of this program" not in reason
        assert len(reason) > 40
    assert all(entry["outputs"] for key, entry in found.items() if key not in failed)


@pytest.mark.parametrize(
    ("way", "rule"),
    [("renamed headers", "column-missing"), ("error values", "cell-error"), ("duplicate IDs", "id-twice"),
     ("dates as text", "date-is-text"), ("dates as text", "date-was-guessed"), ("no tables", "not-a-table"),
     ("merged title rows", "not-a-table"), ("table range reversed", "table-range")],
)  # fmt: skip
def test_what_is_odd_in_a_readable_tracker_is_said(shared: Path, way: str, rule: str) -> None:
    found = next(entry for key, entry in trackers(shared.parent / "calm").items() if way in key)
    assert rule in {finding["rule"] for finding in found["findings"]}


@pytest.mark.parametrize("way", ["hidden rows", "tables elsewhere", "extra sheets", "dates from 1904"])
def test_what_changes_nothing_in_the_data_changes_nothing_in_what_is_read(shared: Path, tmp_path: Path, way: str):
    from exectrack_xl.excel.file import read
    from exectrack_xl.tracker.identity import tables_hash

    number = WAYS.index(way) + 1
    (tmp_path / "plain.xlsx").write_bytes(made(number, "").data)
    assert tables_hash(read(shared / made(number, way).name).tables) == tables_hash(
        read(tmp_path / "plain.xlsx").tables
    )


def test_a_run_killed_three_times_ends_as_an_undisturbed_one_and_the_next_redoes_only_what_changed(shared: Path):
    out = shared.parent / "rough"
    for _ in range(3):
        _killed(["batch", str(shared), "--out", str(out), *GIVEN], out / "journal.jsonl")
    main(["batch", str(shared), "--out", str(out), *GIVEN])
    assert hashes(out) == hashes(shared.parent / "calm")
    assert not [path for path in out.rglob("*") if path.name.endswith((".tmp", "journal.jsonl", "-making"))]
    changed = [made(0, "").name, made(WAYS.index("extra sheets") + 1, "extra sheets").name]
    for name in changed:
        (shared / name).write_bytes(made(90 + len(name), "").data)
    main(["batch", str(shared), "--out", str(out), *GIVEN])
    assert sorted(key for key, entry in trackers(out).items() if entry["state"] == "made") == sorted(
        name.partition("/")[2] if name not in trackers(out) else name for name in changed
    )  # fmt: skip


def _killed(command: list[str], journal: Path) -> None:
    """A run that is killed when it has done something."""
    code = "import sys; from exectrack_xl.cli import main; sys.exit(main(sys.argv[1:]))"
    before = journal.stat().st_size if journal.exists() else 0
    started = subprocess.Popen([sys.executable, "-c", code, *command], stdout=subprocess.DEVNULL)
    while started.poll() is None and (not journal.exists() or journal.stat().st_size == before):
        time.sleep(0.01)
    started.kill()
    started.wait()
