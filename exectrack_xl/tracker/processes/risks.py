"""The states of a risk, and what each step needs. Depends on: tracker.processes.model."""

from __future__ import annotations

from exectrack_xl.tracker.processes.model import Need, Process

_ANSWERED = ("Mitigating", "Monitoring", "Escalated")

RISKS = Process(
    "risks",
    steps={
        "Open": ("Mitigating", "Monitoring", "Escalated", "Occurred", "Closed"),
        "Mitigating": ("Monitoring", "Escalated", "Occurred", "Closed", "Open"),
        "Monitoring": ("Closed", "Mitigating", "Escalated", "Occurred", "Open"),
        "Escalated": ("Mitigating", "Monitoring", "Occurred", "Closed"),
        "Occurred": ("Closed",),
        "Closed": ("Open",),
    },
    traces={},
    needs=(
        Need("closed-without-reason", "close_reason", ("Closed",), "Light",
             "A closed risk says why it was closed.", "Choose the reason."),
        Need("risk-undated", "raised", (), "Standard",
             "A risk says when it was raised.", "Type the day it was identified."),
        Need("risk-without-response", "response", _ANSWERED, "Standard",
             "A risk that is dealt with has a response.", "Choose Avoid, Mitigate, Transfer, Accept or Exploit."),
        Need("risk-without-due", "due", ("Mitigating",), "Standard",
             "A risk being mitigated says by when that must work.", "Type the day the mitigation must work."),
        Need("risk-unassessed", "assessed", _ANSWERED, "Strict",
             "A risk that is dealt with says when it was last scored.", "Type the day it was scored."),
        Need("risk-without-target", "target_score", ("Mitigating",), "Strict",
             "A risk being mitigated has a score to reach.", "Type the score the mitigation is to reach, 1 to 9."),
        Need("risk-without-cause", "cause", _ANSWERED, "Strict",
             "A risk that is dealt with names its cause.", "Say why it could happen."),
    ),
    over=("Monitoring", "Escalated", "Occurred", "Closed"),
)  # fmt: skip
