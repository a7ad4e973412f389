"""What is done to a hostile file, in a process of its own that may take 10 s and 900 MB."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from exectrack_xl.cli import main


def check(path: Path) -> tuple[int, str]:
    """The exit code of `exectrack check`, and all it says."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(["check", str(path), "--as-of", "2026-10-31"])
    return code, said.getvalue()


def check_all(paths: list[Path]) -> list[tuple[int, str]]:
    """The same of many."""
    return [check(path) for path in paths]
