"""Every defect put into the rich workbook is found by its rule; the workbook itself is without fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mutations import MUTATIONS, Mutation
from rich_workbook import rich_workbook

from exectrack_xl.errors import Severity
from exectrack_xl.excel.doctor import RULES, examine
from exectrack_xl.package import read_parts, write_parts

SOURCE = Path(__file__).parents[3] / "exectrack_xl" / "excel" / "doctor"


def rules_found(path: Path) -> set[str]:
    return {finding.rule for finding in examine(path)}


def test_the_rich_workbook_has_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "rich.xlsm"
    path.write_bytes(rich_workbook())
    assert examine(path) == ()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.label)
def test_a_defect_is_found_by_its_rule(mutation: Mutation, tmp_path: Path) -> None:
    path = tmp_path / "rich.xlsm"
    path.write_bytes(write_parts(mutation.change(dict(read_parts(rich_workbook())))))
    findings = [finding for finding in examine(path) if finding.rule == mutation.rule]
    assert findings, rules_found(path)
    for finding in findings:
        assert finding.sheet
        assert re.search(r"[.!?]$", finding.message), finding.message
        assert finding.remedy == RULES[mutation.rule].remedy


def test_every_rule_that_the_checks_name_is_declared_and_the_other_way_round() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.name != "rules.py")
    words = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', source))
    named = {word for word in words if word in RULES}
    assert named | {
        "encrypted",
        "signed",
        "columns",
        "styles",
        "metadata",
        "comment",
        "connection",
        "sparkline",
        "pivot",
    } >= set(RULES)


def test_at_least_a_hundred_kinds_of_defects_are_proved_found() -> None:
    assert len({mutation.rule for mutation in MUTATIONS}) >= 100


def test_findings_come_gravest_first(tmp_path: Path) -> None:
    path = tmp_path / "rich.xlsm"
    parts = dict(read_parts(rich_workbook()))
    for mutation in MUTATIONS:
        if mutation.rule in ("dates-1904", "sheets-grouped", "row-order"):
            parts = mutation.change(parts)
    path.write_bytes(write_parts(parts))
    order = list(Severity)
    grades = [order.index(finding.severity) for finding in examine(path)]
    assert grades == sorted(grades)
    assert len(set(grades)) == 3
