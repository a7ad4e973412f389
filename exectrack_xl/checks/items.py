"""Work items: what is begun and what is done say when. Depends on: checks.rules, tracker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, is_one_of, rows, rule
from exectrack_xl.tracker import Tracker


@rule("item-without-start", "A finished work item says when it was started.")
def finished_items_were_started(tracker: Tracker) -> Iterator[Fault]:
    """Finished items without a start, which no cycle time can count."""
    table = tracker["items"]
    for row in rows(~np.isnat(table["finished"]) & np.isnat(table["started"])):
        message = f"is blank, but the item was finished on {table['finished'][row]}; its cycle time is not known."
        yield Fault("items", row, "started", message, "Type the day work on it began.")


@rule("item-without-finish", "A work item that is done says when it was finished.")
def done_items_were_finished(tracker: Tracker) -> Iterator[Fault]:
    """Items that are done without a finish, which no throughput can count."""
    table = tracker["items"]
    for row in rows(is_one_of(table["status"], ("Done",)) & np.isnat(table["finished"])):
        yield Fault("items", row, "finished", "is blank, but the item is done.", "Type the day it was done.")


@rule("item-not-done", "A work item with a finish is done.")
def finished_items_are_done(tracker: Tracker) -> Iterator[Fault]:
    """Finished items whose status says otherwise."""
    table = tracker["items"]
    for row in rows(~np.isnat(table["finished"]) & ~is_one_of(table["status"], ("Done", ""))):
        message = f"is {table['status'][row]}, but the item was finished on {table['finished'][row]}."
        yield Fault("items", row, "status", message, "Set it to Done, or clear the finish.")
