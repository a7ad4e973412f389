"""People: named alike everywhere, and answers that add up. Depends on: checks.rules, schema, tracker."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.checks.rules import Fault, rows, rule
from exectrack_xl.errors import nearest
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.table import filled
from exectrack_xl.tracker import Tracker

NAMING = ("allocations", "absences", "skills")  # the sheets that name people of Resources


@rule("person-unknown", "Whoever is booked, away or skilled stands in Resources.")
def people_are_known(tracker: Tracker) -> Iterator[Fault]:
    """People that Resources does not hold: their hours count on neither side of a load."""
    known = {name.strip() for name in tracker["resources"]["person"].tolist()} - {""}
    for sheet in NAMING:
        names = tracker[sheet]["person"].tolist()
        if not known and any(names):
            message = f"{sum(map(bool, names))} rows name people, and Resources is empty."
            yield Fault(sheet, None, "person", message, "Add the people to Resources.")
            continue
        for row, name in enumerate(names):
            if name.strip() and name.strip() not in known:
                remedy = nearest(name, known).strip() or "Add the person to Resources."
                yield Fault(sheet, row, "person", f"is '{name}', whom Resources does not hold.", remedy)


@rule("answers-do-not-add-up", "No more promoters and detractors than answers.")
def answers_add_up(tracker: Tracker) -> Iterator[Fault]:
    """Months in which more people recommended or warned than answered."""
    pulse = tracker["pulse"]
    taken = filled(pulse["promoters"]) + filled(pulse["detractors"])
    for row in rows(taken > pulse["answers"]):
        header = SHEETS["pulse"].by_name["answers"].header.lower()
        message = f"is {pulse['answers'][row]:g}, but promoters and detractors are {taken[row]:g}."
        yield Fault("pulse", row, "answers", message, f"Correct the {header} or the two others.")
