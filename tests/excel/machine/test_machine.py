"""Whatever is broken on a machine is found by its rule, which names the fix; a sound machine has no finding."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from breakages import BREAKAGES, LOCATIONS, OFFICE, PLAN, POLICY, SECURITY, WEB, Breakage, trusted
from recorded_machines import CLICK_TO_RUN, PYTHON, RUNTIME, mac, sound_python, windows

from exectrack_xl.actions.machine import this_machine
from exectrack_xl.errors import Severity
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.machine import MACHINE_RULES, Machine, examine_machine
from exectrack_xl.excel.machine.observing import ask


def rules(machine: Machine, workbook: Path | None = None) -> set[str]:
    return {finding.rule for finding in examine_machine(machine, workbook)}


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracker with macros, alone in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("home") / "My trackers"
    folder.mkdir()
    return new_workbook(folder / "Plan.xlsm")


@pytest.mark.parametrize("workbook", [None, PLAN])
def test_a_sound_machine_has_no_finding(workbook: str | None, tmp_path: Path) -> None:
    assert examine_machine(windows(tmp_path), Path(workbook) if workbook else None) == ()


def test_a_sound_mac_has_no_finding(tmp_path: Path) -> None:
    assert examine_machine(mac(tmp_path), tmp_path / "Plan.xlsm") == ()


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: f"{breakage.rule} {breakage.label}".strip())
def test_what_is_broken_is_found_and_its_fix_is_named(breakage: Breakage, tmp_path: Path) -> None:
    machine, workbook = breakage.broken(tmp_path)
    found = [finding for finding in examine_machine(machine, workbook) if finding.rule == breakage.rule]
    assert len(found) == 1, rules(machine, workbook)
    assert breakage.fix in found[0].remedy
    assert re.fullmatch(r"[^{}]+", found[0].remedy)
    assert found[0].message.endswith(".")
    assert found[0].severity is MACHINE_RULES[breakage.rule].severity


def test_every_rule_is_proved_by_a_breakage() -> None:
    proved = {breakage.rule for breakage in BREAKAGES} | {"xlwings-differs"}
    assert proved == set(MACHINE_RULES)


def test_the_workbook_and_the_python_must_have_the_same_xlwings(tracker: Path, tmp_path: Path) -> None:
    other = replace(sound_python(), packages={**sound_python().packages, "xlwings": "0.30.1"},
                    libraries=("xlwings64-0.30.1.dll",))  # fmt: skip
    [found] = examine_machine(windows(tmp_path, ask=lambda program: other), tracker)
    assert found.rule == "xlwings-differs"
    assert f"pip install xlwings=={RUNTIME}" in found.remedy
    assert examine_machine(windows(tmp_path), tracker) == ()  # a space in the path does no harm


def test_the_settings_beside_the_workbook_win_over_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "xlwings.conf").write_text('"INTERPRETER_WIN","%LOCALAPPDATA%\\other\\python.exe"\n')
    asked: list[str] = []

    def ask_once(program: str) -> str:
        asked.append(program)
        return "is not there"

    machine = windows(tmp_path, environment={"LocalAppData": "C:\\Data"}, ask=ask_once)
    assert {"settings-beside-workbook", "python-missing"} <= rules(machine, tmp_path / "Plan.xlsm")
    assert asked == ["C:\\Data\\other\\python.exe"]
    examine_machine(machine)
    assert asked[1:] == [PYTHON]


@pytest.mark.parametrize("level", [3, 4])
def test_macros_run_in_a_trusted_location_whatever_else_is_set(level: int, tmp_path: Path) -> None:
    held = {**trusted("%USERPROFILE%\\Trackers", AllowSubFolders=1), rf"{OFFICE}\{SECURITY}": {"VBAWarnings": level}}
    machine = windows(tmp_path, held, mark=lambda path: WEB)
    assert rules(machine, Path(r"c:\users\Ann\trackers\2026\Plan.xlsm")) == set()
    assert len(rules(machine, Path(r"C:\Elsewhere\Plan.xlsm"))) == 2


def test_a_trusted_location_without_its_folders_counts_for_its_own_files_only(tmp_path: Path) -> None:
    machine = windows(tmp_path, trusted("C:\\Trackers\\"), mark=lambda path: WEB)
    assert rules(machine, Path(PLAN)) == set()
    assert rules(machine, Path(r"C:\Trackers\2026\Plan.xlsm")) == {"mark-of-the-web"}


def test_own_trusted_locations_count_for_nothing_where_a_policy_says_so(tmp_path: Path) -> None:
    held = {**trusted("C:\\Trackers"), rf"{POLICY}\Common\Security\Trusted Locations": {"Allow User Locations": 0}}
    assert rules(windows(tmp_path, held, mark=lambda path: WEB), Path(PLAN)) == {
        "mark-of-the-web", "trusted-locations-by-policy",
    }  # fmt: skip


def test_trusted_locations_switched_off_protect_nothing(tmp_path: Path) -> None:
    held = {**trusted("C:\\Trackers"), rf"{OFFICE}\{LOCATIONS}": {"AllLocationsDisabled": 1}}
    assert "mark-of-the-web" in rules(windows(tmp_path, held, mark=lambda path: WEB), Path(PLAN))


@pytest.mark.parametrize("zone", [0, 1, 2])
def test_a_file_of_ones_own_network_bears_no_mark_that_matters(zone: int, tmp_path: Path) -> None:
    machine = windows(tmp_path, mark=lambda path: f"[ZoneTransfer]\nZoneId={zone}\n")
    assert rules(machine, Path(PLAN)) == set()


def test_onedrive_that_xlwings_finds_by_itself_is_no_finding(tmp_path: Path) -> None:
    folder = r"C:\Users\ann\OneDrive - Acme"
    machine = windows(tmp_path, environment={"OneDriveCommercial": folder})
    assert rules(machine, Path(rf"{folder}\Plan.xlsm")) == set()


def test_a_32_bit_excel_and_a_64_bit_python_go_together(tmp_path: Path) -> None:
    assert rules(windows(tmp_path, {CLICK_TO_RUN: {"VersionToReport": "16.0", "Platform": "x86"}})) == set()


def test_our_own_python_has_all_it_needs() -> None:
    answer = ask(sys.executable)
    assert not isinstance(answer, str), answer
    assert answer.version == sys.version_info[:2]
    assert {"exectrack-xl", "xlwings", "pandas"} <= set(answer.packages)
    assert not [one for one in examine_machine(this_machine()) if one.severity is Severity.ERROR]


def test_a_program_that_is_no_python_is_said_to_be_none(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho 'no licence' >&2\nexit 3\n")
    program.chmod(0o755)
    assert ask(str(program)) == "no licence"
    assert ask(str(tmp_path / "absent")) == "is not there"
