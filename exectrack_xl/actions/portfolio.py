"""Reads many trackers in workers of their own and writes what they add up to.

Depends on: errors, actions.batch, actions.lint, actions.portfolio_places, actions.portfolio_reading, excel.portfolio,
render, report.portfolio.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from exectrack_xl.actions.batch.run import lost, reserve
from exectrack_xl.actions.batch.sources import Source
from exectrack_xl.actions.lint import looked_over
from exectrack_xl.actions.portfolio_places import Places
from exectrack_xl.actions.portfolio_reading import KEPT, Answer, Task, forget_others, read_one
from exectrack_xl.errors import Finding, UsageError, nearest
from exectrack_xl.render import parquet
from exectrack_xl.report.portfolio.compose import compose_portfolio
from exectrack_xl.report.portfolio.model import Failed, Portfolio, Summary, portfolio

OUTPUTS = ("deck", "workbook", "page", "parquet")


@dataclass(frozen=True)
class Order:
    """What is asked for: which workbooks, seen on which day, into which folder, and what of it."""

    sources: tuple[Source, ...]
    day: date
    folder: Path
    rates: Mapping[str, float] = field(default_factory=dict)  # of the common currency for one of each
    outputs: tuple[str, ...] = OUTPUTS
    template: Path | None = None  # of the deck
    mapping: Path | None = None  # which names of the workbooks are which of ours
    replace: bool = False
    force: bool = False  # read also what has not changed


@dataclass(frozen=True)
class Made:
    """What was written, what was seen, and what the gate says of the deck."""

    portfolio: Portfolio
    paths: tuple[Path, ...]
    looks: tuple[Finding, ...] = ()
    note: str = ""
    unchanged: int = 0  # trackers of which nothing had to be read again


def make_portfolio(order: Order, executor: Executor, tell: Callable[[str], None]) -> Made:
    """Read every workbook that has changed, telling the key of each as it is done, and write what is asked for.

    Each tracker is judged at its own status date, or on the day where it has none.

    Raises:
        UsageError: an output is not known, the folder cannot be made, or another run works in it; the extra for Parquet
            is asked for by name and not installed.
        WorkbookError: a file cannot be written.
    """
    note = _check(order)
    try:
        order.folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageError(f"The folder '{order.folder}' cannot be made: {fault.strerror or fault}.") from fault
    kept = order.folder / KEPT
    kept.mkdir(exist_ok=True)
    with (kept / "lock").open("a", encoding="utf-8") as held:
        reserve(held, order.folder)
        tasks = [Task(source, order.day, kept, "parquet" in order.outputs and not note, order.mapping, order.force)
                 for source in order.sources]  # fmt: skip
        forget_others(kept, tasks)
        found = dict(_answers(tasks, executor, tell))
        answers = [found[source.key] for source in order.sources]
        places = Places.known(order.folder, kept, order.replace)
        whole, paths = _whole(order, answers), _rows(places, [answer.rows for answer in answers if answer.rows])
        files, looks = _files(order, whole, places)
        places.settle((*paths, *files), kept)
    return Made(whole, (*files, *paths), looks, note, sum(answer.is_unchanged for answer in answers))


def outputs(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The outputs of these names; all where none is named.

    Raises:
        UsageError: there is no such output.
    """
    for name in wanted:
        if name not in OUTPUTS:
            raise UsageError(f"'{name}' is no output of a portfolio.{nearest(name, OUTPUTS)} "
                             f"There are {', '.join(OUTPUTS)}.")  # fmt: skip
    return tuple(dict.fromkeys(wanted)) or OUTPUTS


def _check(order: Order) -> str:
    """What has to be said beforehand: that there will be no Parquet, where all is wanted and the extra is not there."""
    if "parquet" not in order.outputs or parquet.is_possible():
        return ""
    if order.outputs != OUTPUTS:
        raise UsageError(parquet.NEEDS)
    return f"No Parquet files were written. {parquet.NEEDS}"


def _whole(order: Order, answers: list[Answer]) -> Portfolio:
    found = [answer.found for answer in answers]
    return portfolio(tuple(one for one in found if isinstance(one, Summary)),
                     tuple(one for one in found if isinstance(one, Failed)), order.day, order.rates)  # fmt: skip


def _answers(tasks: list[Task], executor: Executor, tell: Callable[[str], None]) -> Iterator[tuple[str, Answer]]:
    waiting = {executor.submit(read_one, task): task for task in tasks}
    for future in as_completed(waiting):
        source = waiting[future].source
        tell(source.key)
        yield source.key, _answer(future, source)


def _answer(future: Future[Answer], source: Source) -> Answer:
    try:
        return future.result()
    except Exception as fault:  # noqa: BLE001  # whatever became of its process, it costs this one alone
        return Answer(Failed(source.key, lost(fault, source.location)))


def _files(order: Order, whole: Portfolio, places: Places) -> tuple[list[Path], tuple[Finding, ...]]:
    """Deck, workbook and page, as far as they are wanted, and what the gate says of the deck."""
    from exectrack_xl.excel.portfolio import write_portfolio
    from exectrack_xl.render.page import render_page

    made, looks = [], tuple[Finding, ...]()
    if "deck" in order.outputs:
        deck, looks = _deck(order, whole, places)
        made.append(deck)
    for name, write in (("portfolio.xlsx", write_portfolio), ("portfolio.html", render_page)):
        if {"portfolio.xlsx": "workbook", "portfolio.html": "page"}[name] in order.outputs:
            made.append(write(whole, places.free(name)))
    return made, looks


def _deck(order: Order, whole: Portfolio, places: Places) -> tuple[Path, tuple[Finding, ...]]:
    from exectrack_xl.render.deck import render

    made = render(compose_portfolio(whole), places.free("portfolio.pptx"), order.template)
    return made, looked_over(made)


def _rows(places: Places, packed: list[Path]) -> tuple[Path, ...]:
    if not packed:
        return ()
    target = places.free("rows")
    target.mkdir(exist_ok=True)
    return parquet.write_files(packed, target)
