"""The week in a quarter of an hour: the rows that need a person, and nothing else. Depends on: metrics.week."""

from exectrack_xl.metrics.week import calls, escalations, listing  # noqa: F401  (each fills the catalogue)
