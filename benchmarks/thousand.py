"""The acceptance of the night run: 1,000 trackers, 3 % damaged; killed three times and resumed; 10 changed.

`nice python -m benchmarks.thousand [--count 1000] [--jobs 1] [--kind report]`: says of each step what was found and how
long it took, and ends with 1 where something is not as it must be. One worker on a busy machine takes about a second
for each workbook and kind of document, three times over; nothing is left behind. Linux and macOS.
Depends on: benchmarks.trackers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.trackers import BROKEN, WAYS, made, trackers

CHANGED = 10
_COMMAND = "import sys; from exectrack_xl.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Night:
    """The folder of trackers, and what is asked of each run."""

    folder: Path
    options: tuple[str, ...]

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        """A run into a folder, in a process that may be killed."""
        words = ["batch", str(self.folder), "--out", str(out), *self.options]
        return subprocess.Popen([sys.executable, "-c", _COMMAND, *words], stdout=subprocess.DEVNULL)

    def run(self, out: Path) -> dict[str, dict[str, Any]]:
        """A run to its end: what its manifest says of each tracker."""
        self.start(out).wait()
        found = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["trackers"]
        return {entry["key"]: entry for entry in found}

    def killed(self, out: Path, done: int) -> int:
        """A run that is killed once it and those before it have done so many trackers; how many that were."""
        journal, process = out / "journal.jsonl", self.start(out)
        while process.poll() is None and _done(journal) < done:
            time.sleep(0.5)
        process.kill()
        process.wait()
        return _done(journal)


def _done(journal: Path) -> int:
    """How many trackers a journal names; its last line may be cut off."""
    lines = journal.read_bytes().splitlines() if journal.exists() else []
    return len({line[:200].partition(b'"state"')[0] for line in lines})


def _hashes(found: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {output["path"]: output["sha256"] for entry in found.values() for output in entry["outputs"]}


def _states(found: dict[str, dict[str, Any]]) -> str:
    return ", ".join(f"{count} {state}" for state, count in sorted(Counter(e["state"] for e in found.values()).items()))


class _Report:
    """Says how each step went, and remembers whether all did."""

    def __init__(self) -> None:
        self.is_sound, self._began = True, time.monotonic()

    def say(self, text: str, sound: bool = True) -> None:
        """One step, with the seconds it took."""
        took, self._began = time.monotonic() - self._began, time.monotonic()
        self.is_sound &= sound
        print(f"{took:6.0f} s  {'' if sound else 'NOT AS IT MUST BE: '}{text}", flush=True)


def accepted(night: Night, count: int, damaged: int) -> bool:
    """Whether the whole acceptance holds of so many trackers."""
    report, calm, rough = _Report(), night.folder.parent / "calm", night.folder.parent / "rough"
    broken = _written(night.folder, count, damaged)
    report.say(f"{count} trackers written, {damaged} of them damaged in {min(damaged, len(WAYS))} ways.")
    first = night.run(calm)
    failed = {key for key, entry in first.items() if entry["state"] == "failed"}
    reasons = all(first[key]["reason"].endswith((".", "?")) for key in failed)
    report.say(f"one run: {_states(first)}; each that failed with its reason: {reasons}.",
               failed == broken and reasons)  # fmt: skip
    stopped = [night.killed(rough, count * part // 4) for part in (1, 2, 3)]
    report.say(f"killed three times, with {stopped} done.")
    again = night.run(rough)
    same = _hashes(again) == _hashes(first)
    report.say(f"resumed: {_states(again)}; the same hashes as undisturbed: {same}.", same)
    keys = [key for key in first if key not in failed][: CHANGED * 7 : 7][:CHANGED]
    for number, key in enumerate(keys):
        (night.folder / key).write_bytes(made(count + number, "").data)
    last = night.run(rough)
    redone = sorted(key for key, entry in last.items() if entry["state"] == "made")
    report.say(f"{len(keys)} inputs changed: {_states(last)}.", redone == sorted(keys))
    return report.is_sound


def _written(folder: Path, count: int, damaged: int) -> set[str]:
    """Writes the trackers; the keys of those that nobody can read."""
    broken = set()
    for one in trackers(count, damaged):
        target = folder / one.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.data)
        broken |= {one.name} if one.way in BROKEN else set()
    return broken


def main() -> None:
    """Run the acceptance in a folder of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.thousand", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--damaged", type=float, default=0.03, help="the part that is damaged (default: 0.03)")
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--kind", action="append", help="deck, report (default: both)")
    given = parser.parse_args()
    kinds = [word for kind in given.kind or ("deck", "report") for word in ("--kind", kind)]
    with TemporaryDirectory(prefix="exectrack-night-") as place:
        night = Night(Path(place) / "trackers", ("--as-of", "2026-10-31", "--jobs", given.jobs, *kinds))
        sys.exit(0 if accepted(night, given.count, round(given.count * given.damaged)) else 1)


if __name__ == "__main__":
    main()
