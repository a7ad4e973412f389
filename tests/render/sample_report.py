"""A report written by hand, with every kind of block and the texts that break careless writers."""

from __future__ import annotations

from datetime import date

from exectrack_xl.report.model import (
    Bullets,
    Cell,
    Chart,
    ChartKind,
    Column,
    Lane,
    Layout,
    Line,
    Marker,
    Matrix,
    Page,
    Pin,
    Report,
    Roadmap,
    Role,
    Row,
    RowKind,
    Series,
    Span,
    Status,
    Table,
    Tile,
    Tone,
)

RED, YELLOW, GREEN = Status(Tone.RED, "Red"), Status(Tone.YELLOW, "Yellow"), Status(Tone.GREEN, "Green")
NO_DATA = Status(Tone.GREY, "No data")
LONG = ("The cleansing rules are disputed by two business units. " * 90)[:4999] + "."
SPECIAL = (
    "AT&T", "R&D <scope>", "{{ 7*7 }}", "=1+1", "A < B > C", 'say "yes"', "first line\nsecond line",
    "launch 🚀 on track 👩‍💻", "تأخر المورد", "הספק מאחר", "Größe – naïve", "_x0041_",
)  # fmt: skip


def line(*texts: str | Span) -> Line:
    return tuple(text if isinstance(text, Span) else Span(text) for text in texts)


def bold(text: str, tone: Tone = Tone.PLAIN) -> Span:
    return Span(text, True, tone)


def worse(text: str) -> Cell:
    return Cell.of(text, True, Tone.RED)


def report(*pages: Page) -> Report:
    return Report(
        "quarterly deck", "Initiative Progress Report – Q3 2026", "Claims Forward", "Calder Mutual", "Q3 2026",
        "30 Sep 2026", "S-2026-09-30", "claims-forward-tracker.xlsx", RED,
        pages or (cover(), summary(), changes(), scorecard(), roadmap(), forecast(), risks(), next_steps()),
        left_out=("Milestones row 14: the baseline date is missing.", "Risks row 9: probability is 40."),
    )  # fmt: skip


def cover() -> Page:
    return Page(
        "cover", Layout.COVER, "Claims Forward: Q3 2026 status", {}, "Settings", "Page 2 answers in three minutes.",
        {"subtitle": "Initiative Progress Report – Q3 2026 | Calder Mutual programme board",
         "footer": "Status date 30 Sep 2026   |   Snapshot S-2026-09-30   |   Source: claims-forward-tracker.xlsx"},
    )  # fmt: skip


def summary() -> Page:
    tiles = {
        "tile_1": Tile("status", "Overall Status", line("Red"), line("Migration missed Mock 2 on the critical path"),
                       line("Q2: ", bold("Yellow", Tone.YELLOW)), RED),
        "tile_2": Tile("finish", "Finish: P50 | P80", line(bold("18 Mar"), " | 5 Apr 2027"),
                       line("Commitment 26 Feb 2027 is 6% likely"),
                       line("Q2: 5 Mar | 19 Mar, ", Span("13 days later", tone=Tone.RED))),
        "tile_3": Tile("cost", "Cost at completion", line("€13.2 m"),
                       line("+€0.8 m (+6.5%) against budget €12.4 m, CR-12 not included"),
                       line("Q2: €12.8 m, ", Span("€0.4 m more", tone=Tone.RED))),
        "tile_4": Tile("work", "Work done", line("64%"), line("Plan 69%; SPI(t) 0.94, CPI 0.96"),
                       line("Q2: 37%, SPI(t) 0.96")),
    }  # fmt: skip
    fields = {
        "achievements": Bullets("achievements", "Key Achievements", (
            line("Portal pilot live 4 days early: 9,400 online claims"),
            line("Adviser App passed release tests and store review"),
            line("Pricing model validated on 2.3 m historic quotes"))),
        "focus": Bullets("focus", "Current Focus", (
            line("Bring failing policy records from 6.8% to under 2% before Mock 2 on 30 Oct"),
            line("Complete the fairness evidence for the 27 Nov filing"),
            line("Release the Adviser App to 640 advisers on 30 Oct")), note="proposed"),
        "goals": Bullets("goals", "Next Period Goals", (
            line("Mock migration 2 passed at the 2% quality gate"),
            line("Portal launched to all on 11 Dec, 7 days early"),
            line("Regulator filing accepted without a third round"))),
        "issues": Bullets("issues", "Issues & Risks", (
            line("IS-031 ", bold("Critical: "), "duplicate policy keys block the Mock 2 load; S. Okafor, 9 Oct"),
            line("IS-027 ", bold("Critical: "), "cleansing rules disputed for 44 days; H. Brandt, 7 Oct"),
            line("R-07 ", bold("Score 9 of 9: "), "legacy records fail the gate again; was 6 in Q2"))),
        "needs": Bullets("needs", "Resource Needs", (
            line("6 data analysts for 8 weeks (CR-12), €0.31 m"),
            line("1 compliance analyst until the filing (CR-11)"))),
        "decisions": Bullets("decisions", "Decisions asked", (
            line(bold("Approve CR-12 "), "(second cleansing team, €0.31 m): P50 moves to 3 Mar. CFO, 16 Oct"),
            line(bold("Exempt cut-over "), "from the April change freeze, so that 5 Apr stays usable. COO, 16 Oct"),
            line(bold("Hold CR-14 "), "(third mock, +10 days) until Mock 2 is in. Sponsor, 16 Oct")), numbered=True),
    }  # fmt: skip
    return Page("summary", Layout.SUMMARY,
                "Red: cut-over slips 20 days to 18 Mar 2027; approving CR-12 by 16 Oct wins back 15 days",
                {**tiles, **fields}, "Initiatives, Tasks, Risks, Issues, Changes",
                "Read in three minutes: tiles, then the columns, then the decisions.")  # fmt: skip


def changes() -> Page:
    columns = (
        Column("Measure", width=2.7),
        Column("Q2 2026", "right", 1.2),
        Column("Q3 2026", "right", 1.2),
        Column("Change", "right", 1.35),
        Column("Verdict", width=0.8),
        Column("Why it changed", width=5.1),
    )
    rows = (
        Row("status", (Cell.of("Overall Status"), Cell(status=YELLOW), Cell(status=RED), Cell.of("one step"),
                       worse("Worse"), Cell.of("Mock migration 2 missed 30 Sep, on the critical path"))),
        Row("p50", (Cell.of("Finish, even chance (P50)"), Cell.of("5 Mar 2027"), Cell.of("18 Mar 2027"),
                    Cell.of("13 days later"), worse("Worse"), Cell.of("Mock 2 rework adds 10 days, Mock 1 adds 3"))),
        Row("p80", (Cell.of("Finish, safe date (P80)"), Cell.of("19 Mar 2027"), Cell.of("5 Apr 2027"),
                    Cell.of("17 days later"), worse("Worse"),
                    Cell.of("Wider spread: the failure rate is still unknown for 2 of 5 product lines"))),
        Row("eac", (Cell.of("Cost at completion (EAC)"), Cell.of("€12.8 m"), Cell.of("€13.2 m"),
                    Cell.of("€0.4 m more"), worse("Worse"), Cell.of("Migration earns €0.83 of work per €1 spent"))),
        Row("work", (Cell.of("Work done (of budget)"), Cell.of("37%"), Cell.of("64%"), Cell.of("+27 points"),
                     worse("Worse"), Cell.of("3 points under plan"))),
        Row("spi_t", (Cell.of("Schedule efficiency SPI(t)"), Cell.of("0.96"), Cell.of("0.94"), Cell.of("−0.02"),
                      worse("Worse"), Cell.of("AT&T: R&D <scope> {{ 7*7 }} =1+1"))),
        Row("critical", (Cell.of("Critical risks (score 7–9)"), Cell.of("1"), Cell.of("1"), Cell.of("0"),
                         Cell.of("Same", tone=Tone.MUTED), Cell.of("R-03 came down from 9 to 6; R-07 went up"))),
        Row("benefits", (Cell.of("Benefits, three years"), Cell.of("€27.4 m"), Cell.of("€27.0 m"),
                         Cell.of("€0.4 m less"), worse("Worse"), Cell.of("Mainframe runs one month longer"))),
    )  # fmt: skip
    table = Table("changes", "Headline measures at the two status dates, 30 Jun and 30 Sep 2026", columns, rows)
    return Page("changes", Layout.TABLE,
                "Since Q2 the finish moved 13 days and cost rose €0.4 m, nearly all of it from Migration",
                {"table": table}, "Snapshots", "Both columns are frozen copies.")  # fmt: skip


def _initiative(key: str, name: str, lead: str, state: Status, before: Status, bar: tuple[float, float],
                rest: tuple[str, str, str, str], late: Cell, reason: str) -> Row:  # fmt: skip
    done, plan = (f"{value:.0%}" for value in bar)
    spi, cpi, finish, cost = rest
    return Row(key, (
        Cell((line(bold(name)), line(Span(lead, tone=Tone.MUTED)))), Cell(status=state), Cell(status=before),
        Cell((line(bold(done, Tone.ACCENT)), line(Span(plan, tone=Tone.MUTED))), bar=bar),
        Cell.of(spi), Cell.of(cpi), Cell.of(finish), late, Cell.of(cost), Cell.of(reason)),
        RowKind.TOTAL if key == "programme" else RowKind.NORMAL)  # fmt: skip


def scorecard() -> Page:
    columns = (
        Column("Initiative", width=1.8),
        Column("Status", width=0.95),
        Column("Q2", width=0.9),
        Column("Work done vs plan", width=2.3),
        Column("SPI(t)", "right", 0.6),
        Column("CPI", "right", 0.6),
        Column("Finish", width=1.2),
        Column("vs baseline", width=0.95),
        Column("Cost at completion", "right", 1.0),
        Column("Reason", width=2.6),
    )
    rows = (
        _initiative("I1", "Claims Portal", "J. Moreau", GREEN, YELLOW, (0.73, 0.72), ("1.01", "1.04", "11 Dec 2026",
                    "€3.1 m"), Cell.of("7 d early", True, Tone.GREEN), "Pilot live 4 days early"),
        _initiative("I2", "Core Data Migration", "S. Okafor", RED, YELLOW, (0.5, 0.63), ("0.80", "0.83",
                    "18 Mar 2027", "€5.5 m"), worse("20 d late"),
                    "Mock migration 2 missed 30 Sep; 6.8% of records fail the quality gate (limit 2%)"),
        _initiative("I3", "Pricing Engine", "A. Lindqvist", YELLOW, GREEN, (0.57, 0.62), ("0.93", "0.98",
                    "7 Feb 2027", "€2.7 m"), Cell.of("9 d late", True, Tone.YELLOW),
                    "Regulator asked for a second evidence pack; filing moves from 20 to 27 Nov"),
        _initiative("I4", "Adviser App", "R. Castellanos", GREEN, GREEN, (0.87, 0.88), ("0.99", "1.02",
                    "30 Oct 2026", "€2.0 m"), Cell.of("on plan", tone=Tone.MUTED), "Release tests passed"),
        _initiative("programme", "Programme", "", RED, YELLOW, (0.64, 0.69), ("0.92", "0.96", "18 Mar 2027",
                    "€13.3 m"), worse("20 d late"), "Worst status on the critical path (Migration)"),
    )  # fmt: skip
    table = Table("scorecard", "Initiatives at the status date: work against plan, efficiency, forecast, reason",
                  columns, rows, "Solid bar, bold %: work done. Outlined bar, grey %: plan.")  # fmt: skip
    return Page("scorecard", Layout.TABLE,
                "Two of four initiatives are on track; Migration drives both the delay and the overrun",
                {"table": table}, "Initiatives, Costs", "The programme row hides the spread.")  # fmt: skip


def _markers(*given: tuple[str, date | None, date, str, str, str, Tone]) -> tuple[Marker, ...]:
    found = []
    for key, baseline, day, kind, label, note, tone in given:
        if baseline:
            found.append(Marker(f"{key}-b", baseline, "baseline"))
        found.append(Marker(key, day, kind, label, note, tone))
    return tuple(found)


def roadmap() -> Page:
    lanes = (
        Lane("I1", "Claims Portal", GREEN, "73% done", (date(2026, 1, 5), date(2026, 12, 18)),
             (date(2026, 1, 5), date(2026, 12, 11)), 0.73, date(2026, 12, 17), _markers(
             ("M02", date(2026, 6, 30), date(2026, 6, 26), "reached", "Pilot live", "26 Jun", Tone.PLAIN),
             ("M09", date(2026, 12, 18), date(2026, 12, 11), "forecast", "Full launch", "11 Dec (5 d early)",
              Tone.GREEN))),
        Lane("I2", "Core Data Migration", RED, "50% done", (date(2026, 1, 19), date(2027, 2, 26)),
             (date(2026, 1, 19), date(2027, 3, 18)), 0.5, date(2027, 4, 4), _markers(
             ("M03", date(2026, 7, 31), date(2026, 8, 21), "reached", "Mock 1", "21 Aug (15 d late)", Tone.PLAIN),
             ("M06", date(2026, 9, 30), date(2026, 10, 30), "forecast", "Mock 2", "30 Oct (22 d late)", Tone.RED),
             ("M16", None, date(2026, 11, 6), "forecast", "Quality gate R&D", "6 Nov", Tone.YELLOW),
             ("M11", date(2027, 2, 26), date(2027, 3, 18), "forecast", "Cut-over", "18 Mar (14 d late)",
              Tone.RED))),
        Lane("I3", "Pricing Engine", YELLOW, "57% done", (date(2026, 2, 2), date(2027, 1, 29)),
             (date(2026, 2, 2), date(2027, 2, 7)), 0.57, None, _markers(
             ("M04", date(2026, 8, 28), date(2026, 9, 4), "reached", "Model validated", "4 Sep", Tone.PLAIN),
             ("M08", date(2026, 11, 20), date(2026, 11, 27), "forecast", "Filing", "27 Nov (5 d late)", Tone.YELLOW),
             ("M10", date(2027, 1, 29), date(2027, 2, 7), "forecast", "Go-live", "7 Feb (5 d late)", Tone.YELLOW))),
        Lane("I4", "Adviser App", NO_DATA, "Progress not known", (date(2026, 1, 5), date(2026, 10, 30)), None,
             float("nan"), None, _markers(
             ("M05", None, date(2026, 9, 11), "reached", "Store approval", "11 Sep", Tone.PLAIN),
             ("M07", None, date(2026, 10, 30), "forecast", "General release", "30 Oct", Tone.GREEN))),
    )  # fmt: skip
    road = Roadmap("roadmap", "Roadmap: baseline, work done and forecast, with the key milestones", date(2026, 1, 1),
                   date(2027, 4, 30), date(2026, 9, 30), "30 Sep", lanes, "Roadmap of four initiatives")  # fmt: skip
    return Page("roadmap", Layout.CANVAS, "Cut-over moves to 18 Mar 2027; the Portal still lands before plan",
                {"canvas": road}, "Milestones", "Outlined: the baseline.")  # fmt: skip


def forecast() -> Page:
    weeks = tuple(
        f"{day} {month}"
        for month, days in (("Feb", (8, 15, 22)), ("Mar", (1, 8, 15, 22, 29)), ("Apr", (5, 12, 19, 26)), ("May", (3,)))
        for day in days
    )
    as_is = (0.0, 0.02, 0.08, 0.20, 0.39, 0.56, 0.69, 0.79, 0.88, 0.93, 0.97, 0.99, 1.0)
    decided = (0.04, 0.17, 0.40, 0.63, 0.79, 0.91, 0.97, 0.99, 1.0, 1.0, 1.0, 1.0, 1.0)
    chance = Chart("chance", "Chance of having finished by the week starting", ChartKind.LINE, weeks,
                   (Series("As is", Role.ACTUAL, as_is, 5), Series("With CR-12", Role.FORECAST, decided, 3)), "0%",
                   "Chance of finishing by week, as is and with CR-12", 0, 1)  # fmt: skip
    months = ("Jan 26", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan 27")
    plan = (0.35, 0.95, 1.75, 2.7, 3.75, 4.85, 6.05, 7.35, 8.55, 9.65, 10.6, 11.4, 11.98)
    earned = (*(0.33, 0.92, 1.7, 2.6, 3.58, 4.58, 5.66, 6.8, 7.88), *[None] * 4)
    cost = (*(0.34, 0.94, 1.76, 2.72, 3.77, 4.84, 5.96, 7.12, 8.25), *[None] * 4)
    ahead = (*[None] * 8, 7.88, 8.72, 9.55, 10.35, float("nan"))
    curve = Chart(
        "curve",
        "Cumulative plan, work done and cost, € million, month end",
        ChartKind.LINE,
        months,
        (
            Series("Plan", Role.PLAN, plan),
            Series("Work done", Role.ACTUAL, earned, 5),
            Series("Cost", Role.COST, cost, 3),
            Series("Work forecast", Role.FORECAST, ahead),
        ),
        "0.0",
        "S-curve of plan, work done and cost",
        status_at=8,
    )
    tiles = {
        f"tile_{number}": Tile(key, name, line(bold(first), f" | {second}"),
                               line("even chance (P50) | safe date (P80)"), line(chance_), status)
        for number, (key, name, first, second, chance_, status) in enumerate((
            ("I1", "Claims Portal", "11 Dec", "17 Dec 2026", "Baseline 18 Dec: 85% likely", GREEN),
            ("I2", "Core Data Migration", "18 Mar", "4 Apr 2027", "Baseline 26 Feb: 6% likely", RED),
            ("I3", "Pricing Engine", "7 Feb", "17 Feb 2027", "Baseline 29 Jan: 8% likely", YELLOW),
            ("I4", "Adviser App", "30 Oct", "2 Nov 2026", "Baseline 30 Oct: 50% likely", GREEN)), 1)
    }  # fmt: skip
    return Page("forecast", Layout.TWO_CHARTS, "The committed 26 Feb is 6% likely; the safe date is 5 Apr 2027",
                {"chart": curve, "chart_2": chance, **tiles}, "Tasks, Costs", "10,000 runs.")  # fmt: skip


def matrix(size: int = 3, pins: tuple[Pin, ...] = ()) -> Matrix:
    def band(score: int) -> tuple[str, Tone]:
        if score >= 7:
            return f"{score} Critical", Tone.RED
        return (f"{score} High", Tone.YELLOW) if score >= 4 else (f"{score} {'Medium' if score > 1 else 'Low'}",
                                                                  Tone.PLAIN)  # fmt: skip

    steps = range(1, size + 1)
    bands = {(p, i): band(min(p * i if size == 3 else (p + 2 * i) * 9 // 15, 9)) for p in steps for i in steps}
    given = pins or (
        Pin("R-07", "07", 3, 3, (3, 2), Tone.RED), Pin("R-11", "11", 2, 3, (1, 3)), Pin("R-03", "03", 2, 3, (3, 3)),
        Pin("R-14", "14", 3, 2), Pin("R-02", "02", 2, 2, (3, 2)), Pin("R-05", "05", 2, 2, (2, 2)),
        Pin("R-09", "09", 3, 1, (2, 1)), Pin("R-12", "12", 1, 2, (2, 2)),
    )  # fmt: skip
    return Matrix("matrix", "Where the risks sit, and moved since Q2", size, bands, given,
                  "Filled: now. Dotted: Q2. No arrow: same or new.", "Risk matrix with eight risks")  # fmt: skip


def risks() -> Page:
    columns = (Column("Risk", width=2.75), Column("Score", width=0.8), Column("Status", width=0.9),
               Column("Mitigation Progress", width=0.95), Column("Owner", width=1.05),
               Column("Next step, due", width=2.2))  # fmt: skip

    def row(key: str, title: str, score: tuple[str, str], rest: tuple[str, str, str, str]) -> Row:
        state, done, owner, step = rest
        return Row(key, (Cell((line(bold(f"{key}  "), title),)),
                         Cell((line(bold(score[0]), Span(f"  ({score[1]})", tone=Tone.MUTED)),)), Cell.of(state),
                         Cell.of(done), Cell.of(owner), Cell.of(step)))  # fmt: skip

    rows = (
        Row("critical", (Cell.of("Critical Risks (Score 7–9)"),), RowKind.GROUP, Tone.RED),
        row("R-07", "Legacy policy records fail the quality gate in Mock 2", ("9", "6"),
            ("Escalated", "35%", "S. Okafor", "Second cleansing team, 16 Oct")),
        Row("high", (Cell.of("High Risks (Score 4–6)"),), RowKind.GROUP, Tone.YELLOW),
        row("R-11", "Regulator asks for a third evidence round", ("6", "3"),
            ("Mitigating", "50%", "A. Lindqvist", "Pre-filing session, 14 Oct")),
        row("R-03", "Only one engineer knows the legacy rating code", ("6", "9"),
            ("Mitigating", "60%", "S. Okafor", "Pair on 2 more modules, 30 Oct")),
        row("R-14", "Cut-over weekend clashes with the year-end freeze", ("6", "new"),
            ("Open", "0%", "H. Brandt", "Freeze exemption, 16 Oct")),
        row("R-02", "Cloud region short of capacity at peak", ("4", "6"),
            ("Mitigating", "75%", "J. Moreau", "Reserved capacity, 1 Nov")),
    )  # fmt: skip
    table = Table("risks", "Risk Management Dashboard – Q3 2026 (Q2 score in brackets)", columns, rows)
    tiles = {
        "tile_1": Tile("new", "New Risks Identified", line("2"), line("this period")),
        "tile_2": Tile("resolved", "Risks Resolved", line("3"), line("this period")),
        "tile_3": Tile("trend", "Risk Score Trend", line("Up"), line("€1.2 m to €1.4 m expected")),
        "tile_4": Tile("effect", "Mitigation Effectiveness", line("5 of 8"), line("re-scored lower")),
    }
    return Page(
        "risks",
        Layout.CANVAS_TABLE,
        "R-07 is now critical at 9 of 9; exposure is up 18% although three risks were resolved",
        {"canvas": matrix(), "table": table, **tiles},
        "Risks, Snapshots",
        "Score = probability × impact.",
    )


def next_steps() -> Page:
    columns = (
        Column("#", width=0.3),
        Column("What", width=4.9),
        Column("Owner", width=1.4),
        Column("Due", width=0.8),
        Column("If not done", width=4.2),
        Column("Status", width=1.2),
    )
    given = (
        ("D-1", "Approve CR-12: second cleansing team, €0.31 m", "CFO, Sponsor", "16 Oct", "P50 stays at 18 Mar 2027",
         Status(Tone.GREY, "Open")),
        ("D-2", "Exempt cut-over from the April change freeze", "COO", "16 Oct", "Next window 8 May",
         Status(Tone.GREY, "Open")),
        ("A-1", "Rule on the disputed cleansing rules (IS-027)", "H. Brandt", "7 Oct",
         "310,000 policies stay out of Mock 2", Status(Tone.YELLOW, "At risk")),
        ("A-2", "Run Mock migration 2; report the failure rate", "S. Okafor", "30 Oct", "No basis to decide on CR-14",
         Status(Tone.RED, "Late")),
        ("A-3", "Release the Adviser App to 640 advisers", "R. Castellanos", "30 Oct", "€0.1 m benefit lost per month",
         Status(Tone.GREEN, "On track")),
    )  # fmt: skip
    rows = tuple(
        Row(key, (Cell.of(str(number)), Cell((line(bold("Decide  " if key[0] == "D" else "Do  ", Tone.ACCENT), what),)),
                  Cell.of(owner), Cell.of(due), Cell.of(otherwise), Cell(status=status)))
        for number, (key, what, owner, due, otherwise, status) in enumerate(given, 1)
    )  # fmt: skip
    table = Table("next_steps", "Decisions first, then actions; each in order of due date", columns, rows)
    title = "Two decisions by 16 Oct set the date; three actions keep the plan on track"
    return Page("next_steps", Layout.TABLE, title,
                {"table": table}, "Decisions, Actions", "Read out the first two rows.")  # fmt: skip


def other_layouts() -> tuple[Page, ...]:
    """The layouts of the appendix, with charts of every kind."""
    bands = ("0–7 days", "8–14 days", "15–30 days", "Over 30 days")
    ages = Chart(
        "ages",
        "Open issues by age and priority",
        ChartKind.STACKED,
        bands,
        (
            Series("Critical", Role.COST, (None, None, None, 2)),
            Series("High", Role.ACTUAL, (1, 1, 2, 1), None, True),
            Series("Medium", Role.PREVIOUS, (2, 2, 1, None), None, True),
        ),
        "0",
        "Open issues by age",
    )
    velocity = Chart(
        "velocity",
        "Committed and delivered, points",
        ChartKind.COLUMN,
        tuple(f"Sprint {number}" for number in range(11, 19)),
        (
            Series("Committed", Role.PLAN, (78, 80, 82, 82, 84, 84, 86, 86), 7),
            Series("Delivered", Role.ACTUAL, (74, 79, 75, 80, 71, 76, 70, 61), 7, True),
        ),
        "0",
        "Velocity",
        show_axis=False,
    )
    benefits = Chart(
        "benefits",
        "Three-year benefits, € million",
        ChartKind.BAR,
        ("Claims Portal", "Core Data Migration", "Pricing Engine", "AT&T <R&D>"),
        (
            Series("Plan", Role.PLAN, (7.2, 9.0, 8.1, 3.3), 0, True),
            Series("Forecast", Role.FORECAST, (7.6, 8.4, 7.9, 3.1), 0, True),
        ),
        "0.0",
        "Benefits",
        show_axis=False,
    )
    facts = Table(
        "facts",
        "Definitions",
        (Column("Term", width=1), Column("Meaning", width=3)),
        tuple(Row(f"T{number}", (Cell.of(text), Cell.of(f"Typed as {text}"))) for number, text in enumerate(SPECIAL)),
    )
    takeaways = Bullets(
        "takeaways",
        "The slip is in the data",
        (line("Mock 2 moved in four steps"), line(LONG)),
        "Limit: three reports in a row",
    )
    return (
        Page("issues", Layout.CHART_TABLE, "Two critical issues are over 30 days old", {"chart": ages, "table": facts},
             "Issues", ""),
        Page("velocity", Layout.CHART_TAKEAWAYS, "Delivered falls behind", {"chart": velocity, "takeaways": takeaways},
             "Sprints", "Closed sprints only."),
        Page("benefits", Layout.TWO_CHARTS, "Benefits slip 2%", {"chart": benefits}, "Benefits", ""),
        Page("appendix", Layout.TWO_TABLES, "How each number is defined " * 12, {"table": facts, "table_2": crowded()},
             "Settings", ""),
    )  # fmt: skip


def crowded() -> Table:
    """More rows and words than any slide can hold."""
    rows = tuple(
        Row(f"C{number}", (Cell.of(f"Check {number}"), Cell.of(LONG if number == 1 else f"Result {number}")))
        for number in range(40)
    )
    return Table("crowded", "Data health", (Column("Check"), Column("Result", width=2)), rows)
