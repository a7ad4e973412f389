"""The states of a change, and what each step needs. Depends on: schema, tracker.processes.model."""

from __future__ import annotations

from exectrack_xl.schema.choices import CHANGE_STATUS
from exectrack_xl.tracker.processes.model import Need, Process


def _from(state: str) -> tuple[str, ...]:
    """This state and those after it. A rejected or deferred change has come as far as one that is submitted."""
    return CHANGE_STATUS[CHANGE_STATUS.index(state) :]


_UNDER_WAY = ("Implementing", "Verified")
_ACCEPTED = ("Approved", *_UNDER_WAY)

CHANGES = Process(
    "changes",
    steps={
        "Draft": ("Assessed",),
        "Assessed": ("Evaluated", "Draft"),
        "Evaluated": ("Recommended", "Assessed", "Draft"),
        "Recommended": ("Submitted", "Evaluated", "Assessed", "Draft"),
        "Submitted": ("Approved", "Rejected", "Deferred", "Draft"),
        "Approved": ("Implementing",),
        "Rejected": ("Closed", "Draft"),
        "Deferred": ("Submitted", "Draft", "Closed"),
        "Implementing": ("Verified",),
        "Verified": ("Closed", "Implementing"),
        "Closed": (),
    },
    traces={
        "Assessed": "days", "Evaluated": "recommendation", "Recommended": "recommendation", "Submitted": "submitted",
        "Approved": "decided", "Rejected": "decided", "Deferred": "decided", "Implementing": "implementer",
        "Verified": "implemented",
    },
    needs=(
        Need("change-without-days", "days", _from("Assessed"), "Standard",
             "An assessed change says what it does to the timeline.", "Type the working days it adds; 0 for none."),
        Need("change-without-cost", "cost", _from("Assessed"), "Standard",
             "An assessed change says what it costs.", "Type the money it adds; 0 for none."),
        Need("change-without-recommendation", "recommendation", _from("Recommended"), "Standard",
             "A recommended change says what is advised.", "Say what you advise, and by when."),
        Need("change-without-approver", "approver", _from("Submitted"), "Standard",
             "A submitted change names who decides.", "Name who decides."),
        Need("change-without-submission", "submitted", _from("Submitted"), "Standard",
             "A submitted change says when it was put to the approver.", "Type the day."),
        Need("change-without-decision-date", "decision_due", ("Submitted",), "Standard",
             "A submitted change says by when it must be decided.", "Type the day the decision is needed."),
        Need("change-without-resources", "resources", _from("Assessed"), "Strict",
             "An assessed change says what resources it takes.", "Say which; 'None' where it takes none."),
        Need("change-without-scope", "scope", _from("Assessed"), "Strict",
             "An assessed change says what it does to the scope.", "Say what is added, removed or modified."),
        Need("change-without-quality", "quality", _from("Assessed"), "Strict",
             "An assessed change says what it does to quality.", "Say what it does to standards and testing."),
        Need("change-without-dependencies", "dependencies", _from("Assessed"), "Strict",
             "An assessed change says whom else it affects.", "Name the teams and initiatives; 'None' for none."),
        Need("change-without-risk", "risk", _from("Assessed"), "Strict",
             "An assessed change has a risk level.", "Choose High, Medium or Low."),
        Need("change-not-communicated", "communicated", _UNDER_WAY, "Strict",
             "Those affected are told before a change is carried out.", "Type the day they were told."),
        Need("change-without-implementer", "implementer", _UNDER_WAY, "Strict",
             "A change under way names who carries it out.", "Name who carries it out."),
        Need("change-plans-old", "plans_updated", ("Verified",), "Strict",
             "The plans follow a change that has taken effect.", "Type the day plan and baseline were updated."),
    ),
    over=("Closed", "Rejected"),
)  # fmt: skip
