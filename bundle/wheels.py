"""Which packages a system needs, and fetching them: the versions and hashes of the lock, and no others.

pip judges "only on Windows" by the machine it runs on; here the machine that the bundle is for decides.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = (ROOT / "requirements.lock", Path(__file__).with_name("bundle.lock"))
INSTALLER = "pip"  # goes with it, and is installed too: Windows' embeddable Python has none


@dataclass(frozen=True)
class Target:
    """A system and a Python that a bundle is for."""

    name: str
    python: str  # "3.11"
    platforms: tuple[str, ...] = ()  # pip's names; none for the machine we run on
    markers: tuple[tuple[str, str], ...] = ()  # how its environment differs from ours

    def environment(self) -> dict[str, str]:
        """What the conditions of requirements are judged by."""
        own = {"python_version": self.python, "python_full_version": f"{self.python}.0", "extra": ""}
        return {**{key: str(value) for key, value in default_environment().items()}, **own, **dict(self.markers)}


def here() -> Target:
    """The machine and the Python that we run on."""
    return Target(sys.platform, f"{sys.version_info[0]}.{sys.version_info[1]}")


def windows(python: str) -> Target:
    """Windows on a 64-bit PC."""
    markers = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
    return Target("windows", python, ("win_amd64",), tuple(markers.items()))


def wanted(target: Target) -> list[str]:
    """The names of all packages that the product needs on a system, and of those these need, in order.

    Raises:
        LookupError: a package is neither installed here nor one that needs no other.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: set[str] = set()
    open_ones = list(map(Requirement, project["dependencies"]))
    environment = target.environment()
    while open_ones:
        one = open_ones.pop()
        name = canonicalize_name(one.name)
        if name not in found and (one.marker is None or one.marker.evaluate(environment)):
            found.add(name)
            open_ones += _needs(name)
    return sorted(found)


def _needs(name: str) -> list[Requirement]:
    try:
        return list(map(Requirement, requires(name) or ()))
    except PackageNotFoundError:
        if name == "pywin32":  # for Windows alone, and needs no other
            return []
        raise LookupError(f"{name} is not installed here, so that nobody knows what it needs.") from None


def locked() -> dict[str, str]:
    """The lines of each package in the locks: version and hashes."""
    blocks: dict[str, str] = {}
    for path in LOCKS:
        for block in re.split(r"^(?=[a-z0-9])", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            name = re.match(r"[a-z0-9._-]+(?===)", block)
            if name:
                blocks[canonicalize_name(name[0])] = block.strip() + "\n"
    return blocks


def requirements(names: Iterable[str], blocks: Mapping[str, str]) -> str:
    """The lines of these packages, for pip.

    Raises:
        LookupError: the locks lack one of them.
    """
    missing = sorted(set(names) - set(blocks))
    if missing:
        raise LookupError(f"The locks lack {', '.join(missing)}.")
    return "".join(blocks[name] for name in sorted(names))


def fetch(target: Target, folder: Path) -> str:
    """Put the wheels of all packages and of the product into a folder; gives the lines for pip to install them.

    Raises:
        subprocess.CalledProcessError: pip could not get or build one.
    """
    blocks, names = locked(), wanted(target)
    lines = requirements([*names, INSTALLER], blocks)
    listed = folder / "requirements.txt"
    listed.write_text(lines, encoding="utf-8")
    options = [word for platform in target.platforms for word in ("--platform", platform)]
    if target.platforms:
        options += ["--python-version", target.python, "--implementation", "cp"]
    _pip("download", "--no-deps", "--require-hashes", "--only-binary=:all:", *options, "-r", str(listed),
         "-d", str(folder))  # fmt: skip
    listed.unlink()
    _pip("wheel", "--no-deps", "-w", str(folder), str(ROOT))
    [own] = folder.glob("exectrack_xl-*.whl")
    digest = sha256(own.read_bytes()).hexdigest()
    return lines + f"./{own.name} --hash=sha256:{digest}\n"


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", *words], check=True)
