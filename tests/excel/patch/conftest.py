"""Each workbook is made once and copied for every test."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import workbooks


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory, soffice: str, office_profile: Path) -> dict[str, Path]:
    """One workbook of each kind."""
    folder = tmp_path_factory.mktemp("originals")

    def convert(path: Path, form: str) -> Path:
        target = folder / "converted"
        command = [soffice, f"-env:UserInstallation={office_profile.as_uri()}", "--headless", "--norestore",
                   "--convert-to", form, "--outdir", str(target), str(path)]  # fmt: skip
        subprocess.run(command, capture_output=True, check=False, timeout=180)
        return target / f"{path.stem}.{form}"

    return {
        "xlsxwriter": workbooks.by_xlsxwriter(folder / "xlsxwriter.xlsx"),
        "openpyxl": workbooks.by_openpyxl(folder / "openpyxl.xlsx"),
        "libreoffice": workbooks.by_libreoffice(folder / "libreoffice.xlsx", convert),
        "excel": workbooks.by_excel(folder / "excel.xlsx"),
        "odd": workbooks.oddly_written(folder / "odd.xlsx"),
    }


@pytest.fixture
def fresh(originals: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """`fresh("openpyxl")` gives a copy to work on."""

    def copy(kind: str) -> Path:
        return Path(shutil.copy(originals[kind], tmp_path / originals[kind].name))

    return copy


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """The workbook that XlsxWriter writes."""
    return workbooks.by_xlsxwriter(tmp_path / "tracker.xlsx")


@pytest.fixture
def with_totals(tmp_path: Path) -> Path:
    """The same with a row of totals under the table."""
    return workbooks.by_xlsxwriter(tmp_path / "totals.xlsx", totals=True)
