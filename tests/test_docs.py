"""The manual is generated from the declarations, and the README names every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from exectrack_xl.cli.parser import parser
from exectrack_xl.report import manual

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("page", "made"), [("metrics", manual.metrics_page), ("columns", manual.columns_page)])
def test_the_manual_is_what_the_declarations_say(page, made):
    assert (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8") == made(), "run make docs"


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = next(action for action in parser()._actions if action.dest == "command" or action.choices)
    for verb in verbs.choices:
        assert f"exectrack {verb}" in readme, verb
