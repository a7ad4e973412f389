"""The report: what is said, as final text and meanings. Depends on: metrics, tracker.

`model` is what renderers read; `compose` makes it from a tracker.
"""

from __future__ import annotations
