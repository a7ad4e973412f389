"""Two trackers of one project in a run: which of them counts is a question for a person.

Trackers are of one project where they bear the same project ID; where not both have one, the same programme's name.
Depends on: errors, actions.batch.job, metrics.portfolio.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exectrack_xl.actions.batch.job import Outcome
from exectrack_xl.errors import Finding, Severity
from exectrack_xl.metrics.portfolio.namesakes import Identity, namesakes

RULE = "programme-twice"


def with_namesakes(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes, each with a finding where another tracker of the run is of the same project."""
    plain = [_without(outcome) for outcome in outcomes]
    others = namesakes([Identity(outcome.key, outcome.project, outcome.programme) for outcome in plain])
    return tuple(_with(outcome, others[outcome.key]) for outcome in plain)


def _without(outcome: Outcome) -> Outcome:
    """As it was before an earlier run compared it with others, which may be gone."""
    return replace(outcome, findings=tuple(one for one in outcome.findings if one.rule != RULE))


def _with(outcome: Outcome, others: tuple[str, ...]) -> Outcome:
    if not others:
        return outcome
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    said = (f"'{outcome.project}' is the project ID of {others[0]}{more} too." if outcome.project else
            f"'{outcome.programme}' is the programme of {others[0]}{more} too.")  # fmt: skip
    remedy = ("Take the copy away, or give each its own project ID." if outcome.project else
              "Take the copy away, name the programmes apart, or give each its project ID.")  # fmt: skip
    found = Finding("Settings", "", "Value", said, remedy, RULE, Severity.WARNING)
    return replace(outcome, findings=(*outcome.findings, found))
