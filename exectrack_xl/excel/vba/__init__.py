"""VBA projects as bytes: modules in, `vbaProject.bin` out, and back; the same modules give the same bytes.

    module → compress ┐
    module → streams  ┴→ compound file = vbaProject.bin

Written after Microsoft's open specifications MS-OVBA (the project) and MS-CFB (the file it lives in).
Depends on: errors.
"""

from __future__ import annotations

from exectrack_xl.excel.vba.module import Kind, Module, document, exported_class, standard
from exectrack_xl.excel.vba.project import read_modules, vba_project

__all__ = ["Kind", "Module", "document", "exported_class", "read_modules", "standard", "vba_project"]
