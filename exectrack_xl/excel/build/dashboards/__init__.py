"""The two dashboards: one printed page each, drawn from one mapping of metric names to values.

Depends on: metrics, report (words, tones), theme, excel.build.
"""
