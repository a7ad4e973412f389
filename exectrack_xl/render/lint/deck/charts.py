"""Charts on slides: what they draw, and the look of their letters. Depends on: render.lint.model, …deck.inheritance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from exectrack_xl.render.lint.deck.inheritance import Sheet
from exectrack_xl.render.lint.deck.names import qn
from exectrack_xl.render.lint.model import Colour, Paragraph, Run, Text

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_USUAL = 10.0  # points, where a chart says nothing
_RICH, _LOOK = f"{C}rich", f"{C}txPr"


@dataclass(frozen=True)
class ReadChart:
    """What a chart draws, its letters, and what they stand on (None where nobody can tell)."""

    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    text: Text
    ground: Colour | None


def read_chart(part: bytes, sheet: Sheet, behind: Colour | None) -> ReadChart:
    """A chart from its part; `behind` is what lies under it."""
    tree = etree.fromstring(part)
    series: list[tuple[str, tuple[float | None, ...]]] = []
    categories: tuple[str, ...] = ()
    for one in tree.iter(f"{C}ser"):
        named = " ".join(text.text or "" for text in one.iterfind(f"{C}tx//{C}v"))
        series.append((named, tuple(_points(one.find(f"{C}val")))))
        categories = categories or tuple(v.text or "" for v in one.iterfind(f"{C}cat//{C}v"))
    return ReadChart(categories, tuple(series), Text(tuple(_letters(tree, sheet))), _ground(tree, sheet, behind))


def _letters(tree: Any, sheet: Sheet) -> Iterator[Paragraph]:
    """The titles as they are written, and for each other look of letters in use one word that stands for them."""
    whole = tree.find(f"{_LOOK}/{qn('a:p')}/{qn('a:pPr')}/{qn('a:defRPr')}")
    for title in tree.iter(_RICH):
        for paragraph in title.iterfind(qn("a:p")):
            looks = [paragraph.find(f"{qn('a:pPr')}/{qn('a:defRPr')}"), whole]
            yield Paragraph(tuple(_run(run.findtext(qn("a:t")) or "", [run.find(qn("a:rPr")), *looks], sheet)
                                  for run in paragraph.iterfind(qn("a:r"))))  # fmt: skip
    if whole is not None:
        yield Paragraph((_run("labels", [whole], sheet),))
    for look in tree.iter(_LOOK):
        own = look.find(f"{qn('a:p')}/{qn('a:pPr')}/{qn('a:defRPr')}")
        name = etree.QName(look.getparent()).localname
        if own is not None and own is not whole and name in ("catAx", "valAx", "dateAx", "legend") and _is_shown(look):
            yield Paragraph((_run("labels of the axis" if name != "legend" else "the legend", [own, whole], sheet),))


def _is_shown(look: Any) -> bool:
    """Whether an axis shows labels at all."""
    holder = look.getparent()
    hidden = holder.find(f"{C}delete")
    labels = holder.find(f"{C}tickLblPos")
    is_deleted = hidden is not None and hidden.get("val", "1") in ("1", "true")
    return not is_deleted and (labels is None or labels.get("val") != "none")


def _run(text: str, looks: list[Any], sheet: Sheet) -> Run:
    known = [look for look in looks if look is not None]
    size = next((int(look.get("sz")) / 100 for look in known if look.get("sz")), _USUAL)
    bold = next((look.get("b") in ("1", "true") for look in known if look.get("b")), False)
    faces = [face.get("typeface", "") for look in known if (face := look.find(qn("a:latin"))) is not None]
    own = faces[0] if faces and not faces[0].startswith("+") else ""
    fills = [look for look in known if look.find(qn("a:solidFill")) is not None]
    colour = sheet.palette.fill(fills[0]) if fills else None
    return Run(text, size, bold, sheet.font(faces[0]) if faces else "", own, colour, bool(fills))


def _ground(tree: Any, sheet: Sheet, behind: Colour | None) -> Colour | None:
    properties = tree.find(f"{C}spPr")
    if properties is None:
        return None
    return behind if properties.find(qn("a:noFill")) is not None else sheet.palette.fill(properties, behind)


def _points(values: Any) -> Iterator[float | None]:
    """The values of a series by their place; None where it has a gap."""
    if values is None:
        return
    count = values.find(f".//{C}ptCount")
    found: dict[int, float | None] = {}
    for point in values.iter(f"{C}pt"):
        try:
            found[int(point.get("idx", "0"))] = float(point.findtext(f"{C}v") or "")
        except ValueError:
            continue
    whole = int(count.get("val", "0")) if count is not None else len(found)
    yield from (found.get(place) for place in range(min(whole, 100_000)))
