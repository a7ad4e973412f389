from __future__ import annotations

import json
from pathlib import Path

import pytest

from exectrack_xl.metrics import evaluate
from exectrack_xl.tracker import Tracker
from tests.truth.__main__ import main
from tests.truth.runner import Case, cases, differences, same, served

CASES = list(cases(Path(__file__).parent / "cases"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_published_answer_comes_out(case: Case) -> None:
    assert differences(case) == []


def test_every_kind_of_the_cases_here_is_served() -> None:
    assert {case.kind for case in CASES} <= served()


@pytest.mark.parametrize(
    "case",
    [c for c in CASES if c.kind == "evm" and {"PV", "AC"} <= {*c.inputs} and "SV" in c.expected],
    ids=lambda case: case.id,
)
def test_published_answer_comes_out_of_a_whole_tracker(case: Case) -> None:
    given, expected = case.inputs, case.expected
    tracker = Tracker.from_cells("case.xlsx", {
        "settings": [["Setting", "Value"], ["Status date", "2026-06-30"]],
        "initiatives": [["ID", "Name", "Owner", "Baseline finish", "Budget"], ["I-01", "Case", "", "", given["BAC"]]],
        "costs": [["Initiative", "Month", "Actual cost", "Planned value", "Earned value"],
                  ["I-01", "2026-06-01", given["AC"], given["PV"], given["EV"]]],
    })  # fmt: skip
    found = evaluate(tracker, ["schedule_variance", "spi", "cost_variance", "cpi", "eac", "eac_atypical",
                               "estimate_to_complete", "variance_at_completion", "tcpi"])  # fmt: skip
    names = ("SV", "SPI", "CV", "CPI", "EAC_cpi", "EAC_atypical", "ETC", "VAC", "TCPI_bac")
    assert same(list(found.values()), [expected[name] for name in names], case.tolerance)


def test_a_wrong_answer_is_shown_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {"id": "evm-x", "kind": "evm", "inputs": {"PV": 2, "EV": 1}, "expected": {"SPI": 0.6}, "tolerance": 0.01}
    other = {"id": "mc-x", "kind": "tarot", "inputs": {}, "expected": {"luck": 1}}
    (tmp_path / "case.json").write_text(json.dumps([wrong, other]), encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "evm-x: SPI: expected 0.6, got 0.5", "0 cases equal, 1 differ.", "Not served: tarot (1).",
    ]  # fmt: skip


def test_a_file_that_is_no_json_and_a_case_that_names_no_answers_stop_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text("no JSON", encoding="utf-8")
    odd = [{"id": "x", "kind": "emv", "inputs": {"p": 0.5, "impact": 2}, "expected": [1]},
           {"id": "y", "kind": "emv", "inputs": {"p": 0.5, "impact": 2}, "expected": {"total": 1}}]  # fmt: skip
    (tmp_path / "b.json").write_text(json.dumps(odd), encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("x: ")
    assert told[1:] == ["1 cases equal, 1 differ.", "Not served: unreadable file (1)."]
