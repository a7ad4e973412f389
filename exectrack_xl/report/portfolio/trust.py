"""Money, and how far all this can be trusted: health of the data, statuses set by hand, what could not be read.

Depends on: metrics.portfolio, report.desk, report.model, report.paging, report.portfolio.grid, report.portfolio.model,
report.words.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.metrics.portfolio.health import FORMULA
from exectrack_xl.metrics.portfolio.money import Money
from exectrack_xl.report import words
from exectrack_xl.report.desk import status
from exectrack_xl.report.model import Cell, Column, Layout, Page, Row, RowKind, Span, Status, Table, Tone
from exectrack_xl.report.paging import Part, paged, sentence
from exectrack_xl.report.portfolio.grid import age
from exectrack_xl.report.portfolio.model import Member, Portfolio, SetByHand

EACH = 8
_HEADING = "Data health: findings count for 50%, freshness for 30%, coverage for 20%; the worst first"
_VERDICT = {"Good": Tone.GREEN, "Fair": Tone.YELLOW, "Poor": Tone.RED}


def money(whole: Portfolio) -> Iterator[Page]:
    """Budget, cost so far and at completion: of all in one currency where that can be said, and of each tracker."""
    members = sorted((member for member in whole.members if member.summary.money.is_known),
                     key=lambda member: (-_over(member), member.name))  # fmt: skip
    if not members:
        return
    columns = (Column("Programme", width=3.0), Column("Cost", width=1.2), Column("Budget", "right", 1.2),
               Column("Spent", "right", 1.2), Column("At completion", "right", 1.3), Column("vs budget", "right", 1.2),
               Column("", "right", 0.8), Column("CPI", "right", 0.8))  # fmt: skip
    notes = (
        "Budget and estimate at completion follow each tracker's own rules. Within a currency amounts are added; "
        "across currencies only at the rates that were given when this was made. Trackers without a budget or without "
        "cost are not in the sums."
    )

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("money", currencies(whole), columns, rows, part.note("tracker", "Trackers of the workbook"))
        return Page(part.key("money"), Layout.TABLE, part.title(_title(whole), "Money"), {"table": table},
                    "Costs, Tasks, Initiatives", notes)  # fmt: skip

    yield from paged([*_totals(whole), *map(_money_row, members)], EACH, page)


def currencies(whole: Portfolio) -> str:
    """How the sums came about: "All in EUR; 1 USD = 0.92 EUR", or that they cannot be added."""
    if whole.total is None:
        names = words.listed([one.currency for one in whole.sums])
        return f"In {names}, not added: no rates were given (--rate USD=0.92)"
    used = [one.currency for one in whole.sums if one.currency != whole.total.currency]
    rates = "; ".join(f"1 {one} = {whole.rates[one]:g} {whole.total.currency}" for one in used)
    return f"All in {whole.total.currency}; {rates}" if rates else f"All in {whole.total.currency}"


def health(whole: Portfolio) -> Iterator[Page]:
    """The score of each tracker's data, the worst first."""
    members = sorted(whole.members, key=lambda member: (member.health.score, member.name))
    poor = sum(member.health.verdict == "Poor" for member in members)
    columns = (Column("Tracker", width=2.8), Column("Data health", width=1.2), Column("Errors", "right", 0.7),
               Column("Warnings", "right", 0.9), Column("Rows", "right", 0.7), Column("Age of data", "right", 1.0),
               Column("Coverage", "right", 0.9), Column("First thing to mend", width=4.6))  # fmt: skip
    title = f"{words.counted(poor, 'tracker')} {'rests' if poor == 1 else 'rest'} on poor data"
    title = title if poor else "No tracker rests on poor data"

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("health", _HEADING, columns, rows,
                      part.note("tracker", "Trackers of the workbook"))  # fmt: skip
        notes = f"Data health: {FORMULA} Good from 80%, Fair from 60%, else Poor."
        return Page(part.key("health"), Layout.TABLE, part.title(title, "Data health"), {"table": table},
                    "Settings, Snapshots", notes)  # fmt: skip

    yield from paged([_health_row(member) for member in members], EACH, page)


def by_hand(whole: Portfolio) -> Iterator[Page]:
    """The statuses typed for initiatives that are better than computed; no page where there are none."""
    typed = [(member, one) for member in whole.members for one in member.told_better]
    typed.sort(key=lambda pair: (-pair[1].gap, pair[0].name, pair[1].initiative))
    columns = (
        Column("Programme", width=2.2),
        Column("Initiative", width=2.2),
        Column("Set by hand", width=1.2),
        Column("Computed", width=1.1),
        Column("Counts until", "right", 1.4),
        Column("Reason", width=4.6),
    )
    title = sentence(f"{words.counted(len(typed), 'status', 'statuses')} set by hand "
                     f"{'is' if len(typed) == 1 else 'are'} better than the rules compute")  # fmt: skip
    notes = (
        "Green outside, red inside: ask for the reason in the room. A status without a reason, or whose day has "
        "passed, does not count: the computed one is reported."
    )

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("by_hand", "Reported status against computed status, the widest gap first", columns, rows,
                      part.note("status", "Set by hand of the workbook"))  # fmt: skip
        return Page(part.key("by_hand"), Layout.TABLE, part.title(title, "Statuses set by hand"), {"table": table},
                    "Initiatives", notes)  # fmt: skip

    yield from paged([_typed_row(whole, member, one) for member, one in typed], EACH, page)


def left_out(whole: Portfolio) -> Iterator[Page]:
    """What could not be read, and what may count twice; no page where all is well."""
    rows = [Row(f"failed_{n}", (Cell.of(one.key, True), Cell.of(one.reason))) for n, one in enumerate(whole.failed, 1)]
    rows += [Row(f"clash_{n}", (Cell.of("Counted twice?", True), Cell.of(text)))
             for n, text in enumerate(whole.clashes, 1)]  # fmt: skip
    said = f"{words.counted(len(whole.failed), 'workbook')} could not be read"
    twice = f"{words.plural(len(whole.clashes), 'pair')} of trackers may count twice"
    title = said if not whole.clashes else f"{said}; {twice}" if whole.failed else twice[0].upper() + twice[1:]

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("left_out", "Where, what, and what to do", (Column("Tracker", width=2.6),
                      Column("What is wrong, and what to do", width=8.0)), rows,
                      part.note("finding", "Findings of the workbook"))  # fmt: skip
        notes = "These are not in the numbers of this deck, or may be in them twice. Mend them and make it again."
        return Page(part.key("left_out"), Layout.TABLE, part.title(title, "Not read or counted twice"),
                    {"table": table}, "Settings", notes)  # fmt: skip

    yield from paged(rows, EACH, page)


def _title(whole: Portfolio) -> str:
    one = whole.total
    if one is None:
        sums = words.listed([words.money(each.estimate, each.currency) for each in whole.sums])
        return sentence(f"The cost at completion is {sums}, not added across currencies",
                        "Cost at completion by currency, not added")  # fmt: skip
    share = words.percent(abs(one.over_share)) if words.is_known(one.over_share) else ""
    where = "above" if one.over > 0 else "below"
    return sentence(f"{words.money(one.estimate, one.currency)} at completion, "
                    f"{words.money(abs(one.over), one.currency)} or {share} {where} budget")  # fmt: skip


def _totals(whole: Portfolio) -> tuple[Row, ...]:
    rows = [_sum_row(f"sum_{one.currency}", _counted(one), one) for one in whole.sums]
    if whole.total is not None and len(whole.sums) > 1:
        rows.append(_sum_row("total", f"All in {whole.total.currency}", whole.total))
    return tuple(rows)


def _counted(one: Money) -> str:
    return f"{words.plural(one.trackers, 'tracker')} in {one.currency}"


def _sum_row(key: str, name: str, one: Money) -> Row:
    cells = (Cell.of(name, True), Cell(), *_amounts(one, bold=True), Cell.of(""))
    return Row(key, cells, RowKind.TOTAL)


def _money_row(member: Member) -> Row:
    own = member.summary
    cpi = words.index(own.cpi) if words.is_known(own.cpi) else words.UNKNOWN
    cost = own.dimensions["Cost"]
    cells = (Cell.of(member.name), Cell(status=status("No data" if cost == "Not tracked" else cost)),
             *_amounts(own.money), Cell.of(cpi))  # fmt: skip
    return Row(own.key, cells)


def _amounts(one: Money, bold: bool = False) -> tuple[Cell, ...]:
    tone = Tone.RED if one.over > 0 else Tone.PLAIN
    share = words.signed(words.percent(one.over_share)) if words.is_known(one.over_share) else words.UNKNOWN
    spent = words.money(one.actual, one.currency) if words.is_known(one.actual) else words.UNKNOWN
    return (
        Cell.of(words.money(one.budget, one.currency), bold),
        Cell.of(spent, bold),
        Cell.of(words.money(one.estimate, one.currency), True),
        Cell.of(words.signed(words.money(one.over, one.currency)), bold, tone),
        Cell.of(share, bold, tone),
    )


def _over(member: Member) -> float:
    share = member.summary.money.over_share
    return share if words.is_known(share) else 0.0


def _health_row(member: Member) -> Row:
    own, found = member.summary, member.health
    cells = (
        Cell.of(member.name, True),
        Cell(status=Status(_VERDICT[found.verdict], f"{words.percent(found.score)} {found.verdict}")),
        Cell.of(words.fixed(own.errors, 0)), Cell.of(words.fixed(own.warnings, 0)), Cell.of(words.fixed(own.rows, 0)),
        Cell.of(age(member), member.is_stale, Tone.RED if member.is_stale else Tone.PLAIN),
        Cell.of(words.percent(found.coverage)), Cell.of(_first(member)),
    )  # fmt: skip
    return Row(own.key, cells)


def _first(member: Member) -> str:
    if member.is_stale:
        return "Bring the tracker up to date, then set the status date in Settings."
    return member.summary.worst_findings[0] if member.summary.worst_findings else ""


def _typed_row(whole: Portfolio, member: Member, one: SetByHand) -> Row:
    until = words.near_day(one.expiry, whole.day) if one.counts else "does not count"
    cells = (
        Cell.of(member.name), Cell(((Span(f"{one.initiative} ", True), Span(one.name)),)),
        Cell(status=status(one.told)),
        Cell(status=status(one.computed)), Cell.of(until), Cell.of(one.reason or "No reason is typed."),
    )  # fmt: skip
    return Row(f"{member.summary.key}/{one.initiative}", cells)
