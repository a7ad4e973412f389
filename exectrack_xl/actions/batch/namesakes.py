"""Two trackers of one programme in a run: which of them counts is a question for a person.

Depends on: errors, actions.batch.job.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from exectrack_xl.actions.batch.job import Outcome
from exectrack_xl.errors import Finding, Severity

RULE = "programme-twice"


def with_namesakes(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes, each with a finding where another tracker of the run bears the same programme's name."""
    plain = [_without(outcome) for outcome in outcomes]
    keys = defaultdict(list)
    for outcome in plain:
        keys[_name(outcome)].append(outcome.key)
    return tuple(
        _with(outcome, [key for key in keys[_name(outcome)] if key != outcome.key]) if _name(outcome) else outcome
        for outcome in plain
    )


def _name(outcome: Outcome) -> str:
    return " ".join(outcome.programme.split()).casefold()


def _without(outcome: Outcome) -> Outcome:
    """As it was before an earlier run compared it with others, which may be gone."""
    return replace(outcome, findings=tuple(one for one in outcome.findings if one.rule != RULE))


def _with(outcome: Outcome, others: list[str]) -> Outcome:
    if not others:
        return outcome
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    found = Finding("Settings", "", "Value", f"'{outcome.programme}' is the programme of {others[0]}{more} too.",
                    "Take the copy away, or name the programmes apart.", RULE, Severity.WARNING)  # fmt: skip
    return replace(outcome, findings=(*outcome.findings, found))
