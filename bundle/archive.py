"""The bundle's file: what is in it, with the hash of each part; the same parts give the same bytes."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bundle.wheels import Target, fetch
from exectrack_xl.package import FIRST_MOMENT
from exectrack_xl.version import __version__

FILES = Path(__file__).with_name("files")
EMBEDDED, MANIFEST = "python-embed.zip", "manifest.json"
_ON = {"windows": ("install.cmd",)}  # what starts the installation; elsewhere install.sh
_PACKED = (".whl", ".zip")


class BundleError(Exception):
    """The bundle cannot be made; a sentence."""


def build(target: Target, out: Path, embedded: bytes | None = None) -> Path:
    """Make the bundle for a system, and give back its path, in the folder `out`."""
    name = f"exectrack-xl-{__version__}-{target.name}-python{target.python}"
    with TemporaryDirectory() as folder:
        lines = fetch(target, Path(folder))
        parts = {f"wheels/{path.name}": path.read_bytes() for path in sorted(Path(folder).glob("*.whl"))}
    parts["requirements.txt"] = lines.encode()
    for own in ("install.py", "README.txt", *_ON.get(target.name, ("install.sh",))):
        parts[own] = _filled(own, target)
    if embedded is not None:
        parts[EMBEDDED] = embedded
    parts[MANIFEST] = manifest(target, parts)
    out.mkdir(parents=True, exist_ok=True)
    return write(out / f"{name}.zip", {f"{name}/{part}": data for part, data in parts.items()})


def manifest(target: Target, parts: Mapping[str, bytes]) -> bytes:
    """What the bundle is and holds: the hash of each part, which the installation checks."""
    files = {name: sha256(data).hexdigest() for name, data in sorted(parts.items())}
    told = {"product": "exectrack-xl", "version": __version__, "system": target.name, "python": target.python}
    return (json.dumps({**told, "sha256": files}, indent=1) + "\n").encode()


def write(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Write a zip whose bytes are those of its parts alone: no time of day, no order of a folder."""
    with ZipFile(path, "w") as archive:
        for name in sorted(parts):
            entry = ZipInfo(name, date_time=FIRST_MOMENT.timetuple()[:6])
            entry.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            entry.external_attr = (0o755 if name.endswith(".sh") else 0o644) << 16
            entry.create_system = 3
            archive.writestr(entry, parts[name])
    return path


def embeddable(path: Path, digest: str, python: str) -> bytes:
    """The embeddable Python of Windows, of the version wanted and with the hash that was given.

    Raises:
        BundleError: it is another file, another version, or does not run on 64 bits.
    """
    data = path.read_bytes()
    found = sha256(data).hexdigest()
    if found != digest.lower():
        raise BundleError(f"{path.name} has the SHA-256 {found}, not {digest.lower()}. Download it again.")
    try:
        names = set(ZipFile(path).namelist())
    except BadZipFile as fault:
        raise BundleError(f"{path.name} is no zip.") from fault
    wanted = f"python{python.replace('.', '')}._pth"
    if wanted not in names or "python.exe" not in names:
        others = [name for name in names if re.fullmatch(r"python\d+\._pth", name)]
        raise BundleError(f"{path.name} is not the embeddable Python {python}: it holds {others or 'no Python'}.")
    return data


def _filled(name: str, target: Target) -> bytes:
    text = (FILES / name).read_text(encoding="utf-8")
    text = text.replace("@VERSION@", __version__).replace("@PYTHON@", target.python)
    text = text.replace("@TAG@", target.python.replace(".", ""))
    return (text.replace("\n", "\r\n") if target.name == "windows" and not name.endswith(".py") else text).encode()


def fail(message: str) -> None:
    """End with a sentence."""
    print(f"bundle: {message}", file=sys.stderr)
    raise SystemExit(1)
