"""Many trackers in one view: what each says of itself, what follows from all, and the pages that tell it.

Depends on: metrics, report.
"""
