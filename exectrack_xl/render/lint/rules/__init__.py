"""The rules of the gate, one subject a file. A rule takes a file and the day, and gives findings.

Depends on: render.lint.rules.*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from exectrack_xl.errors import Finding
from exectrack_xl.render.lint.model import File
from exectrack_xl.render.lint.rules.alternative_text import undescribed
from exectrack_xl.render.lint.rules.chart_and_table import chart_and_table
from exectrack_xl.render.lint.rules.contrast import faint
from exectrack_xl.render.lint.rules.fonts import foreign_fonts
from exectrack_xl.render.lint.rules.leftovers import default_charts, empty_placeholders, leftovers
from exectrack_xl.render.lint.rules.length import wordy
from exectrack_xl.render.lint.rules.overflow import broken_words, growing_tables, overflowing
from exectrack_xl.render.lint.rules.place import covered, off_page, overlapping
from exectrack_xl.render.lint.rules.staleness import Day, stale
from exectrack_xl.render.lint.rules.three import not_three
from exectrack_xl.render.lint.rules.tiny import tiny
from exectrack_xl.render.lint.rules.titles import titles
from exectrack_xl.render.lint.rules.two_values import two_values

Rule: TypeAlias = Callable[[File, Day], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    titles, overflowing, growing_tables, broken_words, off_page, overlapping, covered, faint, undescribed,
    foreign_fonts, wordy, stale, two_values, chart_and_table, not_three, leftovers, default_charts,
    empty_placeholders, tiny,
)  # fmt: skip
