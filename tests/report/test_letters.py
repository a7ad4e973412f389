from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.report.letters import addresses, letters
from exectrack_xl.tracker import Tracker

TODAY, PAST = date(2026, 11, 13), date(2026, 11, 9)


def tracker(*owners: str, people: list[tuple[str, str]] | None = None) -> Tracker:
    actions = [["ID", "Action", "Owner", "Due date", "Status"]]
    actions += [[f"A-{n}", f"Call {n}", owner, PAST, "Open"] for n, owner in enumerate(owners)]
    cells: dict[str, list[list[Any]]] = {
        "actions": actions,
        "stakeholders": [["ID", "Name", "E-mail"], *([f"SH-{n}", *one] for n, one in enumerate(people or []))],
        "settings": [["Setting", "Value"], ["Programme", "Portal"]],
    }
    return Tracker.from_cells("t.xlsx", cells, TODAY)


def test_each_owner_gets_one_letter_with_what_is_theirs() -> None:
    post = letters(tracker("Ada King", "Ben", "ada  king", "Ada King; Ben"))
    assert [(one.name, [item.id for _, items in one.parts for item in items]) for one in post.letters] == [
        ("Ada King", ["A-0", "A-2", "A-3"]), ("Ben", ["A-1", "A-3"])]  # fmt: skip
    assert post.letters[1].subject == "Portal: 2 rows wait for you, 2 overdue"


def test_rows_that_nobody_owns_are_told_and_not_mailed() -> None:
    post = letters(tracker("", " ; "))
    assert post.letters == ()
    assert [item.id for item in post.unowned] == ["A-0", "A-1"]


def test_an_address_comes_from_the_workbook_and_is_never_made_up() -> None:
    people = [("Ada King, CFO", "ada@example.org"), ("Ben", "call him"), ("Cleo", "c@example.org, d@example.org"),
              ("Dan", "dan@example.org"), ("Dan", "daniel@example.org")]  # fmt: skip
    assert addresses(tracker(people=people)) == {"ada king": "ada@example.org"}
    post = letters(tracker("ada king", "Ben", "Dan", "eve@example.org", people=people))
    assert [(one.name, one.address) for one in post.letters] == [
        ("ada king", "ada@example.org"), ("Ben", ""), ("Dan", ""), ("eve@example.org", "")]  # fmt: skip
