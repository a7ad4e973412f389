"""Two copies of one tracker brought together."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker.merging import Merged, merged

HEADERS = ["ID", "Title", "Status", "Owner"]
BASE = [["R-01", "Fire", "Open", "Ann"], ["R-02", "Flood", "Open", "Bob"], ["R-03", "Frost", "Open", ""]]


EMPTY = {name: sheet.empty() for name, sheet in SHEETS.items()}


def tables(rows: list[list[Any]], mitigations: list[list[Any]] | None = None) -> Any:
    cells = {"risks": [HEADERS, *rows], "mitigations": [["ID", "Risk", "Action"], *(mitigations or [])]}
    return EMPTY | {name: SHEETS[name].frame(found) for name, found in cells.items()}


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


FIELDS = ("title", "status", "owner")
row = st.tuples(st.sampled_from(["Fire", "Flood", "Frost", "Theft"]), st.sampled_from(["Open", "Closed", "Mitigating"]),
                st.sampled_from(["", "Ann", "Bob", "Cid"]))  # fmt: skip
edited = st.dictionaries(st.sampled_from(["R-01", "R-02", "R-03", "R-04", "R-05"]), row, max_size=5)


@st.composite
def copies(draw: st.DrawFn) -> tuple[list[list[str]], list[list[str]]]:
    """Two copies of BASE: rows changed, deleted, new - both may have given out the same new ID - in any order."""
    found = []
    for _ in range(2):
        untouched = {identity: tuple(rest) for identity, *rest in BASE if draw(st.booleans())}
        rows = [[identity, *fields] for identity, fields in {**draw(edited), **untouched}.items()]
        found.append(draw(st.permutations(rows)))
    return found[0], found[1]


def result_of(mine: list[list[str]], found: Merged) -> dict[str, dict[str, str]]:
    """Mine with what came in, by ID."""
    result = {identity: dict(zip(FIELDS, fields, strict=True)) for identity, *fields in mine}
    for one in found.taken:
        result[one.place[0]][one.column] = one.value
    for new in found.added:
        assert new.values["id"] not in result  # no row is written over
        result[new.values["id"]] = {name: new.values.get(name, "") for name in FIELDS}
    return result


@given(copies())
def test_every_edit_of_mine_is_in_the_result(both: tuple[list[list[str]], list[list[str]]]) -> None:
    mine, yours = both
    result, before = result_of(mine, merged(tables(BASE), tables(mine), tables(yours))), {r[0]: r[1:] for r in BASE}
    for identity, *fields in mine:
        for name, old, new in zip(FIELDS, before.get(identity, ["", "", ""]), fields, strict=True):
            if new != old:
                assert result[identity][name] == new
    assert not (set(before) - {r[0] for r in mine}) & set(result)  # what I deleted stays so


@given(copies())
def test_every_edit_of_yours_is_in_the_result_or_on_the_list(both: tuple[list[list[str]], list[list[str]]]) -> None:
    mine, yours = both
    found = merged(tables(BASE), tables(mine), tables(yours))
    result, before = result_of(mine, found), {r[0]: r[1:] for r in BASE}
    fields_listed = {(one.id, one.column): one.yours for one in found.conflicts if one.column}
    rows_listed = {one.id: one for one in found.conflicts if not one.column}
    for identity, *fields in yours:
        for name, old, new in zip(FIELDS, before.get(identity, ["", "", ""]), fields, strict=True):
            if new == old or result.get(identity, {}).get(name) == new or fields_listed.get((identity, name)) == new:
                continue
            listed = rows_listed[identity]  # else the edit is lost
            renumbered = listed.why.rpartition(" ")[2].rstrip(".")
            assert result.get(renumbered, {}).get(name) == new or f": {new}" in str(listed.yours)
    for identity in before.keys() - {r[0] for r in yours}:
        assert identity in rows_listed or identity not in result


@given(copies(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_their_place_matters(
    both: tuple[list[list[str]], list[list[str]]], chance: Any
) -> None:
    mine, yours = both
    found = merged(tables(BASE), tables(mine), tables(yours))
    shuffled = [list(rows) for rows in (BASE, mine, yours)]
    for rows in shuffled:
        chance.shuffle(rows)
    again = merged(*map(tables, shuffled))
    assert set(map(str, again.taken)) == set(map(str, found.taken))
    assert result_of(mine, again).keys() == result_of(mine, found).keys()
    assert {(one.id, one.column) for one in again.conflicts} == {(one.id, one.column) for one in found.conflicts}
