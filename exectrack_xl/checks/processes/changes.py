"""Changes: options weighed, risks answered, everybody asked has agreed, lessons kept.

Depends on: checks.rules, schema, tracker.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.checks.rules import Fault, filled, is_one_of, rows, rule
from exectrack_xl.schema.choices import CHANGE_STATUS
from exectrack_xl.tracker import Tracker

_AGREED = ("Approved", "Implementing", "Verified", "Closed")
_ANSWERS = {"High": "Say how the risk is mitigated.", "Medium": "Say what is done if it happens."}


@rule("change-without-options", "A change is evaluated against at least one other way.", level="Strict")
def options_are_weighed(tracker: Tracker) -> Iterator[Fault]:
    """Changes from Evaluated on without a row in Alternatives."""
    changes = tracker["changes"]
    weighed = set(tracker["alternatives"]["change"])
    reached = is_one_of(changes["status"], CHANGE_STATUS[CHANGE_STATUS.index("Evaluated") :])
    for row in rows(reached & filled(changes["id"]) & ~is_one_of(changes["id"], weighed)):
        message = f"is {changes['status'][row]}, but Alternatives holds no way to make the change."
        remedy = f"Add the ways to Alternatives with Change {changes['id'][row]}; doing nothing is one."
        yield Fault("changes", row, "status", message, remedy)


@rule("assessment-without-plan", "A high or medium risk of a change has a plan.", level="Standard")
def risks_of_changes_are_answered(tracker: Tracker) -> Iterator[Fault]:
    """High risks of a change without a mitigation, medium ones without a contingency plan."""
    table = tracker["assessments"]
    for row in rows(is_one_of(table["level"], _ANSWERS) & ~filled(table["plan"])):
        level = table["level"][row]
        yield Fault("assessments", row, "plan", f"is blank, but the level is {level}.", _ANSWERS[level])


@rule("approved-against-approver", "A change is approved when everybody asked has approved.", level="Standard")
def approvers_have_agreed(tracker: Tracker) -> Iterator[Fault]:
    """Approvals that are not Approved of changes that go ahead; under Light the status alone decides."""
    changes, approvals = tracker["changes"], tracker["approvals"]
    agreed = set(changes["id"][is_one_of(changes["status"], _AGREED[:-1])]) - {""}
    for row in rows(is_one_of(approvals["change"], agreed) & ~is_one_of(approvals["decision"], ("Approved", ""))):
        change = approvals["change"][row]
        status = changes["status"][changes.positions[change]]
        message = f"is {approvals['decision'][row]}, but {change} is {status}."
        yield Fault("approvals", row, "decision", message, f"Get the decision, or set {change} back to Submitted.")


@rule("change-without-approval", "A change that goes ahead names who approved it in Approvals.", level="Strict")
def approvals_are_kept(tracker: Tracker) -> Iterator[Fault]:
    """Approved changes without a row in Approvals."""
    changes = tracker["changes"]
    asked = set(tracker["approvals"]["change"])
    agreed = is_one_of(changes["status"], _AGREED[:-1]) & filled(changes["id"])
    for row in rows(agreed & ~is_one_of(changes["id"], asked)):
        message = f"is {changes['status'][row]}, but Approvals holds nobody's decision."
        yield Fault("changes", row, "status", message, f"Add who approved {changes['id'][row]} to Approvals.")


@rule("change-without-lesson", "A change that was carried out leaves a lesson.", level="Strict")
def lessons_are_kept(tracker: Tracker) -> Iterator[Fault]:
    """Closed changes that took effect, without a row in Lessons."""
    changes = tracker["changes"]
    learnt = set(tracker["lessons"]["change"])
    over = is_one_of(changes["status"], ("Closed",)) & filled(changes["implemented"]) & filled(changes["id"])
    for row in rows(over & ~is_one_of(changes["id"], learnt)):
        message = "is Closed, but Lessons holds nothing learnt from it."
        yield Fault("changes", row, "status", message, f"Add a lesson with Change {changes['id'][row]}.")
