"""Workbooks: reading a tracker from a file, building one, and writing back into one. Depends on: tracker, theme."""
