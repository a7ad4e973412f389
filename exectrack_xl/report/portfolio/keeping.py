"""Summaries as JSON and back, so that a tracker that has not changed need not be read again.

Depends on: report.portfolio.model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from exectrack_xl.report.portfolio.model import Summary


def as_json(summary: Summary) -> dict[str, Any]:
    """A summary as JSON keeps it: dates as texts, all else as it is."""
    found: dict[str, Any] = _plain(asdict(summary))
    return found


def from_json(kept: Mapping[str, Any]) -> Summary:
    """The summary that JSON kept.

    Raises:
        TypeError, ValueError, KeyError, AttributeError: it was kept by another version, or damaged.
    """
    found: Summary = _read(Summary, kept)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(hint: Any, kept: Any) -> Any:
    """A value as its type hint wants it."""
    if is_dataclass(hint):
        return _model(hint, kept)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        hints = inner[:1] * len(kept) if inner[-1] is Ellipsis else inner
        return tuple(_read(one, value) for one, value in zip(hints, kept, strict=True))
    if date in (hint, *inner) and kept is not None:
        return date.fromisoformat(kept)
    return dict(kept) if origin is Mapping else kept


def _model(hint: Any, kept: Mapping[str, Any]) -> Any:
    hints = _hints(hint)
    return hint(**{name: _read(hints[name], value) for name, value in kept.items()})


@lru_cache
def _hints(model: Any) -> dict[str, Any]:
    return get_type_hints(model)
