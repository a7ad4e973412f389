"""People and Capacity: who is booked how far, what is ahead, who is away, skills and moods. Never what one delivers.

Depends on: metrics, report.words, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import OFFERED, PEOPLE
from exectrack_xl.excel.build.dashboards.behind import Behind
from exectrack_xl.excel.build.dashboards.canvas import HERE, LAST, TILES, Canvas, Live, Tile
from exectrack_xl.excel.build.dashboards.names import cadence, dash
from exectrack_xl.excel.build.dashboards.people.ahead import write_ahead
from exectrack_xl.excel.build.dashboards.people.lists import write_loads, write_skills_and_moods
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import Said, as_of_note, in_the_period, number, status, toned
from exectrack_xl.metrics.people import BALANCED, SPARE
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone

TITLE = "People and Capacity"
_NO_DATA = "No data yet: type your people in Resources and their hours in Allocations."
_VERDICTS = ("spare: below 70%", "balanced: 70 to 95%", "full: 95 to 100%", "overloaded: above 100%")
_TOP = 4
_PRIVACY = (
    " Hours are what people are booked for: nothing here says what a single person delivers. "
    "How a team feels is shown from three answers up."
)


def write_people(book: Book, behind: Behind, said: Said, *, shown: bool) -> None:
    """Draw the dashboard for the running month or quarter."""
    results = said.results
    canvas = Canvas(book, TITLE, shown=shown)
    canvas.title(said.title(TITLE), _message(said), status(results))
    canvas.choice(cadence(PEOPLE), said.chosen, OFFERED[PEOPLE])
    row = _tiles(canvas, behind, said, _TOP)
    row = canvas.gap(write_ahead(canvas, behind, results, row))
    row = canvas.gap(write_loads(canvas, said, row))
    row = write_skills_and_moods(canvas, results, row)
    canvas.heights({row: 15})
    canvas.note(row, 1, (1, LAST), as_of_note(results, live=book.is_live, addition=_PRIVACY))
    canvas.finish(row)


def _message(said: Said) -> Live:
    """How far everybody is booked, and how many are over their time."""
    load, over = said.expression("resource_utilisation"), said.expression("over_allocated_people")
    people = (
        f'{native.plural(f"N({over})", "person", "people")}&IF(N({over})=1," is"," are")&" booked over their time."'
    )
    sentence = f'{native.percent(load)}&" of the working time is booked; "&{people}'
    formula = native.when(f'{load}=""', native.quoted(_NO_DATA), sentence)
    share = said.value("resource_utilisation")
    if share is None:
        return Live(f"={formula}", _NO_DATA)
    count = said.value("over_allocated_people") or 0
    text = f"{words.percent(share)} of the working time is booked; {words.plural(count, 'person', 'people')}"
    return Live(f"={formula}", f"{text} {'is' if count == 1 else 'are'} booked over their time.")


def _tiles(canvas: Canvas, behind: Behind, said: Said, row: int) -> int:
    """Draw the four tiles; gives back the first row beneath."""
    results = said.results
    load = said.expression("resource_utilisation")
    tiles = (
        Tile("Resource Utilisation", in_the_period(said, "resource_utilisation"), _load_note(said, load), "share",
             {Tone.GREEN: f"AND(N({HERE})>={SPARE},N({HERE})<={BALANCED})", Tone.RED: f"N({HERE})>1",
              Tone.YELLOW: f"AND(N({HERE})>{BALANCED},N({HERE})<=1)"},
             behind.trail("resource_utilisation", chosen="Month")),
        Tile("Booked Over Their Time", in_the_period(said, "over_allocated_people"),
_of_people(results), "count",
             {Tone.RED: f"N({HERE})>0"}, behind.trail("over_allocated_people", chosen="Month")),
        Tile("Skill Coverage", number(results, "skill_coverage"),
             _note(results, "skill_coverage", "skills", "of the target levels reached"), "share",
             toned("skill_coverage")),
        Tile("Team Health", number(results, "team_health"),
             _note(results, "team_health", "pulse answers", "of 5, from three answers up"), "score",
             toned("team_health"), behind.trail("team_health_history")),
    )  # fmt: skip
    for column, tile in zip(TILES, tiles, strict=True):
        canvas.tile(row, column, tile)
    return canvas.gap(row + 3)


def _of_people(results: Results) -> Live:
    """Of how many people, or what to type."""
    count, there = results.value("people_count") or 0, f"N({dash('people_count')})"
    missing = "No data yet: type your people in Resources"
    said = f'"of "&{native.plural(there, "person", "people")}'
    formula = native.when(f"{there}=0", native.quoted(missing), said)
    return Live(f"={formula}", f"of {words.plural(count, 'person', 'people')}" if count else missing)


def _load_note(said: Said, load: str) -> Live:
    """What the load means, in a word."""
    said_words = [native.quoted(text) for text in _VERDICTS]
    spare, balanced, full, over = said_words
    word = f"IF({load}<{SPARE},{spare},IF({load}<={BALANCED},{balanced},IF({load}<=1,{full},{over})))"
    share = said.value("resource_utilisation")
    missing = "No data yet: type hours in Allocations"
    formula = native.when(f'{load}=""', native.quoted(missing), word)
    if share is None:
        return Live(f"={formula}", missing)
    at = 0 if share < SPARE else 1 if share <= BALANCED else 2 if share <= 1 else 3
    return Live(f"={formula}", _VERDICTS[at])


def _note(results: Results, name: str, what: str, said: str) -> Live:
    missing = f"No data yet: type your {what}"
    formula = native.when(f'{dash(name)}=""', native.quoted(missing), native.quoted(said))
    return Live(f"={formula}", missing if results.value(name) is None else said)
