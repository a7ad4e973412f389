"""What a company's template lacks, before anything is made from it.

Depends on: errors, package, render.deck.adapting, …missing_places, render.document, …file_kinds, …template_mapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, meta
from pptx import Presentation

from exectrack_xl import package
from exectrack_xl.errors import Finding, Severity, TemplateError, nearest
from exectrack_xl.render.deck.adapting import lacking
from exectrack_xl.render.deck.missing_places import missing_places, placeholder_names
from exectrack_xl.render.document.environment import environment
from exectrack_xl.render.document.fields import FieldView, ReportView, SectionView
from exectrack_xl.render.document.template import WordTemplate
from exectrack_xl.render.file_kinds import DECK_ENDINGS, DOCUMENT_ENDINGS, kind_of, read_template
from exectrack_xl.render.template_files import own_template
from exectrack_xl.render.template_mapping import mapped
from exectrack_xl.report.model import Layout

_VIEWS: dict[str, Any] = {"report": ReportView, "section": SectionView, "field": FieldView}
_TAG = re.compile(r"\{[{%][^{}]*[}%]\}")
_USED = re.compile(r"\b(report|section|field)\.(\w+)")
_PREFIX = re.compile(r"^(\{[{%])(?:p|tr|tc|r)\s")  # says where a tag of docxtpl stands, and is no part of it
_OURS = "stakeholder-report.docx"


def check_template(path: Path) -> tuple[Finding, ...]:
    """What a template lacks and what is done about it; an error where nothing can be.

    Raises:
        TemplateError: the file cannot be read, or is neither a PowerPoint nor a Word template.
    """
    if path.suffix.lower() in DECK_ENDINGS:
        return tuple(_deck(path))
    if path.suffix.lower() in DOCUMENT_ENDINGS:
        return tuple(_document(path))
    raise TemplateError(f"'{path.name}' is no template: give a .potx, .pptx, .dotx or .docx.")


def _deck(path: Path) -> Iterator[Finding]:
    data = read_template(path, "PowerPoint")
    if kind_of(package.read_parts(data)) != "deck":
        raise TemplateError(f"'{path.name}' is no PowerPoint template.")
    file = Presentation(BytesIO(data))
    mapping = mapped(path)
    names = mapping.layouts
    present = {layout.name: layout for layout in file.slide_layouts}
    for wanted, theirs in names.items():
        if theirs not in present:
            yield Finding(wanted, "", "", f"is mapped to '{theirs}', which is not there.{nearest(theirs, present)}",
                          "Correct the name in the TOML file.", "unknown-layout")  # fmt: skip
    made_anew = lacking(file, names)
    for one in made_anew:
        near = nearest(one.wanted, present)
        yield Finding(one.wanted, "", "", f"is missing.{near} It is made from '{one.made_from}', placed by the grid.",
                      "Copy the layout from 'exectrack template new', or leave it so.", "missing-layout",
                      Severity.NOTE)  # fmt: skip
    made_from = {one.wanted: one.made_from for one in made_anew}
    for name in map(str, Layout):
        chosen, there = mapping.places.get(name, {}), placeholder_names(present[made_from.get(name, name)])
        for ours, theirs in missing_places(present[name], chosen) if name in present else ():
            yield _lost(name, ours.name, theirs)
        for ours_name, wanted in chosen.items():
            if wanted not in there:
                message = f"is mapped to '{wanted}', which is not there.{nearest(wanted, there)}"
                yield Finding(name, "", ours_name, message, "Correct the name in the TOML file.", "unknown-placeholder")
    if count := len(file.slides):
        yield Finding("Slides", "", "", f"{count} slides of the template's own are left out of what is made.", "",
                      "own-slides", Severity.NOTE)  # fmt: skip


def _lost(layout: str, ours: str, theirs: Any) -> Finding:
    if theirs is not None:
        message = f"is taken from '{theirs[0][0].get('name', '')}'."
        return Finding(layout, "", ours, message, "", "mapped-placeholder", Severity.NOTE)
    return Finding(layout, "", ours, "is missing and is put in where ours stands.",
                   "Map one of yours to it in the TOML file, or leave it so.", "missing-placeholder",
                   Severity.NOTE)  # fmt: skip


def _document(path: Path) -> Iterator[Finding]:
    there, ours = WordTemplate.style_names(path), WordTemplate(own_template(_OURS)).styles()
    parts = package.read_parts(read_template(path, "Word"))
    found = [tag for name, content in parts.items() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)
             for tag in _TAG.findall(re.sub(r"<[^>]+>", "", content.decode()))]  # fmt: skip
    if not found:
        yield Finding("Fields", "", "", "There is no field here, so that nothing would be filled in.",
                      "Put in fields; 'exectrack template new' shows all.", "no-field")  # fmt: skip
    for thing, name in dict.fromkeys(use for tag in found for use in _USED.findall(tag)):
        known = [field.name for field in fields(_VIEWS[thing])]
        if name not in known:
            hint = nearest(name, known) or f" Known are: {', '.join(sorted(known))}."
            yield Finding("Fields", "", f"{thing}.{name}", f"does not exist.{hint}", "Use a field that does.",
                          "unknown-field")  # fmt: skip
    yield from _unknown_names(found)
    for style in ours:
        if style.startswith("et ") and style not in there:
            yield Finding("Styles", "", style, "is missing; ours is lent.",
                          "Copy the style from 'exectrack template new'.", "missing-style",
                          Severity.NOTE)  # fmt: skip


def _unknown_names(tags: list[str]) -> Iterator[Finding]:
    """Names that are neither the report nor given by a loop of the template, and tags that are no fields at all."""
    text = unescape(" ".join(_PREFIX.sub(r"\1 ", tag) for tag in tags))
    try:
        used = meta.find_undeclared_variables(environment().parse(text))
    except TemplateSyntaxError as fault:
        yield Finding("Fields", "", "", f"The fields cannot be read: {fault.message}.",
                      "Close each tag, each 'for' and each 'if'.", "broken-field")  # fmt: skip
        return
    whole = [f"report.{one.name}" for one in fields(ReportView)]
    for name in sorted(used - {"report"}):
        hint = nearest(f"report.{name}", whole) if f"report.{name}" in whole else nearest(name, ["report", *whole])
        yield Finding("Fields", "", name, f"does not exist.{hint}", "Use a field that does.", "unknown-field")
