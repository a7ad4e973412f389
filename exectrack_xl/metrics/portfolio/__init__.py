"""Numbers about many trackers at once: pure functions of what each tracker says of itself.

They are no worksheet functions: a cell stands in one workbook. Depends on: metrics.
"""
