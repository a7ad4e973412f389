"""How far the data of a tracker can be trusted, as one share of one. Depends on: nothing."""

from __future__ import annotations

from dataclasses import dataclass

FORMULA = (
    "50% findings + 30% freshness + 20% coverage. Findings: 1 − (10 × errors + 3 × warnings + notes) ÷ rows. "
    "Freshness: 1 up to 7 days, falling to 0 at 'Stale after' of Settings. Coverage: dimensions with a colour ÷ 6."
)
GOOD, FAIR = 0.80, 0.60
FRESH = 7  # days: an age that a weekly round brings about
DIMENSIONS = 6  # schedule, cost, scope, quality, risk, benefits
_ERROR, _WARNING = 10, 3  # rows that one of them spoils
_SHARES = (0.5, 0.3, 0.2)


@dataclass(frozen=True)
class Health:
    """The score of a tracker's data and its three parts, each from 0 (worst) to 1."""

    findings: float
    freshness: float
    coverage: float

    @property
    def score(self) -> float:
        """The three parts, weighted.

        >>> Health(1.0, 0.0, 0.5).score
        0.6
        """
        parts = zip(_SHARES, (self.findings, self.freshness, self.coverage), strict=True)
        return round(sum(share * part for share, part in parts), 9)

    @property
    def verdict(self) -> str:
        """Good from 80%, Fair from 60%, else Poor."""
        return "Good" if self.score >= GOOD else "Fair" if self.score >= FAIR else "Poor"


def of_findings(errors: int, warnings: int, notes: int, rows: int) -> float:
    """What is left of 1 when an error spoils ten rows, a warning three and a note one; 0 without a row.

    >>> of_findings(1, 2, 4, 100), of_findings(20, 0, 0, 100), of_findings(0, 0, 0, 0)
    (0.8, 0.0, 0.0)
    """
    if not rows:
        return 0.0
    return max(1 - (_ERROR * errors + _WARNING * warnings + notes) / rows, 0.0)


def of_age(days: int | None, stale_after: float) -> float:
    """1 for data up to a week old, 0 for what is stale or of no known date, and in between in proportion.

    >>> of_age(7, 35.0), of_age(21, 35.0), of_age(40, 35.0), of_age(None, 35.0)
    (1.0, 0.5, 0.0, 0.0)
    """
    if days is None:
        return 0.0
    if days <= FRESH:
        return 1.0
    span = stale_after - FRESH
    return max(1 - (days - FRESH) / span, 0.0) if span > 0 else 0.0


def of_coverage(colours: tuple[str, ...]) -> float:
    """The share of the six dimensions that have a colour: neither Grey nor "Not tracked".

    >>> of_coverage(("Green", "Red", "Grey", "Not tracked", "Not tracked", "Yellow"))
    0.5
    """
    return sum(colour in ("Green", "Yellow", "Red") for colour in colours) / DIMENSIONS
