"""People: capacity, workload, health, skills, productivity. Depends on: report.desk, report.documents, report.model."""

from __future__ import annotations

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.charts import Drawn, over_time
from exectrack_xl.report.documents.content import muted
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Block, Cell, Chart, Column, Line, Role, Row, Span, Table, Tone

ASPECTS = ("Satisfaction", "Engagement", "Growth")
_SKILL_COUNTS = ("Work alone", "Targets set", "Targets reached", "Levels missing", "Training hours")


def capacity(desk: Desk) -> tuple[Block | Line, ...]:
    """How much of the working time is booked, team by team, and who is booked for too much."""
    loads = listed(desk, "team_load", (
        Shown("Team", width=2.2), Shown("Month", width=1.1, form=Form.MONTH),
        Shown("Booked hours", "Booked, hours", 1.1, Form.COUNT),
        Shown("Available hours", "Available, hours", 1.1, Form.COUNT), Shown("Load", width=0.9, form=Form.SHARE),
        Shown("Verdict", width=1.2, form=Form.WORD),
    ), most=16)  # fmt: skip
    if not loads:
        return (muted("No data yet: type people in Resources and their hours in Allocations."),)
    return (*lines(sentence(desk, "{resource_utilisation} of the working time is booked,",
                            "{over_allocated_people} people over their time.")), *loads)  # fmt: skip


def overbooked(desk: Desk, most: int = 6) -> tuple[Table, ...]:
    """Who is booked for more hours than there are."""
    return listed(desk, "over_allocated", (
        Shown("Person", width=2), Shown("Team", width=2), Shown("Month", width=1.1, form=Form.MONTH),
        Shown("Load", width=0.9, form=Form.SHARE), Shown("Hours too many", width=1.2, form=Form.ONE_DIGIT),
    ), heading="Booked over their time", most=most)  # fmt: skip


def health(desk: Desk) -> tuple[Block | Line, ...]:
    """Satisfaction, engagement and growth now and before; from three answers up only."""
    rows = tuple(_aspect(desk, aspect) for aspect in ASPECTS)
    if not any(words.is_known(desk.value("team_health", aspect=aspect.lower())) for aspect in ASPECTS):
        return (muted("No data yet: answers of a team show from three people up (sheet Pulse)."),)
    columns = (Column("", width=2), Column("Now", "right"), Column("Before", "right"), Column("", width=3))
    hidden = [row["Team"] for row in desk.listing("team_pulse") if row["Note"]]
    note = "Of 5, anonymous; shown from three answers up."
    if hidden:
        note += f" Not shown for {desk.words.listed(hidden)}."
    return (Table("team_health", "", columns, rows, note), *teams(desk))


def health_in_short(desk: Desk) -> tuple[Block | Line, ...]:
    """The same side by side in one row, for one page."""
    known = [name for name in ASPECTS if words.is_known(desk.value("team_health", aspect=name.lower()))]
    if not known:
        return health(desk)
    cells = []
    for name in known:
        before = desk.was("team_health", aspect=name.lower())
        past = (Span(f" ({desk.words.fixed(before, 1)} before)", tone=Tone.MUTED),) if words.is_known(before) else ()
        cells.append(Cell(((desk.number("team_health", bold=True, aspect=name.lower()), *past),)))
    hidden = [row["Team"] for row in desk.listing("team_pulse") if row["Note"]]
    note = f"Of 5, anonymous; shown from three answers up{f', not for {desk.words.listed(hidden)}' if hidden else ''}."
    return (Table("team_health", "", tuple(map(Column, known)), (Row("now", tuple(cells)),), note),)


def teams(desk: Desk) -> tuple[Table, ...]:
    """Each team's last answers, where three or more answered."""
    return listed(desk, "team_pulse", (
        Shown("Team", width=2.2), Shown("Answers", width=0.9, form=Form.COUNT),
        *(Shown(aspect, form=Form.ONE_DIGIT) for aspect in (*ASPECTS, "Collaboration")),
    ), heading="By team", keep=lambda row: not row["Note"])  # fmt: skip


def health_curve(desk: Desk) -> tuple[Chart, ...]:
    """Team health month by month."""
    drawn = (Drawn("Team health", Role.ACTUAL, "team_health_history"),)
    return over_time(desk, "team_health_history", "Team health by month, of 5", drawn, form="0.0", lowest=1)


def productivity(desk: Desk) -> tuple[Table, ...]:
    """What teams finish for each person-day, each beside its own past."""
    return listed(desk, "productivity_by_team", (
        Shown("Team", width=2.2), Shown("Points per person-day", form=Form.INDEX), Shown("Before", form=Form.INDEX),
        Shown("Sprints", "Sprints counted", form=Form.COUNT),
    ), heading="Productivity of the teams")  # fmt: skip


def skills(desk: Desk, most: int = 6) -> tuple[Table, ...]:
    """The skills that lack most."""
    return listed(desk, "skill_listing", (
        Shown("Skill", width=2.6), *(Shown(header, form=Form.COUNT) for header in _SKILL_COUNTS),
    ), heading="Skills", most=most)  # fmt: skip


def _aspect(desk: Desk, aspect: str) -> Row:
    name = aspect.lower()
    before = desk.was("team_health", aspect=name)
    now = desk.value("team_health", aspect=name)
    moved = "No comparison yet"
    if words.is_known(before) and words.is_known(now):
        moved = "same" if round(before, 1) == round(now, 1) else "better" if now > before else "worse"
    past = desk.words.fixed(before, 1) if words.is_known(before) else words.UNKNOWN
    return Row(aspect, (Cell.of(aspect, True), Cell(((desk.number("team_health", bold=True, aspect=name),),)),
                        Cell.of(past), Cell.of(moved)))  # fmt: skip
