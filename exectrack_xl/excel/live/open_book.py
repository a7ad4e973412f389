"""What an action needs of a workbook that is open in a spreadsheet program. Depends on: excel.patch (edits)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from exectrack_xl.excel.patch import Edit

Rows = Sequence[Sequence[Any]]


class OpenBook(Protocol):
    """A workbook on somebody's screen."""

    def folder(self) -> Path:
        """Where it is saved; raises UsageError while it never was."""

    def copy_into(self, folder: Path) -> Path:
        """A copy of it as it stands on the screen, with the edits not yet saved."""

    def selected_formula(self) -> str:
        """The formula of the selected cell, of several the first; "" where there is none."""

    def selected_rows(self) -> Selection:
        """The rows that are selected, of several areas all of them, without the hidden ones."""

    def put(self, edits: Iterable[Edit]) -> None:
        """Write values and table rows, all or none; what formulas show is the program's own affair."""

    def highlight(self, sheet: str, cells: Sequence[str]) -> None:
        """Mark cells of a sheet until the marks are cleared."""

    def is_broken_off(self) -> bool:
        """Whether the person wants what is under way to end: holds Esc."""

    def list_apart(self, rows: Rows) -> None:
        """Show rows in a new workbook."""

    def show(self, path: Path) -> None:
        """Open a file in the program it belongs to."""

    def say(self, text: str) -> None:
        """Say something in a message that waits to be read."""

    def ask(self, text: str) -> bool:
        """Ask something that is answered by yes or no."""

    def tell(self, text: str) -> None:
        """Say something in passing, in the status line."""


@dataclass(frozen=True)
class Selection:
    """Rows of one worksheet, counted from 1."""

    sheet: str
    rows: tuple[int, ...]
