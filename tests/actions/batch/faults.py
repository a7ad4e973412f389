"""Calls that go wrong in every way a call can."""

from __future__ import annotations

import os
import signal
import time


def double(number: int) -> int:
    return 2 * number


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(marker: str) -> str:
    """Kill the worker the first time, as somebody else might."""
    if not os.path.exists(marker):  # noqa: PTH110
        open(marker, "w").close()  # noqa: PTH123
        die()
    return "done"


def hang() -> None:
    time.sleep(3600)


def devour() -> int:
    return len(b"x" * (3 * 2**30))


def refuse() -> None:
    raise ValueError("no such thing")


def chatter() -> str:
    print("this must not reach the pipe")
    os.write(1, b"nor this")
    return "quiet"


def process() -> int:
    return os.getpid()


def slow_double(number: int) -> int:
    time.sleep(0.2)
    return 2 * number
