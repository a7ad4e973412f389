"""The command as a shell starts it: whatever a workbook does to its reader, there is one sentence and an exit code."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.trackers import SHEET, tracker
from exectrack_xl.cli.apart import started_anew
from exectrack_xl.package import read_parts, write_parts

COMMAND = "import sys; from exectrack_xl.cli.apart import run; sys.exit(run())"
END = b"</sheetData>"


def started(*words: object, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", COMMAND, *map(str, words)], stdout=subprocess.PIPE, text=True,
                            stderr=subprocess.PIPE, env={**os.environ, **variables})  # fmt: skip


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=120)
    return process.returncode, said


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook that takes some seconds to read."""
    parts = read_parts(tracker(1))
    rows = b'<row><c t="str"><v>R-001</v></c><c t="str"><v>text</v></c></row>' * 200_000
    path = tmp_path_factory.mktemp("apart") / "slow.xlsx"
    path.write_bytes(write_parts({**parts, SHEET: parts[SHEET].replace(END, rows + END)}))
    return path


def test_a_command_that_takes_too_long_is_given_up_with_a_sentence(slow: Path) -> None:
    code, said = ended(started("check", slow, EXECTRACK_SECONDS="1"))
    assert code == 1
    assert said.startswith("exectrack: slow.xlsx was not done within 1 seconds of processor time, and was given up.")
    assert said.count("\n") == 1


def test_a_reader_that_crashes_is_a_sentence(slow: Path) -> None:
    process = started("check", slow, "--as-of", "2026-10-31")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (child := children.read_text().split()):
        time.sleep(0.01)
    os.kill(int(child[0]), signal.SIGSEGV)
    code, said = ended(process)
    assert code == 1
    assert said.startswith("exectrack: slow.xlsx ended the process it was read in (SIGSEGV), and was given up.")


def test_where_no_process_can_be_copied_a_new_one_is_given_up_in_time(slow: Path, tmp_path: Path, capfd) -> None:
    assert started_anew(["check", str(slow)], 0.5) == 1
    said = capfd.readouterr().err
    assert said.startswith("exectrack: slow.xlsx was not done within 0.5 seconds, and was given up.")
    (tmp_path / "cut.xlsx").write_bytes(tracker(1)[:500])
    assert started_anew(["check", str(tmp_path / "cut.xlsx")], 60) == 1
    assert capfd.readouterr().err == "exectrack: cut.xlsx is cut off: copy it again.\n"


def test_a_reader_that_gives_up_says_nothing_about_itself(tmp_path: Path) -> None:
    parts = read_parts(tracker(1))
    path = tmp_path / "dates.xlsx"
    sheet = re.sub(rb'(?<= s="\d">)<v>\d+</v>', b"<v>-1e308</v>", parts[SHEET])
    path.write_bytes(write_parts({**parts, SHEET: sheet}))
    code, said = ended(started("check", path))
    assert code == 1
    assert said == ("exectrack: dates.xlsx is damaged: its cells cannot be read. "
                    "Open it in Excel, let Excel repair it, and save it.\n")  # fmt: skip


def test_a_sound_workbook_is_checked_as_ever_and_a_time_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound.xlsx"
    path.write_bytes(tracker(1))
    process = started("check", path, "--as-of", "2026-10-31")
    said, _ = process.communicate(timeout=120)
    assert (process.returncode, said.splitlines()[-1].endswith("of them errors.")) == (1, True)
    assert ended(started("check", path, EXECTRACK_SECONDS="soon")) == (
        2, "exectrack: EXECTRACK_SECONDS is 'soon'; write a number of seconds, such as 60.\n")  # fmt: skip
