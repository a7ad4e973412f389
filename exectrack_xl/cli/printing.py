"""What the commands print: text for a person on standard output, progress on standard error, JSON when asked.

Depends on: errors.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from exectrack_xl.cli.gate import as_rows, print_findings
from exectrack_xl.cli.plain import plain
from exectrack_xl.errors import Finding, Severity

if TYPE_CHECKING:
    from exectrack_xl.actions.documents import Written
    from exectrack_xl.actions.numbers import Values
    from exectrack_xl.actions.simulate import Simulated
    from exectrack_xl.actions.week import Chased, Week
    from exectrack_xl.excel.patch import PatchResult
    from exectrack_xl.report.model import Report


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say on a terminal what is being done while it is done; say nothing into a pipe."""
    shown = sys.stderr.isatty()
    if shown:
        print(f"{what} …", end="", flush=True, file=sys.stderr)
    try:
        yield
    finally:
        if shown:
            print("\r\033[K", end="", flush=True, file=sys.stderr)


def assumed_date(assumed: bool, day: Any) -> None:
    """Say that today was taken as the status date."""
    if assumed:
        print(f"exectrack: no status date in Settings; today, {day}, is taken.", file=sys.stderr)


def findings(found: Sequence[Finding], as_json: bool) -> None:
    """Print findings, one a line, and their count."""
    if as_json:
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
        return
    for finding in found:
        print(plain(f"{finding.severity:8} {finding}"))
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    print(f"{len(found)} findings, {errors} of them errors." if found else "Nothing found: the tracker is in order.")


def metrics(values: Values, as_json: bool) -> None:
    """Print the metrics of a workbook under their groups."""
    if as_json:
        print(json.dumps(values.as_json(), ensure_ascii=False, indent=1))
        return
    group = ""
    for line in values.lines:
        if line.group != group:
            group = line.group
            print(f"\n{group}")
        print(f"  {line.label:38} {line.text:>22}  {line.colour}".rstrip())


def simulated(found: Simulated, as_json: bool) -> None:
    """Print simulated finishes, what drives them, and how sure that is."""
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return
    heads = "".join(f"{head:>12}" for head in ("Committed", "P10", "P50", "P80", "P90", "On time"))
    print(f"{'':40}{heads}")
    for one in found.finishes:
        chance = "" if one.on_time != one.on_time else f"{one.on_time:.0%}"
        shown = [str(cell) if cell else "–" for cell in (one.committed, *one.days, chance)]
        cells = "".join(f"{text:>12}" for text in shown)
        print(f"{f'{one.id} {one.name}'.strip()[:39]:40}{cells}")
    if found.drivers:
        print("\nWhat costs the most working days at P80")
    for kind, identity, name, days in found.drivers:
        print(f"{days:8.1f}  {kind} {identity} {name}"[:112])
    print(f"\n{found.iterations:,} iterations; P80 is known to ±{found.precision:.1f} working days (95%). "
          f"{found.estimated} of {found.open} open tasks have three points; {found.risks} risks.")  # fmt: skip


def pairs(lines: Iterable[tuple[str, str]]) -> None:
    """Print labelled lines, wrapped under their label."""
    import textwrap

    for label, text in lines:
        print(textwrap.fill(text, 100, initial_indent=f"{label:12} ", subsequent_indent=" " * 13))


def written(made: Written, as_json: bool) -> None:
    """Print where a document was written, its headline and how much of the data could not be used."""
    if as_json:
        found = {"path": str(made.path), "title": made.report.title, "status": made.report.status.word,
                 "period": made.report.period_label, "left_out": list(made.report.left_out),
                 "lint": as_rows(made.looks), "pdf": str(made.pdf or "")}  # fmt: skip
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    print(made.path)
    headline(made.report)
    if made.pdf:
        print(made.pdf)
    if made.note or made.pdf_note:
        print("\n".join(note for note in (made.note, made.pdf_note) if note))
    looks(made.looks)
    errors = sum(finding.severity is Severity.ERROR for finding in made.findings)
    if errors:
        print(f"{errors} values could not be used; 'exectrack check' names each cell.")


def looks(found: Sequence[Finding]) -> None:
    """Print what the gate found in a file that was just made."""
    print_findings(found)
    count = len(found)
    print(f"Lint: {count or 'no'} {'finding' if count == 1 else 'findings'}.")


def week(found: Week, as_json: bool) -> None:
    """Print the rows that need a person, one a block: where, what, why, what to do."""
    if as_json:
        rows = [{key.casefold().replace(" ", "_"): value for key, value in row.items()} for row in found.rows]
        told = {"as_of": found.day.isoformat(), "rows": rows}
        print(json.dumps(told, ensure_ascii=False, indent=1, default=str))
        return
    for row in found.rows:
        print(f"{row['Sheet']}!{row['Cell']}  {row['ID']} {row['Title']}  [{row['Owner'] or 'nobody'}]")
        print(f"    {row['Why']} {row['What to do']}")
    count = len(found.rows)
    print(f"{count} {'row needs' if count == 1 else 'rows need'} a person." if count else "Nothing needs a person.")


def chased(done: Chased) -> None:
    """Print where the drafts are, whom they could not be addressed to, and what nobody owns."""
    for path in done.paths:
        print(path)
    print(f"{len(done.paths)} drafts written; nothing was sent." if done.paths else "Nobody has to be reminded.")
    if done.unaddressed:
        print(f"Without an e-mail address in Stakeholders or Resources: {'; '.join(done.unaddressed)}.")
    for item in done.unowned:
        print(f"Nobody owns {item.place} ({item.id} {item.title}). Name an owner.")


def patched(result: PatchResult) -> None:
    """Print what was written into a workbook, and what Excel will do on opening it."""
    print(f"{result.path}: {result.cells} cells written." if result.parts else f"{result.path}: nothing had changed.")
    if result.note:
        print(result.note)


def headline(report: Report) -> None:
    """Print the status of a report and its first sentence."""
    answer = "".join(span.text for line in report.answer[:1] for span in line)
    said = report.pages[1].title if len(report.pages) > 1 else answer
    print(f"{report.programme}, {report.period_label}, status date {report.status_date}: {said}")
