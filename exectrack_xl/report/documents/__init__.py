"""The Word documents, one file for each kind or family; `kinds` is their registry, `compose` makes one.

Depends on: metrics, tracker, report.
"""

from __future__ import annotations
