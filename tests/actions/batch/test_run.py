"""A run over a folder of trackers: what is made, what is passed over, what survives."""

from __future__ import annotations

import fcntl
import json
import shutil
from hashlib import sha256
from pathlib import Path

import docx
import pytest
import xlsxwriter

from exectrack_xl.actions.batch.manifest import JOURNAL
from exectrack_xl.cli import main
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.render.template_files import own_template
from exectrack_xl.schema import Profile

KINDS = ["--kind", "report"]


@pytest.fixture
def folder(small: Path, tmp_path: Path) -> Path:
    for name in ("north/alpha", "north/beta", "south/alpha", "gamma"):
        target = tmp_path / "trackers" / f"{name}.xlsx"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(small, target)
    (tmp_path / "trackers" / "~$gamma.xlsx").write_bytes(b"open")
    (tmp_path / "trackers" / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    return tmp_path / "trackers"


def trackers(out: Path) -> dict[str, dict]:
    return {entry["key"]: entry for entry in json.loads((out / "manifest.json").read_text())["trackers"]}


def hashes(out: Path) -> dict[str, str]:
    return {output["path"]: output["sha256"] for entry in trackers(out).values() for output in entry["outputs"]}


def batch(folder: Path, out: Path, *more: str) -> int:
    return main(["batch", str(folder), "--out", str(out), "--as-of", "2026-10-31", *KINDS, *more])


def test_every_good_tracker_has_its_document_and_the_bad_one_is_named(folder, tmp_path, capsys):
    assert batch(folder, tmp_path / "out") == 1
    said = capsys.readouterr().out
    assert "failed  broken.xlsx: broken.xlsx is cut off: copy it again." in said
    assert "5 trackers" in said
    assert "4 made, 1 failed" in said
    made = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.docx"))
    assert made == sorted(hashes(tmp_path / "out"))
    assert [name.split("/")[:-1] for name in made] == [["gamma"], ["north", "alpha"], ["north", "beta"],
                                                       ["south", "alpha"]]  # fmt: skip
    assert all(sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest
               for name, digest in hashes(tmp_path / "out").items())  # fmt: skip
    assert "broken.xlsx" in (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig")


def test_only_what_changed_is_made_again(folder, tmp_path, capsys):
    out = tmp_path / "out"
    batch(folder, out)
    first = hashes(out)
    (folder / "gamma.xlsx").unlink()
    new_workbook(folder / "gamma.xlsx", sample=False, profile=Profile.AGILE)
    (folder / "south" / "alpha.import.toml").write_text("own_sheets = true", encoding="utf-8")  # as `adopt` puts it
    assert batch(folder, out) == 1
    states = {key: entry["state"] for key, entry in trackers(out).items()}
    assert states == {"broken.xlsx": "failed", "gamma.xlsx": "made", "north/alpha.xlsx": "unchanged",
                      "north/beta.xlsx": "unchanged", "south/alpha.xlsx": "made"}  # fmt: skip
    assert hashes(out) == first  # the same tables give the same document


def test_a_document_that_somebody_edited_is_brought_up_to_date_and_the_edit_stays_night_after_night(
    folder, tmp_path, capsys
):
    out, mine = tmp_path / "out", "I have spoken with the supplier."
    batch(folder, out)
    edited = next((out / "gamma").glob("*.docx"))
    _with_a_paragraph(edited, mine)
    for number in range(2):
        new_workbook(folder / "gamma.xlsx", sample=False, profile=(Profile.AGILE, Profile.COST)[number])
        batch(folder, out)
        assert "edited by somebody and was brought up to date" in capsys.readouterr().out
        assert mine in [paragraph.text for paragraph in docx.Document(str(edited)).paragraphs]
    assert trackers(out)["gamma.xlsx"]["outputs"][0]["is_merged"]
    assert main(["verify", str(out / "manifest.json")]) == 0
    assert [path.name for path in (out / "gamma").iterdir()] == [edited.name]
    batch(folder, out, "--replace", "--force")
    assert mine not in [paragraph.text for paragraph in docx.Document(str(edited)).paragraphs]


def _with_a_paragraph(path: Path, text: str) -> None:
    opened = docx.Document(str(path))
    opened.paragraphs[1].insert_paragraph_before(text)
    opened.save(str(path))


def test_a_document_that_cannot_be_merged_is_kept_and_the_new_one_lies_beside_it(folder, tmp_path, capsys):
    out = tmp_path / "out"
    batch(folder, out)
    edited = next((out / "gamma").glob("*.docx"))
    edited.write_bytes(b"my own notes")
    batch(folder, out)
    assert "was edited by somebody and is kept; the new one is" in capsys.readouterr().out
    assert edited.read_bytes() == b"my own notes"
    assert {path.name for path in (out / "gamma").iterdir()} == {
        edited.with_stem(f"{edited.stem} (new)").name, edited.name
    }  # fmt: skip


def test_the_log_has_one_event_a_line_and_nothing_in_a_name_can_forge_one(folder, tmp_path, capsys):
    (folder / "x\n\x1b[2J{}.xlsx").write_bytes(b"PK broken")
    assert batch(folder, tmp_path / "out", "--log", str(tmp_path / "night.jsonl")) == 1
    lines = (tmp_path / "night.jsonl").read_text().splitlines()
    events = [json.loads(line) for line in lines]
    assert [events[0]["event"], events[-1]["event"]] == ["start", "end"]
    assert sorted(event["event"] for event in events[1:-1]) == ["failed", "failed", "made", "made", "made", "made"]
    assert (events[-1]["made"], events[-1]["failed"]) == (4, 2)
    assert all(line.isprintable() for line in lines)
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())


def test_a_tracker_in_an_old_format_is_named_and_not_passed_over(folder, tmp_path, capsys):
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    batch(folder, tmp_path / "out")
    assert "failed  old.xls: old.xls is in the old .xls format. Save it as .xlsx or .xlsm." in capsys.readouterr().out


def write_settings(path, *rows):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Settings")
        for number, row in enumerate((["Setting", "Value"], *rows)):
            sheet.write_row(number, 0, row)


def test_two_trackers_of_one_programme_are_a_finding_of_both_until_one_is_gone(folder, tmp_path, capsys):
    for name in ("north/alpha", "south/alpha"):
        write_settings(folder / f"{name}.xlsx", ["Programme", "Harbour"])
    batch(folder, tmp_path / "out")
    assert "note    north/alpha.xlsx: Settings (Value): 'Harbour' is the programme of south/alpha.xlsx too." in (
        capsys.readouterr().out
    )
    write_settings(folder / "south/alpha.xlsx", ["Programme", "Harbour"], ["Project ID", "P-2"])
    write_settings(folder / "north/alpha.xlsx", ["Programme", "Harbour"], ["Project ID", "P-1"])
    batch(folder, tmp_path / "out")
    assert "Harbour" not in capsys.readouterr().out
    write_settings(folder / "south/alpha.xlsx", ["Programme", "Port"], ["Project ID", "P-1"])
    batch(folder, tmp_path / "out")
    assert "'P-1' is the project ID of north/alpha.xlsx too." in capsys.readouterr().out
    (folder / "south/alpha.xlsx").unlink()
    batch(folder, tmp_path / "out")
    assert "P-1" not in capsys.readouterr().out


def test_a_run_can_be_verified_and_says_what_was_changed_since(folder, tmp_path, capsys):
    out = tmp_path / "out"
    batch(folder, out)
    again = ["verify", str(out / "manifest.json")]
    assert main(again) == 0
    (folder / "gamma.xlsx").unlink()
    changed = next((out / "north" / "alpha").glob("*.docx"))
    changed.write_bytes(b"other")
    assert main(again) == 1
    said = capsys.readouterr().out
    assert "gamma.xlsx: cannot be made again: There is no file" in said
    assert f"{changed.relative_to(out).as_posix()}: was changed after the run." in said


def test_a_second_run_in_the_same_folder_is_refused_until_the_first_is_gone(small_folder, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    with (tmp_path / "out" / JOURNAL).open("a") as journal:
        fcntl.flock(journal, fcntl.LOCK_EX)
        assert batch(small_folder, tmp_path / "out") == 2
        assert "Another run works in" in capsys.readouterr().err
    assert batch(small_folder, tmp_path / "out") == 0


def test_with_the_gate_a_run_notes_what_is_wrong_with_a_document_and_makes_it_once(small, tmp_path, capsys):
    (tmp_path / "odd").mkdir()
    shutil.copy(small, tmp_path / "odd" / "TODO later.xlsx")
    deck = tmp_path / "template.docx"
    made = docx.Document(own_template("stakeholder-report.docx"))
    made.add_paragraph("Budget: TBD")
    made.save(deck)
    given = [tmp_path / "odd", tmp_path / "out", "--template", f"report={deck}"]
    assert batch(*given) == 0
    assert "TBD" not in capsys.readouterr().out
    for state in ("made", "unchanged"):
        assert batch(*given, "--gate") == 0
        said = capsys.readouterr().out
        assert f"1 {state}" in said
        assert "TBD" in said


def test_options_come_from_a_file_too_and_an_unknown_one_is_named(folder, tmp_path, capsys):
    config = tmp_path / "night.toml"
    config.write_text(f'sources = ["{folder}/north"]\nout = "{tmp_path / "filed"}"\nkinds = ["report"]\n')
    assert main(["batch", "--config", str(config)]) == 0
    assert sorted(trackers(tmp_path / "filed")) == ["alpha.xlsx", "beta.xlsx"]
    config.write_text('sorces = ["x"]\n')
    assert main(["batch", "--config", str(config)]) == 2
    assert "night.toml: there is no option 'sorces'. Did you mean 'sources'?" in capsys.readouterr().err


def test_a_workbook_that_takes_too_long_or_too_much_memory_costs_itself_alone(folder, tmp_path, capsys):
    from exectrack_xl.actions.batch.job import State
    from exectrack_xl.actions.batch.recipe import Recipe
    from exectrack_xl.actions.batch.run import Run, run
    from exectrack_xl.actions.batch.sources import find_sources
    from exectrack_xl.actions.batch.supervised import Limits, Supervised

    _endless(folder / "endless.xlsx")
    recipe = Recipe(today=_day(), kinds=("report:stakeholder",))
    with Supervised(2, Limits(seconds=20, megabytes=300)) as pool:
        done = run(Run(find_sources([str(folder)]), tmp_path / "out", recipe), pool, lambda _: None)
    assert {outcome.key for outcome in done.of(State.FAILED)} == {"broken.xlsx", "endless.xlsx"}
    assert len(done.of(State.MADE)) == 4


def _endless(path: Path) -> None:
    """A workbook of one sheet that unpacks to 240 million bytes of rows."""
    from exectrack_xl.package import read_parts, write_parts

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row(0, 0, ["ID", "Title"])
        sheet.write_row(1, 0, ["R-01", "Fire"])
    parts = read_parts(path.read_bytes())
    row = b'<row><c t="inlineStr"><is><t>R-02</t></is></c><c t="inlineStr"><is><t>again</t></is></c></row>'
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", row * 2_400_000 + b"</sheetData>")
    path.write_bytes(write_parts(parts))


def _day():
    from datetime import date

    return date(2026, 10, 31)


@pytest.mark.parametrize("address", ["memory://trackers", "file://{}"])
def test_trackers_on_other_storage_are_fetched_and_done(folder, tmp_path, address, capsys):
    import fsspec

    (folder / "broken.xlsx").unlink()
    if address.startswith("memory"):
        pytest.importorskip("fsspec")
        system = fsspec.filesystem("memory")
        system.put(str(folder), "/trackers", recursive=True)
        from exectrack_xl.actions.batch.sources import fetch, find_sources

        found = find_sources([address])
        assert [source.key for source in found] == [
            "gamma.xlsx", "north/alpha.xlsx", "north/beta.xlsx", "south/alpha.xlsx"
        ]  # fmt: skip
        assert fetch(found[0], tmp_path).read_bytes() == (folder / "gamma.xlsx").read_bytes()
    else:
        assert main(["batch", address.format(folder), "--out", str(tmp_path / "out"), *KINDS]) == 0
        assert len(hashes(tmp_path / "out")) == 4


def test_names_that_would_lead_out_of_the_folder_or_meet_there_do_not(tmp_path):
    from exectrack_xl.actions.batch.sources import Source

    for key in ("../../etc/passwd.xlsx", "a/../../b.xlsx", "/etc/x.xlsx", "..\\..\\x.xlsx", "a\nb.xlsx", "…/.xlsx"):
        inside = (tmp_path / Source(key, "").folder).resolve()
        assert inside.is_relative_to(tmp_path.resolve())
        assert inside != tmp_path.resolve()
