"""The report: what is said, as final text and meanings. Depends on: metrics."""
