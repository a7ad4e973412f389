"""LibreOffice Calc as a second live host: the same worksheet functions and buttons, as an extension (.oxt).

    extension   the file, put together
    interface   the functions as LibreOffice's types
    menu        the entries of Excel's ribbon that work there
    link        the line to the helper (`udfs.helper`); goes into the extension as it is
    source/     what runs in LibreOffice's own Python, with the standard library alone
Depends on: excel.macros, metrics.worksheet, package, version.
"""

from exectrack_xl.excel.libreoffice.extension import build_extension

__all__ = ["build_extension"]
