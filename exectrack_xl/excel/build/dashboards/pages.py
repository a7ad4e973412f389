"""Both dashboards with everything behind them. Depends on: metrics, excel.build.dashboards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import execution, risk
from exectrack_xl.excel.build.dashboards.asks import CADENCES
from exectrack_xl.excel.build.dashboards.behind import Behind
from exectrack_xl.excel.build.dashboards.names import define_names
from exectrack_xl.excel.build.dashboards.results import work_out
from exectrack_xl.excel.build.dashboards.results_sheet import write_results
from exectrack_xl.metrics import Engine


@dataclass(frozen=True)
class Chosen:
    """Which period each dashboard is about: the running week, month or quarter."""

    execution: str = CADENCES[-1]
    risk: str = CADENCES[-1]

    @classmethod
    def typed(cls, cells: Mapping[str, object]) -> Chosen:
        """What a person chose, by dashboard; anything but Week, Month or Quarter counts as Quarter."""
        return cls(**{name: str(text) for name, text in cells.items() if text in CADENCES})


def write_dashboards(book: Book, engine: Engine, *, dated: bool, chosen: Chosen) -> None:
    """Write both pages, the Results table and what their charts are drawn from.

    Without a status date nothing is known, and the pages say what to type.
    """
    results = work_out(engine, dated=dated)
    define_names(book)
    behind = Behind(book, results)
    execution.write_execution(book, behind, results, chosen.execution)
    risk.write_risk(book, results, engine.value("risk_matrix"), chosen.risk)
    write_results(book, engine, results)
