"""LibreOffice gets the functions and the menu by one command, which says what it does; see also `test_live.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from exectrack_xl.actions import install_libreoffice
from exectrack_xl.actions.install_libreoffice import EXTENSION, add_extension, install_extension
from exectrack_xl.errors import WorkbookError


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    said = list(install_extension(tmp_path / "own", dry_run=True))
    assert any(f"Would write {tmp_path / 'own' / EXTENSION}" in line for line in said)
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_the_file_is_there_to_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install_libreoffice, "libreoffice", lambda: None)
    said = list(install_extension(tmp_path))
    assert (tmp_path / EXTENSION).is_file()
    assert sys.executable in said[0]
    assert said[1].startswith("LibreOffice was not found.")


def test_a_libreoffice_that_is_open_is_to_be_closed(tmp_path: Path) -> None:
    program = tmp_path / "unopkg"
    program.write_text("#!/bin/sh\necho 'ERROR: unopkg cannot be started while LibreOffice is running' >&2\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(WorkbookError, match=r"while LibreOffice is running\). Close LibreOffice everywhere"):
        add_extension(str(program), tmp_path / EXTENSION)
