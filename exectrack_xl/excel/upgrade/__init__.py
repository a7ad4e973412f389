"""A workbook of an older version, made anew in the present one with all that a person has put into it.

old         what the old workbook holds: tables, formulas, notes, sheets of a person's own, and what has no place
moves       where its cells go, and its formulas rewritten to follow them
transplant  sheets of a person's own, as parts, into the new workbook; styles and strings with them
new         the new workbook, put together
"""
