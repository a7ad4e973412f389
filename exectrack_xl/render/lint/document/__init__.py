"""Reads a document as the rules of the gate see it: parts under headings, with the look of styles worked out.

Depends on: render.lint.document.reading.
"""

from exectrack_xl.render.lint.document.reading import read_document

__all__ = ["read_document"]
