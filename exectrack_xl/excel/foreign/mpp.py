"""Microsoft Project's own files (.mpp), through MPXJ, which needs Java.

Depends on: errors, excel.foreign.grids, excel.foreign.msproject.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.excel.foreign.grids import Grid, bytes_of
from exectrack_xl.excel.foreign.msproject import read_msproject

_REMEDY = "or save the plan as 'XML Format' in Project and bring that in"


def read_mpp(path: Path) -> tuple[Grid, ...]:
    """The plan in an .mpp file, turned into Project's XML by MPXJ.

    Raises:
        UsageError: the extra `mpp` or Java is not installed.
        WorkbookError: the file cannot be read, or MPXJ finds no plan in it.
    """
    bytes_of(path)  # says what is wrong with the file itself
    api = _java()
    try:
        project = api.reader.UniversalProjectReader().read(str(path))
    except Exception as fault:  # Java's own kinds
        raise WorkbookError(f"{path.name} cannot be read as a plan. Save it as 'XML Format' in Project.") from fault
    if project is None:
        raise WorkbookError(f"{path.name} is no plan that is known. Save it as 'XML Format' in Project.")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, f"{path.stem}.xml")
        api.mspdi.MSPDIWriter().write(project, str(target))
        return read_msproject(target)


def _java() -> Any:
    """MPXJ's classes; the Java machine starts with the first call and lasts as long as the process."""
    try:
        import jpype  # type: ignore[import-untyped]
        import mpxj  # type: ignore[import-untyped]  # noqa: F401  (puts its libraries on Java's path)
    except ImportError as fault:
        raise UsageError(f"To read .mpp files install exectrack-xl[mpp] and Java, {_REMEDY}.") from fault
    try:
        if not jpype.isJVMStarted():
            jpype.startJVM("-Xmx1g", convertStrings=False)
    except (jpype.JVMNotFoundException, OSError) as fault:
        raise UsageError(f"To read .mpp files install Java, {_REMEDY}.") from fault
    return jpype.JPackage("org").mpxj
