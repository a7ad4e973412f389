"""Qualified names of elements, each worked out once: a slide asks for the same few thousands of times.

Depends on: nothing.
"""

from __future__ import annotations

from functools import lru_cache

from pptx.oxml.ns import qn as _qualified


@lru_cache(maxsize=512)
def qn(name: str) -> str:
    """A name such as "a:t" with its namespace in braces."""
    return str(_qualified(name))
