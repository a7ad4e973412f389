"""How long the command line takes to say what it is, over an interpreter that does nothing."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.rows import Bench, Row

EMPTY = "an empty interpreter"
COMMAND = "import sys; from exectrack_xl.cli import main; sys.exit(main(sys.argv[1:]))"


def rows(_bench: Bench) -> list[Row]:
    """The rows of this subject."""
    return [
        Row(EMPTY, lambda: started("pass")),
        Row("exectrack --version", lambda: started(COMMAND, "--version"), 100, 60, EMPTY, is_added=True),
        Row("exectrack --help", lambda: started(COMMAND, "--help"), 100, 60, EMPTY, is_added=True),
    ]


def started(code: str, *arguments: str) -> None:
    """Run Python code in an interpreter of its own."""
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL)
