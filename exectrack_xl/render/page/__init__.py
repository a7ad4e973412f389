"""A portfolio as one HTML file that needs nothing else: no network, no other file, and no script to be read.

Depends on: metrics.portfolio, package, theme, report.portfolio.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from exectrack_xl.metrics.portfolio.gap import rank
from exectrack_xl.metrics.portfolio.health import FORMULA
from exectrack_xl.package import replace_file
from exectrack_xl.report import words
from exectrack_xl.report.desk import TONES, status
from exectrack_xl.report.portfolio.compose import title
from exectrack_xl.report.portfolio.grid import age, by_hand
from exectrack_xl.report.portfolio.lists import booked_by, chances
from exectrack_xl.report.portfolio.model import DIMENSIONS, Portfolio
from exectrack_xl.report.portfolio.overview import headline
from exectrack_xl.report.portfolio.trust import currencies
from exectrack_xl.theme import STATUS
from exectrack_xl.tracker.periods import MONTHS

SHOWN = ("Schedule", "Cost", "Scope", "Risk")  # dimensions in the table; the details have all


def render_page(whole: Portfolio, target: Path) -> Path:
    """Write the page and give back its path; the same portfolio gives the same bytes.

    Raises:
        WorkbookError: the file cannot be written.
    """
    return replace_file(target, page(whole).encode("utf-8"))


def page(whole: Portfolio) -> str:
    """The page as text. What people typed stands in it as text, whatever it is."""
    style, script = _file("page.css") + _colours(), _file("page.js")
    return _template().render(
        whole=whole, title=title(whole), headline=headline(whole), dimensions=DIMENSIONS, shown=SHOWN, style=style,
        script=script, style_hash=_hash(style), script_hash=_hash(script), states=[*TONES],
        currencies=currencies(whole), health_formula=FORMULA,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _template() -> Template:
    room = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(_file), trim_blocks=True, lstrip_blocks=True
    )
    room.globals.update(_SAYING)
    return room.get_template("page.html")


def _file(name: str) -> str:
    return (resources.files(__name__) / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """A hash by which a browser knows our own style and script, and refuses any other."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _colours() -> str:
    """The status colours as the theme has them."""
    return "".join(
        f".{tone.value}{{color:#{look.text};background:#{look.tint}}}.{tone.value} i{{color:#{look.glyph_colour}}}\n"
        for tone, look in STATUS.items()
    )


def _mark(word: str) -> dict[str, str]:
    """How a status is drawn: its class, its shape and its word."""
    shown = "No data" if word in ("", "Not tracked") else word
    tone = status(shown).tone
    return {"tone": tone.value, "glyph": STATUS[tone].glyph, "word": shown}


def _share(value: float) -> str:
    return words.percent(value) if words.is_known(value) else words.UNKNOWN


def _index(value: float) -> str:
    return words.index(value) if words.is_known(value) else words.UNKNOWN


def _over(value: float) -> str:
    return words.signed(_share(value))


def _money(value: float, currency: str) -> str:
    return words.money(value, currency) if words.is_known(value) else words.UNKNOWN


def _number(value: Any) -> str:
    """A value to sort by; nothing where it is not known."""
    if not words.is_known(value):
        return ""
    return value.isoformat() if isinstance(value, date) else f"{value:g}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


_SAYING: Mapping[str, Any] = {
    "mark": _mark, "rank": rank, "share": _share, "over": _over, "index_text": _index, "money": _money,
    "number": _number, "day": words.day, "days_late": words.days_late,
    "plural": words.plural, "age": age, "by_hand": by_hand,
    "chances": chances, "booked_by": booked_by, "month": _month, "is_known": words.is_known,
}  # fmt: skip
