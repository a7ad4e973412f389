"""Programs that some commands need and that need not be there. Depends on: errors, excel.machine."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.machine.case import Case
from exectrack_xl.excel.machine.facts import WINDOWS
from exectrack_xl.excel.machine.rules import found

PDF, JAVA = "LibreOffice", "Java"
_WORD = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\Winword.exe"


def programs(case: Case) -> Iterator[Finding]:
    """A program that makes PDFs, and Java where plans in .mpp are wanted."""
    machine = case.machine
    by_office = machine.platform == WINDOWS and machine.registry.value(_WORD, "") is not None
    if not by_office and machine.find(PDF) is None:
        yield found("pdf-program-missing", PDF, "was not found")
    answer = case.answer
    if not isinstance(answer, str) and "mpxj" in answer.packages and machine.find(JAVA) is None:
        yield found("java-missing", JAVA, "was not found")
