"""Money of many trackers: added within a currency, and across currencies only at rates that were given.

Depends on: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Money:
    """Amounts of one or more trackers in one currency; NaN where they are not known."""

    currency: str
    budget: float
    actual: float
    estimate: float  # at completion
    trackers: int = 1

    @property
    def is_known(self) -> bool:
        """Whether both budget and estimate are there: only then may they be compared."""
        return self.budget == self.budget and self.estimate == self.estimate

    @property
    def over(self) -> float:
        """What the estimate is above the budget; NaN where either is not known."""
        return self.estimate - self.budget

    @property
    def over_share(self) -> float:
        """What the estimate is above the budget, as a share of it; NaN where that is not known."""
        return self.over / self.budget if self.budget else float("nan")

    def at(self, rate: float, currency: str) -> Money:
        """The same amounts in another currency, one unit of this one being so many of that."""
        return Money(currency, self.budget * rate, self.actual * rate, self.estimate * rate, self.trackers)


def by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """The sum in each currency, of the trackers whose budget and estimate are both known; the most trackers first.

    >>> by_currency([Money("EUR", 10.0, 1.0, 12.0), Money("USD", 5.0, 1.0, 5.0), Money("EUR", 1.0, 1.0, 1.0)])[0]
    Money(currency='EUR', budget=11.0, actual=2.0, estimate=13.0, trackers=2)
    """
    sums: dict[str, Money] = {}
    for one in amounts:
        if one.is_known:
            sums[one.currency] = _added(sums[one.currency], one) if one.currency in sums else one
    return tuple(sorted(sums.values(), key=lambda total: (-total.trackers, total.currency)))


def total(sums: tuple[Money, ...], rates: Mapping[str, float]) -> Money | None:
    """All in one currency: the only one that no rate is given for, or the one whose rate is 1. None where there is
    none such: what cannot be converted is not added.

    >>> usd, eur = Money("USD", 10.0, 1.0, 12.0), Money("EUR", 1.0, 1.0, 1.0)
    >>> total((usd, eur), {"USD": 0.5})
    Money(currency='EUR', budget=6.0, actual=1.5, estimate=7.0, trackers=2)
    >>> total((usd, eur), {}) is None
    True
    """
    target = _target(sums, rates)
    if target is None:
        return None
    first, *rest = (one.at(rates.get(one.currency, 1.0), target) for one in sums)
    for one in rest:
        first = _added(first, one)
    return first


def _target(sums: tuple[Money, ...], rates: Mapping[str, float]) -> str | None:
    without = [one.currency for one in sums if one.currency not in rates]
    if len(without) == 1:
        return without[0]
    ones = sorted(currency for currency, rate in rates.items() if rate == 1)
    return ones[0] if sums and not without and len(ones) == 1 else None


def _added(one: Money, other: Money) -> Money:
    actual = sum(part for part in (one.actual, other.actual) if part == part)
    return Money(one.currency, one.budget + other.budget, actual, one.estimate + other.estimate,
                 one.trackers + other.trackers)  # fmt: skip
