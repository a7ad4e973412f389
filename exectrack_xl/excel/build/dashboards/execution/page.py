"""The Execution Dashboard: progress, the running sprint, the S-curve, key milestones, issues and risks.

Every text is a native formula over the Results table, so that it follows the tables, and the period chosen.
Depends on: report.words, theme, excel.build.
"""

from __future__ import annotations

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import EXECUTION, OFFERED
from exectrack_xl.excel.build.dashboards.behind import Behind
from exectrack_xl.excel.build.dashboards.canvas import LAST, TILES, Canvas, Live, Tile
from exectrack_xl.excel.build.dashboards.execution.delivery import write_delivery
from exectrack_xl.excel.build.dashboards.execution.lists import write_lists
from exectrack_xl.excel.build.dashboards.names import cadence, dash
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import NO_DATA, Said, as_of_note, number, status, toned
from exectrack_xl.report import words

TITLE = "Execution Dashboard"
_TOP = 4  # first row of content, counted from 0


def write_execution(book: Book, behind: Behind, said: Said) -> None:
    """Draw the dashboard for the running week, month or quarter."""
    results = said.results
    canvas = Canvas(book, TITLE)
    canvas.title(said.title(TITLE), message(results), status(results))
    canvas.choice(cadence(EXECUTION), said.chosen, OFFERED[EXECUTION])
    canvas.section(_TOP, 1, LAST, "Overall Progress")
    row = _tiles(canvas, behind, said, _TOP + 1)
    canvas.section(row, 1, LAST, said.within())
    row = canvas.gap(canvas.facts(row + 1, _facts(said)))
    row = canvas.gap(write_delivery(canvas, behind, results, row))
    row = write_lists(canvas, results, row)
    canvas.note(row, 1, (1, LAST), as_of_note(results, live=book.is_live))
    canvas.finish(row)


def message(results: Results) -> Live:
    """The one sentence that matters: when it will be done, against what was promised."""
    finish, promised, late = (dash(name) for name in ("forecast_finish", "committed_finish", "days_late"))
    against = (
        f'", "&{native.plural(f"ABS({late})", "working day")}&IF({late}>0," after"," before")'
        f'&" the commitment of "&{native.day(promised)}&"."'
    )
    compared = native.when(f'OR({late}="",{promised}="")', '"."', f'IF({late}=0,", as committed.",{against})')
    sentence = f'"Finish forecast for "&{native.day(finish)}&{compared}'
    nothing = '"No data yet: type your milestones."'
    formula = native.when(
        'setting_status_date=""', '"No data yet: type the status date in Settings."',
        native.when(f'{finish}=""', nothing, sentence),
    )  # fmt: skip
    return Live(f"={formula}", _message(results))


def _message(results: Results) -> str:
    finish, promised = results.value("forecast_finish"), results.value("committed_finish")
    if results.as_of is None:
        return "No data yet: type the status date in Settings."
    if finish is None:
        return "No data yet: type your milestones."
    late = results.value("days_late")
    if late is None or promised is None:
        return f"Finish forecast for {words.day(finish)}."
    if late == 0:
        return f"Finish forecast for {words.day(finish)}, as committed."
    side = "after" if late > 0 else "before"
    days = words.plural(abs(late), "working day")
    return f"Finish forecast for {words.day(finish)}, {days} {side} the commitment of {words.day(promised)}."


def _tiles(canvas: Canvas, behind: Behind, said: Said, row: int) -> int:
    """Draw the four tiles; gives back the first row beneath."""
    results = said.results
    percent = native.known(dash("planned_progress"), native.percent(dash("planned_progress")))
    planned = results.value("planned_progress")
    plan = words.percent(planned) if planned is not None else words.UNKNOWN
    on_time = native.known(said.expression("on_time_count"))
    counted = said.value("on_time_count") or words.UNKNOWN
    measured = results.value("quality_coverage") or words.UNKNOWN
    tiles = (
        Tile("Initiative Progress", number(results, "initiative_progress"),
             _note(results, "initiative_progress", "milestones", (f'"complete; plan "&{percent}',
                                                                  f"complete; plan {plan}")),
             "share", trail=behind.trail("initiative_progress")),
        Tile("Timeline Adherence", number(results, "timeline_adherence"),
             _note(results, "timeline_adherence", "milestones",
                   (f'"on schedule; this "&LOWER({cadence(EXECUTION)})&" "&{on_time}',
                    f"on schedule; this {said.chosen.lower()} {counted}")), "share",
             trail=behind.trail("timeline_adherence")),
        Tile("Quality Score", number(results, "quality_score"),
             _note(results, "quality_score", "quality measures",
                   (f'"out of 10; "&{native.known(dash("quality_coverage"))}&" measured"',
                    f"out of 10; {measured} measured")), "of ten",
             toned("quality_score"), behind.trail("quality_score")),
        _velocity(behind, results),
    )  # fmt: skip
    for column, tile in zip(TILES, tiles, strict=True):
        canvas.tile(row, column, tile)
    return canvas.gap(row + 3)


def _velocity(behind: Behind, results: Results) -> Tile:
    """One team's velocity; of several teams, whose points do not compare, what was delivered of the committed."""
    velocity, share = dash("velocity"), dash("say_do")
    points, delivered = results.value("velocity"), results.value("say_do")
    formula = native.when(f'{velocity}=""', native.known(share, native.percent(share)), native.whole(velocity))
    several = "of the points committed, all teams"
    if points is not None:
        value, note = words.fixed(points, 0), "story points/sprint"
    else:
        value, note = (words.percent(delivered) if delivered is not None else words.UNKNOWN), several
    said = native.when(f'{velocity}=""', native.quoted(several), '"story points/sprint"')
    return Tile("Team Velocity", Live(f"={formula}", value), _note(results, "say_do", "sprints", (said, note)),
                trail=behind.sprint_trail())  # fmt: skip


def _note(results: Results, name: str, what: str, said: tuple[str, str]) -> Live:
    """The note of a tile: what is said where its metric is known, else what to type."""
    formula, text = said
    missing = f"{NO_DATA}{what}"
    formula = native.when(f'{dash(name)}=""', native.quoted(missing), formula)
    return Live(f"={formula}", missing if results.value(name) is None else text)


def _facts(said: Said) -> tuple[tuple[str, Live], ...]:
    """What happened in the period chosen, two for each tile."""
    made, moved = said.expression("progress_made"), said.expression("unapproved_drift_count")
    return (
        ("Progress made", _made(said, made)),
        ("Milestones", said.counts(("milestones_due", "due"), ("milestones_reached", "reached"))),
        ("Issues", said.counts(("issues_opened", "opened"), ("issues_closed", "closed"))),
        ("Changes", said.counts(("changes_raised", "raised"), ("changes_decided", "decided"))),
        ("Story points", said.counts(("points_finished", "finished"))),
        ("On time", _on_time(said)),
        ("Risks", said.counts(("new_risks", "new"), ("risks_resolved", "resolved"))),
        ("Milestones moved", _moved(said, moved)),
    )


def _made(said: Said, found: str) -> Live:
    """By how much of all work progress grew; without a snapshot before the period that is not known."""
    value, now = said.value("progress_made"), dash("initiative_progress")
    nothing = "No snapshot before"
    missing = words.UNKNOWN if said.results.value("initiative_progress") is None else nothing
    text = missing if value is None else f"{words.signed(words.fixed(100 * value, 1))}% of all work"
    unknown = native.when(f'{now}=""', native.quoted(words.UNKNOWN), native.quoted(nothing))
    formula = native.when(f'{found}=""', unknown, f'{native.signed(f"100*{found}", 1)}&"% of all work"')
    return Live(f"={formula}", text)


def _on_time(said: Said) -> Live:
    """How many of the milestones due were reached by their date."""
    found = said.expression("on_time_count")
    return Live(f"={native.known(found)}", said.value("on_time_count") or words.UNKNOWN)


def _moved(said: Said, found: str) -> Live:
    """How many milestones moved without an approved change."""
    value = said.value("unapproved_drift_count")
    text = words.UNKNOWN if value is None else f"{words.fixed(value, 0)} unapproved"
    formula = native.known(found, f'FIXED({found},0)&" unapproved"')
    return Live(f"={formula}", text)
