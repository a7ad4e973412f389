"""The helper of LibreOffice: whatever becomes of it, the cell says what to do, and the next calculation works."""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from exectrack_xl import sample
from exectrack_xl.excel.libreoffice import link as link_module
from exectrack_xl.excel.libreoffice.link import HOST, STATE, Link, LinkError, Lost, Message, greet, read_state
from exectrack_xl.excel.libreoffice.menu import OFFERED, buttons
from exectrack_xl.metrics import evaluate
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from udfs import helper, menu

SCORE = {"cell": "RISK_SCORE", "values": [3.0, 2.0], "book": ""}
SPI = {"cell": "SPI", "values": [], "book": "sample"}
CELLS = {SHEETS[name].title: rows for name, rows in sample.cells().items()}


def tables(message: Message) -> Any:
    """The office's side: the cells of the sample, dates as numbers."""
    from udfs.office import calc_value

    rows = CELLS.get(message["table"])
    if rows is None:
        return None
    if message["known"] == message["table"]:
        return {"digest": message["table"]}
    return {"digest": message["table"], "cells": [[calc_value(value) for value in row] for row in rows]}


def refused(message: Message) -> Any:
    raise AssertionError(message)


def ended(folder: Path) -> None:
    """End the helper of a folder, where one runs."""
    with suppress(ProcessLookupError, KeyError):
        os.kill(read_state(folder)["pid"], signal.SIGKILL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a helper that serves the tests of this file, as long as they let it live."""
    place = tmp_path_factory.mktemp("helper") / "own"
    yield place
    ended(place)


@pytest.fixture
def link(folder: Path) -> Iterator[Link]:
    made = Link(sys.executable, folder)
    made.seconds_of_rest = 0.2
    yield made
    made.close()


def pid(folder: Path) -> int:
    return int(read_state(folder)["pid"])


def stopped(number: int) -> bool:
    """Whether every thread of a process stands still: a signal takes a moment to reach the last of them."""
    threads = Path("/proc", str(number), "task").glob("*/stat")
    return all(stat.read_text().rpartition(")")[2].split()[0] == "T" for stat in threads)


def stop(number: int) -> None:
    """Let a process stand still, and wait until it does."""
    os.kill(number, signal.SIGSTOP)
    while not stopped(number):
        time.sleep(0.01)


def test_a_cell_shows_what_the_engine_says_and_unchanged_tables_are_not_sent_again(link: Link) -> None:
    sent: list[bool] = []

    def reply(message: Message) -> Any:
        told = tables(message)
        sent.append(bool(told) and "cells" in told)
        return told

    spi = evaluate(Tracker.from_cells("", sample.cells()))["spi"]
    assert link.ask(SPI, reply) == pytest.approx(spi)
    asked = len(sent)
    assert any(sent)
    assert link.ask(SPI, reply) == pytest.approx(spi)
    assert len(sent) == 2 * asked
    assert not any(sent[asked:])
    have = {title: title if title in CELLS else None for title in (sheet.title for sheet in SHEETS.values())}
    assert link.ask({**SPI, "have": have}, refused) == pytest.approx(spi)  # nothing has to be asked back at all
    assert link.ask({**SPI, "have": dict.fromkeys(have, "changed")}, tables) == pytest.approx(spi)


def test_a_helper_that_was_killed_is_started_again(link: Link, folder: Path) -> None:
    assert link.ask(SCORE, refused) == 6.0
    first = pid(folder)
    os.kill(first, signal.SIGKILL)
    assert link.ask(SCORE, refused) == 6.0
    assert pid(folder) != first


def test_a_helper_killed_while_it_works_is_asked_once_more_but_a_button_is_not_pressed_twice(
    link: Link, folder: Path
) -> None:
    killed: list[int] = []

    def reply(message: Message) -> Any:
        if not killed:
            killed.append(pid(folder))
            os.kill(killed[0], signal.SIGKILL)
        return tables(message)

    assert isinstance(link.ask(SPI, reply), float)
    killed.clear()
    with pytest.raises(LinkError, match=r"ended without an answer. Press Ctrl\+Shift\+F9"):
        link.ask(SPI, reply, again=False)
    time.sleep(link.seconds_of_rest)
    assert link.ask(SCORE, refused) == 6.0


def test_a_helper_that_is_slow_costs_one_wait_and_the_next_calculation_works(link: Link, folder: Path) -> None:
    assert link.ask(SCORE, refused) == 6.0
    link.seconds_to_answer, link.seconds_of_rest = 0.3, 2.0
    stop(pid(folder))
    try:
        with pytest.raises(LinkError, match=r"has not answered within 0.3 s. Press Ctrl\+Shift\+F9"):
            link.ask(SCORE, refused)
        started = time.monotonic()
        for _ in range(1000):
            with pytest.raises(LinkError, match=r"Press Ctrl\+Shift\+F9"):
                link.ask(SCORE, refused)
        assert time.monotonic() - started < link.seconds_of_rest
    finally:
        os.kill(pid(folder), signal.SIGCONT)
    link.seconds_to_answer = 30.0
    time.sleep(link.seconds_of_rest)
    assert link.ask(SCORE, refused) == 6.0


def test_a_helper_that_starts_slowly_is_said_to_be_starting(link: Link, folder: Path) -> None:
    ended(folder)
    link.seconds_to_start = 0.0
    with pytest.raises(LinkError, match=r"is still starting. Press Ctrl\+Shift\+F9"):
        link.ask(SCORE, refused)
    link.seconds_to_start = 30.0
    time.sleep(link.seconds_of_rest)
    assert link.ask(SCORE, refused) == 6.0


@pytest.mark.parametrize("says", [b"", b'\0\0\0\x0e{"proof": "x"}'])
def test_a_stranger_on_the_noted_port_learns_nothing_and_a_helper_is_started(
    says: bytes, folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir(mode=0o700)
    heard = bytearray()
    with socket.create_server((HOST, 0)) as stranger:
        note(own, stranger.getsockname()[1], "the token")

        def talk() -> None:
            line, _ = stranger.accept()
            with line:
                line.sendall(says)
                line.settimeout(3)
                with suppress(OSError):
                    while part := line.recv(4096):
                        heard.extend(part)

        listening = threading.Thread(target=talk)
        listening.start()
        link = Link(sys.executable, own)
        try:
            assert link.ask(SCORE, refused) == 6.0
        finally:
            link.close()
            ended(own)
            listening.join()
    assert heard
    assert b"the token" not in heard
    assert b"RISK_SCORE" not in heard


def note(folder: Path, port: int, token: str) -> None:
    (folder / STATE).write_text(f'{{"port": {port}, "token": "{token}", "pid": 0}}')
    (folder / STATE).chmod(0o600)


def helpers(folder: Path) -> list[int]:
    """The processes that are, or are about to be, a helper of this folder."""
    command = ["pgrep", "-f", f"udfs.helper {folder}"]
    return [int(line) for line in subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()]


# An office as a process of its own, with the part of us that runs in its Python alone; it stays until told to leave.
OFFICE = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from link import Link
one = Link(sys.argv[2], Path(sys.argv[3]))
print(one.ask(json.loads(sys.argv[4]), None), flush=True)
sys.stdin.read()
one.close()
"""


def test_two_offices_at_once_have_one_helper(tmp_path: Path) -> None:
    own = tmp_path / "own"
    command = [sys.executable, "-c", OFFICE, str(Path(link_module.__file__).parent), sys.executable, str(own),
               json.dumps(SCORE)]  # fmt: skip
    offices = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    try:
        assert [office.stdout.readline() for office in offices if office.stdout] == ["6.0\n"] * 3
        deadline = time.monotonic() + 30  # the others leave as soon as they see the lock
        while helpers(own) != [pid(own)]:
            assert time.monotonic() < deadline, helpers(own)
            time.sleep(0.1)
        offices[0].communicate()  # one office leaves
        assert helpers(own) == [pid(own)]
        with closing(Link(sys.executable, own)) as another:
            assert another.ask(SCORE, refused) == 6.0
    finally:
        for office in offices:
            if office.poll() is None:
                office.communicate()
        ended(own)


def test_who_does_not_know_the_token_is_told_nothing(link: Link, folder: Path) -> None:
    link.ask(SCORE, refused)
    with socket.create_connection((HOST, read_state(folder)["port"]), timeout=5) as line, pytest.raises(Lost):
        greet(line, "guessed")
    with socket.create_connection((HOST, read_state(folder)["port"]), timeout=5) as line:
        line.sendall(b"\xff\xff\xff\xff")  # a message of 4 GB
        assert line.recv(10) == b""
    assert link.ask(SCORE, refused) == 6.0


def test_only_the_user_can_read_how_the_helper_is_reached(link: Link, folder: Path) -> None:
    link.ask(SCORE, refused)
    assert folder.stat().st_mode & 0o777 == 0o700
    for path in (folder / STATE, folder / "helper.log"):
        assert path.stat().st_mode & 0o777 == 0o600
    (folder / STATE).chmod(0o640)
    assert read_state(folder) == {}
    (folder / STATE).chmod(0o600)


def test_a_python_that_is_gone_or_lacks_the_product_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LinkError, match=r"/gone/python does not start.*exectrack install --libreoffice"):
        Link("/gone/python", tmp_path / "one").ask(SCORE, refused)
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec {shutil.which("env")} -i {sys.executable} -S "$@"\n')
    bare.chmod(0o755)
    with pytest.raises(LinkError, match=r"No module named.*exectrack install --libreoffice"):
        Link(str(bare), tmp_path / "two").ask(SCORE, refused)


def test_it_ends_when_the_last_office_has_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helper, "SECONDS_ALONE", 2.0)
    ends: list[int] = []
    serving = threading.Thread(target=lambda: ends.append(helper.run(tmp_path)))
    serving.start()
    while not read_state(tmp_path):
        time.sleep(0.01)
    assert helper.run(tmp_path) == 0  # a second one leaves at once
    link = Link("never started", tmp_path)
    assert link.ask(SCORE, refused) == 6.0
    time.sleep(3.0)
    assert serving.is_alive()  # an office is connected
    link.close()
    serving.join(timeout=30)
    assert ends == [0]
    assert not (tmp_path / STATE).exists()


def test_every_entry_of_the_menu_has_an_action_and_every_action_an_entry() -> None:
    assert set(menu.ACTIONS) | set(menu.SHEETS_SHOWN) == set(OFFERED)
    assert {button.partition(" ")[0] for button in buttons()} == set(OFFERED)
    assert {"OnDeck quarterly", "OnReport stakeholder", "OnRefresh"} <= set(buttons())


def test_a_button_in_a_document_that_is_none_of_ours_becomes_a_message(link: Link) -> None:
    said: list[str] = []

    def reply(message: Message) -> Any:
        if message["ask"] == "say":
            said.append(message["text"])
            return None
        raise RuntimeError("the window in front is no spreadsheet")

    assert link.ask({"button": "OnRefresh"}, reply, again=False) is None
    assert link.ask({"button": "OnNothing"}, reply, again=False) is None
    assert said == [
        "LibreOffice could not do this: the window in front is no spreadsheet.",
        "This entry is of another version. Run: exectrack install --libreoffice",
    ]


def test_what_runs_in_libreoffices_python_needs_the_standard_library_alone_and_python_3_8() -> None:
    source = Path(link_module.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
