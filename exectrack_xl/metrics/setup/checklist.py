"""The implementation checklist with state and evidence. Depends on: schema, metrics.registry, metrics.setup."""

from __future__ import annotations

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.setup.setting_up import Boxes
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import SETUP_LINES

HEADERS = ("Section", "Item", "State", "Evidence", "What to do", "Owner")
DONE, OPEN = "Done", "Open"
_SECTIONS = {item: section for section, items in SETUP_LINES.items() for item in items}


@metric(
    label="Implementation checklist", unit=Unit.TEXT, group=Group.IMPROVEMENT, source=HOUSE, result=Result.TABLE,
    formula="the 15 lines of the checklist, each ticked by a rule over the tables or by Done = Yes in Setup",
)  # fmt: skip
def setup_check(setup_boxes: Boxes, running_boxes: Boxes, improving_boxes: Boxes, setup: Table) -> Listing:
    """The lines of the implementation checklist: done or open, the evidence for it, and what ticks an open one.

    A rule looks at the tables. Where somebody typed Done = Yes in Setup, that counts, with the evidence typed there.
    """
    typed = {item: row for row, item in enumerate(setup["item"].tolist())}
    rows = []
    for box in (*setup_boxes, *running_boxes, *improving_boxes):
        row = typed.get(box.item)
        said = row is not None and setup["state"][row] == "Yes"
        told = str(setup["evidence"][row]).strip() if said else ""
        evidence = f"{told or 'Said to be done'} ({box.evidence})" if said and not box.done else box.evidence
        state = DONE if box.done or said else OPEN
        owner = setup["owner"][row] if row is not None else ""
        rows.append((_SECTIONS[box.item], box.item, state, evidence, "" if state == DONE else box.remedy, owner))
    return Listing(HEADERS, tuple(rows))


@metric(
    label="Checklist lines done", unit=Unit.COUNT, group=Group.IMPROVEMENT, source=HOUSE,
    formula="number of lines of the implementation checklist that are done, of 15",
)  # fmt: skip
def setup_done(setup_check: Listing) -> float:
    """How many of the 15 lines of the implementation checklist are done."""
    state = HEADERS.index("State")
    return float(sum(row[state] == DONE for row in setup_check.rows))
