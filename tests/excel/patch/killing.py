"""Patches a workbook again and again and is killed each time: python killing.py WORKBOOK TIMES SEED.

Prints how often the old workbook was found afterwards, how often the new one, and how often neither.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import date
from pathlib import Path

from exectrack_xl.excel.patch import AppendRows, SetValue, patch

EDITS = [
    AppendRows("Risks", tuple({"ID": f"R-{number:03}", "Title": "x" * 50, "Score": 4} for number in range(200))),
    SetValue("Other", "J1", date(2026, 10, 16)),
]


def main(workbook: Path, times: int, seed: int) -> None:
    draw = random.Random(seed)
    old = workbook.read_bytes()
    started = time.perf_counter()
    patch(workbook, EDITS)
    lasted = time.perf_counter() - started
    new = workbook.read_bytes()
    count = {"old": 0, "new": 0, "neither": 0}
    for _ in range(times):
        workbook.write_bytes(old)
        child = os.fork()
        if not child:
            patch(workbook, EDITS)
            os._exit(0)
        time.sleep(draw.uniform(0, 1.3 * lasted))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = workbook.read_bytes()
        count["old" if found == old else "new" if found == new else "neither"] += 1
    print(count["old"], count["new"], count["neither"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
