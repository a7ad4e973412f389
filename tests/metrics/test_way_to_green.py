"""What the status says would make it Green makes it Green when it is done, and less does not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
ONE = Scope("I-01")
QUALITY = ["Month", "Initiative", "Measure", "Value", "Target", "Floor", "Weight", "Mandatory gate"]
BENEFITS = ["Initiative", "Benefit", "Type", "Month", "Planned", "Realised", "Forecast"]
INITIATIVES = [["ID", "Name", "Owner", "Baseline start", "Baseline finish", "Budget"],
               ["I-01", "One", "Ann", date(2026, 1, 1), date(2026, 12, 31), 100_000.0]]  # fmt: skip
MEASURES = st.tuples(st.integers(0, 110), st.sampled_from([(90.0, 20.0), (2.0, 40.0)]), st.integers(1, 5),
                     st.sampled_from(["", "Yes"]))  # fmt: skip
MONTHS = st.tuples(st.integers(100, 900), st.integers(0, 900))
few = settings(max_examples=60, deadline=None)


def engine(**sheets: list[list[Any]]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"initiatives": INITIATIVES, **sheets}, TODAY))


def to_green(found: Engine, dimension: str) -> str:
    listing = found.value("status_reasons", ONE)
    text: str = next(row for row in listing.rows if row[0] == dimension)[listing.headers.index("To Green")]
    return text


def of_quality(measures: list[tuple[float, tuple[float, float], int, str]]) -> Engine:
    rows = [[date(2026, 11, 1), "I-01", f"Measure {n}", value, *span, weight, gate]
            for n, (value, span, weight, gate) in enumerate(measures)]  # fmt: skip
    return engine(quality=[QUALITY, *rows])


@few
@given(st.lists(MEASURES, min_size=1, max_size=5))
def test_bringing_the_measures_named_to_the_values_named_makes_quality_green(measures: list[Any]) -> None:
    found = of_quality(measures)
    named = re.findall(r"Measure (\d+) to (\d+(?:\.\d+)?)", to_green(found, "Quality"))
    assert bool(named) == (found.value("quality_status", ONE) != "Green")
    better = list(measures)
    for number, value in named:
        better[int(number)] = (float(value), *better[int(number)][1:])
    assert of_quality(better).value("quality_status", ONE) == "Green"


def of_benefits(months: list[tuple[float, float]], ahead: tuple[float, float]) -> Engine:
    rows = [["I-01", "Fewer calls", "Cost saving", date(2026, 10 - n, 1), planned, realised, ""]
            for n, (planned, realised) in enumerate(months)]  # fmt: skip
    rows.append(["I-01", "Fewer calls", "Cost saving", date(2026, 12, 1), ahead[0], "", ahead[1]])
    return engine(benefits=[BENEFITS, *rows])


def amounts(text: str) -> tuple[float, float]:
    """What is to be realised and what to be expected besides, as the sentence says it."""
    parts = (re.search(rf"{words}.*?EUR ([\d,]+(?:\.\d+)?)", text, re.IGNORECASE)
             for words in ("realise", "benefits expected by"))  # fmt: skip
    realise, expect = (float(part[1].replace(",", "")) if part else 0.0 for part in parts)
    return realise, expect


@few
@given(st.lists(MONTHS, min_size=1, max_size=5), MONTHS)
def test_realising_and_expecting_what_is_named_makes_benefits_green_and_less_does_not(
    months: list[tuple[float, float]], ahead: tuple[float, float]
) -> None:
    found = of_benefits(months, ahead)
    text = to_green(found, "Benefits")
    realise, expect = amounts(text)
    assert bool(text) == (found.value("benefits_status", ONE) != "Green")
    first = (months[0][0], months[0][1] + realise)
    assert of_benefits([first, *months[1:]], (ahead[0], ahead[1] + expect)).value("benefits_status", ONE) == "Green"
    for less_realised, less_expected in ((0.98, 1.0), (1.0, 0.98)):  # amounts are rounded up by less than 1%
        part = (months[0][0], months[0][1] + realise * less_realised)
        fewer = of_benefits([part, *months[1:]], (ahead[0], ahead[1] + expect * less_expected))
        spared = realise * (1 - less_realised) + expect * (1 - less_expected)
        assert spared <= 1 + 0.01 * (realise + expect) or fewer.value("benefits_status", ONE) != "Green"


def test_everything_that_is_named_together_makes_the_whole_status_green() -> None:
    milestones = [["ID", "Milestone", "Initiative", "Owner", "Baseline date", "Forecast date", "Progress"],
                  ["M-01", "Live", "I-01", "Ann", date(2026, 12, 31), date(2027, 1, 29), 0.9]]  # fmt: skip
    costs = [["Initiative", "Month", "Actual cost", "Cost to go"], ["I-01", date(2026, 11, 1), 90_000.0, 15_000.0]]
    changes = [["ID", "Title", "Type", "Status", "Raised by", "Initiative", "Scope (points)"],
               ["CR-1", "More", "Scope", "Approved", "Ann", "I-01", 41.0]]  # fmt: skip
    quality = [QUALITY, [date(2026, 11, 1), "I-01", "Test coverage", 40.0, 90.0, 20.0, "", ""]]
    heads = ["ID", "Title", "Probability", "Impact", "Status", "Owner", "Initiative", "Mitigation", "Reviewed on"]
    risks = [heads, ["R-1", "If so, then so", 3, 3, "Open", "Ann", "I-01", "", TODAY]]
    benefits = [BENEFITS, ["I-01", "Fewer calls", "Cost saving", date(2026, 10, 1), 1000.0, 800.0, ""]]
    scoped = [[*INITIATIVES[0], "Scope"], [*INITIATIVES[1], 200.0]]
    sheets = {"initiatives": scoped, "milestones": milestones, "costs": costs, "changes": changes, "quality": quality,
              "risks": risks, "benefits": benefits}  # fmt: skip
    found = engine(**sheets)
    assert found.value("computed_status", ONE) == "Red"
    said = {row[0]: row[6] for row in found.value("status_reasons", ONE).rows}
    assert said["Schedule"] == "Win back 16 working days."
    milestones[1][5] = found.tracker.calendar.add(date(2026, 12, 31), 5).item()
    assert said["Cost"] == "Bring the estimate at completion down by EUR 3,000."
    costs[1][3] -= 3000.0
    assert said["Scope"] == "Take out 21 story points, or agree a new baseline."
    changes[1][6] -= 21
    assert said["Quality"] == "Bring Test coverage to 69."
    quality[1][3] = 69.0
    assert said["Risk"] == "Start the mitigation of R-1."
    risks[1][4:8] = ["Mitigating", "Ann", "I-01", "Train"]
    assert said["Benefits"] == "Realise EUR 150 more of what was planned to date."
    benefits[1][5] += 150
    assert engine(**sheets).value("computed_status", ONE) == "Green"
