"""LibreOffice Calc as a second live host: the same worksheet functions, as an extension (.oxt).

Depends on: metrics.worksheet, package, version.
"""

from exectrack_xl.excel.libreoffice.extension import build_extension

__all__ = ["build_extension"]
