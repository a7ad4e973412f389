"""Reads many trackers in workers of their own and writes what they add up to.

Depends on: errors, actions.batch, actions.lint, actions.opening, excel.portfolio, render, report.portfolio.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from exectrack_xl.actions.batch.job import reason_of
from exectrack_xl.actions.batch.run import lost
from exectrack_xl.actions.batch.sources import Source, fetch
from exectrack_xl.actions.lint import looked_over
from exectrack_xl.actions.opening import free_name, open_tracker
from exectrack_xl.errors import Finding, UsageError, nearest
from exectrack_xl.render import parquet
from exectrack_xl.report.portfolio.compose import compose_portfolio
from exectrack_xl.report.portfolio.model import Failed, Portfolio, Summary, portfolio
from exectrack_xl.report.portfolio.summarise import summarise

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


@dataclass(frozen=True)
class Made:
    """What was written, what was seen, and what the gate says of the deck."""

    portfolio: Portfolio
    paths: tuple[Path, ...]
    looks: tuple[Finding, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class _Task:
    """One workbook to read; its rows go to the folder `rows`, where they are wanted."""

    source: Source
    number: int
    day: date
    rows: Path | None
    mapping: Path | None = None


def make_portfolio(order: Order, executor: Executor, tell: Callable[[str], None]) -> Made:
    """Read every workbook, telling the key of each as it is done, and write what is asked for.

    Each tracker is judged at its own status date, or on the day where it has none.

    Raises:
        UsageError: an output is not known or the folder cannot be made; the extra for Parquet is asked for by name
            and not installed.
        WorkbookError: a file cannot be written.
    """
    note = _check(order)
    try:
        order.folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageError(f"The folder '{order.folder}' cannot be made: {fault.strerror or fault}.") from fault
    with TemporaryDirectory(prefix=".exectrack-", dir=order.folder) as holder:
        rows = Path(holder) if "parquet" in order.outputs and not note else None
        whole = _gathered(order, rows, executor, tell)
        paths = _rows(order, rows) if rows is not None else ()
    files, looks = _files(order, whole)
    return Made(whole, (*files, *paths), looks, note)


def read_one(task: _Task) -> Summary | Failed:
    """Read one workbook; whatever is wrong with it becomes the reason why it failed."""
    try:
        with TemporaryDirectory(prefix="exectrack-") as holder:
            opened = open_tracker(fetch(task.source, Path(holder)), None, task.day, task.mapping)
        if task.rows is not None:
            parquet.write_parts(task.rows, task.number, task.source.key, opened.tracker.tables)
        return summarise(task.source.key, opened.tracker, opened.findings, task.day)
    except Exception as fault:  # noqa: BLE001  # one workbook must not cost the others their view
        return Failed(task.source.key, reason_of(fault, task.source.location))


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


def _gathered(order: Order, rows: Path | None, executor: Executor, tell: Callable[[str], None]) -> Portfolio:
    tasks = [_Task(source, number, order.day, rows, order.mapping) for number, source in enumerate(order.sources)]
    found = dict(_answers(tasks, executor, tell))
    answers = [found[task.source.key] for task in tasks]
    return portfolio(tuple(one for one in answers if isinstance(one, Summary)),
                     tuple(one for one in answers if isinstance(one, Failed)), order.day, order.rates)  # fmt: skip


def _answers(
    tasks: list[_Task], executor: Executor, tell: Callable[[str], None]
) -> Iterator[tuple[str, Summary | Failed]]:
    waiting = {executor.submit(read_one, task): task for task in tasks}
    for future in as_completed(waiting):
        source = waiting[future].source
        tell(source.key)
        yield source.key, _answer(future, source)


def _answer(future: Future[Summary | Failed], source: Source) -> Summary | Failed:
    try:
        return future.result()
    except Exception as fault:  # noqa: BLE001  # whatever became of its process, it costs this one alone
        return Failed(source.key, lost(fault, source.location))


def _files(order: Order, whole: Portfolio) -> tuple[list[Path], tuple[Finding, ...]]:
    """Deck, workbook and page, as far as they are wanted, and what the gate says of the deck."""
    from exectrack_xl.excel.portfolio import write_portfolio
    from exectrack_xl.render.page import render_page

    made, looks = [], tuple[Finding, ...]()
    if "deck" in order.outputs:
        deck, looks = _deck(order, whole)
        made.append(deck)
    for name, write in (("portfolio.xlsx", write_portfolio), ("portfolio.html", render_page)):
        if {"portfolio.xlsx": "workbook", "portfolio.html": "page"}[name] in order.outputs:
            made.append(write(whole, free_name(order.folder / name, order.replace)))
    return made, looks


def _deck(order: Order, whole: Portfolio) -> tuple[Path, tuple[Finding, ...]]:
    from exectrack_xl.render.deck import render

    made = render(compose_portfolio(whole), free_name(order.folder / "portfolio.pptx", order.replace), order.template)
    return made, looked_over(made)


def _rows(order: Order, parts: Path) -> tuple[Path, ...]:
    target = free_name(order.folder / "rows", order.replace)
    target.mkdir(exist_ok=True)
    return parquet.join_parts(parts, target)
