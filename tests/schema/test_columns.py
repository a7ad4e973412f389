"""The values of one column: what no plan can mean is a finding and left out."""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.schema import SHEETS


def test_a_day_that_no_calendar_can_be_drawn_to_is_a_finding_and_blank() -> None:
    rows = [["M-1", "Go live", date(2199, 12, 31)], ["M-2", "Never", date(9999, 12, 31)], ["M-3", "Open", ""]]
    table = SHEETS["milestones"].frame([["ID", "Title", "Baseline date"], *rows])
    assert [str(day) for day in table["baseline"]] == ["2199-12-31", "NaT", "NaT"]
    far = [finding for finding in table.findings if finding.rule == "out-of-range"]
    assert [str(finding) for finding in far] == [
        "Milestones!C3 (Baseline date): is 9999-12-31; no plan reaches so far. "
        "Type the day that is meant, or leave it blank."
    ]


def test_a_number_that_nobody_can_have_meant_is_a_finding_and_blank() -> None:
    rows = [["I-1", "One", 1e15, 100_000], ["I-2", "Two", -1e308, 1e6]]
    table = SHEETS["risks"].frame([["ID", "Title", "Cost impact", "Delay impact"], *rows])
    assert table["cost_impact"].tolist()[0] == 1e15
    assert np.isnan(table["cost_impact"][1])
    far = [str(finding) for finding in table.findings if finding.rule == "out-of-range"]
    assert far == [f"Risks!{cell}, larger than can be meant. Type the number that is meant, or leave it blank."
                   for cell in ("C3 (Cost impact): is -1e+308", "D3 (Delay impact): is 1e+06")]  # fmt: skip
