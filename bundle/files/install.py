"""Installs the packages of this bundle into the Python that runs it. No network, no administrator, standard library.

python install.py
"""

import hashlib
import json
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PIP = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module('pip', run_name='__main__')"
PROOF = "import exectrack_xl, udfs.functions, exectrack_xl.actions.documents"
SET_UP = "import sys; from exectrack_xl.cli import main; sys.exit(main(['install']))"


def main():
    """Check, install, prove, tell Excel; gives a sentence where a step fails."""
    told = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    running = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if running != told["python"]:
        return f"This bundle is for Python {told['python']}; this is {running}."
    damaged = [name for name, digest in told["sha256"].items() if digest != digest_of(HERE / name)]
    if damaged:
        return f"Damaged or changed: {', '.join(damaged)}. Copy the bundle again."
    for what, code, words in steps(told["version"]):
        print(f"{what} ...", flush=True)
        if subprocess.run([sys.executable, "-c", code, *words], cwd=HERE / "wheels", check=False).returncode:
            return f"{what} did not work; the lines above say why."
    print(f"Done: {sys.executable}")
    return None


def steps(version):
    """What is done: a name, code for Python, and words for that code."""
    [pip] = sorted((HERE / "wheels").glob("pip-*.whl"))
    yield f"Installing exectrack-xl {version}", PIP, [
        str(pip), "install", "--no-index", "--find-links", ".", "--require-hashes", "--no-deps", "--quiet",
        "--no-warn-script-location", "--disable-pip-version-check", "-r", "../requirements.txt",
    ]  # fmt: skip
    yield "Trying it", PROOF, []
    if platform.system() in ("Windows", "Darwin"):
        yield "Telling Excel", SET_UP, []


def digest_of(path):
    """The SHA-256 of a file; nothing where it is missing."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
