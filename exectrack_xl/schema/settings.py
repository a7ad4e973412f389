"""What is set once: the settings and their defaults, the generated periods, the holidays.

Depends on: schema.sheet, schema.choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exectrack_xl.schema import choices
from exectrack_xl.schema.sheet import Column, Kind, Profile, Sheet, Tab

Value = str | float | date | None


@dataclass(frozen=True)
class Setting:
    """One line of the Settings sheet."""

    name: str  # defined name setting_<name>
    label: str  # what the sheet shows in column Setting
    kind: Kind
    default: Value
    help: str
    group: str
    unit: str = ""
    choices: tuple[str, ...] = ()


def _group(group: str, *settings: tuple[str, str, Kind, Value, str, str, tuple[str, ...]]) -> list[Setting]:
    return [
        Setting(name, label, kind, default, text, group, unit, listed)
        for name, label, kind, default, unit, text, listed in settings
    ]


_NONE: tuple[str, ...] = ()

SETTINGS_LIST: tuple[Setting, ...] = (
    *_group(
        "Programme",
        ("programme", "Programme", Kind.TEXT, "", "", "The name on every page.", _NONE),
        ("project_id", "Project ID", Kind.TEXT, "", "",
         "The number your organisation knows this programme by; tells it apart in a portfolio. May stay blank.", _NONE),
        ("organisation", "Organisation", Kind.TEXT, "", "", "Whose programme it is.", _NONE),
        ("project_manager", "Project manager", Kind.TEXT, "", "",
         "Who keeps this tracker; reporter of new rows. Blank = the name Excel knows you by.", _NONE),
        ("status_date", "Status date", Kind.DATE, None, "", "The day everything is judged at.", _NONE),
        ("currency", "Currency", Kind.TEXT, "EUR", "", "One currency for the whole tracker.", _NONE),
        ("locale", "Locale", Kind.TEXT, "", "",
         "Language and country of decks and reports, such as de-DE; blank = English.", _NONE),
        ("committed_finish", "Committed finish", Kind.DATE, None, "",
         "The finish promised to the sponsor; blank = the latest approved finish.", _NONE),
        ("governance", "Governance", Kind.CHOICE, "Light", "", "How much each step asks for.", choices.GOVERNANCE),
    ),
    *_group(
        "Calendar",
        ("fiscal_year_start", "Fiscal year starts in month", Kind.COUNT, 1.0, "month", "1 = January.", _NONE),
        ("week_start", "Week starts on", Kind.CHOICE, "Monday", "", "First day of a reporting week.",
         ("Monday", "Sunday", "Saturday")),
        ("weekend", "Days off", Kind.TEXT, "0000011", "",
         "Seven signs from Monday to Sunday, 1 = a day off, as in NETWORKDAYS.INTL.", _NONE),
        ("hours_per_day", "Hours per day", Kind.NUMBER, 8.0, "hours", "What one person works full time.", _NONE),
    ),
    *_group(
        "Schedule status",
        ("spi_t_green", "SPI(t) Green from", Kind.NUMBER, 0.95, "index", "At or above: Green.", _NONE),
        ("spi_t_yellow", "SPI(t) Yellow from", Kind.NUMBER, 0.85, "index", "At or above: Yellow; below: Red.", _NONE),
        ("late_green", "Days late Green to", Kind.NUMBER, 5.0, "days", "At or below: Green.", _NONE),
        ("late_red", "Days late Yellow to", Kind.NUMBER, 15.0, "days", "At or below: Yellow; above: Red.", _NONE),
        ("on_time_green", "Chance on time Green from", Kind.SHARE, 0.70, "", "Once simulated.", _NONE),
        ("on_time_yellow", "Chance on time Yellow from", Kind.SHARE, 0.40, "", "Once simulated.", _NONE),
        ("tolerance", "Tolerance", Kind.NUMBER, 0.0, "days",
         "Working days late that still count as on schedule.", _NONE),
    ),
    *_group(
        "Cost, scope and benefits status",
        ("overrun_green", "Overrun Green to", Kind.SHARE, 0.02, "", "Estimate over approved budget.", _NONE),
        ("overrun_red", "Overrun Yellow to", Kind.SHARE, 0.10, "", "Above: Red.", _NONE),
        ("growth_green", "Scope growth Green to", Kind.SHARE, 0.10, "", "Approved growth over the baseline.", _NONE),
        ("growth_red", "Scope growth Yellow to", Kind.SHARE, 0.20, "", "Above: Red.", _NONE),
        ("benefits_green", "Benefits Green from", Kind.SHARE, 0.95, "", "Realised or forecast over plan.", _NONE),
        ("benefits_yellow", "Benefits Yellow from", Kind.SHARE, 0.85, "", "Below: Red.", _NONE),
    ),
    *_group(
        "Quality and risk",
        ("quality_green", "Quality score Green from", Kind.NUMBER, 7.0, "of 10", "At or above: Green.", _NONE),
        ("quality_yellow", "Quality score Yellow from", Kind.NUMBER, 5.0, "of 10", "Below: Red.", _NONE),
        ("quality_stops", "Quality stops delivery", Kind.CHOICE, "No", "",
         "Yes = quality may turn the overall status Red by itself.", choices.YES_NO),
        ("risk_scale", "Risk scale", Kind.CHOICE, "3x3", "", "3x3 product, or 5x5 by look-up to 1..9.",
         choices.RISK_SCALE),
        ("chance_1", "Chance of probability 1", Kind.SHARE, 0.15, "", "Used where no chance is typed.", _NONE),
        ("chance_2", "Chance of probability 2", Kind.SHARE, 0.40, "", "Used where no chance is typed.", _NONE),
        ("chance_3", "Chance of probability 3", Kind.SHARE, 0.70, "", "Used where no chance is typed.", _NONE),
        ("chance_4", "Chance of probability 4", Kind.SHARE, 0.80, "", "Only on the 5x5 scale.", _NONE),
        ("chance_5", "Chance of probability 5", Kind.SHARE, 0.90, "", "Only on the 5x5 scale.", _NONE),
        ("trend_band", "Trend dead band", Kind.SHARE, 0.05, "", "A smaller change reads Stable.", _NONE),
        ("stale_after", "Stale after", Kind.NUMBER, 35.0, "days",
         "A dimension without a new value for longer is Grey.", _NONE),
    ),
    *_group(
        "Simulation",
        ("simulate", "Simulate", Kind.CHOICE, "No", "",
         "Yes = status and forecast also tell the chance of being on time; snapshots remember P50 and P80.",
         choices.YES_NO),
        ("distribution", "Duration distribution", Kind.CHOICE, "PERT", "",
         "How durations spread between optimistic and pessimistic.", choices.DISTRIBUTION),
        ("correlation", "Correlation", Kind.SHARE, 0.25, "",
         "How much the tasks of one initiative run long together, 0 to 100%.", _NONE),
        ("precision", "Simulate to within", Kind.NUMBER, 0.5, "days",
         "Draws until P80 is known to so many working days, 95 times of 100.", _NONE),
    ),
    *_group(
        "Sprints and issues",
        ("velocity_sprints", "Velocity over", Kind.COUNT, 3.0, "sprints", "Closed sprints per team.", _NONE),
        ("sla_critical", "Escalate Critical after", Kind.NUMBER, 1.0, "days", "Working days per level.", _NONE),
        ("sla_high", "Escalate High after", Kind.NUMBER, 3.0, "days", "Working days per level.", _NONE),
        ("sla_medium", "Escalate Medium after", Kind.NUMBER, 10.0, "days", "Working days per level.", _NONE),
        ("sla_low", "Escalate Low after", Kind.NUMBER, 20.0, "days", "Working days per level.", _NONE),
        ("review_after", "Review rows after", Kind.NUMBER, 14.0, "days", "Rows nobody looked at for longer.", _NONE),
    ),
)  # fmt: skip

SETTING = {setting.name: setting for setting in SETTINGS_LIST}

# 5x5 probability (rows) by impact (columns) to the 1..9 scale; impact weighs more than probability.
RISK_LOOKUP: tuple[tuple[int, ...], ...] = (
    (1, 1, 2, 3, 5),
    (1, 2, 3, 4, 6),
    (1, 2, 4, 6, 7),
    (2, 3, 5, 7, 8),
    (2, 4, 6, 8, 9),
)

SETTINGS = Sheet("settings", "Settings", "How this tracker counts and judges. Change a value and all follows.", (
    Column("group", "Group", Kind.TEXT, "What it belongs to.", width=28),
    Column("setting", "Setting", Kind.TEXT, "What is set.", required=True, width=30),
    Column("value", "Value", Kind.TEXT, "The value that counts.", width=22),
    Column("unit", "Unit", Kind.TEXT, "In what it is counted."),
    Column("meaning", "Meaning", Kind.TEXT, "What it does.", width=60),
), key=("setting",), tab=Tab.SET_UP)  # fmt: skip

PERIODS = Sheet("periods", "Periods", "Weeks, months and quarters, generated from Settings.", (
    Column("id", "ID", Kind.ID, "2026-W40, 2026-M09 or 2026-Q3.", required=True),
    Column("type", "Type", Kind.CHOICE, "Week, Month or Quarter.", required=True, choices=choices.PERIOD_TYPE),
    Column("start", "Start", Kind.DATE, "First day.", required=True),
    Column("finish", "Finish", Kind.DATE, "Last day.", required=True),
    Column("label", "Label", Kind.TEXT, "As printed, e.g. Q3 2026."),
), tab=Tab.SET_UP, profile=Profile.FULL)  # fmt: skip

HOLIDAYS = Sheet("holidays", "Holidays", "Days nobody works, beside the weekly days off.", (
    Column("date", "Date", Kind.DATE, "The day off.", required=True),
    Column("name", "Name", Kind.TEXT, "What it is.", width=30),
), key=("date",), tab=Tab.SET_UP, profile=Profile.FULL)  # fmt: skip
