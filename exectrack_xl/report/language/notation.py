"""Numbers, dates and money as a country writes them: our house notation, and every other from the CLDR by Babel.

Depends on: errors, report.words.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from exectrack_xl.errors import UsageError, nearest
from exectrack_xl.report import words
from exectrack_xl.tracker.periods import MONTHS

if TYPE_CHECKING:
    from babel import Locale

_MILLION, _THOUSANDS = 999_500, 9_999.5  # from here an amount is said in millions, in thousands


class Notation(Protocol):
    """How values are written."""

    def fixed(self, value: float, digits: int, grouped: bool = True) -> str:
        """A number with so many digits, rounded half up."""

    def percent(self, value: float) -> str:
        """A share in whole percent."""

    def money(self, value: float, currency: str, more: int = 0) -> str:
        """An amount of money, as short as it may be said aloud, or with so many digits more."""

    def unit_money(self, value: float, digits: int, currency: str) -> str:
        """A small amount of money with so many digits."""

    def symbol(self, currency: str) -> str:
        """The sign of a currency."""

    def day(self, day: date, year: bool) -> str:
        """A date, with or without its year."""

    def month(self, number: int) -> str:
        """The short name of a month, 1 to 12."""

    def form(self, count: float) -> str:
        """The plural form that goes with a count: "one", "few", "other" …"""


@dataclass(frozen=True)
class House:
    """The notation of the house: 18 Mar 2027, €13.2 m, 1,234."""

    def fixed(self, value: float, digits: int, grouped: bool = True) -> str:
        """A number with so many digits, rounded half up."""
        return words.fixed(value, digits, grouped)

    def percent(self, value: float) -> str:
        """A share in whole percent."""
        return words.percent(value)

    def money(self, value: float, currency: str, more: int = 0) -> str:
        """An amount of money."""
        return words.money(value, currency, more)

    def unit_money(self, value: float, digits: int, currency: str) -> str:
        """A small amount of money with so many digits."""
        return f"{self.symbol(currency)}{self.fixed(value, digits)}"

    def symbol(self, currency: str) -> str:
        """The sign of a currency."""
        return words.money(0, currency).rstrip("0")

    def day(self, day: date, year: bool) -> str:
        """A date."""
        return words.day(day, year)

    def month(self, number: int) -> str:
        """The short name of a month, 1 to 12."""
        return MONTHS[number - 1]

    def form(self, count: float) -> str:
        """ "one" or "other"."""
        return "one" if count == 1 else "other"


@dataclass(frozen=True)
class Regional:
    """The notation of a locale such as "de-DE", after the Unicode CLDR.

    >>> german = Regional("de-DE")
    >>> german.fixed(-1234.5, 1), german.day(date(2027, 3, 18), True)
    ('−1.234,5', '18. März 2027')
    >>> [german.money(value, "EUR").replace(chr(160), " ") for value in (13214000, 309600, -9400)]
    ['13,2 Mio. €', '310.000 €', '−9.400 €']
    """

    name: str

    @cached_property
    def _locale(self) -> Locale:
        return locale_of(self.name)

    def fixed(self, value: float, digits: int, grouped: bool = True) -> str:
        """A number with so many digits, rounded half up."""
        from babel.numbers import format_decimal

        pattern = f"{'#,##0' if grouped else '0'}{'.' if digits else ''}{'0' * digits}"
        return self._signed(format_decimal(words.rounded(value, digits), pattern, locale=self._locale), value, digits)

    def percent(self, value: float) -> str:
        """A share in whole percent."""
        from babel.numbers import format_percent

        share = words.rounded(float(Decimal(repr(float(value))) * 100), 0)
        return self._signed(format_percent(share / 100, locale=self._locale), value * 100, 0)

    def money(self, value: float, currency: str, more: int = 0) -> str:
        """An amount of money, shortened where the language has a short word for thousands or millions."""
        from babel.numbers import format_compact_currency

        size, code = abs(value), currency.upper()
        thousands = words.rounded(size / 1000, more) * 1000  # as exact as it is said where thousands have no short word
        power, digits = (6, 1 + more) if size >= _MILLION else (3, more)
        whole = self._in_full(size, code)
        if size < _THOUSANDS:
            return self._signed(whole, value, 0)
        short = format_compact_currency(
            words.rounded(size / 10**power, digits) * 10**power,
            code or "XXX", locale=self._locale, fraction_digits=digits,
        )  # fmt: skip
        says_all = sum(map(str.isdigit, short)) >= sum(map(str.isdigit, whole))
        return self._signed(self._in_full(float(thousands), code) if says_all else short, value, 0)

    def unit_money(self, value: float, digits: int, currency: str) -> str:
        """A small amount of money with so many digits, its currency where the country has it."""
        if not currency:
            return self.fixed(value, digits)
        pattern = copy(self._locale.currency_formats["standard"])
        pattern.frac_prec = (digits, digits)
        amount = words.rounded(abs(value), digits)
        text = pattern.apply(amount, self._locale, currency=currency.upper(), currency_digits=False)
        return self._signed(str(text), value, digits)

    def symbol(self, currency: str) -> str:
        """The sign of a currency."""
        from babel.numbers import get_currency_symbol

        return str(get_currency_symbol(currency.upper(), locale=self._locale)) if currency else ""

    def day(self, day: date, year: bool) -> str:
        """A date in the order of the country."""
        from babel.dates import format_skeleton

        return _plain(str(format_skeleton("yMMMd" if year else "MMMd", day, locale=self._locale)))

    def month(self, number: int) -> str:
        """The short name of a month, 1 to 12."""
        return str(self._locale.months["stand-alone"]["abbreviated"][number])

    def form(self, count: float) -> str:
        """The plural form by the rule of the language."""
        return str(self._locale.plural_form(words.rounded(abs(count), 0)))

    def _in_full(self, size: float, currency: str) -> str:
        """An amount to the unit, its currency where the country has it."""
        return self.unit_money(size, 0, currency)

    def _signed(self, text: str, value: float, digits: int) -> str:
        """With the true minus sign; none before a zero."""
        bare = _plain(text.replace("-", "").replace("\u2212", "")).strip()
        return f"−{bare}" if value < 0 and words.rounded(value, digits) else bare


def locale_of(name: str) -> Locale:
    """The locale of this name, "de-DE" or "de_DE".

    Raises:
        UsageError: there is none; the nearest one is suggested.
    """
    from babel import Locale, UnknownLocaleError
    from babel.localedata import locale_identifiers

    try:
        return Locale.parse(name.strip().replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError) as fault:
        known = [one.replace("_", "-") for one in locale_identifiers()]
        hint = nearest(name.replace("_", "-"), known) or " Give a language and a country, such as de-DE."
        raise UsageError(f"There is no locale '{name}'.{hint}") from fault


def _plain(text: str) -> str:
    """Without marks that fonts lack: a narrow space is a plain one that does not break, direction marks go."""
    return text.replace("\u202f", "\xa0").replace("\u200f", "").replace("\u200e", "")
