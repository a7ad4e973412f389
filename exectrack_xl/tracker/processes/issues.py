"""The states of an issue, and what each step needs. Depends on: tracker.processes.model."""

from __future__ import annotations

from exectrack_xl.tracker.processes.model import Need, Process

_TAKEN = ("In Progress", "Resolved", "Closed")
_SETTLED = ("Resolved", "Closed")

ISSUES = Process(
    "issues",
    steps={
        "Open": ("In Progress",),
        "In Progress": ("Resolved", "Open"),
        "Resolved": ("Closed", "In Progress", "Open"),
        "Closed": ("Open", "In Progress"),
    },
    traces={"In Progress": "plan", "Resolved": "resolved"},
    needs=(
        Need("closed-without-resolution", "resolution", ("Closed",), "Light",
             "A closed issue says how it was resolved.", "Say how it was resolved."),
        Need("issue-unsorted", "category", (), "Standard",
             "An issue belongs to a category.", "Choose Technical, Process or Business."),
        Need("issue-undated", "raised", (), "Standard",
             "An issue says when it was raised.", "Type the day: age and escalation count from it."),
        Need("issue-without-plan", "plan", ("In Progress",), "Standard",
             "An issue being worked on has a resolution plan.", "Say what is being done, by whom, by when."),
        Need("issue-without-cause", "root_cause", _SETTLED, "Standard",
             "A resolved issue names its root cause.", "Say why it happened."),
        Need("resolved-without-resolution", "resolution", ("Resolved",), "Standard",
             "A resolved issue says how it was fixed.", "Say how it was fixed."),
        Need("closed-unverified", "verified_by", ("Closed",), "Standard",
             "A closed issue names who verified the fix.", "Name who checked the fix."),
        Need("issue-without-reporter", "reporter", (), "Strict",
             "An issue names who reported it.", "Name the person who identified it."),
        Need("issue-without-impact", "impact", _TAKEN, "Strict",
             "An issue being worked on says what it affects.", "Say what is affected."),
        Need("issue-without-prevention", "prevention", ("Closed",), "Strict",
             "A closed issue says how its recurrence is prevented.", "Say what will keep it from coming back."),
    ),
    over=("Closed",),
)  # fmt: skip
