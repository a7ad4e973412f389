"""Who writes which kind of document. Depends on: report.desk, report.documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents import stakeholder
from exectrack_xl.report.documents.content import Content

# The name of a kind and the function that takes the desk and the ID of what the document is about.
WRITERS: Mapping[str, Callable[[Desk, str], Content]] = {
    "stakeholder": stakeholder.content,
}
