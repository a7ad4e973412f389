"""The dashboards with everything behind them. Depends on: metrics, excel.build.dashboards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards.asks import CADENCES, CHANGES, EXECUTION, OFFERED, PEOPLE, RISK
from exectrack_xl.excel.build.dashboards.behind import Behind
from exectrack_xl.excel.build.dashboards.changes import page as changes
from exectrack_xl.excel.build.dashboards.execution import page as execution
from exectrack_xl.excel.build.dashboards.names import define_names
from exectrack_xl.excel.build.dashboards.people import page as people
from exectrack_xl.excel.build.dashboards.results import Results, work_out
from exectrack_xl.excel.build.dashboards.results_sheet import write_results
from exectrack_xl.excel.build.dashboards.risk import page as risk
from exectrack_xl.excel.build.dashboards.saying import Said
from exectrack_xl.metrics import Engine

TITLES = {EXECUTION: execution.TITLE, RISK: risk.TITLE, CHANGES: changes.TITLE, PEOPLE: people.TITLE}
ALWAYS = (EXECUTION, RISK)  # who opens an empty tracker sees these
SHOWN_WITH = {CHANGES: ("changes",), PEOPLE: ("resources", "allocations", "skills", "pulse")}  # rows of any of these


@dataclass(frozen=True)
class Chosen:
    """Which period each dashboard is about: the running week, month or quarter."""

    periods: Mapping[str, str] = field(default_factory=dict)

    def of(self, page: str) -> str:
        """The period of a dashboard; the running quarter where none was chosen, or one it does not offer."""
        found = self.periods.get(page, "")
        return found if found in OFFERED[page] else CADENCES[-1]

    @classmethod
    def typed(cls, cells: Mapping[str, object]) -> Chosen:
        """What a person chose, by dashboard; anything but what is offered counts as Quarter."""
        return cls({name: str(text) for name, text in cells.items()})


def write_dashboards(
    book: Book, engine: Engine, *, dated: bool, chosen: Chosen, shown: Mapping[str, bool] | None = None
) -> Results:
    """Write the pages, the Results table and what their charts are drawn from; gives back the results.

    Without a status date nothing is known, and the pages say what to type. `shown` says by title which of them a
    person sees; without it, all.
    """
    results = work_out(engine, dated=dated)
    define_names(book)
    behind = Behind(book, results)
    said = {page: Said(results, page, chosen.of(page)) for page in TITLES}
    visible = {page: shown is None or shown[title] for page, title in TITLES.items()}
    execution.write_execution(book, behind, said[EXECUTION])
    risk.write_risk(book, behind, said[RISK], engine.value("risk_matrix"))
    changes.write_changes(book, behind, said[CHANGES], shown=visible[CHANGES])
    people.write_people(book, behind, said[PEOPLE], shown=visible[PEOPLE])
    write_results(book, engine, results)
    return results
