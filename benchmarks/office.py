"""A LibreOffice with the tracker's extension and a profile of its own, for benchmarks and tests.

Depends on: actions.install_libreoffice, excel.libreoffice.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from exectrack_xl.actions.install_libreoffice import add_extension, unopkg
from exectrack_xl.excel.libreoffice import build_extension


@contextmanager
def listening(program: str, folder: Path, *, in_process: bool = False) -> Iterator[str]:
    """A LibreOffice with the extension, with its profile in `folder`/profile; gives the port on which it listens.

    Its helper notes itself in `folder`/helper; with `in_process`, LibreOffice's own Python answers instead.
    """
    environment = _installed(build_extension(folder / "tracker.oxt"), folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [program, *environment, "--headless", "--norestore", "--nologo",
               f"--accept=socket,host=127.0.0.1,port={port};urp;"]  # fmt: skip
    with (folder / "soffice.log").open("w") as log:
        own = {**os.environ, "EXECTRACK_HELPER": str(folder / "helper")}
        if in_process:
            own["EXECTRACK_IN_PROCESS"] = os.pathsep.join(_packages())
        running = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=own)
        try:
            yield port
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(timeout=30)


def _installed(extension: Path, folder: Path) -> list[str]:
    """Install an extension into a profile of our own; gives what LibreOffice must be started with."""
    environment = [f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    if os.geteuid() == 0:  # for whom it installs shared extensions only: into a folder of our own, too
        (folder / "shared").mkdir()
        place = (folder / "shared").as_uri()
        environment += [f"-env:UNO_SHARED_PACKAGES={place}", f"-env:UNO_SHARED_PACKAGES_CACHE={place}/cache"]
    program = unopkg()
    if program is None:
        raise RuntimeError("LibreOffice's unopkg is missing.")
    add_extension(program, extension, environment)
    return environment


def _packages() -> list[str]:
    """The folders of the product and of NumPy in this environment."""
    found = [find_spec(name) for name in ("udfs", "exectrack_xl", "numpy")]
    return sorted({str(Path(spec.origin).parents[1]) for spec in found if spec and spec.origin})


def python_with_uno() -> str | None:
    """This Python or the system's, whichever has UNO, which cannot be imported in a virtual environment."""
    for program in (sys.executable, "/usr/bin/python3"):
        if Path(program).exists() and not subprocess.run([program, "-c", "import uno"], capture_output=True).returncode:
            return program
    return None
