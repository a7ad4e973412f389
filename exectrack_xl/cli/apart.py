"""Runs a command in a process of its own, so that a hang or crash of a reader ends in a sentence.

The process is a copy of this one (fork), made before anything heavy is loaded: that takes a few milliseconds, so that
every command that reads one workbook gets it. Where a system has no fork (Windows) it is started anew and given up
after three times as many seconds of the clock; its memory has no limit there.
Depends on: errors, cli, cli.limits, cli.plain.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from exectrack_xl.cli import AT_FAULT, DONE, WRONG_USAGE, main
from exectrack_xl.cli.limits import limit
from exectrack_xl.cli.plain import plain
from exectrack_xl.errors import UsageError

QUICK, USUAL, LONG = 10.0, 120.0, 1200.0  # seconds of processor time
SECONDS = {
    "check": QUICK, "week": QUICK, "metrics": 60.0, "explain": 60.0, "simulate": LONG,
    **dict.fromkeys(("adopt", "chase", "coverage", "deck", "diff", "doctor", "import", "lint", "merge", "refresh",
                     "report", "snapshot", "template", "trace", "upgrade"), USUAL),
}  # fmt: skip
SLACK = 3  # seconds of the clock for one of the processor, where only the clock can be watched
_ANEW = "import sys; from exectrack_xl.cli.apart import spoken; sys.exit(spoken(sys.argv[1:]))"
LONGER = "EXECTRACK_SECONDS"  # the variable that gives a command another time


def run() -> int:
    """The command line, as the shell starts it: what reads a workbook does so apart, within limits."""
    words = sys.argv[1:]
    if not words or words[0] not in SECONDS:
        return spoken(words)
    try:
        seconds = _seconds(words[0])
    except UsageError as fault:
        print(f"exectrack: {fault}", file=sys.stderr)
        return WRONG_USAGE
    if not hasattr(os, "fork"):
        return started_anew(words, SLACK * seconds)
    child = os.fork()
    if child == 0:
        limit(seconds)
        _mute_libraries()
        return spoken(words)
    return _watched(child, words, seconds)


def started_anew(words: list[str], seconds: float) -> int:
    """The exit code of the command, run by a new interpreter for so many seconds of the clock at most."""
    import subprocess

    command = [sys.executable, "-P", *(["-X", "dev"] if sys.flags.dev_mode else []), "-c", _ANEW, *words]
    try:
        code = subprocess.run(command, timeout=seconds, check=False).returncode
    except subprocess.TimeoutExpired:
        _say(words, f"was not done within {seconds:g} seconds, and was given up. Is it really a tracker? Open it in "
                    f"Excel; {LONGER}={seconds * 10 / SLACK:g} gives it longer.")  # fmt: skip
        return AT_FAULT
    except KeyboardInterrupt:
        return AT_FAULT  # the terminal has told the command, too, and it has said so
    if code in (DONE, AT_FAULT, WRONG_USAGE):
        return code
    _say(words, f"ended the process it was read in (code {code}), and was given up. Is it really a tracker? Open it in "
                "Excel, and save it anew.")  # fmt: skip
    return AT_FAULT


def _seconds(command: str) -> float:
    given = os.environ.get(LONGER)
    try:
        wanted = float(given) if given else SECONDS[command]
    except ValueError:
        wanted = 0.0
    if not 1 <= wanted < 1e6:
        raise UsageError(f"{LONGER} is '{plain(given or '')}'; write a number of seconds, such as 60.")
    return wanted


def _mute_libraries() -> None:
    """Keep what is printed past Python off the terminal: a reader's last words about itself help nobody."""
    own = os.dup(2)
    sys.stderr = open(own, "w", encoding=sys.stderr.encoding, errors="backslashreplace", buffering=1)  # noqa: SIM115, PTH123  # until the end
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 2)
    os.close(silent)


def spoken(words: list[str]) -> int:
    """The exit code of the command; a fault of ours is one sentence, too. `python -X dev` shows where it is."""
    try:
        return main(words)
    except MemoryError:
        said = "needs more memory than a workbook may take. Is it really a tracker?"
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        brief = f"{type(fault).__name__}: {str(fault).partition(chr(10))[0][:160]}"
        said = f"could not be done, by a fault of this program ({brief}). Send the workbook to its makers."
    _say(words, said)
    return AT_FAULT


def _watched(child: int, words: list[str], seconds: float) -> int:
    """The exit code of the child; how it was ended, where it gave none."""

    def hand_on(number: int, _frame: Any) -> None:
        os.kill(child, number)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the child, too, and the child says so
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code >= 0:
        return code
    if -code in (signal.SIGTERM, signal.SIGHUP):
        return 128 - code  # somebody wanted it to end
    if -code == signal.SIGXCPU:
        _say(words, f"was not done within {seconds:g} seconds of processor time, and was given up. Is it really a "
                    f"tracker? Open it in Excel; {LONGER}={seconds * 10:g} gives it longer.")  # fmt: skip
    else:
        _say(words, f"ended the process it was read in ({signal.Signals(-code).name}), and was given up. Is it really "
                    "a tracker? Open it in Excel, and save it anew.")  # fmt: skip
    return AT_FAULT


def _say(words: list[str], said: str) -> None:
    """A sentence about the file that the command was given."""
    named = next((word for word in words[1:] if not word.startswith("-")), "The command")
    print(f"exectrack: {plain(os.path.basename(named))} {said}", file=sys.stderr)  # noqa: PTH119  # nothing heavy
