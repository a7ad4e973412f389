"""The cover: whose programme, which period, what kind of report. Depends on: report.desk, report.model."""

from __future__ import annotations

from pathlib import PurePath

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Layout, Page


def cover(desk: Desk, report_name: str) -> Page:
    """Programme and period as title, the report's name beneath; page 2 has the answer."""
    organisation = desk.settings.text("organisation")
    footer = desk.say("cover.footer", day=desk.words.day(desk.day), workbook=desk.tracker.name)
    return Page(
        "cover", Layout.COVER, f"{programme(desk)} – {desk.period_label}", {}, "Settings",
        desk.say("cover.notes"),
        {"subtitle": " – ".join(part for part in (report_name, organisation) if part), "footer": footer},
    )  # fmt: skip


def programme(desk: Desk) -> str:
    """The programme's name; where Settings has none, that of the workbook without its ending."""
    return desk.settings.text("programme") or PurePath(desk.tracker.name).stem
