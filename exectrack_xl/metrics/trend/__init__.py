"""Trend that is more than an arrow. Depends on: schema, tracker, metrics.registry."""
