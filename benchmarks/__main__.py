"""`python -m benchmarks [subject …] [--rounds N]`: the rows of each subject, one table, measured in turn.

A subject is a module here with a function `rows(bench)`, and a NOTE or `note()` where its figures need one. A new one
is a new file and a name in SUBJECTS.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import tracker_bytes
from benchmarks.reading import lists
from benchmarks.rows import Bench, Row, lines, timed

SUBJECTS = ("reading", "metrics", "network", "simulation", "documents", "worksheet", "helper", "start_up")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subjects", nargs="*", help=f"of {', '.join(SUBJECTS)}; all where none is given")
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        data = tracker_bytes()
        path = Path(folder) / "generated.xlsx"
        path.write_bytes(data)
        bench = Bench(path, data, Path(folder))
        rows = [Row("cells of all 30 tables as lists (the measure)", lambda: lists(bench))]
        subjects = [import_module(f"benchmarks.{subject}") for subject in given.subjects or SUBJECTS]
        rows += [row for subject in subjects for row in subject.rows(bench)]
        rows = list({row.label: row for row in rows}.values())  # two subjects may share a floor
        print("\n".join(lines(rows, timed(rows, given.rounds))))
        print("".join(f"\n{subject.NOTE}\n" for subject in subjects if hasattr(subject, "NOTE")), end="")
        print("".join(f"\n{subject.note()}\n" for subject in subjects if hasattr(subject, "note")), end="")


if __name__ == "__main__":
    main()
