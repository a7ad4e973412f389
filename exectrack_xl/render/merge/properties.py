"""Title and subject in the file's properties merged. Depends on: render.merge.office_file."""

from __future__ import annotations

from exectrack_xl import package
from exectrack_xl.render.merge.office_file import OfficeFile

_DC = "{http://purl.org/dc/elements/1.1/}"


def merge_properties(base: OfficeFile, theirs: OfficeFile, new: OfficeFile) -> None:
    """New title and subject where nobody wrote their own."""
    part = package.CORE_PROPERTIES
    if any(part not in file.parts for file in (base, theirs, new)):
        return
    for name in ("title", "subject"):
        texts = [file.tree(part).findtext(f"{_DC}{name}") for file in (base, theirs, new)]
        held = theirs.tree(part).find(f"{_DC}{name}")
        if held is not None and texts[1] == texts[0] and texts[2] is not None and texts[2] != texts[1]:
            held.text = texts[2]
