"""Where a document goes, and what a run that was killed may have left there."""

from __future__ import annotations

from pathlib import Path

import pytest

from exectrack_xl.actions.batch import placing
from exectrack_xl.actions.batch.placing import Place, hash_of, intended, place, settle


def test_what_a_killed_run_left_is_our_own_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "deck.pptx"
    place(b"of last night, killed before the journal", Place(target))
    assert intended(tmp_path)
    assert place(b"of tonight", Place(target, intended(tmp_path))).path == target
    assert target.read_bytes() == b"of tonight"
    settle(tmp_path)
    assert not intended(tmp_path)


def test_the_hash_is_noted_before_the_document_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    real = placing.replace_file
    monkeypatch.setattr(placing, "replace_file", lambda path, data, **more: written.append(path.name)
                        or real(path, data, **more))  # fmt: skip
    place(b"new", Place(tmp_path / "deck.pptx"))
    assert written == [placing.INTENT, "deck.pptx"]


def test_what_nobody_of_us_made_is_never_replaced_unless_told(tmp_path: Path) -> None:
    target = tmp_path / "deck.pptx"
    target.write_bytes(b"somebody's")
    beside = place(b"ours", Place(target, frozenset({hash_of(b"other")})))
    assert (beside.path.name, target.read_bytes()) == ("deck (new).pptx", b"somebody's")
    assert place(b"ours", Place(target, replace=True)).path == target
