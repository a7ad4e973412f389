"""IDs that point at other rows, and categories that belong together. Depends on: checks.rules, schema, tracker."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.checks.rules import Fault, rule
from exectrack_xl.errors import Severity, nearest
from exectrack_xl.schema import SHEETS, Column, Sheet
from exectrack_xl.schema.choices import CHANGE_SUBTYPES, ISSUE_SUBCATEGORIES
from exectrack_xl.tracker import Tracker

_REFERRING = [(sheet, column) for sheet in SHEETS.values() for column in sheet.columns if column.refers]


@rule("id-unknown", "An ID that is used exists.", Severity.ERROR)
def references_exist(tracker: Tracker) -> Iterator[Fault]:
    """Cells that name an ID nobody bears; an empty target table is reported once by another rule."""
    for sheet, column in _REFERRING:
        known = tracker[column.refers].positions
        if known:
            yield from _unknown(tracker, sheet, column, known)


def _unknown(tracker: Tracker, sheet: Sheet, column: Column, known: dict[str, int]) -> Iterator[Fault]:
    hints: dict[str, str] = {}
    title = SHEETS[column.refers].title
    for row, value in enumerate(tracker[sheet.name][column.name]):
        if value and value not in known:
            if value not in hints:
                hints[value] = nearest(value, known).strip() if len(hints) < 50 else ""
            remedy = hints[value] or f"Choose an ID of {title}, or add the row there."
            yield Fault(sheet.name, row, column.name, f"is '{value}', which {title} does not hold.", remedy)


@rule("table-needed", "A table that others refer to has rows.")
def targets_are_filled(tracker: Tracker) -> Iterator[Fault]:
    """Columns full of IDs of a table that is empty."""
    for sheet, column in _REFERRING:
        used = sum(bool(value) for value in tracker[sheet.name][column.name])
        if used and not len(tracker[column.refers]):
            title = SHEETS[column.refers].title
            message = f"{used} rows name an ID of {title}, which is empty."
            yield Fault(sheet.name, None, column.name, message, f"Add the rows to {title}.")


@rule("initiative-differs", "A row belongs to the initiative of its milestone.")
def initiatives_agree(tracker: Tracker) -> Iterator[Fault]:
    """Rows that name a milestone of another initiative."""
    milestones = tracker["milestones"]
    for name in ("tasks", "issues", "risks"):
        table = tracker[name]
        for row, (own, milestone) in enumerate(zip(table["initiative"], table["milestone"], strict=True)):
            at = milestones.positions.get(milestone) if milestone else None
            other = milestones["initiative"][at] if at is not None else ""
            if own and other and own != other:
                message = f"is '{own}', but milestone '{milestone}' belongs to '{other}'."
                yield Fault(name, row, "initiative", message, "Correct the initiative or the milestone.")


@rule("subcategory-differs", "A subcategory is one of its category.")
def subcategories_fit(tracker: Tracker) -> Iterator[Fault]:
    """Issues and changes whose finer kind belongs to another coarse kind."""
    for name, coarse, fine, kinds in (
        ("issues", "category", "subcategory", ISSUE_SUBCATEGORIES),
        ("changes", "type", "subtype", CHANGE_SUBTYPES),
    ):
        of = {kind: group for group, members in kinds.items() for kind in members}
        table = tracker[name]
        for row, (group, kind) in enumerate(zip(table[coarse], table[fine], strict=True)):
            if group and kind and of[kind] != group:
                remedy = f"Choose one of {group}, or set the {coarse} to {of[kind]}."
                yield Fault(name, row, fine, f"'{kind}' belongs to {of[kind]}, not to {group}.", remedy)
