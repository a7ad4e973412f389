"""Makes tracker workbooks: a person's own, and the sample. Depends on: excel.build."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exectrack_xl.errors import UsageError
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.build.origin import is_as_built
from exectrack_xl.schema import Profile

SAMPLE = Path("workbook", "ExecutionTracker.xlsm")
ENDINGS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class NewTracker:
    """What is asked for: where to, what is in it, and which sheets it shows."""

    path: Path
    sample: bool = False
    profile: Profile = Profile.CORE
    replace: bool = False


def make_new(wanted: NewTracker, today: date) -> Path:
    """Write a new tracker, and give back its path; an .xlsm has worksheet functions and buttons.

    Raises:
        UsageError: the name has another ending, or the file exists and may not be replaced.
        WorkbookError: the file cannot be written there.
    """
    path = wanted.path
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"{path.name}: the name of a new tracker ends in .xlsx, or in .xlsm for one with buttons.")
    if path.exists() and not wanted.replace:
        raise UsageError(f"{path.name} exists already. Choose another name, or say --replace.")
    return new_workbook(path, sample=wanted.sample, profile=wanted.profile, status_date=today)


def build_sample(path: Path, *, replace: bool = False) -> Path:
    """Build the sample workbook anew from source, and give back its path.

    Raises:
        UsageError: somebody has changed the workbook since it was built, and it may not be replaced.
        WorkbookError: the file cannot be written there.
    """
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"{path.name}: the name of a tracker ends in .xlsm or .xlsx.")
    if path.exists() and not replace and not is_as_built(path):
        raise UsageError(
            f"{path.name} has been changed since it was built: it was left alone. "
            "Give another name, or say --replace to lose the changes."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    return new_workbook(path, sample=True)
