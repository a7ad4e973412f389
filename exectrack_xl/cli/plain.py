"""Text from files, made fit for a terminal. Depends on: nothing."""

from __future__ import annotations

from typing import Any, TextIO


def plain(text: str) -> str:
    r"""A text that can neither steer the terminal nor begin a line of its own: control characters shown as ·.

    >>> plain("R-01\x1b[2J\nexectrack: all is well")
    'R-01·[2J·exectrack: all is well'
    """
    return text if text.isprintable() else "".join(one if one.isprintable() else "·" for one in text)


class Harmless:
    """A text stream without the characters by which a value in a file could steer the terminal; lines stay lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text, control characters shown as ·."""
        self._stream.write(text if text.isascii() and text.isprintable() else text.translate(_STEERING))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_CONTROLS = [*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_STEERING = dict.fromkeys(_CONTROLS, "·")
