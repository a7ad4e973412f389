"""How a rule says what it found. Depends on: errors, render.lint.model."""

from __future__ import annotations

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.model import Page


def fault(page: Page | str, shape: str, message: str, remedy: str, rule: str,
          severity: Severity = Severity.ERROR) -> Finding:  # fmt: skip
    """A finding on a page, about a shape where it is named."""
    return Finding(page if isinstance(page, str) else page.label, "", shape, message, remedy, rule, severity)


def shown(text: str, most: int = 40) -> str:
    """The beginning of a text, in quotation marks, on one line.

    >>> shown("Costs rose  again in the third quarter of the year, as was feared")
    "'Costs rose again in the third quarter o…'"
    """
    flat = " ".join(text.split())
    return f"'{flat}'" if len(flat) <= most else f"'{flat[: most - 1].rstrip()}…'"
