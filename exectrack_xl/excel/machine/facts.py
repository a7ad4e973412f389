"""What is known of the machine that Excel runs on: its folders, its registry, and the Python that Excel starts.

Everything is read through what a `Machine` holds, so that any machine can be examined from recorded values.
Depends on: errors.
"""

from __future__ import annotations

import locale
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Protocol

WINDOWS, MAC = "win32", "darwin"
KEYS = {WINDOWS: "INTERPRETER_WIN", MAC: "INTERPRETER_MAC"}
_FOLDERS = {  # of the user's settings of xlwings, under the home folder
    WINDOWS: Path(".xlwings"),
    MAC: Path("Library", "Containers", "com.microsoft.Excel", "Data"),
}
_VARIABLE = re.compile(r"%([^%]+)%")


class Registry(Protocol):
    """A Windows registry; keys are written like HKCU\\Software\\Microsoft."""

    def value(self, key: str, name: str) -> str | int | None:
        """A value of a key; None where either is missing."""

    def keys(self, key: str) -> tuple[str, ...]:
        """The names of the keys beneath a key."""


class Empty:
    """The registry of a machine that has none."""

    def value(self, key: str, name: str) -> None:
        """Nothing."""

    def keys(self, key: str) -> tuple[str, ...]:  # noqa: ARG002 - a registry is asked by key
        """Nothing."""
        return ()


@dataclass(frozen=True)
class Interpreter:
    """What a Python says of itself when it is started as Excel starts it."""

    version: tuple[int, int]
    bits: int  # 32 or 64
    folders: tuple[str, ...]  # its own and that of the Python it was made from: what it loads should lie in them
    packages: Mapping[str, str]  # distribution -> version; those not installed are absent
    origins: Mapping[str, str]  # module -> file it is loaded from; those not found are absent
    startup: tuple[str, ...] = ()  # files that run code whenever it starts, and belong to no package
    libraries: tuple[str, ...] = ()  # xlwings' libraries in the folders where Excel looks for them


def _nobody(program: str) -> str:
    return f"{program} was not asked."


def _unmarked(path: Path) -> str:  # noqa: ARG001 - a reader of marks takes a path
    return ""


def _nowhere(program: str) -> str | None:  # noqa: ARG001 - a finder of programs takes a name
    return None


@dataclass(frozen=True)
class Machine:
    """The machine that Excel runs on, as far as it matters here."""

    platform: str  # as sys.platform names it
    home: Path
    python: Path  # the interpreter that Excel shall use
    environment: Mapping[str, str] = field(default_factory=dict)
    registry: Registry = field(default_factory=Empty)
    ask: Callable[[str], Interpreter | str] = _nobody  # what a Python says of itself, or why it says nothing
    mark: Callable[[Path], str] = _unmarked  # the mark that a downloaded file bears, as written there
    find: Callable[[str], str | None] = _nowhere  # where a program is; None where it is not installed
    encoding: str = field(default_factory=locale.getencoding)  # the letters in which Excel's macros read files

    @property
    def runs_excel(self) -> bool:
        """Whether there is an Excel for this system."""
        return self.platform in KEYS

    @property
    def settings(self) -> Path:
        """The user's own settings of xlwings."""
        return self.home / _FOLDERS.get(self.platform, Path(".xlwings")) / "xlwings.conf"

    def variable(self, name: str) -> str:
        """A variable of the environment; "" where it is not set. Windows ignores case."""
        if self.platform != WINDOWS:
            return self.environment.get(name, "")
        return next((value for key, value in self.environment.items() if key.upper() == name.upper()), "")

    def expanded(self, text: str) -> str:
        """A text with %NAME% replaced, as Windows does; a name that is not set stays."""
        return _VARIABLE.sub(lambda found: self.variable(found[1]) or found[0], text)

    def pure(self, text: str) -> PurePath:
        """A path of that machine, whichever we run on."""
        return PureWindowsPath(text) if self.platform == WINDOWS else PurePosixPath(text)

    def lies_in(self, path: str, folder: str) -> bool:
        """Whether a path of that machine lies in a folder or beneath it, by their names alone."""
        return bool(folder) and self.pure(path).is_relative_to(self.pure(folder))
