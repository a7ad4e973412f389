"""The machine that we run on: its registry, the marks of its files, and what a Python on it says of itself.

Depends on: excel.machine (facts, checks).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exectrack_xl.excel.machine.checks.python import MISSING
from exectrack_xl.excel.machine.facts import Empty, Interpreter, Machine, Registry

_SECONDS = 30  # a first start after an installation may be examined by a virus scanner
_QUESTION = """
import json, site, struct, sys, sysconfig
from importlib.machinery import PathFinder
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
def origin(name):
    try:
        spec = find_spec(name)
    except Exception:
        return None
    return spec and (spec.origin or next(iter(spec.submodule_search_locations or ()), None))
packages, owned = {}, set()
for one in distributions():
    name = (one.metadata["Name"] or "").lower().replace("_", "-")
    packages.setdefault(name, one.version)
    owned.update(Path(str(file)).name for file in one.files or () if str(file).endswith(".pth"))
folders = {*site.getsitepackages(), site.getusersitepackages()} if hasattr(site, "getsitepackages") else set()
added, startup = set(), [found for found in (origin("sitecustomize"), origin("usercustomize")) if found]
for folder in folders:
    for path in sorted(Path(folder).glob("*.pth")):
        lines = path.read_text(errors="replace").splitlines()
        if path.name in owned:
            added.update(line for line in lines if Path(line).is_dir())
        elif any(line.startswith(("import ", "import\\t")) for line in lines):
            startup.append(str(path))
near = (Path(sys.executable).parent, Path(sys.executable).parents[1])
names = NAMES
print(json.dumps({"version": sys.version_info[:2], "bits": 8 * struct.calcsize("P"), "packages": packages,
    "folders": [sys.prefix, sys.base_prefix, *folders, *added],
    "origins": {name: found for name in names if (found := origin(name)) not in (None, "built-in", "frozen")},
    "startup": startup, "libraries": [file.name for place in near for file in place.glob("xlwings*.dll")]}))
"""
_MODULES = ("exectrack_xl", "udfs", "xlwings", "pandas", "numpy", "lxml", "openpyxl", "xlsxwriter", "python_calamine",
            "pptx", "docx", "docxtpl", "jinja2", "fsspec")  # fmt: skip


def observed(find: Callable[[str], str | None]) -> Machine:
    """The one we run on, with the Python we run in; `find` says where a program is."""
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")
    is_windows = sys.platform == "win32"
    return Machine(
        sys.platform, Path.home(), windowless if is_windows and windowless.exists() else python, dict(os.environ),
        _registry(), ask, read_mark, find,
    )  # fmt: skip


def ask(program: str) -> Interpreter | str:
    """What a Python says of itself when it is started from the home folder, as Excel starts it; or why it does not."""
    console = Path(program).with_name("python.exe") if Path(program).name.lower() == "pythonw.exe" else Path(program)
    question = _QUESTION.replace("NAMES", repr(_MODULES))
    try:
        done = subprocess.run([str(console), "-B", "-c", question], capture_output=True, text=True, check=True,
                              timeout=_SECONDS, cwd=Path.home())  # fmt: skip
        told = json.loads(done.stdout.splitlines()[-1])
    except FileNotFoundError:
        return MISSING
    except subprocess.TimeoutExpired:
        return f"no answer within {_SECONDS} seconds"
    except subprocess.CalledProcessError as fault:
        return str((fault.stderr.strip().splitlines() or [f"exit code {fault.returncode}"])[-1])
    except (OSError, ValueError, IndexError) as fault:
        return str(getattr(fault, "strerror", None) or "it gave no sensible answer")
    version = (int(told["version"][0]), int(told["version"][1]))
    lists = {name: tuple(told[name]) for name in ("folders", "startup", "libraries")}
    return Interpreter(version, int(told["bits"]), packages=told["packages"], origins=told["origins"], **lists)


def read_mark(path: Path) -> str:
    """The mark of a downloaded file: on Windows its stream Zone.Identifier, on a Mac its quarantine; "" without."""
    if sys.platform == "win32":
        try:
            return Path(f"{path}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    if sys.platform == "darwin":
        done = subprocess.run(["xattr", "-p", "com.apple.quarantine", str(path)], capture_output=True, text=True,
                              check=False)  # fmt: skip
        return done.stdout.strip()
    return ""


def _registry() -> Registry:
    return WindowsRegistry() if sys.platform == "win32" else Empty()


class WindowsRegistry:
    """The registry of this computer, read and never written."""

    def value(self, key: str, name: str) -> str | int | None:
        """A value of a key; None where either is missing, or is neither text nor number."""
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(self._root(key), key.partition("\\")[2]) as opened:
                    found = winreg.QueryValueEx(opened, name)[0]
            except OSError:
                return None
            return found if isinstance(found, str | int) else None
        return None

    def keys(self, key: str) -> tuple[str, ...]:
        """The names of the keys beneath a key."""
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(self._root(key), key.partition("\\")[2]) as opened:
                    return tuple(winreg.EnumKey(opened, at) for at in range(winreg.QueryInfoKey(opened)[0]))
            except OSError:
                return ()
        return ()

    def _root(self, key: str) -> Any:
        if sys.platform == "win32":
            import winreg

            return winreg.HKEY_LOCAL_MACHINE if key.startswith("HKLM") else winreg.HKEY_CURRENT_USER
        raise OSError("There is no registry here.")
