"""The offline bundle installs into a bare Python without a network, and everything in it imports and works."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from bundle.archive import BundleError, build, embeddable, write
from bundle.wheels import LOCKS, here, locked, requirements, wanted, windows

EVERYTHING = """
import importlib, pkgutil, exectrack_xl, udfs
for package in (exectrack_xl, udfs):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if module.name not in ("udfs.excel", "udfs.functions", "udfs.ribbon") and "__main__" not in module.name:
            importlib.import_module(module.name)
from exectrack_xl.cli import main
assert main(["new", "tracker.xlsm", "--sample"]) == 0
assert main(["report", "tracker.xlsm", "--kind", "daily"]) == 0
"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle for this machine, as one command makes it."""
    return build(here(), tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="module")
def unpacked(bundle: Path) -> Path:
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(bundle.parent)
    return bundle.with_suffix("")


def apart(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with no network: in a namespace of its own where that is permitted, without any index anyway."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PIP_CONFIG_FILE": "/dev/null", "PIP_NO_COMPILE": "1"}
    lonely = ["unshare", "-n"] if subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode == 0 else []
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    whole = [*lonely, *command]
    return subprocess.run(whole, capture_output=True, text=True, env=environment, cwd=folder, check=False, timeout=900)


def test_it_installs_without_a_network_imports_and_works(unpacked: Path, tmp_path: Path) -> None:
    place = tmp_path / "place with a space"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    python = str(place / "bin" / "python")
    done = apart([python, str(unpacked / "install.py")], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    worked = apart([python, "-W", "ignore", "-c", EVERYTHING], tmp_path)
    assert worked.returncode == 0, worked.stdout + worked.stderr
    assert any(path.suffix == ".docx" for path in tmp_path.iterdir())


def test_every_part_is_in_the_manifest_and_a_changed_one_is_refused(unpacked: Path, tmp_path: Path) -> None:
    told = json.loads((unpacked / "manifest.json").read_text())
    parts = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    assert parts == {*told["sha256"], "manifest.json"}
    copy = tmp_path / "copy"
    shutil.copytree(unpacked, copy, copy_function=lambda one, other: Path(other).symlink_to(one))
    (copy / "requirements.txt").unlink()
    (copy / "requirements.txt").write_text("something else")
    (copy / "install.py").unlink()
    shutil.copyfile(unpacked / "install.py", copy / "install.py")
    done = apart([sys.executable, str(copy / "install.py")], tmp_path)
    assert done.returncode == 1
    assert "Damaged or changed: requirements.txt. Copy the bundle again." in done.stderr


def test_the_same_parts_make_the_same_bytes(tmp_path: Path) -> None:
    parts = {"b.txt": b"two", "a.whl": b"one"}
    one, other = write(tmp_path / "one.zip", parts), write(tmp_path / "other.zip", dict(reversed(parts.items())))
    assert one.read_bytes() == other.read_bytes()


def test_for_windows_it_holds_what_only_windows_needs_and_nothing_for_developers() -> None:
    ours, theirs = set(wanted(here())), set(wanted(windows("3.11")))
    assert {"pywin32", "tzdata"} <= theirs
    assert "pywin32" not in ours
    assert {"pandas", "xlwings", "lxml"} <= ours & theirs
    assert not {"pytest", "ruff", "distributed"} & (ours | theirs)
    lines = requirements(theirs, locked())
    assert all(f"{name}==" in lines for name in theirs)
    assert lines.count("--hash=sha256:") > len(theirs)


def test_a_package_that_the_locks_lack_is_named() -> None:
    with pytest.raises(LookupError, match="The locks lack nothing-like-it"):
        requirements(["nothing-like-it"], locked())
    assert all(path.is_file() for path in LOCKS)


def python_zip(path: Path, *names: str) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return sha256(path.read_bytes()).hexdigest()


def test_another_python_or_a_changed_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "python-3.11.9-embed-amd64.zip"
    digest = python_zip(path, "python.exe", "python311._pth", "python311.dll")
    assert embeddable(path, digest.upper(), "3.11") == path.read_bytes()
    with pytest.raises(BundleError, match=r"is not the embeddable Python 3.12: it holds \['python311._pth'\]"):
        embeddable(path, digest, "3.12")
    with pytest.raises(BundleError, match="Download it again"):
        embeddable(path, "0" * 64, "3.11")
    assert embeddable(path, python_zip(path, "python.exe", "python312._pth"), "3.12")
