"""The 15 boxes of the implementation checklist, ticked by rules over the tables. Depends on: metrics.setup."""

from exectrack_xl.metrics.setup import checklist, improving, running, setting_up  # noqa: F401  (fill the catalogue)
