"""The helper: answers LibreOffice's cells and buttons from the user's own Python, so that LibreOffice's needs nothing.

    python -m udfs.helper FOLDER

One for each user: whoever holds the lock in the folder stays, and notes its port and a fresh token there, in a file
that only the user can read. It listens on 127.0.0.1 alone, and ends by itself: soon after the last office has gone, or
when none has asked for long. Each office has a thread, and memory of its own, so that none waits for another.
Depends on: version, excel.libreoffice.link, and the other modules of udfs but Excel's.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from exectrack_xl.excel.libreoffice.link import HOST, STATE, Lost, Message, receive, send, welcome
from exectrack_xl.version import __version__
from udfs.libreoffice import LibreOfficeHost
from udfs.office import CalculatingDocument, Office

SECONDS_ALONE = 15.0  # after the last office has gone: somebody may only be restarting it
SECONDS_IDLE = 3600.0  # without a question from any office
_SECONDS_STRANGER = 5.0  # for the handshake
_LOCK = "helper.lock"


class Helper:
    """The offices that are connected, and when anything was last asked."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._connected = 0
        self._last = time.monotonic()
        self._counting = threading.Lock()

    def is_wanted(self) -> bool:
        """Whether an office is connected that has asked not long ago, or one may just be coming back."""
        with self._counting:
            return time.monotonic() - self._last < (SECONDS_IDLE if self._connected else SECONDS_ALONE)

    def serve(self, line: socket.socket) -> None:
        """Answer one office until it has gone."""
        with line:
            try:
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                line.settimeout(_SECONDS_STRANGER)
                welcome(line, self._token, __version__)
                line.settimeout(None)
            except (OSError, Lost):
                return  # a stranger: nothing was told
            self._count(1)
            try:
                self._converse(Office(line))
            except (OSError, Lost):
                return  # the office has gone
            finally:
                self._count(-1)

    def _count(self, more: int) -> None:
        with self._counting:
            self._connected += more
            self._last = time.monotonic()

    def _converse(self, office: Office) -> None:
        host = LibreOfficeHost()
        while True:
            request = receive(office.line)
            self._count(0)
            send(office.line, {"shown": answer(host, request, office)})
            self._count(0)


def answer(host: LibreOfficeHost, request: Message, office: Office) -> Any:
    """What is shown for a request: the value of a cell, or nothing for a button, which has shown all itself."""
    if "button" in request:
        from udfs.menu import press  # reports and all they need: a cell needs none of it

        press(str(request["button"]), office)
        return None
    key, have = str(request.get("book", "")), request.get("have") or {}
    reader = CalculatingDocument(key, office, host.memory, have) if key else None
    return host.answer(str(request["cell"]), request["values"], reader)


def run(folder: Path) -> int:
    """Serve until nobody wants it any more; 0 at once where another one serves already."""
    with _alone(folder) as is_alone:
        if not is_alone:
            return 0
        token = secrets.token_hex(32)
        helper = Helper(token)
        with socket.create_server((HOST, 0)) as server:
            server.settimeout(1.0)
            state = {"port": server.getsockname()[1], "token": token, "pid": os.getpid(), "version": __version__}
            _note(folder / STATE, state)
            try:
                _accept(server, helper)
            finally:
                (folder / STATE).unlink(missing_ok=True)
    return 0


def _accept(server: socket.socket, helper: Helper) -> None:
    while helper.is_wanted():
        with suppress(TimeoutError):
            line, _ = server.accept()
            threading.Thread(target=helper.serve, args=(line,), daemon=True).start()


def _note(path: Path, state: Message) -> None:
    """Write how the helper is reached, whole in one step, and readable by the user alone from the first moment."""
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(state, file)
    new.replace(path)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether no other helper of this user runs; the lock goes with the process, however it ends."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / _LOCK).open("a+b") as lock:
        yield _locked(lock)


def _locked(lock: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1])))
