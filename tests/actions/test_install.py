"""Setting Excel up says what it does, does it once, and leaves everything else as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings

from exectrack_xl.actions.install import install
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.machine.facts import MAC, WINDOWS, Machine


def machine(platform: str, home: Path) -> Machine:
    return Machine(platform, home, Path("/opt/exectrack/bin/python"))


def test_on_linux_it_says_that_excel_does_not_run_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Excel does not run here"):
        list(install(machine("linux", tmp_path)))
    assert list(tmp_path.iterdir()) == []


def test_on_windows_excel_is_told_which_python_to_use_and_other_settings_stay(tmp_path: Path) -> None:
    settings = tmp_path / ".xlwings" / "xlwings.conf"
    settings.parent.mkdir()
    settings.write_text('"INTERPRETER_WIN","C:\\old\\python.exe"\n"SHOW CONSOLE","False"\n')
    said = list(install(machine(WINDOWS, tmp_path)))
    assert settings.read_text() == '"SHOW CONSOLE","False"\n"INTERPRETER_WIN","/opt/exectrack/bin/python"\n'
    assert any(line.startswith("Wrote") and "INTERPRETER_WIN" in line for line in said)
    assert (settings.parent / "xlwings.conf.backup").read_text().startswith('"INTERPRETER_WIN","C:\\old')
    assert any("names this Python already" in line for line in install(machine(WINDOWS, tmp_path)))


def test_on_a_mac_buttons_may_start_python(tmp_path: Path) -> None:
    said = list(install(machine(MAC, tmp_path)))
    scripts = tmp_path / "Library" / "Application Scripts" / "com.microsoft.Excel"
    assert [path.name for path in scripts.iterdir()] == [f"xlwings-{xlwings.__version__}.applescript"]
    settings = tmp_path / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "xlwings.conf"
    assert settings.read_text() == '"INTERPRETER_MAC","/opt/exectrack/bin/python"\n'
    assert any("functions in cells need Windows" in line for line in said)


@pytest.mark.parametrize("platform", [WINDOWS, MAC])
def test_a_dry_run_writes_nothing(platform: str, tmp_path: Path) -> None:
    assert any("Would write" in line for line in install(machine(platform, tmp_path), dry_run=True))
    assert list(tmp_path.iterdir()) == []
