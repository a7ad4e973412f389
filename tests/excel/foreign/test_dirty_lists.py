"""Lists as found in the wild: encodings, separators, languages, dates, numbers, texts that look like code."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from exectrack_xl.excel.foreign.headers import head_of
from exectrack_xl.excel.foreign.mapping import propose
from exectrack_xl.excel.foreign.rows import Brought, rows_of
from exectrack_xl.excel.foreign.source import read_source


def brought(path: Path) -> dict[str, Brought]:
    found = {}
    for grid in read_source(path):
        head = head_of(grid)
        for mapping in propose(grid, head, "", path.stem) if head else ():
            found[mapping.table] = rows_of(grid, head, mapping, 3)  # type: ignore[arg-type]
    return found


def only(path: Path) -> tuple[str, list[dict[str, Any]], str]:
    """The one table a file becomes, its rows, and all findings as one text."""
    [(table, one)] = brought(path).items()
    return table, [dict(row.values) for row in one.rows], " ".join(map(str, one.findings))


PLAIN = "ID{0}Title{0}Status{0}Due date\n1{0}Tür klemmt{0}Open{0}2026-01-02\n"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_and_separator(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(PLAIN.format(separator).encode(encoding))
    table, [row], _ = only(path)
    assert (table, row["title"], row["due"]) == ("issues", "Tür klemmt", date(2026, 1, 2))


LANGUAGES = {
    "German": "Offene-Punkte-Liste Projekt X;;;;;\n;;;;;\nLfd. Nr.;Beschreibung;Zuständig;Termin;Status;Priorität\n"
              "1;Angebot fehlt;Müller;15.10.2026;überfällig;hoch\n2;Prüfen;Meier;3. Mrz 2027;erledigt;mittel\n",
    "French": "N°;Problème;Responsable;Échéance;Statut;Priorité\n1;Panne;Luc;15 oct. 2026;en retard;forte\n"
              "2;Retard;Léa;3 mars 2027;terminé;moyenne\n",
    "Spanish": "N.º;Problema;Responsable;Fecha límite;Estado;Prioridad\n1;Fallo;Ana;15/10/2026;abierto;alta\n"
               "2;Retraso;Eva;3 de marzo de 2027;cerrado;media\n",
    "Italian": "Codice;Problema;Responsabile;Scadenza;Stato;Priorità\n1;Guasto;Ugo;15 ottobre 2026;aperto;alta\n"
               "2;Ritardo;Ida;3 mar 2027;chiuso;media\n",
    "Dutch": "Nr;Probleem;Eigenaar;Vervaldatum;Status;Prioriteit\n1;Storing;Jan;15 oktober 2026;openstaand;hoog\n"
             "2;Vertraging;Mia;3 mrt 2027;afgerond;gemiddeld\n",
    "Portuguese": "Código;Problema;Responsável;Prazo;Situação;Prioridade\n1;Falha;Rui;15 de outubro de 2026;aberto;"
                  "alta\n"
                  "2;Atraso;Ana;3 de março de 2027;concluído;média\n",
    "American": "No.,Issue,Assigned To,Due,Status,Severity\n1,Fault,Al,10/15/2026,Open,High\n"
                "2,Late,Bo,\"March 3, 2027\",Completed,Medium\n",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_words_and_months_of_seven_languages(tmp_path: Path, language: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LANGUAGES[language], encoding="utf-8")
    table, rows, said = only(path)
    assert table == "issues"
    assert [(row["id"], row["status"], row["priority"], row["due"]) for row in rows] == [
        ("1", "Open", "High", date(2026, 10, 15)), ("2", "Closed", "Medium", date(2027, 3, 3)),
    ]  # fmt: skip
    assert all(row["title"] and row["owner"] for row in rows)
    assert "expected" not in said


DATES = {
    "31.12.2026": date(2026, 12, 31), "2026-12-31T08:00:00Z": date(2026, 12, 31), "46387": date(2026, 12, 31),
    "46387.75": date(2026, 12, 31), "31-Dec-26": date(2026, 12, 31), "Thu 31 Dec 2026": date(2026, 12, 31),
    "31. Dezember 2026": date(2026, 12, 31), "1er février 2026": date(2026, 2, 1), "20261231": date(2026, 12, 31),
    "31/12/26 17:30": date(2026, 12, 31), "KW 42": "KW 42", "Q3": "Q3", "TBD": "TBD", "32.12.2026": "32.12.2026",
}  # fmt: skip


def test_dates_of_every_kind_are_read_and_what_is_none_stays_as_written(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("ID;Issue;Due date\n" + "".join(f"{n};x{n};{text}\n" for n, text in enumerate(DATES)), "utf-8")
    _, rows, said = only(path)
    assert [row["due"] for row in rows] == list(DATES.values())
    assert said.count("expected a date") == sum(isinstance(value, str) for value in DATES.values())


def test_days_and_months_that_can_be_either_are_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("ID,Issue,Due date\n1,a,03/04/2026\n", "utf-8")
    assert "no date tells whether the day or the month comes first; read as day, then month" in only(path)[2]
    path.write_text("ID,Issue,Due date\n1,a,03/04/2026\n2,b,25/04/2026\n3,c,12/31/2026\n", "utf-8")
    _, rows, said = only(path)
    assert "in some dates the day comes first, in others the month" in said
    assert [row["due"] for row in rows] == [date(2026, 4, 3), date(2026, 4, 25), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [(["1.234,56 €", "12.500", "7"], [1234.56, 12500, 7]), (["1,234.56", "12,500", "$7"], [1234.56, 12500, 7]),
     (["1'234.50", "12'500", "CHF 7"], [1234.5, 12500, 7]), (["1 234,5", "12 500", "7"], [1234.5, 12500, 7]),
     (["(1,200)", "-5", "7.25"], [-1200, -5, 7.25])],
)  # fmt: skip
def test_a_column_tells_what_its_points_and_commas_mean(tmp_path: Path, texts: list[str], numbers: list[float]) -> None:
    path = tmp_path / "changes.csv"
    rows = "".join(f"C{n};x;Scope;{text}\n" for n, text in enumerate(texts))
    path.write_text("CR #;Change;Type;Cost impact\n" + rows, "utf-8")
    _, found, said = only(path)
    assert [row["cost"] for row in found] == numbers
    assert "thousands" not in said


def test_a_number_that_can_be_thousands_or_decimals_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "changes.csv"
    path.write_text("CR #;Change;Type;Cost impact\nC1;x;Scope;12.500\n", "utf-8")
    assert "can mean thousands or decimals in '12.500'; read as 12.5" in only(path)[2]


CODE = ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-5 degrees", '=HYPERLINK("http://x")', "{{ 7*7 }}", "<b>&amp;</b>"]


def test_what_looks_like_code_stays_the_text_it_is(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "".join('{};"{}";Open\n'.format(n, text.replace('"', '""')) for n, text in enumerate(CODE, 1))
    path.write_text("ID;Issue;Status\n" + rows, "utf-8")
    assert [row["title"] for row in only(path)[1]] == CODE


def test_titles_legends_and_lookup_sheets_stand_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "RAID.xlsx"
    with xlsxwriter.Workbook(path) as book:
        cover = book.add_worksheet("Read me")
        cover.write_column(0, 0, ["How to use this log", "1. Fill it in", "2. Save it"])
        sheet = book.add_worksheet("Risks")
        sheet.merge_range("A1:F1", "RISK REGISTER – Programme Alpha")
        sheet.merge_range("B3:C3", "Assessment")
        sheet.write_row(11, 1, ["Ref", "Risk description", "Likelihood", "Impact", "Owner", "Open?"])
        sheet.write_row(12, 1, ["R1", "Supplier fails", "25%", "High", "Ann", "yes"])
        sheet.write_row(13, 1, ["R2", "Fire", "80 %", "Low", "Bob", "no"])
        sheet.write_row(14, 1, ["Total", 2])
        lists = book.add_worksheet("Lists")
        lists.write_row(0, 0, ["Status", "Priority"])
        lists.write_column(1, 0, ["Open", "Closed"])
        lists.write_column(1, 1, ["High", "Low"])
    found = brought(path)
    assert list(found) == ["risks"]
    rows = [dict(row.values) for row in found["risks"].rows]
    assert [(row["id"], row["probability"], row["impact"]) for row in rows] == [("R1", 1, 3), ("R2", 3, 1)]
    assert found["risks"].extra == ("Open?",)
    assert [dict(row.extra) for row in found["risks"].rows] == [{"Open?": "yes"}, {"Open?": "no"}]
