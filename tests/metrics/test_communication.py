from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)  # a Friday
STAKEHOLDER = ["ID", "Name", "Role", "Power", "Interest", "Engagement", "Engagement wanted", "Satisfaction", "Asked on"]
COMMUNICATION = ["ID", "Communication", "Cadence", "Audience", "Owner", "First due", "Last sent", "Ends"]


def stakeholder(name: str, today: str = "", wanted: str = "", **more: Any) -> list[Any]:
    return [name, f"Name {name}", "Sponsor", more.get("power", "High"), "High", today, wanted,
            more.get("satisfaction", ""), more.get("asked", "")]  # fmt: skip


def communication(name: str, cadence: str, sent: Any = "", start: Any = date(2026, 1, 9), ends: Any = "") -> list[Any]:
    return [name, f"Talk {name}", cadence, "All", "Ann", start, sent, ends]


def engine(stakeholders: tuple[list[Any], ...] = (), communications: tuple[list[Any], ...] = ()) -> Engine:
    sheets = {"stakeholders": [STAKEHOLDER, *stakeholders], "communications": [COMMUNICATION, *communications]}
    return Engine(Tracker.from_cells("t.xlsx", sheets, TODAY))


def test_satisfaction_is_the_mean_of_the_answers_and_says_how_many_and_how_old() -> None:
    found = engine((stakeholder("S-1", satisfaction=4.0, asked=date(2026, 11, 3)),
                    stakeholder("S-2", satisfaction=3.0, asked=date(2026, 10, 14)), stakeholder("S-3"),
                    stakeholder("S-4", satisfaction=1.0, asked=date(2026, 12, 1))))  # fmt: skip
    assert found.value("stakeholder_satisfaction") == 3.5
    assert found.value("stakeholders_asked") == "2 of 4, oldest 30 days"
    assert math.isnan(engine().value("stakeholder_satisfaction"))


def test_the_gap_counts_levels_below_what_is_wanted_and_nobody_makes_up_for_another() -> None:
    rows = (stakeholder("S-1", "Unaware", "Supportive"), stakeholder("S-2", "Leading", "Neutral"), stakeholder("S-3"))
    found = engine(rows)
    assert found.value("engagement_gap") == pytest.approx(1.5)
    assert [row[0] for row in found.value("stakeholder_listing").rows] == ["S-1", "S-3", "S-2"]


@pytest.mark.parametrize(("cadence", "sent", "due"), [
    ("Daily", date(2026, 11, 6), date(2026, 11, 9)),  # over a weekend
    ("Weekly", date(2026, 11, 6), date(2026, 11, 13)),
    ("Monthly", date(2026, 10, 30), date(2026, 11, 30)),
    ("Monthly", date(2026, 1, 30), date(2026, 3, 2)),  # 28 February is a Saturday
    ("Quarterly", date(2026, 10, 8), date(2027, 1, 8)),
    ("Weekly", "", date(2026, 1, 9)),
])  # fmt: skip
def test_the_next_one_is_due_a_cadence_after_the_last(cadence: str, sent: Any, due: date) -> None:
    rows = engine((), (communication("C-1", cadence, sent),)).value("comms_due", days=100).rows
    assert [row[5] for row in rows] == [due]


def test_what_happens_once_and_was_sent_or_has_ended_is_not_due_again() -> None:
    found = engine((), (communication("C-1", "Once", date(2026, 11, 6)), communication("C-2", "Once"),
                        communication("C-3", "Weekly", date(2026, 9, 25), ends=date(2026, 9, 30))))  # fmt: skip
    assert [row[0] for row in found.value("comms_due").rows] == ["C-2"]


def test_the_plan_is_kept_where_nothing_is_overdue_and_what_is_to_come_does_not_count() -> None:
    rows = (communication("C-1", "Weekly", date(2026, 11, 6)), communication("C-2", "Weekly", date(2026, 11, 4)),
            communication("C-3", "Once", start=date(2026, 12, 1)))  # fmt: skip
    assert engine((), rows).value("comms_compliance") == 0.5
    assert math.isnan(engine((), rows[2:]).value("comms_compliance"))


def test_a_message_dated_after_the_day_was_not_sent_yet() -> None:
    assert engine((), (communication("C-1", "Once", date(2026, 11, 20)),)).value("comms_compliance") == 0
