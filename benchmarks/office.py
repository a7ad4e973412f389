"""A LibreOffice with the tracker's extension and a profile of its own, for benchmarks and tests.

Depends on: excel.libreoffice.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exectrack_xl.excel.libreoffice import build_extension


@contextmanager
def listening(program: str, folder: Path) -> Iterator[str]:
    """A LibreOffice with the extension, with its profile in `folder`/profile; gives the port on which it listens."""
    environment = _installed(build_extension(folder / "tracker.oxt"), folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [program, *environment, "--headless", "--norestore", "--nologo",
               f"--accept=socket,host=127.0.0.1,port={port};urp;"]  # fmt: skip
    with (folder / "soffice.log").open("w") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            yield port
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(timeout=30)


def _installed(extension: Path, folder: Path) -> list[str]:
    """Install an extension into a profile of our own; gives what LibreOffice must be started with."""
    environment = [f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    shared = []
    if os.geteuid() == 0:  # for whom it installs shared extensions only: into a folder of our own, too
        (folder / "shared").mkdir()
        place = (folder / "shared").as_uri()
        environment += [f"-env:UNO_SHARED_PACKAGES={place}", f"-env:UNO_SHARED_PACKAGES_CACHE={place}/cache"]
        shared = ["--shared"]
    command = ["unopkg", "add", *shared, "-f", "-s", *environment, str(extension)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        raise RuntimeError(f"The extension could not be installed: {done.stdout}{done.stderr}")
    return environment


def python_with_uno() -> str | None:
    """This Python or the system's, whichever has UNO, which cannot be imported in a virtual environment."""
    for program in (sys.executable, "/usr/bin/python3"):
        if Path(program).exists() and not subprocess.run([program, "-c", "import uno"], capture_output=True).returncode:
            return program
    return None
