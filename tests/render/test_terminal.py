"""The headline on the command line."""

from __future__ import annotations

from dataclasses import replace

import sample_report as sample

from exectrack_xl.render.terminal import headline


def test_the_headline_says_status_tiles_and_source():
    said = headline(sample.report(sample.summary())).split("\n")
    assert said[0] == "Initiative Progress Report – Q3 2026: ■ Red"
    assert said[1].startswith("  Overall Status      ■ Red")
    assert "€13.2 m" in said[3]
    assert said[-2] == "  Left out: Risks row 9: probability is 40."
    assert said[-1] == "  claims-forward-tracker.xlsx, status date 30 Sep 2026, snapshot S-2026-09-30"


def test_typed_text_cannot_steer_the_terminal():
    report = replace(sample.report(sample.cover()), title="Red\x1b[2J alert\nsecond \u202eline\x9b", left_out=())
    first = headline(report).split("\n")[0]
    assert first == "Red\ufffd[2J alert second \ufffdline\ufffd: ■ Red"
