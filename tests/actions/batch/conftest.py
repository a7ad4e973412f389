"""Trackers that are read fast."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exectrack_xl.excel.build import new_workbook
from exectrack_xl.schema import Profile


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracker that is read fast: empty but for what every tracker has."""
    return new_workbook(tmp_path_factory.mktemp("batch") / "small.xlsx", sample=False, profile=Profile.CORE)


@pytest.fixture
def small_folder(small: Path, tmp_path: Path) -> Path:
    """Two of them in a folder."""
    folder = tmp_path / "two"
    folder.mkdir()
    for name in ("one", "two"):
        shutil.copy(small, folder / f"{name}.xlsx")
    return folder
