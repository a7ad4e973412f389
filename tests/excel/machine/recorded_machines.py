"""Machines as they are found, from recorded values: their registry, their Python, their folders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from exectrack_xl.excel.machine.facts import MAC, WINDOWS, Interpreter, Machine
from exectrack_xl.version import __version__

PYTHON = r"C:\Users\ann\AppData\Local\ExecTrack\python\pythonw.exe"
RUNTIME = version("xlwings")
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
# As `reg export` shows them on Windows 11 with Microsoft 365.
SOUND = {
    r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe": {
        "": r"C:\Program Files\Microsoft Office\Root\Office16\EXCEL.EXE"
    },
    r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\Winword.exe": {
        "": r"C:\Program Files\Microsoft Office\Root\Office16\WINWORD.EXE"
    },
    CLICK_TO_RUN: {"VersionToReport": "16.0.17928.20156", "Platform": "x64"},
    r"HKCU\Software\Microsoft\Office\16.0\Excel\Security": {"VBAWarnings": 2},
}  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """A registry from recorded values; like Windows' own it ignores case."""

    held: Mapping[str, Mapping[str, str | int]]

    def value(self, key: str, name: str) -> str | int | None:
        values = next((values for held, values in self.held.items() if held.lower() == key.lower()), {})
        return next((value for held, value in values.items() if held.lower() == name.lower()), None)

    def keys(self, key: str) -> tuple[str, ...]:
        beneath = (held[len(key) + 1 :] for held in self.held if held.lower().startswith(f"{key.lower()}\\"))
        return tuple(dict.fromkeys(name.partition("\\")[0] for name in beneath))


def sound_python() -> Interpreter:
    """A Python that has all it needs."""
    folder = r"C:\Users\ann\AppData\Local\ExecTrack\python"
    packages = {"exectrack-xl": __version__, "xlwings": RUNTIME, "pywin32": "312", "pandas": "3.0"}
    libraries = (f"xlwings32-{RUNTIME}.dll", f"xlwings64-{RUNTIME}.dll")
    origins = {"xlwings": rf"{folder}\Lib\site-packages\xlwings\__init__.py"}
    return Interpreter((3, 11), 64, (folder,), packages, origins, libraries=libraries)


def windows(home: Path, registry: Mapping[str, Mapping[str, str | int]] | None = None, **facts: object) -> Machine:
    """A Windows machine with nothing wrong; `registry` puts further keys in."""
    machine = Machine(WINDOWS, home, Path(PYTHON), {"USERPROFILE": r"C:\Users\ann"}, encoding="cp1252",
                      registry=Recorded({**SOUND, **(registry or {})}), ask=lambda program: sound_python(),
                      find=lambda name: rf"C:\Program Files\{name}")  # fmt: skip
    if not machine.settings.exists():
        machine.settings.parent.mkdir(parents=True, exist_ok=True)
        machine.settings.write_text(f'"INTERPRETER_WIN","{PYTHON}"\n')
    return replace(machine, **facts)


def mac(home: Path, **facts: object) -> Machine:
    """A Mac with nothing wrong."""
    program = "/Users/ann/exectrack/bin/python"
    answer = replace(sound_python(), folders=("/Users/ann/exectrack",), origins={})
    machine = Machine(MAC, home, Path(program), encoding="utf-8", ask=lambda asked: answer, find=lambda name: name)
    machine.settings.parent.mkdir(parents=True)
    machine.settings.write_text(f'"INTERPRETER_MAC","{program}"\n')
    script = home / "Library" / "Application Scripts" / "com.microsoft.Excel" / f"xlwings-{RUNTIME}.applescript"
    script.parent.mkdir(parents=True)
    script.write_text("")
    return replace(machine, **facts)
