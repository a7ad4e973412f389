"""Changes single cells and table rows of a workbook that a person works in, and nothing else in it.

Every part that no edit concerns stays byte for byte what it was. Depends on: errors, metrics, package, excel.opening.
"""

from exectrack_xl.excel.patch.apply import PatchResult, patch
from exectrack_xl.excel.patch.edits import AppendRows, Edit, RemoveRows, SetCached, SetValue, ShowSheet, Value
from exectrack_xl.excel.patch.guard import Fingerprint, must_be_free

__all__ = [
    "AppendRows", "Edit", "Fingerprint", "PatchResult", "RemoveRows", "SetCached", "SetValue", "ShowSheet",
    "Value", "must_be_free", "patch",
]  # fmt: skip
