"""What this process may take. Depends on: actions.batch.worker."""

from __future__ import annotations

import os
import sys

MEGABYTES = 1024  # beyond what the command holds at its start


def limit(seconds: float) -> None:
    """Let this process take so much processor time, and a gigabyte more memory than it has now; Linux and macOS."""
    import resource

    from exectrack_xl.actions.batch.worker import limit_memory

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each of its threads would take memory that is never used
    limit_memory(MEGABYTES * 2**20)
    for which, wanted in ((resource.RLIMIT_CPU, int(seconds)), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(which)
        resource.setrlimit(which, (wanted if hard < 0 else min(wanted, hard), hard))


def lift(*, time: bool = True) -> None:
    """Take the limits back, before another program is started that needs more, such as LibreOffice; or memory's only.

    Java, which reads .mpp plans, is told its own limit of memory.
    """
    if sys.platform != "win32":
        import resource

        for which in (resource.RLIMIT_AS, resource.RLIMIT_CPU) if time else (resource.RLIMIT_AS,):
            _, hard = resource.getrlimit(which)
            resource.setrlimit(which, (hard, hard))
