"""Two copies of one tracker brought together."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.merging import Merged, merged

DAY = date(2026, 9, 30)
HEADERS = ["ID", "Title", "Status", "Owner"]
BASE = [["R-01", "Fire", "Open", "Ann"], ["R-02", "Flood", "Open", "Bob"], ["R-03", "Frost", "Open", ""]]


def tables(rows: list[list[Any]], mitigations: list[list[Any]] | None = None) -> Any:
    cells = {"risks": [HEADERS, *rows], "mitigations": [["ID", "Risk", "Action"], *(mitigations or [])]}
    return Tracker.from_cells("", cells, DAY).tables


def test_what_only_one_side_changed_is_taken_wherever_the_row_stands() -> None:
    mine = [["R-03", "Frost", "Open", "Cid"], *BASE[:2]]
    yours = [BASE[2], ["R-01", "Fire", "Mitigating", "Ann"], BASE[1]]
    found = merged(tables(BASE), tables(mine), tables(yours))
    assert [(one.place[0], one.column, one.value) for one in found.taken] == [("R-01", "status", "Mitigating")]
    assert (found.added, found.conflicts) == ((), ())


def test_the_same_field_changed_otherwise_is_a_conflict_and_mine_stays() -> None:
    mine, yours = ([["R-01", "Fire", status, "Ann"], *BASE[1:]] for status in ("Closed", "Escalated"))
    found = merged(tables(BASE), tables(mine), tables(yours))
    [conflict] = found.conflicts
    assert (conflict.id, conflict.column, conflict.base, conflict.mine, conflict.yours) == (
        "R-01", "status", "Open", "Closed", "Escalated"
    )  # fmt: skip
    assert not found.taken
    assert merged(tables(BASE), tables(mine), tables(mine)) == Merged()


def test_rows_that_both_added_under_one_id_both_live_and_references_follow() -> None:
    mine = [*BASE, ["R-04", "Theft", "Open", ""]]
    yours = [*BASE, ["R-04", "Strike", "Open", ""]]
    found = merged(tables(BASE), tables(mine), tables(yours, [["MT-01", "R-04", "Talk to the union"]]))
    risk, mitigation = found.added
    assert (risk.values["id"], risk.values["title"]) == ("R-05", "Strike")
    assert mitigation.values["risk"] == "R-05"
    assert "now R-05" in found.conflicts[0].why


def test_a_row_deleted_on_one_side_and_changed_on_the_other_is_listed() -> None:
    changed = [["R-01", "Fire in the hall", "Open", "Ann"], *BASE[1:]]
    for mine, yours in ((BASE[1:], changed), (changed, BASE[1:])):
        found = merged(tables(BASE), tables(mine), tables(yours))
        assert [(one.id, one.column) for one in found.conflicts] == [("R-01", "")]
        assert not found.taken


cell = st.sampled_from(["", "Ann", "Bob", "Cid"])
status = st.sampled_from(["Open", "Closed", "Mitigating"])
edited = st.lists(st.tuples(st.sampled_from(["R-01", "R-02", "R-03", "R-04", "R-05"]), status, cell), max_size=5,
                  unique_by=lambda row: row[0])  # fmt: skip


@given(edited, edited)
def test_every_edit_is_in_the_result_or_on_the_list(mine_rows: Any, yours_rows: Any) -> None:
    mine, yours = ([[identity, "Title", state, owner] for identity, state, owner in rows]
                   for rows in (mine_rows, yours_rows))  # fmt: skip
    found = merged(tables(BASE), tables(mine), tables(yours))
    result = {row[0]: dict(zip(("id", "title", "status", "owner"), row, strict=True)) for row in mine}
    for one in found.taken:
        result[one.place[0]][one.column] = one.value
    for row in found.added:
        result[row.values["id"]] = {"status": "", "owner": "", **row.values}
    listed = {one.id for one in found.conflicts}
    known = {row[0]: row for row in BASE}
    for identity, title, state, owner in yours:
        before = known.get(identity, [identity, "", "", ""])
        for name, old, new in zip(("title", "status", "owner"), before[1:], (title, state, owner), strict=True):
            if old != new and identity not in listed:
                assert result[identity][name] == new
    for identity in known.keys() - {row[0] for row in yours}:
        assert identity in listed or identity not in result
