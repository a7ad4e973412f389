"""Other people's lists and plans, read as tables: workbooks, CSV, Jira, GitHub, Microsoft Project, Primavera.

    grids, json_lists, msproject, xer ┐  any file → grids of cells
    words, headers                    │  which table a grid is, which column is which
    dates, values                     │  what its cells mean, decided from whole columns
    mapping                           │  the proposal, as a file that a person can edit
    rows                              ┘  rows of the tracker, and findings for what is left as it is
Depends on: errors, schema, excel.file, excel.metadata, excel.opening.
"""
