"""Fields written as a row of runs (begin, instruction, what it shows, end), as Word and LibreOffice save them.

Depends on: render.merge.office_file.
"""

from __future__ import annotations

from exectrack_xl.render.merge.office_file import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK, _RUN = f"{_W}fldChar", f"{_W}r"


def fields_in(paragraph: Element) -> list[list[Element]]:
    """The runs of each field that begins and ends in a paragraph; one inside of another belongs to the outer."""
    found: list[list[Element]] = []
    open_runs: list[Element] = []
    depth = 0
    for run in paragraph:
        kinds = [one.get(f"{_W}fldCharType", "") for one in run.iterfind(_MARK)] if run.tag == _RUN else []
        depth += kinds.count("begin")
        if depth:
            open_runs.append(run)
        depth -= kinds.count("end")
        if open_runs and depth <= 0:
            found.append(open_runs)
            open_runs, depth = [], 0
    return found


def instruction(runs: list[Element]) -> str:
    """What a field does: "PAGE", "NUMPAGES"."""
    return " ".join("".join(one.text or "" for run in runs for one in run.iter(f"{_W}instrText")).split())
