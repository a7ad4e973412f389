"""`python -m benchmarks.hostile FOLDER [BASE…] [--count 200] [--seed 1]`: the same seed gives the same bytes.

Depends on: benchmarks.hostile.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.hostile import hostile


def main() -> None:
    """Write the folder; more sound files to damage may be named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("bases", type=Path, nargs="*", help="sound files to damage instead of small trackers")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    bases = {path.name: path.read_bytes() for path in given.bases}
    for number in range(given.count):
        made = hostile(given.seed, number, bases)
        (given.folder / made.name).write_bytes(made.data)


if __name__ == "__main__":
    main()
