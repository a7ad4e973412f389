"""exectrack-xl: an execution tracker in one Excel workbook that writes its own decks and reports.

The public names are loaded when first used, so that asking for the version loads nothing else.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from exectrack_xl.version import __version__

_HOME = {
    "METRICS": "exectrack_xl.metrics",
    "Tracker": "exectrack_xl.tracker",
    "TrackerError": "exectrack_xl.errors",
    "compose_deck": "exectrack_xl.report.compose",
    "compose_document": "exectrack_xl.report.documents.compose",
    "evaluate": "exectrack_xl.metrics",
    "read": "exectrack_xl.excel.file",
}

__all__ = ["METRICS", "Tracker", "TrackerError", "__version__", "compose_deck", "compose_document", "evaluate", "read"]


def __getattr__(name: str) -> Any:
    """Load a public name from the room it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'exectrack_xl' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)
