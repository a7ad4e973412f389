"""What documents say about one subject each: sprints, issues, risks, milestones, quality, people, value.

Each function gives the blocks of one field, or nothing where there is nothing to say.
Depends on: report.desk, report.documents, report.model, report.words.
"""

from __future__ import annotations
