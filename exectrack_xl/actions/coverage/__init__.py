"""Where each line of the specification is in the product, looked up in a tracker, decks and documents just built.

    lines/      the table: every line's ID, words and evidence, a file for each section
    cases.toml  for each rule named as evidence, tables that break it and tables that keep it
    table       reads the table
    artefacts   builds the sample tracker, every deck and every document, and opens them
    workbook, pages, rules, figures   find one sort of evidence each
    run         resolves all lines and counts

Depends on: actions.documents, actions.opening, checks, metrics, render.lint, excel.build, excel.doctor.
"""

from exectrack_xl.actions.coverage.run import Coverage, Resolved, coverage
from exectrack_xl.actions.coverage.table import Evidence, Line, lines

__all__ = ["Coverage", "Evidence", "Line", "Resolved", "coverage", "lines"]
