"""`exectrack simulate`, as a person types it."""

from __future__ import annotations

import json

import pytest

from exectrack_xl.cli import main


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    assert main(["new", str(path), "--sample"]) == 0
    return path


def test_simulate_prints_dates_with_their_chance_and_what_drives_them(sample, capsys):
    assert main(["simulate", str(sample)]) == 0
    out = capsys.readouterr().out
    assert "P80 is known to ±" in out
    assert "What costs the most working days at P80" in out
    assert main(["simulate", str(sample), "--iterations", "2000", "--seed", "5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["iterations"], found["seed"]) == (2000, 5)
    assert all(one["p10"] <= one["p50"] <= one["p80"] <= one["p90"] for one in found["finishes"])


def test_a_wrong_number_of_iterations_is_wrong_usage(sample, capsys):
    assert main(["simulate", str(sample), "--iterations", "0"]) == 2
    assert "give a number from 1 to 1,000,000" in capsys.readouterr().err
