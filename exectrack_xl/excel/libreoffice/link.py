"""The line between LibreOffice and the helper, a process of the user's own Python that answers cells and buttons.

This very file is also put into the extension and runs in LibreOffice's Python: the standard library alone, back to
Python 3.8. The helper imports it from the package.

Own words over 127.0.0.1, rather than `multiprocessing.connection`: that unpickles what it is sent unless one takes
care, and neither its connecting nor its handshake has a limit of time, so that a stranger behind a stale port number
would freeze the office. Here both sides prove with HMAC-SHA256 over fresh random numbers that they know a token which
stands in a file only the user can read; then they exchange JSON, which can start nothing. Each message is preceded by
its length. TCP rather than a Unix socket, since it is the one way that is the same on Windows, macOS and Linux.

After the handshake the office sends one request, {"cell": …} or {"button": …}. The helper may ask back any number of
times, {"ask": …}, and each is answered with {"told": …} or {"fault": …}. It ends with {"shown": …}.
Depends on: nothing.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import socket
import stat
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Callable, Dict, Optional, Sequence  # noqa: UP035 - LibreOffice's Python may be 3.8

Message = Dict[str, Any]  # noqa: UP006

HOST = "127.0.0.1"
STATE, LOG = "helper.json", "helper.log"
LARGEST = 256 * 2**20  # bytes of a message; a tracker of 4,100 rows takes 1 million
_LARGEST_STRANGER = 1024  # bytes of a message from somebody who has not proved who they are
_LARGEST_LOG = 2**20
_LENGTH = struct.Struct(">I")
_AGAIN = "Press Ctrl+Shift+F9 to calculate again."


class LinkError(Exception):
    """The helper did not answer; the message is a sentence for a cell."""


class Lost(Exception):  # noqa: N818 - an event, not a fault of anybody's
    """The other side has gone, or is not who it should be."""


def send(line: socket.socket, message: Message) -> None:
    """Send one message.

    Raises:
        Lost: the other side has gone.
    """
    data = json.dumps(message, separators=(",", ":")).encode()
    try:
        line.sendall(_LENGTH.pack(len(data)) + data)
    except OSError as fault:
        raise _lost(fault) from fault


def receive(line: socket.socket, largest: int = LARGEST) -> Message:
    """The next message.

    Raises:
        TimeoutError: nothing came in the time that the socket gives.
        Lost: the other side has gone, or speaks otherwise.
    """
    try:
        length = _LENGTH.unpack(_exactly(line, _LENGTH.size))[0]
        if length > largest:
            raise Lost(f"a message of {length} bytes")
        message = json.loads(_exactly(line, length))
    except (OSError, ValueError) as fault:
        raise _lost(fault) from fault
    if not isinstance(message, dict):
        raise Lost("no message")
    return message


def _exactly(line: socket.socket, count: int) -> bytes:
    parts = []
    while count:
        part = line.recv(min(count, 2**20))
        if not part:
            raise Lost("the other side has gone")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _lost(fault: Exception) -> Exception:
    """A limit of time stays one; `socket.timeout` is another class than TimeoutError before Python 3.10."""
    return TimeoutError() if isinstance(fault, socket.timeout) else Lost(str(fault))


def proof(token: str, side: str, number: str) -> str:
    """That one knows the token: an HMAC over the other side's random number, told apart by side.

    >>> proof("t", "helper", "1") == proof("t", "office", "1")
    False
    """
    return hmac.new(token.encode(), f"{side} {number}".encode(), "sha256").hexdigest()


def greet(line: socket.socket, token: str) -> Message:
    """The office's side of the handshake: nothing is told before the helper has proved itself; gives its greeting.

    Raises:
        Lost, TimeoutError: the other side is not the helper.
    """
    number = secrets.token_hex(16)
    send(line, {"hello": number})
    reply = receive(line, _LARGEST_STRANGER)
    if not hmac.compare_digest(str(reply.get("proof", "")), proof(token, "helper", number)):
        raise Lost("not the helper")
    send(line, {"proof": proof(token, "office", str(reply.get("number", "")))})
    return receive(line, _LARGEST_STRANGER)


def welcome(line: socket.socket, token: str, version: str) -> None:
    """The helper's side of the handshake.

    Raises:
        Lost, TimeoutError: the other side is no office of this user.
    """
    number = secrets.token_hex(16)
    hello = str(receive(line, _LARGEST_STRANGER).get("hello", ""))
    send(line, {"proof": proof(token, "helper", hello), "number": number})
    reply = receive(line, _LARGEST_STRANGER)
    if not hmac.compare_digest(str(reply.get("proof", "")), proof(token, "office", number)):
        raise Lost("no office of this user")
    send(line, {"welcome": version})


def own_folder() -> Path:
    """The folder where the helper notes how it can be reached: the user's own, on this machine."""
    named = os.environ.get("EXECTRACK_HELPER")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "exectrack-xl"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "exectrack-xl"
    return Path(os.environ.get("XDG_RUNTIME_DIR") or str(Path.home() / ".cache")) / "exectrack-xl"


def read_state(folder: Path) -> Message:
    """Port and token of the helper; nothing where there is none, or where anybody else could have written it."""
    path = folder / STATE
    try:
        if sys.platform != "win32":
            facts = path.stat()
            if facts.st_uid != os.getuid() or facts.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                return {}
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) and "port" in state and "token" in state else {}


class Link:
    """The office's end of the line. One conversation at a time: a button has a link of its own."""

    def __init__(self, python: str, folder: Optional[Path] = None) -> None:  # noqa: UP045
        self.python = python  # the program that runs the helper
        self.folder = folder or own_folder()
        self.seconds_to_start = 30.0  # the first start after an installation is slow
        self.seconds_to_answer = 60.0  # a simulation takes some
        self.seconds_of_rest = 3.0  # after a failure: a thousand cells must not wait a thousand times
        self._line: Optional[socket.socket] = None  # noqa: UP045
        self._rests_until = 0.0
        self._why = ""

    def ask(self, request: Message, reply: Callable[[Message], Any], *, again: bool = True) -> Any:
        """What the helper shows for a request; `reply` answers what it asks back.

        A helper that has ended is started; where it ends meanwhile, the request is made once more if `again` says so.

        Raises:
            LinkError: there is no answer; the message says what to do.
        """
        if time.monotonic() < self._rests_until:
            raise LinkError(self._why)
        for is_last in (not again, True):
            try:
                return self._conversation(request, reply)
            except TimeoutError:
                seconds = f"{self.seconds_to_answer:g} s"
                raise self._failed(f"The tracker's Python has not answered within {seconds}. {_AGAIN}") from None
            except Lost:
                self.close()
                if is_last:
                    break
        raise self._failed(f"The tracker's Python ended without an answer. {_AGAIN}")

    def close(self) -> None:
        """Hang up; the next request calls again."""
        if self._line is not None:
            self._line.close()
        self._line = None

    def _failed(self, why: str) -> LinkError:
        self.close()
        self._why, self._rests_until = why, time.monotonic() + self.seconds_of_rest
        return LinkError(why)

    def _conversation(self, request: Message, reply: Callable[[Message], Any]) -> Any:
        if self._line is None:
            self._line = self._called() or self._started()
        line = self._line
        line.settimeout(self.seconds_to_answer)
        send(line, request)
        while True:
            message = receive(line)
            if "ask" not in message:
                return message.get("shown")
            try:
                told = {"told": reply(message)}
            except Exception as fault:  # noqa: BLE001 - the office's own errors are the helper's to judge
                told = {"fault": str(getattr(fault, "Message", "") or fault) or type(fault).__name__}
            send(line, told)

    def _called(self) -> Optional[socket.socket]:  # noqa: UP045
        """A line to the helper that runs; None where none does, or where somebody else has its port."""
        state = read_state(self.folder)
        if not state:
            return None
        line = None
        try:
            line = socket.create_connection((HOST, int(state["port"])), timeout=2)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            greet(line, str(state["token"]))
        except (OSError, ValueError, Lost):
            if line is not None:
                line.close()
            return None
        return line

    def _started(self) -> socket.socket:
        """A line to a helper that is started now. Of two started at once one stays, and it answers both offices."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            helper = start_helper(self.python, self.folder)
            threading.Thread(target=helper.wait, daemon=True).start()  # else it stays as a zombie when it ends
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise self._failed(f"The tracker's Python {self.python} does not start ({why}). "
                               "Run: exectrack install --libreoffice") from fault  # fmt: skip
        deadline = time.monotonic() + self.seconds_to_start
        while time.monotonic() < deadline:
            line = self._called()
            if line is not None:
                return line
            if helper.poll():
                raise self._failed(f"The tracker's Python did not start: {_last_line(self.folder / LOG)} "
                                   "Run: exectrack install --libreoffice")  # fmt: skip
            time.sleep(0.05)
        raise self._failed(f"The tracker's Python is still starting. {_AGAIN}")


def start_helper(python: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start the helper, apart from the office: without its variables for Python, and not ended by its Ctrl+C.

    Raises:
        OSError: there is no such program.
    """
    strange = ("PYTHON", "LD_LIBRARY_PATH", "URE_", "UNO_")  # which LibreOffice sets for its own Python
    environment = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    with suppress(OSError):
        if (folder / LOG).stat().st_size > _LARGEST_LOG:
            (folder / LOG).unlink()
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    apart: Dict[str, Any] = {"start_new_session": True}  # noqa: UP006
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    command: Sequence[str] = [python, "-P", "-m", "udfs.helper", str(folder)]
    try:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
                                cwd=str(folder), **apart)  # fmt: skip
    finally:
        os.close(log)


def _last_line(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        lines = []
    return (lines or ["it gave no reason"])[-1].rstrip(".") + "."
