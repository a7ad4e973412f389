"""What every test may ask for: the sample tracker, LibreOffice, the Open XML SDK validator."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# A law is not a race: a busy machine must not fail one. In CI the same examples are tried each time.
IN_CI = bool(os.environ.get("CI"))  # there the same forty draws each time, elsewhere a hundred new ones
settings.register_profile("laws", deadline=None, derandomize=IN_CI, max_examples=40 if IN_CI else 100)
settings.load_profile("laws")

ROOT = Path(__file__).parents[1]
VALIDATOR = ROOT / ".venv" / "validator" / "node_modules" / ".bin" / "ooxml-validator"


def missing(tool: str) -> None:
    """Skip where a tool cannot be had; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{tool} is missing, and in CI it must be there.")
    pytest.skip(f"{tool} is not installed; 'make test' installs it where that is permitted.")


@pytest.fixture(scope="session")
def full_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme as a workbook with every sheet, made once: copy it before you change it."""
    from exectrack_xl.excel.build import new_workbook
    from exectrack_xl.schema import Profile

    return new_workbook(tmp_path_factory.mktemp("full") / "sample.xlsx", sample=True, profile=Profile.FULL)


@pytest.fixture(scope="session")
def core_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme as a workbook with the sheets of the core profile, made once."""
    from exectrack_xl.excel.build import new_workbook

    return new_workbook(tmp_path_factory.mktemp("core") / "sample.xlsx", sample=True)


@pytest.fixture(scope="session")
def soffice() -> str:
    """The LibreOffice program, 25.2 or newer."""
    program = shutil.which("soffice")
    if program is None:
        missing("LibreOffice")
    shown = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    words = shown.split()
    if len(words) < 2 or tuple(map(int, words[1].split(".")[:2])) < (25, 2):
        missing("LibreOffice 25.2 or newer")
    return str(program)


@pytest.fixture(scope="session")
def java() -> None:
    """A Java machine that can be started in this process."""
    if importlib.util.find_spec("mpxj") is None or importlib.util.find_spec("jpype") is None:
        missing("MPXJ (the extra mpp)")
    import jpype

    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        missing("Java")


@pytest.fixture(scope="session")
def in_browser(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """`in_browser(path)` opens a page in headless Chromium, lets its scripts end, and gives what it shows as HTML."""
    program = shutil.which("chromium")
    if program is None:
        missing("Chromium")
    profile = tmp_path_factory.mktemp("chromium")

    def opened(path: Path) -> str:
        command = [str(program), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
                   "--virtual-time-budget=20000", "--window-size=1400,900", "--dump-dom", path.as_uri()]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.stdout, done.stderr
        return done.stdout

    return opened


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which examines a page for what people with a disability cannot use."""
    script = ROOT / ".venv" / "page" / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        missing("axe-core")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def python_with_uno() -> str:
    """LibreOffice's or the system's Python: UNO cannot be imported in a virtual environment."""
    from benchmarks.office import python_with_uno as found

    program = found()
    if program is not None:
        return program
    missing("python3-uno")
    raise AssertionError


@pytest.fixture(scope="session")
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile folder of our own, so that no test meets what a person has set; it recalculates on loading."""
    profile = tmp_path_factory.mktemp("libreoffice")
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    item = (
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="{}" oor:op="fuse">'
        "<value>0</value></prop></item>"
    )
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + item.format("OOXMLRecalcMode")
        + item.format("ODFRecalcMode")
        + "</oor:items>",
        encoding="utf-8",
    )
    return profile


@pytest.fixture
def convert(soffice: str, office_profile: Path, tmp_path: Path) -> Callable[[Path, str], Path]:
    """`convert(path, "pdf")` opens a file in LibreOffice and saves it in another format."""

    def run(path: Path, form: str) -> Path:
        target = tmp_path / "converted"
        command = [soffice, f"-env:UserInstallation={office_profile.as_uri()}", "--headless", "--norestore",
                   "--convert-to", form, "--outdir", str(target), str(path)]  # fmt: skip
        log = tmp_path / "soffice.log"
        with log.open("w") as stream:
            done = subprocess.Popen(command, stdout=stream, stderr=stream)
            try:
                done.wait(timeout=180)
            finally:
                done.kill()
        made = target / f"{path.stem}.{form.partition(':')[0]}"
        assert made.exists(), log.read_text()
        return made

    return run


@pytest.fixture(scope="session")
def validate_office() -> Callable[[Path], list[str]]:
    """`validate_office(path)` gives the errors that the Open XML SDK validator reports."""
    if not VALIDATOR.exists():
        missing("The Open XML SDK validator")

    def validate(path: Path) -> list[str]:
        done = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, text=True, check=False, timeout=120)
        found = json.loads(done.stdout)
        return [f"{error.get('path')} {error.get('xPath')}: {error['description']}" for error in found["errors"]]

    return validate
