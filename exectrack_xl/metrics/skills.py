"""Skills: what people can do against what the work asks for. Depends on: schema, metrics.registry."""

from __future__ import annotations

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import filled

_SOURCE = "Skills matrix: level against target level, 0 to 3"
ALONE = 2  # from this level on a person works alone


@metric(
    label="Skill coverage", unit=Unit.SHARE, group=Group.PEOPLE, source=_SOURCE, bands=Bands(0.85, 0.65),
    formula="target levels reached ÷ target levels set",
)  # fmt: skip
def skill_coverage(skills: Table, skill: str = "") -> float:
    """The share of target levels that people have reached; `skill` asks for one skill."""
    wanted = skill.strip().casefold()
    named = np.array([not wanted or name.strip().casefold() == wanted for name in skills["skill"].tolist()], dtype=bool)
    asked = named & ~np.isnan(skills["target"])
    reached = asked & (filled(skills["level"]) >= skills["target"])
    return ratio(float(np.count_nonzero(reached)), float(np.count_nonzero(asked)))


@metric(
    label="Skills", unit=Unit.TEXT, group=Group.PEOPLE, source=_SOURCE, result=Result.TABLE,
    formula="each skill: who works alone, target levels reached, levels missing",
)  # fmt: skip
def skill_listing(skills: Table) -> Listing:
    """Each skill: how many work alone in it, how many targets are set and reached, and the levels missing.

    Those with the most levels missing come first, then those that rest on the fewest people. No person is named.
    """
    rows = []
    for name in sorted(set(skills["skill"].tolist()) - {""}):
        own = skills.take(skills["skill"] == name)
        level, target = filled(own["level"]), own["target"]
        asked = ~np.isnan(target)
        missing = float(np.maximum(target - level, 0)[asked].sum())
        alone = float(np.count_nonzero(level >= ALONE))
        reached = float(np.count_nonzero(asked & (level >= target)))
        hours = float(filled(own["training_hours"]).sum())
        rows.append((name, alone, float(np.count_nonzero(asked)), reached, missing, hours))
    rows.sort(key=lambda row: (-row[4], row[1], row[0]))
    headers = ("Skill", "Work alone", "Targets set", "Targets reached", "Levels missing", "Training hours")
    return Listing(headers, tuple(rows))
