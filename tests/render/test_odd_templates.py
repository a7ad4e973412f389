"""Templates as other programs and dark corporate designs leave them: every text on the deck can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import sample_report as sample
from pptx import Presentation

from exectrack_xl import package
from exectrack_xl.render.deck.presentation import presentation
from exectrack_xl.render.lint.deck.reading import read_deck
from exectrack_xl.render.lint.rules.contrast import faint

MASTER, COVER, TITLE_ONLY = (f"ppt/slide{part}.xml" for part in
                             ("Masters/slideMaster1", "Layouts/slideLayout1", "Layouts/slideLayout6"))  # fmt: skip
NAVY = b'<p:bg><p:bgPr><a:solidFill><a:srgbClr val="102030"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'


def template(folder: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Office's plain template of 2007, whose accents are too light for text, and what is changed in it."""
    target = BytesIO()
    Presentation().save(target)
    parts = dict(package.read_parts(target.getvalue()))
    change(parts)
    (folder / "acme.pptx").write_bytes(package.write_parts(parts))
    return folder / "acme.pptx"


def as_it_is(_parts: dict[str, bytes]) -> None:
    """The accents of Office 2007 reach 4.0:1 on white."""


def painted_dark(parts: dict[str, bytes]) -> None:
    """A dark page whose master writes its own texts light, while the theme still maps dark colours to text."""
    master = re.sub(rb"<p:bg>.*?</p:bg>", NAVY, parts[MASTER], flags=re.DOTALL)
    head, styles, rest = master.partition(b"<p:txStyles>")
    parts[MASTER] = head + styles + rest.replace(b'schemeClr val="tx1"', b'schemeClr val="bg1"')


def mapped_dark(parts: dict[str, bytes]) -> None:
    parts[MASTER] = parts[MASTER].replace(
        b'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"', b'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"'
    )


def as_libreoffice_saves(parts: dict[str, bytes]) -> None:
    """No list styles, no layout called "title only", no subtitle on the title page."""
    for name in [name for name in parts if name.startswith("ppt/slideLayouts/slideLayout")]:
        bare = re.sub(rb"<a:lstStyle>.*?</a:lstStyle>|<a:lstStyle/>", b"", parts[name], flags=re.DOTALL)
        parts[name] = bare.replace(b' type="titleOnly"', b' type="tx"').replace(b'type="subTitle"', b'type="body"')


@pytest.mark.parametrize("change", [as_it_is, painted_dark, mapped_dark, as_libreoffice_saves])
def test_every_text_can_be_read(change, tmp_path):
    made = presentation(sample.report(), template(tmp_path, change))
    assert [f"{one.sheet} {one.column}: {one.message}" for one in faint(read_deck(made))] == []


def test_on_a_dark_page_tables_and_charts_write_in_the_light_colour(tmp_path):
    parts = package.read_parts(presentation(sample.report(), template(tmp_path, painted_dark)))
    slides = [part for name, part in parts.items() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    swapped = [part for part in slides if b'overrideClrMapping bg1="dk1" tx1="lt1"' in part]
    assert len(swapped) == len(slides) - 1, "all but the cover, which is the template's own"


def test_on_our_own_template_no_colour_is_changed():
    from exectrack_xl.render.template_files import own_template

    made = presentation(sample.report(), own_template("quarterly-deck.pptx"))
    slides = [
        part for name, part in package.read_parts(made).items() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)
    ]
    assert not any(b"lumOff" in part or b"overrideClrMapping" in part for part in slides)
