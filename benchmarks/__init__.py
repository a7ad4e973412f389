"""Ratios of our work to the fastest way of doing the same, measured in one run: `python -m benchmarks`."""
