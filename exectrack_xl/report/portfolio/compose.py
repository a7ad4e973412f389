"""The portfolio as a deck: the answer first, then the grid, dates, trouble, decisions, people, money, and the trust.

Depends on: metrics.portfolio, report.desk, report.model, report.portfolio, report.words, version.
"""

from __future__ import annotations

import json
from hashlib import sha256

from exectrack_xl.report import words
from exectrack_xl.report.desk import status
from exectrack_xl.report.model import Layout, Origin, Page, Report
from exectrack_xl.report.portfolio.grid import grid
from exectrack_xl.report.portfolio.lists import critical, dates, decisions, people
from exectrack_xl.report.portfolio.model import Portfolio
from exectrack_xl.report.portfolio.overview import overview
from exectrack_xl.report.portfolio.trust import by_hand, health, left_out, money
from exectrack_xl.report.provenance import rules_hash
from exectrack_xl.version import __version__

_PAGES = (overview, grid, dates, critical, decisions, people, money, by_hand, health, left_out)


def compose_portfolio(whole: Portfolio) -> Report:
    """The deck of a portfolio; a page only where there is something to tell."""
    day = words.day(whole.day)
    pages = tuple(page for write in _PAGES for page in write(whole))
    return Report(
        "portfolio deck", f"{title(whole)} - {day}", title(whole), organisation(whole), day, day, "live tables",
        words.plural(len(whole.members), "tracker"), status(whole.members[0].status if whole.members else ""),
        (_cover(whole), *pages), left_out=tuple(f"{one.key}: {one.reason}" for one in whole.failed),
        origin=Origin(_hash(whole), "", whole.day.isoformat(), rules_hash(), __version__),
    )  # fmt: skip


def title(whole: Portfolio) -> str:
    """What the whole is called."""
    own = organisation(whole)
    return f"Portfolio of {own}" if own else "Portfolio"


def organisation(whole: Portfolio) -> str:
    """The organisation, where all trackers name the same one."""
    found = {member.summary.organisation for member in whole.members}
    return found.pop() if len(found) == 1 else ""


def _cover(whole: Portfolio) -> Page:
    count = words.plural(len(whole.members), "tracker")
    missing = f", {len(whole.failed)} could not be read" if whole.failed else ""
    return Page(
        "cover", Layout.COVER, f"{title(whole)} – {words.day(whole.day)}", {}, "Settings",
        "The next page answers in three minutes: who is in trouble, who is late, what it costs, what is asked.",
        {"subtitle": "Portfolio review", "footer": f"{count}{missing}, each at its own status date"},
    )  # fmt: skip


def _hash(whole: Portfolio) -> str:
    """The hash of all tables, in the order of the trackers' keys."""
    tables = sorted((member.summary.key, member.summary.tables) for member in whole.members)
    return sha256(json.dumps(tables).encode()).hexdigest()
