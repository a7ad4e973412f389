"""The fields a Word template may use, all under `report`.

Texts are plain and become text; `Markup` is finished Word text, for tags that begin with `{{p` or `{{r`.
Depends on: report.language, report.model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from exectrack_xl.render.document.blocks import block_xml, blocks_xml, cell_xml
from exectrack_xl.render.document.page import Page, tag
from exectrack_xl.render.document.words import line_runs, status_runs, text_run
from exectrack_xl.report.language.choosing import english_words
from exectrack_xl.report.model import Block, Report, Section, Status

FEWEST_LISTED = 4  # sections from which on a document lists its contents


@dataclass(frozen=True)
class FieldView:
    """One field of a section: `label`, and `content` for a `{{p … }}` tag. `tag` marks it for a refresh."""

    tag: str
    label: str
    content: Markup


@dataclass(frozen=True)
class SectionView:
    """A section: `title`, `status` for a `{{r … }}` tag, and its `fields`."""

    key: str
    tag: str
    title: str
    status: Markup
    fields: tuple[FieldView, ...]
    bookmark: str  # where a link to the section leads


class BlocksByKey(Mapping[str, Markup]):
    """The opening blocks by key, written when a template asks for one."""

    def __init__(self, blocks: Sequence[Block], page: Page) -> None:
        self._blocks = {block.key: block for block in blocks}
        self._page = page

    def __getitem__(self, key: str) -> Markup:
        return Markup(block_xml(self._blocks[key], self._page))

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)


@dataclass(frozen=True)
class WordsView:
    """The fixed words of our templates in the report's language."""

    audience: str
    source: str
    status_date: str
    overall: str
    state: str
    status: str
    page: str
    of: str
    contents: str
    left_out: str
    left_out_note: str


@dataclass(frozen=True)
class ReportView:
    """Everything a template may say. `blocks` holds the opening blocks by key, to be placed one by one."""

    kind: str
    title: str
    programme: str
    organisation: str
    period: str
    status_date: str
    snapshot: str
    source: str
    status: Markup
    answer: tuple[Markup, ...]
    opening: tuple[Markup, ...]
    blocks: Mapping[str, Markup]
    sections: tuple[SectionView, ...]
    contents: tuple[SectionView, ...]  # the sections to list in front; none where there are few
    left_out: tuple[str, ...]
    about: str
    comparison: str
    words: WordsView


def report_view(report: Report, page: Page, cell_width: int | None) -> ReportView:
    """A report as fields; `cell_width` is the width in twips of the cell that takes a section's field.

    It is None where a field stands under its label, over the whole width.
    """
    place = replace(page, in_field=True)
    if cell_width is not None:
        place = replace(page, width=cell_width, in_cell=True)
    sections = tuple(_section_view(section, place, number) for number, section in enumerate(report.sections, start=1))
    return ReportView(
        kind=report.kind,
        title=report.title,
        programme=report.programme,
        organisation=report.organisation,
        period=report.period_label,
        status_date=report.status_date,
        snapshot=report.snapshot,
        source=report.source,
        status=Markup(status_runs(report.status)),
        answer=tuple(Markup(line_runs(line)) for line in report.answer),
        opening=tuple(Markup(xml) for xml in blocks_xml(report.opening, page)),
        blocks=BlocksByKey(report.opening, page),
        sections=sections,
        contents=sections if len(sections) >= FEWEST_LISTED else (),
        left_out=report.left_out,
        about=report.about,
        comparison=report.comparison,
        words=_words_view(report),
    )


def _words_view(report: Report) -> WordsView:
    say = (report.words or english_words()).say
    plain = {name: say(f"document.{name}") for name in
             ("overall", "state", "status", "page", "of", "contents", "left_out", "left_out_note")}  # fmt: skip
    return WordsView(
        say("document.for", programme=report.programme),
        say("document.source", workbook=report.source, day=report.status_date, snapshot=report.snapshot),
        say("document.status_date", day=report.status_date), **plain,
    )  # fmt: skip


def _section_view(section: Section, cell: Page, number: int) -> SectionView:
    fields = tuple(
        FieldView(tag(f"section.{section.key}.{label}"), label, Markup(cell_xml(blocks, cell)))
        for label, blocks in section.fields
    )
    return SectionView(section.key, tag(f"section.{section.key}"), section.title, _heading_status(section.status),
                       fields, f"_Toc{number:08}")  # fmt: skip


def _heading_status(status: Status | None) -> Markup:
    return Markup(text_run("   ") + status_runs(status) if status else "")
