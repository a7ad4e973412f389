"""How a supervisor and its worker talk: pickled messages over a pipe, each behind its length.

Depends on: nothing.
"""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")


def send(pipe: IO[bytes], message: Any) -> None:
    """Write one message.

    Raises:
        OSError: nobody reads at the other end any more.
        Exception: the message cannot be pickled; then nothing was written.
    """
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Wait for the next message.

    Raises:
        EOFError: the other end is gone.
    """
    return pickle.loads(_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]))  # from our own child alone


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError("the other end of the pipe is gone")
    return data
