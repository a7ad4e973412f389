"""Reads a wording file of a company, and gives one of ours to begin with. Depends on: errors, report.language."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from exectrack_xl import package
from exectrack_xl.errors import Finding, UsageError, nearest
from exectrack_xl.report.language.wording import Wording, packaged_text, parse

_PLACE = "exectrack_xl.report.language"


def read_wording(path: Path) -> tuple[Wording, tuple[Finding, ...]]:
    """The sentences of a wording file, and what in it cannot be used.

    Raises:
        UsageError: the file cannot be read, or is not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"Cannot read the wording file {path.name}: {fault}.") from fault
    return parse(text, path.name)


def languages() -> tuple[str, ...]:
    """The languages we speak: "de", "en"."""
    names = (one.name for one in files(_PLACE).iterdir())
    return tuple(
        sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml") and name.count(".") == 1)
    )


def new_wording(target: Path, language: str = "en") -> Path:
    """Write our wording file of a language to begin with, and give back its path.

    Raises:
        UsageError: we do not speak that language; the nearest one is suggested.
        WorkbookError: the file cannot be written.
    """
    if language not in languages():
        raise UsageError(f"There is no wording '{language}'.{nearest(language, languages())} "
                         f"There are: {', '.join(languages())}.")  # fmt: skip
    return package.replace_file(target, packaged_text(language).encode())
