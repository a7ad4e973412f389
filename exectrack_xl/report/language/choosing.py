"""Which words a report is written in: those of a locale, a company's own before them, else English.

Depends on: errors, tracker, report.language.
"""

from __future__ import annotations

from functools import cache

from exectrack_xl.errors import Finding, Severity, UsageError
from exectrack_xl.report.language.notation import House, Regional, locale_of
from exectrack_xl.report.language.wording import Wording, english, packaged
from exectrack_xl.report.language.words import Words
from exectrack_xl.tracker import Settings


@cache
def english_words() -> Words:
    """English in the notation of the house: what is spoken where nothing is chosen."""
    return Words(english(), House())


def words_of(locale: str, own: Wording | None = None) -> Words:
    """What is spoken for a locale such as "de-DE": its notation, and its language where we have it.

    A wording of a company's `own` goes before; its locale counts where none is given.

    Raises:
        UsageError: there is no such locale.
    """
    name = locale.strip() or (own.locale if own else "")
    if not name:
        return Words(own.over(english()), House()) if own else english_words()
    base = packaged(locale_of(name).language) or english()
    return Words(own.over(base) if own else base, Regional(name))


def check_locale(settings: Settings) -> tuple[Finding, ...]:
    """What is wrong with the locale in Settings, with the nearest right one."""
    try:
        words_of(settings.text("locale"))
    except UsageError as fault:
        message, _, remedy = str(fault).partition(". ")
        return (Finding("Settings", "", "Locale", f"{message}.", f"{remedy} Until then reports are in English.",
                        "setting-locale", Severity.WARNING),)  # fmt: skip
    return ()


def settled(locale: str, own: Wording | None = None) -> Words:
    """As `words_of`; a locale that there is not is left out, for `check_locale` has told of it."""
    try:
        return words_of(locale, own)
    except UsageError:
        return words_of("", own)
