"""Where the outputs of a portfolio go: over what an earlier run wrote and nobody has edited, else beside what is there.

Depends on: package, actions.batch.placing, actions.opening.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exectrack_xl.actions.batch.placing import hash_of
from exectrack_xl.actions.opening import free_name
from exectrack_xl.package import replace_file

_KNOWN = "outputs.json"


@dataclass(frozen=True)
class Places:
    """The folder of the outputs, and the hash of each file that earlier runs put there, by its path below."""

    folder: Path
    replace_all: bool  # also what is not ours
    ours: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def known(cls, folder: Path, kept: Path, replace_all: bool) -> Places:
        """The places as the last run left them; `kept` is the folder where it noted that."""
        try:
            ours = json.loads((kept / _KNOWN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            ours = {}  # the first run, or a note that is damaged: then everything there is somebody's
        return cls(folder, replace_all, ours if isinstance(ours, dict) else {})

    def free(self, name: str) -> Path:
        """Where a file or folder of this name goes: "portfolio.pptx", or "portfolio (2).pptx" where that is edited."""
        return free_name(self.folder / name, self.replace_all, self._is_ours)

    def settle(self, written: Iterable[Path], kept: Path) -> None:
        """Note what was written, and take away what an earlier run wrote into a folder and this one did not."""
        made = {path.relative_to(self.folder).as_posix(): hash_of(path.read_bytes()) for path in written}
        folders = {Path(name).parent.as_posix() for name in made if "/" in name}
        for name in self.ours.keys() - made.keys():
            if Path(name).parent.as_posix() in folders and self._is_ours(self.folder / name):
                (self.folder / name).unlink()
        still = {name: digest for name, digest in self.ours.items() if (self.folder / name).is_file()}
        replace_file(kept / _KNOWN, json.dumps({**still, **made}, indent=1, sort_keys=True).encode())

    def _is_ours(self, path: Path) -> bool:
        if path.is_dir():
            return all(self._is_ours(one) for one in path.glob("*.parquet"))  # what else lies there, stays
        return path.is_file() and self.ours.get(path.relative_to(self.folder).as_posix()) == hash_of(path.read_bytes())
