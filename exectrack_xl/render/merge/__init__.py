"""Refresh that keeps edits: what was generated, what a person made of it and what we would generate now, merged.

`tags` and `base` travel inside every deck and report from the day it is made; `deck` and `report` bring one up to
date. Depends on: package, render.custom_items.
"""
