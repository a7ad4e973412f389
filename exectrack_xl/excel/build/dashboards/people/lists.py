"""The lists of People and Capacity: the heaviest loads, what the hours are for, skills that lack, how teams feel.

Depends on: report.words, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import INITIATIVES, LOADED, MOODS, SKILLS
from exectrack_xl.excel.build.dashboards.canvas import Canvas, Field, Live
from exectrack_xl.excel.build.dashboards.people.ahead import mark_loads
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import Said, entry
from exectrack_xl.excel.build.highlight import progress_bar
from exectrack_xl.report import words

_LINE = 19.0
_LENGTH = 40
_LOADS = (Field("Person", 4), Field("Team", 4), Field("Load", 1, "right", "share"), Field("Verdict", 2, indent=1))
_HOURS = (
    Field("Initiative", 5), Field("Hours", 2, "right", "whole"), Field("People", 1, "right", "count"),
    Field("Share", 3, "right", "share"),
)  # fmt: skip
_SKILLS = (
    Field("Skill", 4), Field("Work alone", 2, "right", "count"), Field("Targets reached", 3, "right"),
    Field("Levels missing", 2, "right", "count"),
)  # fmt: skip
_MOODS = (
    Field("Team", 4), Field("Answers", 1, "right", "count"), Field("Satisfaction", 2, "right", "score"),
    Field("Engagement", 2, "right", "score"), Field("Growth", 2, "right", "score"),
)  # fmt: skip


def write_loads(canvas: Canvas, said: Said, row: int) -> int:
    """The people with the heaviest load and what the hours are for; gives back the first row beneath."""
    canvas.section(row, 1, 11, said.within("Heaviest load in "))
    canvas.section(row, 13, 11, said.within("Allocation by initiative in "))
    canvas.head(row + 1, 1, _LOADS)
    canvas.head(row + 1, 13, _HOURS)
    first = row + 2
    for number in range(1, max(LOADED, INITIATIVES) + 1):
        at = first + number - 1
        canvas.heights({at: _LINE})
        names = ("Person", "Team", "Load", "Verdict")
        canvas.line(at, 1, _LOADS, _row(said, ("person_load", number), names, "Nobody is booked."))
        names = ("Initiative", "Booked hours", "People", "Share")
        canvas.line(at, 13, _HOURS, _row(said, ("allocation_by_initiative", number), names, "No hours are booked."))
    last = first + LOADED - 1
    mark_loads(canvas, (first, 9, last, 9))
    canvas.sheet.conditional_format(first, 21, last, 23, progress_bar())
    return last + 1


def write_skills_and_moods(canvas: Canvas, results: Results, row: int) -> int:
    """Skills with the most levels missing, and the last pulse of the teams; gives back the first row beneath."""
    canvas.section(row, 1, 11, "Skills with the most levels missing")
    canvas.section(row, 13, 11, "How the teams feel, of 5")
    canvas.head(row + 1, 1, _SKILLS)
    canvas.head(row + 1, 13, _MOODS)
    first = row + 2
    for number in range(1, max(SKILLS, MOODS) + 1):
        at = first + number - 1
        canvas.heights({at: _LINE})
        canvas.line(at, 1, _SKILLS, _skill(results, number))
        canvas.line(at, 13, _MOODS, _mood(results, number))
    return first + max(SKILLS, MOODS)


def _row(said: Said | Results, which: tuple[str, int], columns: tuple[str, ...], none: str) -> tuple[Live, ...]:
    """One row of a list; its first says where there is none."""
    title, number = which
    return tuple(
        entry(said, title, number, name, length=_LENGTH,
              otherwise=(native.quoted(none), none) if number == 1 and name == columns[0] else None)
        for name in columns
    )  # fmt: skip


def _skill(results: Results, number: int) -> tuple[Live, ...]:
    names = ("Skill", "Work alone", "Targets reached", "Levels missing")
    name, alone, reached, missing = _row(results, ("skill_listing", number), names, "No skills are typed.")
    asked = entry(results, "skill_listing", number, "Targets set")
    found, of = (one.formula.removeprefix("=") for one in (reached, asked))
    counted = f'IF({of}="","",FIXED(N({found}),0)&" of "&FIXED({of},0))'
    said = "" if asked.value is None else f"{words.fixed(reached.value or 0, 0)} of {words.fixed(asked.value, 0)}"
    return name, alone, Live(f"={counted}", said), missing


def _mood(results: Results, number: int) -> tuple[Live, ...]:
    """One team's answers, or why they are not shown."""
    names = ("Team", "Answers", "Satisfaction", "Engagement", "Growth")
    team, answers, first, *rest = _row(results, ("team_pulse", number), names, "No team was asked.")
    note = entry(results, "team_pulse", number, "Note")
    hidden = "not shown"
    found = note.formula.removeprefix("=")
    shown = native.when(f'{found}=""', first.formula.removeprefix("="), native.quoted(hidden))
    return team, answers, Live(f"={shown}", hidden if note.value else first.value), *rest
