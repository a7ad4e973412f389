"""What is done to a hostile file, in a process of its own that may take 10 s and 900 MB."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from exectrack_xl.cli import main


def run(words: list[str]) -> tuple[int, str]:
    """The exit code of a command, and all it says."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(words)
    return code, said.getvalue()


def run_all(commands: list[list[str]]) -> list[tuple[int, str]]:
    """The same of many."""
    return [run(words) for words in commands]


def check(path: Path) -> tuple[int, str]:
    """The exit code of `exectrack check`, and all it says."""
    return run(["check", str(path), "--as-of", "2026-10-31"])


def check_all(paths: list[Path]) -> list[tuple[int, str]]:
    """The same of many."""
    return [check(path) for path in paths]
