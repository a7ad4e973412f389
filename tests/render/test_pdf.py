"""Decks and reports as PDF, by LibreOffice with a profile of its own; one sentence where there is none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import sample_report as sample

from exectrack_xl.errors import UsageError
from exectrack_xl.render import pdf
from exectrack_xl.render.deck import render


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render(sample.report(), tmp_path_factory.mktemp("deck") / "my deck.pptx")


def test_a_deck_becomes_a_pdf_with_a_page_for_each_slide(deck, tmp_path, soffice):
    made = pdf.as_pdf(deck, tmp_path / "d.pdf")
    said = subprocess.run(["pdfinfo", str(made)], capture_output=True, text=True, check=True).stdout
    assert "Pages:           8" in said


def test_a_program_that_does_not_end_is_ended_and_said_so(deck, tmp_path, monkeypatch):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(UsageError, match="did not make a PDF of my deck"):
        pdf.as_pdf(deck, tmp_path / "d.pdf", timeout=0.5)
    assert not (tmp_path / "d.pdf").exists()


def test_without_any_office_one_sentence_says_so(deck, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_LIBREOFFICE", ("soffice",))
    with pytest.raises(UsageError, match=r"neither Microsoft Office nor LibreOffice was found\. Install"):
        pdf.as_pdf(deck, tmp_path / "d.pdf")
