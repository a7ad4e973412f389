"""Who writes which kind of document. Depends on: report.desk, report.documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents import (
    impact,
    issue_record,
    reviews,
    risk_dashboard,
    stakeholder,
    stand_up,
    status,
    team,
)
from exectrack_xl.report.documents.content import Content

# The name of a kind and the function that takes the desk and the ID of what the document is about.
WRITERS: Mapping[str, Callable[[Desk, str], Content]] = {
    "status": status.content,
    "team": team.content,
    "stakeholder": stakeholder.content,
    "impact": impact.content,
    "issue": issue_record.content,
    "risk": risk_dashboard.content,
    "daily": stand_up.content,
    "weekly": reviews.weekly,
    "monthly": reviews.monthly,
    "quarterly": reviews.quarterly,
}
