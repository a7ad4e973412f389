"""Native charts, editable in Office, the same for deck and document.

Depends on: render.chart.part, render.chart.workbook.
"""

from exectrack_xl.render.chart.part import Frame, chart_part
from exectrack_xl.render.chart.workbook import chart_workbook

__all__ = ["Frame", "chart_part", "chart_workbook"]
