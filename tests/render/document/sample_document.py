"""A stakeholder report written by hand: four initiatives of an invented programme."""

from __future__ import annotations

from exectrack_xl.report.model import (
    Bullets,
    Cell,
    Chart,
    ChartKind,
    Column,
    Line,
    Report,
    Role,
    Row,
    Section,
    Series,
    Span,
    Status,
    Table,
    Tone,
)

RED, YELLOW, GREEN = Status(Tone.RED, "Red"), Status(Tone.YELLOW, "Yellow"), Status(Tone.GREEN, "Green")


def line(text: str, bold: str = "") -> Line:
    return (Span(bold, bold=True), Span(text)) if bold else (Span(text),)


GLANCE = Table(
    "glance",
    "The four initiatives at a glance",
    (
        Column("Initiative", width=3.4),
        Column("Status", width=1.5),
        Column("Done", "right", 1.0),
        Column("Plan", "right", 1.0),
        Column("Finish P50", "right", 1.9),
        Column("Finish P80", "right", 1.9),
        Column("vs baseline", "right", 1.8),
        Column("Cost at completion", "right", 2.4),
    ),
    tuple(
        Row(key, (Cell.of(name, bold=True), Cell(status=status), *(Cell.of(text) for text in texts)))
        for key, name, status, texts in (
            (
                "I-02",
                "Core Data Migration",
                RED,
                ("50%", "63%", "18 Mar 2027", "4 Apr 2027", "14 d late", "€5.5 m (+0.91)"),
            ),
            (
                "I-03",
                "Pricing Engine",
                YELLOW,
                ("57%", "62%", "8 Feb 2027", "17 Feb 2027", "6 d late", "€2.7 m (+0.05)"),
            ),
            (
                "I-01",
                "Claims Portal",
                GREEN,
                ("73%", "72%", "11 Dec 2026", "17 Dec 2026", "5 d early", "€3.1 m (−0.11)"),
            ),
            ("I-04", "Adviser App", GREEN, ("87%", "88%", "30 Oct 2026", "2 Nov 2026", "on plan", "€2.0 m (−0.05)")),
        )
    ),
    note="P50: even chance. P80: safe date. Working days against the approved baseline.",
)

PROGRESS = Chart(
    "progress",
    "Work done against plan, share of the budget.",
    ChartKind.BAR,
    ("Core Data Migration", "Pricing Engine", "Claims Portal", "Adviser App"),
    (
        Series("done", Role.ACTUAL, (0.50, 0.57, 0.73, 0.87), show_values=True),
        Series("plan", Role.PLAN, (0.63, 0.62, 0.72, 0.88), show_values=True),
    ),
    "0%",
    "Work done against plan by initiative: Core Data Migration 50 of 63 %, Adviser App 87 of 88 %.",
    lowest=0.0,
    highest=1.0,
    show_axis=False,
)

ACTIONS = Table(
    "actions",
    "What stakeholders need to do",
    (
        Column("Stakeholder action", width=4),
        Column("Who", width=2.2),
        Column("By", width=1.1),
        Column("Why it matters", width=3),
    ),
    tuple(
        Row(key, tuple(Cell.of(text) for text in texts))
        for key, *texts in (
            (
                "IS-027",
                "Rule on the disputed cleansing rules (IS-027)",
                "H. Brandt, Household",
                "7 Oct",
                "310,000 policies cannot be loaded without it",
            ),
            (
                "CR-12",
                "Approve CR-12, second cleansing team, €0.31 m",
                "CFO, Sponsor",
                "16 Oct",
                "Wins back 15 of 20 days",
            ),
            ("A-19", "Name trainers in 4 contact centres", "P. Nowak, Operations", "19 Oct", "Portal launch on 11 Dec"),
            (
                "A-22",
                "Retire the old quote sheet in 4 regions",
                "Regional sales heads",
                "30 Oct",
                "€0.1 m of benefit per month",
            ),
        )
    ),
)


def section(key: str, title: str, status: Status, **texts: tuple[Line, ...]) -> Section:
    labels = ("Initiative", "Progress", "Quality", "Issues", "Next Steps", "Stakeholder Actions")
    return Section(key, title, status, tuple((label, texts[label.replace(" ", "_")]) for label in labels))


def issue(tone: Tone, name: str, rest: str) -> Line:
    glyph = {Tone.RED: "■", Tone.YELLOW: "▲", Tone.GREEN: "●"}[tone]
    return (Span(f"{glyph} ", tone=tone), Span(name, bold=True), Span(rest))


SECTIONS = (
    section(
        "I-02",
        "Core Data Migration",
        RED,
        Initiative=(line(" Move 4.1 m policies to the new core system. Lead: S. Okafor.", "Core Data Migration."),),
        Progress=(
            line(
                "50% done, plan 63%. Finish 18 Mar 2027 (even chance), 4 Apr 2027 (safe date); baseline 26 Feb "
                "2027. Mock 1 was 15 working days late, Mock 2 is 22 working days late."
            ),
        ),
        Quality=(
            line(
                "6.8% of records fail the quality gate; limit 2%. Test coverage 71% (goal 80%). 38 open defects, "
                "2 critical. Quality score 6.1 of 10."
            ),
        ),
        Issues=(
            issue(
                Tone.RED, "IS-031 Critical: ", "duplicate policy keys block the load. Fix in test; S. Okafor, 9 Oct."
            ),
            issue(Tone.RED, "IS-027 Critical: ", "cleansing rules disputed for 44 days. With H. Brandt, 7 Oct."),
        ),
        Next_Steps=(
            line("9 Oct: duplicate keys fixed and retested"),
            line("30 Oct: Mock migration 2 at the 2% gate"),
            line("18 Mar 2027: cut-over weekend"),
        ),
        Stakeholder_Actions=(
            line("", "CFO and Sponsor: approve CR-12 by 16 Oct"),
            line("", "H. Brandt: rule on cleansing by 7 Oct"),
        ),
    ),
    section(
        "I-03",
        "Pricing Engine",
        YELLOW,
        Initiative=(line(" Real-time pricing for motor and home. Lead: A. Lindqvist.", "Pricing Engine."),),
        Progress=(
            line(
                "57% done, plan 62%. Go-live 8 Feb 2027 (even chance), 17 Feb 2027 (safe date); baseline 29 Jan 2027."
            ),
        ),
        Quality=(
            line("Model error 2.1% (limit 3%). Coverage 84%. 12 open defects, none critical. Quality score 7.9 of 10."),
        ),
        Issues=(
            issue(Tone.YELLOW, "IS-034 High: ", "evidence pack lacks a fairness test for home. A. Lindqvist, 14 Oct."),
        ),
        Next_Steps=(line("14 Oct: pre-filing session"), line("27 Nov: regulator filing")),
        Stakeholder_Actions=(line("", "Compliance: review the evidence pack by 12 Oct"),),
    ),
    section(
        "I-01",
        "Claims Portal",
        GREEN,
        Initiative=(line(" Self-service claims for 1.2 m customers. Lead: J. Moreau.", "Claims Portal."),),
        Progress=(
            line("73% done, plan 72%. Launch 11 Dec 2026 (even chance), 17 Dec 2026 (safe date); baseline 18 Dec."),
        ),
        Quality=(line("Customer rating 4.4 of 5. Test coverage 86%. 9 open defects. Quality score 8.6 of 10."),),
        Issues=(issue(Tone.YELLOW, "IS-033 High: ", "nightly interface run exceeds 6 hours. J. Moreau, 12 Oct."),),
        Next_Steps=(line("19 Oct: contact-centre training starts"), line("11 Dec: full launch")),
        Stakeholder_Actions=(line("", "P. Nowak: name trainers by 19 Oct"),),
    ),
    section(
        "I-04",
        "Adviser App",
        GREEN,
        Initiative=(line(" Quotes and signatures for 640 tied advisers. Lead: M. Rossi.", "Adviser App."),),
        Progress=(
            line(
                "87% done, plan 88%. Release 30 Oct 2026 (even chance), 2 Nov 2026 (safe date); baseline 30 Oct 2026."
            ),
        ),
        Quality=(line("All release tests passed. Crash-free sessions 99.6%. Quality score 8.8 of 10."),),
        Issues=(issue(Tone.GREEN, "", "No critical or high issue open."),),
        Next_Steps=(line("30 Oct: release to 640 advisers"),),
        Stakeholder_Actions=(line("", "Regional heads: retire the old quote sheet by 30 Oct"),),
    ),
    Section(
        "definitions",
        "How the numbers are defined",
        None,
        (
            (
                "Work done",
                (line("Earned value over the approved budget: what the work finished so far was planned to cost."),),
            ),
            (
                "Even chance, safe date",
                (line("Half (P50) and four of five (P80) of 10,000 simulated plans finish by then."),),
            ),
            ("Days late", (line("Working days after the approved baseline."),)),
            (
                "Quality score",
                (line("0 to 10, weighted over the quality measures; at most 4.9 while a mandatory gate fails."),),
            ),
            (
                "Status",
                (line("The worst of schedule, cost and scope; quality, risk and benefits pull to Yellow at most."),),
            ),
        ),
    ),
)

REPORT = Report(
    kind="stakeholder report",
    title="Initiative Progress Report - Q3 2026",
    programme="Claims Forward",
    organisation="Calder Mutual",
    period_label="Q3 2026",
    status_date="30 Sep 2026",
    snapshot="S-2026-09-30",
    source="claims-forward-tracker.xlsx",
    status=RED,
    answer=(
        line(
            " Cut-over moves from 26 Feb to 18 Mar 2027 (even chance); 4 Apr 2027 is the safe date. Approving CR-12 by "
            "16 Oct wins back 15 days. Portal and App are on track; Pricing waits for the regulator.",
            "Core Data Migration is late, and with it the programme.",
        ),
    ),
    opening=(GLANCE, PROGRESS, ACTIONS),
    sections=SECTIONS,
    left_out=(
        "Tasks!F31 (Finish): is 31 Feb 2027; expected a date. Type a date that exists.",
        "Costs!D12 (Actual cost): is #REF!; expected an amount. Repair the formula.",
    ),
)

NUMBERED = Bullets("decisions", "Decisions asked", (line("Approve CR-12"), line("Name a data owner")), numbered=True)
