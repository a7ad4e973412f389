"""Run case files against the product: `python -m tests.truth PATH`, a file or a folder; 1 where an answer differs."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from tests.truth.runner import cases, differences, served


def main(arguments: list[str]) -> int:
    """Print what differs and which kinds nobody serves yet; the exit code is 1 where an answer differs."""
    if len(arguments) != 1 or not Path(arguments[0]).exists():
        print("Usage: python -m tests.truth PATH (a case file, or a folder of them)")
        return 2
    equal = differing = 0
    unserved: Counter[str] = Counter()
    for case in cases(Path(arguments[0])):
        if case.kind not in served():
            unserved[case.kind] += 1
            continue
        found = differences(case)
        equal, differing = equal + (not found), differing + bool(found)
        for line in found:
            print(f"{case.id}: {line}")
    print(f"{equal} cases equal, {differing} differ.")
    if unserved:
        print("Not served: " + ", ".join(f"{kind} ({number})" for kind, number in sorted(unserved.items())) + ".")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
