"""One page as one slide: each block into the placeholder that the layout has for it; what stays empty is left out.

Depends on: report.model, theme, render.geometry, render.deck.blocks, …footers, …making, …places, …table, …roadmap,
…matrix.
"""

from __future__ import annotations

from dataclasses import replace

from exectrack_xl.errors import TemplateError
from exectrack_xl.render.deck import blocks
from exectrack_xl.render.deck.footers import add_footers
from exectrack_xl.render.deck.ladder import HEIGHT as LADDER_HEIGHT
from exectrack_xl.render.deck.ladder import draw_ladder
from exectrack_xl.render.deck.making import Slide
from exectrack_xl.render.deck.markup import NAMESPACES, XML_HEAD, graphic_frame, numbered, text_box
from exectrack_xl.render.deck.matrix import draw_matrix
from exectrack_xl.render.deck.places import PLACES, Place, place_of
from exectrack_xl.render.deck.roadmap import draw_roadmap
from exectrack_xl.render.deck.shortening import Room
from exectrack_xl.render.deck.table import draw_table, fitted
from exectrack_xl.render.deck.text import paragraph, runs
from exectrack_xl.render.geometry import EMU_PER_POINT, Box, inches
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.report.model import (
    Block,
    Bullets,
    Chart,
    Ladder,
    Layout,
    Matrix,
    Roadmap,
    Span,
    Table,
    Tile,
    Tone,
)
from exectrack_xl.theme import GRID

_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_KIND_WORDS = {Tile: "tile", Bullets: "text", Table: "table", Chart: "chart", Roadmap: "roadmap", Matrix: "matrix",
               Ladder: "ladder"}  # fmt: skip
_HEADING_SIZE, _NOTE_SIZE = 12, 10
_LONGEST_NAME = 40  # of a series or category beside its line or bar
_NOTE_HEIGHT = inches(0.28)
_CHART = 11  # the placeholder of the chart above a ladder


def slide_xml(slide: Slide, number: int) -> bytes:
    """The whole slide as a part; the texts that were shortened are in `slide.cut` afterwards."""
    _title(slide)
    for place_name, text in slide.page.texts.items():
        _text(slide, place_name, text)
    for place_name, block in slide.page.blocks.items():
        _block(slide, place_name, block)
    add_footers(slide, number)
    tree = (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="0" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{''.join(slide.shapes)}</p:spTree>"
    )
    xml = (
        f'{XML_HEAD}<p:sld {NAMESPACES}><p:cSld name="{attribute(slide.page.key)}">{tree}</p:cSld>'
        f"<p:clrMapOvr>{slide.mapping}</p:clrMapOvr></p:sld>"
    )
    return numbered(xml).encode()


def _title(slide: Slide) -> None:
    kind = "ctrTitle" if slide.page.layout is Layout.COVER else "title"
    box = slide.places.boxes.get(0, Box(0, 0, GRID.across(12), GRID.title_height))
    slide.add(blocks.title(slide.name("title", "title"), slide.page.title, box, slide.cut, kind=kind))


def _text(slide: Slide, place_name: str, text: str) -> None:
    """A plain text by place: the cover's subtitle and footer."""
    idx = place_of(slide.page.layout, place_name).idx
    if idx is None or not text:
        return
    box = slide.places.box(idx)
    size, kind = (18, "subTitle") if place_name == "subtitle" else (11, "body")
    room = Room(size, box.width / EMU_PER_POINT, 2 if kind == "subTitle" else 1)
    slide.add(blocks.one_line(slide.name(place_name, place_name), idx, text, room, slide.cut, kind=kind))


def _block(slide: Slide, place_name: str, block: Block) -> None:
    place = place_of(slide.page.layout, place_name)
    name = slide.name(block.key, _KIND_WORDS[type(block)])
    if isinstance(block, Tile):
        _tile(slide, place, name, block)
    elif isinstance(block, Bullets):
        idx = _number(place)
        slide.add(blocks.bullets(name, idx, block, slide.places.box(idx), slide.cut, size=_point_size(slide)))
    elif isinstance(block, Roadmap | Matrix):
        _canvas(slide, place, name, block)
    elif isinstance(block, Ladder):
        under = slide.places.box(_CHART)
        box = Box(under.left, under.bottom - LADDER_HEIGHT, under.width, LADDER_HEIGHT)
        slide.add(draw_ladder(name, block, box, slide.cut))
    else:
        _object(slide, place, name, block)


def _point_size(slide: Slide) -> float:
    """One size for all lists of the page: the smallest that one of them needs."""
    lists = ((name, block) for name, block in slide.page.blocks.items() if isinstance(block, Bullets))
    numbered = ((_number(place_of(slide.page.layout, name)), block) for name, block in lists)
    large = slide.page.layout is Layout.DECISION
    return min(blocks.point_size(block, idx, slide.places.box(idx), large=large) for idx, block in numbered)


def _tile(slide: Slide, place: Place, name: str, block: Tile) -> None:
    """A tile in its placeholder; fewer than four share the row."""
    used = [idx for one, tile in slide.page.blocks.items()
            if isinstance(tile, Tile) and (idx := place_of(slide.page.layout, one).idx) is not None]  # fmt: skip
    idx = _number(place)
    row = slide.places.box(used[0] if idx not in used else min(used))
    whole = [slide.places.boxes[one] for one in _tile_numbers(slide)]
    moved = len(used) < len(whole)
    if not moved:
        box = slide.places.box(idx)
    else:
        gap = whole[1].left - whole[0].right
        width = (whole[-1].right - whole[0].left - gap * (len(used) - 1)) // len(used)
        box = Box(whole[0].left + sorted(used).index(idx) * (width + gap), row.top, width, row.height)
    dark = slide.page.layout is Layout.COVER
    slide.add(blocks.tile(name, idx, block, box, slide.cut, moved=moved, dark=dark))


def _tile_numbers(slide: Slide) -> list[int]:
    """The placeholders of the layout that take tiles."""
    known = PLACES[slide.page.layout]
    numbers = [place.idx for name, place in known.items() if name.startswith("tile_") and place.idx is not None]
    return [idx for idx in numbers if idx in slide.places.boxes]


def _canvas(slide: Slide, place: Place, name: str, block: Roadmap | Matrix) -> None:
    heading = _heading(slide, place, block.key, block.heading)
    box = _below(heading, slide.places.bottom)
    draw = draw_roadmap(name, block, box, slide.cut) if isinstance(block, Roadmap) else draw_matrix(
        name, block, box, slide.cut)  # fmt: skip
    slide.add(draw)


def _below(heading: Box, bottom: int) -> Box:
    """The room under a heading."""
    top = heading.bottom + GRID.top - GRID.heading_top - GRID.heading_height
    return Box(heading.left, top, heading.width, bottom - top)


def _object(slide: Slide, place: Place, name: str, block: Table | Chart) -> None:
    """A table or chart; alone on a page for two it takes both places, without tiles the room of the tiles."""
    box, widened = _object_box(slide, place)
    _heading(slide, place, block.key, block.heading, box if widened else None)
    if isinstance(block, Table):
        _table(slide, place, name, block, box)
    else:
        if any(isinstance(one, Ladder) for one in slide.page.blocks.values()):
            box = box.with_height(box.height - LADDER_HEIGHT - inches(0.1))
        _chart(slide, block, box, name, f'<p:ph type="chart" idx="{_number(place)}"/>')


def _object_box(slide: Slide, place: Place) -> tuple[Box, bool]:
    box = slide.places.box(_number(place))
    tiles = _tile_numbers(slide)
    if tiles and not any(isinstance(block, Tile) for block in slide.page.blocks.values()):
        box = box.with_height(max(slide.places.boxes[one].bottom for one in tiles) - box.top)
    others = {11, 14} - {place.idx}
    used = {place_of(slide.page.layout, one).idx for one in slide.page.blocks}
    canvas = any(isinstance(block, Roadmap | Matrix) for block in slide.page.blocks.values())
    free = [one for one in others if one in slide.places.boxes and one not in used]
    if free and not canvas:
        joined = box.joined(slide.places.boxes[free[0]])
        return Box(joined.left, box.top, joined.width, box.height), True
    return box, False


def _table(slide: Slide, place: Place, name: str, table: Table, box: Box) -> None:
    large = slide.page.layout is Layout.DECISION
    box = box.with_height(box.height - inches(0.18)) if large else box  # the fields under it keep their distance
    lower = box.with_height(box.height - _NOTE_HEIGHT)
    room = fitted(table, lower if table.note else box, large=large)
    if len(room.rows) < len(table.rows):
        room = fitted(table, lower)
        hidden = len(table.rows) - len(room.rows)
        more = slide.cut.words.say("slide.more_rows", hidden)
        table = replace(table, note=" ".join(part for part in (table.note, more) if part))
    drawn = draw_table((name, _number(place)), table, room, box, slide.cut)
    slide.add(drawn.xml)
    for bars in drawn.bars:
        _chart(slide, bars.chart, bars.box, slide.name(bars.chart.key, "bars"), "", bars_alone=True)
    if table.note:
        _small_text(slide, f"{table.key}.note", table.note,
                    Box(box.left, drawn.box.bottom + inches(0.06), box.width, inches(0.22)))  # fmt: skip


def _chart(slide: Slide, chart: Chart, box: Box, name: str, place: str, *, bars_alone: bool = False) -> None:
    relationship = slide.attach(_with_short_names(slide, chart), box, bars_alone)
    content = (
        f'<a:graphicData uri="{_CHART_URI}"><c:chart xmlns:c="{_CHART_URI}" r:id="{relationship}"/></a:graphicData>'
    )
    slide.add(graphic_frame(name, box, content, alt=attribute(chart.alt), place=place))


def _with_short_names(slide: Slide, chart: Chart) -> Chart:
    """Names beside lines and bars must be short; the full ones stand in the notes."""

    def short(text: str) -> str:
        if len(text) <= _LONGEST_NAME:
            return text
        slide.cut.keep(chart.heading, text)
        return text[: _LONGEST_NAME - 1].rstrip() + "…"

    series = tuple(replace(one, name=short(one.name)) for one in chart.series)
    return replace(chart, series=series, categories=tuple(short(one) for one in chart.categories))


def _heading(slide: Slide, place: Place, key: str, text: str, over: Box | None = None) -> Box:
    """The heading above a block; gives its box, from which a drawing takes left edge and width."""
    if place.heading is None:
        raise TemplateError(f"The layout '{slide.page.layout}' has no heading for '{key}'.")
    box = slide.places.box(place.heading)
    if over is not None:
        box = Box(over.left, box.top, over.width, box.height)
    if text:
        room = Room(_HEADING_SIZE, box.width / EMU_PER_POINT, 1)
        moved = None if over is None else box
        name = slide.name(f"{key}.heading", "heading")
        slide.add(blocks.one_line(name, place.heading, text, room, slide.cut, box=moved))
    return box


def _small_text(slide: Slide, key: str, text: str, box: Box) -> None:
    shown = slide.cut.text(text, Room(_NOTE_SIZE, box.width / EMU_PER_POINT, 1), slide.cut.words.say("slide.note"))
    content = paragraph(runs((Span(shown, tone=Tone.MUTED),), _NOTE_SIZE), shown)
    slide.add(text_box(slide.name(key, "note"), box, content, anchor="t"))


def _number(place: Place) -> int:
    if place.idx is None:
        raise TemplateError("A drawing was expected here: this place has no placeholder.")
    return place.idx
