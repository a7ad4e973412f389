"""The outputs of a portfolio lie in the same place night after night, and nothing that is a person's is lost."""

from __future__ import annotations

from pathlib import Path

from exectrack_xl.actions.portfolio_places import Places


def _night(folder: Path, *tables: str, replace_all: bool = False) -> list[str]:
    """Write a page and a file for each of the tables; what lies in the folder then."""
    places = Places.known(folder, folder, replace_all)
    page, rows = places.free("portfolio.html"), places.free("rows")
    rows.mkdir(exist_ok=True)
    written = [page, *(rows / f"{table}.parquet" for table in tables)]
    for path in written:
        path.write_text("made by a run")
    places.settle(written, folder)
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.[hp]*"))


def test_what_a_run_wrote_gives_way_to_what_the_next_one_writes(tmp_path):
    assert _night(tmp_path, "risks", "issues") == ["portfolio.html", "rows/issues.parquet", "rows/risks.parquet"]
    (tmp_path / "rows" / "mine.pbix").write_text("a report on these rows")
    assert _night(tmp_path, "risks") == ["portfolio.html", "rows/mine.pbix", "rows/risks.parquet"]


def test_an_edited_file_is_kept_and_never_given_up_later(tmp_path):
    _night(tmp_path, "risks")
    (tmp_path / "portfolio.html").write_text("edited")
    (tmp_path / "rows" / "risks.parquet").write_text("edited")
    for _ in range(2):
        assert _night(tmp_path, "risks") == [
            "portfolio (2).html", "portfolio.html", "rows (2)/risks.parquet", "rows/risks.parquet"]  # fmt: skip
        assert (tmp_path / "portfolio.html").read_text() == "edited"
    _night(tmp_path, "risks", replace_all=True)
    assert (tmp_path / "portfolio.html").read_text() == "made by a run"


def test_a_damaged_note_makes_nothing_ours(tmp_path):
    _night(tmp_path, "risks")
    (tmp_path / "outputs.json").write_text("[")
    assert "portfolio (2).html" in _night(tmp_path, "risks")
