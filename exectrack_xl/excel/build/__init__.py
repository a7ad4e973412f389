"""The workbook builder: turns the schema, and the cells of a tracker, into an .xlsx a person works in.

Depends on: schema, metrics, report, theme, sample.
"""

from exectrack_xl.excel.build.new import build, compose, has_macros, new_workbook

__all__ = ["build", "compose", "has_macros", "new_workbook"]
