"""What is safe is mended, once, with the old file kept; what a person must decide is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from breakages import BREAKAGES, Breakage
from recorded_machines import PYTHON, sound_python, windows

from exectrack_xl.actions.machine import diagnose
from exectrack_xl.excel.machine import MACHINE_RULES


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


SAFE = [one for one in BREAKAGES if MACHINE_RULES[one.rule].is_mended]
OTHER = [one for one in BREAKAGES if not MACHINE_RULES[one.rule].is_mended]


def name(breakage: Breakage) -> str:
    return f"{breakage.rule} {breakage.label}".strip()


@pytest.mark.parametrize("breakage", [one for one in SAFE if one.rule != "python-missing"], ids=name)
def test_what_is_safe_is_mended_and_a_second_time_there_is_nothing_to_do(breakage: Breakage, tmp_path: Path) -> None:
    machine, _ = breakage.broken(tmp_path)
    before = files(tmp_path)
    first = diagnose(machine, None, fix=True)
    assert first.done
    assert breakage.rule not in {one.rule for one in first.of_machine}
    kept = files(tmp_path)
    assert all(data in kept.values() for data in before.values())
    second = diagnose(machine, None, fix=True)
    assert second.done == ()
    assert files(tmp_path) == kept


def test_a_python_that_is_gone_is_replaced_by_the_one_that_runs_this(tmp_path: Path) -> None:
    machine = windows(tmp_path, ask=lambda program: sound_python() if program == PYTHON else "is not there")
    machine.settings.write_text('"LICENSE_KEY","abc"\n"INTERPRETER_WIN","C:\\gone\\pythonw.exe"\n')
    assert [one.rule for one in diagnose(machine, None).of_machine] == ["python-missing"]
    done = diagnose(machine, None, fix=True)
    assert done.of_machine == ()
    assert machine.settings.read_text() == f'"LICENSE_KEY","abc"\n"INTERPRETER_WIN","{PYTHON}"\n'
    assert any("Kept the old one as xlwings.conf.backup" in line for line in done.done)


@pytest.mark.parametrize("breakage", OTHER, ids=name)
def test_what_a_person_must_decide_is_left_alone(breakage: Breakage, tmp_path: Path) -> None:
    machine, _ = breakage.broken(tmp_path)
    before = files(tmp_path)
    assert diagnose(machine, None, fix=True).done == ()
    assert files(tmp_path) == before
