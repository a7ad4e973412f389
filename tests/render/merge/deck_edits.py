# ruff: noqa: E501, RUF015 - an edit and how one sees it read best on a line each
"""What people do to a deck, in the shape PowerPoint writes it, and how one sees that it is still there."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator
from typing import Any

from edits import Edit, Recorder
from lxml import etree
from openpyxl import load_workbook
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import PP_ALIGN
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

MINE = "Added by hand"
PURPLE = RGBColor(0x7A, 0x1F, 0xA2)
NSD = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
)

EDITS: list[Edit] = []
edit = Recorder(EDITS)


def every(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from every(shape.shapes)


def find(deck: Any, key: str) -> Any:
    return next((s for slide in deck.slides for s in every(slide.shapes) if f"[xt:{key}]" in s.name), None)


def slide(deck: Any, key: str) -> Any:
    return next((one for one in deck.slides if one._element.cSld.get("name") == key), None)


def named(deck: Any, name: str) -> Any:
    return next((s for one in deck.slides for s in every(one.shapes) if s.name == name), None)


def texts(deck: Any) -> str:
    return "\n".join("".join(one.itertext()) for page in deck.slides for one in page._element.iter(qn("a:p")))


def table(deck: Any, key: str = "next_steps.next_steps") -> Any:
    return find(deck, key).table


def chart(deck: Any, key: str = "earned_value.s_curve") -> Any:
    return find(deck, key).chart


def picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "purple").save(made, "PNG")
    made.seek(0)
    return made


def xpath(element: Any, path: str) -> list[Any]:
    names = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main",
             "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
             "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
             "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main"}  # fmt: skip
    return list(etree._Element.xpath(element, path, namespaces=names))


# ---------------------------------------------------------------- place and look


@edit(lambda deck: find(deck, "summary.title").left == Emu(900000))
def moves_a_title(deck):
    shape = find(deck, "summary.title")
    shape.left, shape.top, shape.width, shape.height = Emu(900000), Emu(300000), Emu(9000000), Emu(700000)


@edit(
    lambda deck: (
        (find(deck, "earned_value.s_curve").width, find(deck, "earned_value.s_curve").height) == (4000000, 2500000)
    )
)
def resizes_a_chart(deck):
    shape = find(deck, "earned_value.s_curve")
    shape.width, shape.height = Emu(4000000), Emu(2500000)


@edit(lambda deck: find(deck, "summary.percent_complete").rotation == 12)
def turns_a_tile(deck):
    shape = find(deck, "summary.percent_complete")
    shape.left, shape.top, shape.width, shape.height = Emu(9052560), Emu(1024128), Emu(2682000), Emu(1161000)
    shape.rotation = 12


@edit(lambda deck: find(deck, "summary.overall_status").fill.fore_color.rgb == PURPLE)
def recolours_a_tile(deck):
    fill = find(deck, "summary.overall_status").fill
    fill.solid()
    fill.fore_color.rgb = PURPLE


@edit(lambda deck: find(deck, "summary.forecast_finish").line.dash_style == MSO_LINE.DASH)
def outlines_a_tile(deck):
    line = find(deck, "summary.forecast_finish").line
    line.color.rgb, line.dash_style = PURPLE, MSO_LINE.DASH


@edit(lambda deck: bool(xpath(find(deck, "summary.goals")._element, "./p:spPr/a:effectLst/a:outerShdw")))
def gives_a_shadow(deck):
    shape = find(deck, "summary.goals")._element
    shape.spPr.append(parse_xml(f'<a:effectLst {NSD}><a:outerShdw blurRad="50800" dist="38100" dir="2700000"><a:srgbClr '
                                'val="000000"/></a:outerShdw></a:effectLst>'))  # fmt: skip


@edit(lambda deck: list(slide(deck, "earned_value").shapes)[0].name.endswith("[xt:earned_value.s_curve]"))
def sends_a_chart_to_the_back(deck):
    tree = slide(deck, "earned_value").shapes._spTree
    tree.insert(2, find(deck, "earned_value.s_curve")._element)


@edit(lambda deck: any(MINE in s.name and len(s.shapes) == 2 for s in slide(deck, "risks").shapes if s.shape_type == 6))
def groups_two_tiles(deck):
    page = slide(deck, "risks")
    members = [s for s in page.shapes if "Risks tile" in s.name][:2]
    for number, one in enumerate(members):
        one.left, one.top, one.width, one.height = (
            Emu(400000 + number * 2000000),
            Emu(5000000),
            Emu(1900000),
            Emu(900000),
        )
    page.shapes.add_group_shape(members).name = MINE


@edit(lambda deck: find(deck, "roadmap.roadmap") is None and named(deck, "Year 2026") is not None)
def dissolves_the_roadmap(deck):
    group = find(deck, "roadmap.roadmap")._element
    for child in list(group)[2:]:
        group.addprevious(child)
    group.getparent().remove(group)


@edit(lambda deck: find(deck, "roadmap.roadmap").left == Emu(700000))
def moves_the_roadmap(deck):
    find(deck, "roadmap.roadmap").left = Emu(700000)


@edit(lambda deck: find(deck, "risks.matrix").width == Emu(3000000))
def scales_the_matrix(deck):
    find(deck, "risks.matrix").width = Emu(3000000)


@edit(lambda deck: named(deck, "Claims Portal name").top == Emu(1234567))
def moves_a_label_in_the_roadmap(deck):
    named(deck, "Claims Portal name").top = Emu(1234567)


@edit(lambda deck: named(deck, "Cell probability 3 impact 3").fill.fore_color.rgb == PURPLE)
def recolours_a_cell_of_the_matrix(deck):
    fill = named(deck, "Cell probability 3 impact 3").fill
    fill.solid()
    fill.fore_color.rgb = PURPLE


@edit(lambda deck: named(deck, "Claims Portal name") is None)
def deletes_a_label_in_the_roadmap(deck):
    element = named(deck, "Claims Portal name")._element
    element.getparent().remove(element)


@edit(lambda deck: named(deck, MINE + " in the group") in list(find(deck, "roadmap.roadmap").shapes))
def adds_a_note_inside_the_roadmap(deck):
    find(deck, "roadmap.roadmap").shapes.add_textbox(9000000, 5000000, 900000, 300000).name = MINE + " in the group"


# ---------------------------------------------------------------- text


@edit(lambda deck: find(deck, "summary.title").text_frame.text == "We decide today", conflict=True)
def rewrites_a_title(deck):
    find(deck, "summary.title").text_frame.paragraphs[0].runs[0].text = "We decide today"


@edit(lambda deck: any(r.font.bold and r.font.color.rgb == PURPLE for p in find(deck, "summary.focus").text_frame.paragraphs
                       for r in p.runs if r.font.color.type))  # fmt: skip
def emphasises_words(deck):
    run = find(deck, "summary.focus").text_frame.paragraphs[1].runs[0]
    run.font.bold, run.font.color.rgb = True, PURPLE


@edit(lambda deck: f"{MINE}: talk to Anna" in texts(deck))
def adds_a_bullet(deck):
    frame = find(deck, "summary.focus").text_frame
    last = frame.paragraphs[-1]._p
    made = copy.deepcopy(last)
    for run in made.findall(qn("a:r"))[1:]:
        made.remove(run)
    made.findall(qn("a:r"))[0].find(qn("a:t")).text = f"{MINE}: talk to Anna"
    last.addnext(made)


@edit(lambda deck: find(deck, "cover.subtitle").text_frame.text == "")
def clears_a_text(deck):
    paragraph = find(deck, "cover.subtitle").text_frame.paragraphs[0]._p
    for run in paragraph.findall(qn("a:r")):
        paragraph.remove(run)


@edit(lambda deck: find(deck, "summary.achievements") is not None)
def splits_runs_as_spelling_does(deck):
    for paragraph in find(deck, "summary.achievements").text_frame.paragraphs:
        for run in list(paragraph.runs):
            text = run.text
            if len(text) > 4:
                second = copy.deepcopy(run._r)
                run.text, second.find(qn("a:t")).text = text[:3], text[3:]
                second.get_or_add_rPr().set("dirty", "0")
                second.get_or_add_rPr().set("lang", "en-GB")
                run._r.addnext(second)


@edit(lambda deck: any(r.hyperlink.address == "https://example.org/plan" for p in find(deck, "summary.needs").text_frame.paragraphs
                       for r in p.runs))  # fmt: skip
def links_a_word(deck):
    find(deck, "summary.needs").text_frame.paragraphs[0].runs[0].hyperlink.address = "https://example.org/plan"


@edit(lambda deck: find(deck, "summary.estimate_at_completion").text_frame.paragraphs[1].runs[0].font.size == Pt(33))
def enlarges_a_figure(deck):
    find(deck, "summary.estimate_at_completion").text_frame.paragraphs[1].runs[0].font.size = Pt(33)


@edit(lambda deck: find(deck, "changes.title").text_frame.paragraphs[0].alignment == PP_ALIGN.RIGHT)
def aligns_a_title(deck):
    find(deck, "changes.title").text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


@edit(lambda deck: "as the board asked" in find(deck, "summary.percent_complete").text_frame.text)
def writes_into_a_tile(deck):
    find(deck, "summary.percent_complete").text_frame.paragraphs[0].runs[0].text += " as the board asked"


@edit(lambda deck: find(deck, "risks.risks_resolved").text_frame.text.count("\v") >= 1)
def breaks_a_line(deck):
    paragraph = find(deck, "risks.risks_resolved").text_frame.paragraphs[0]
    paragraph.runs[0]._r.addnext(parse_xml(f"<a:br {NSD}/>"))


@edit(lambda deck: bool(xpath(find(deck, "summary.goals")._element, ".//a:bodyPr/a:normAutofit")))
def lets_text_shrink(deck):
    body = find(deck, "summary.goals").text_frame._txBody.find(qn("a:bodyPr"))
    body.append(parse_xml(f'<a:normAutofit {NSD} fontScale="90000"/>'))


# ---------------------------------------------------------------- tables


@edit(lambda deck: any(row.cells[0].text_frame.text == MINE for row in table(deck).rows))
def adds_a_row(deck):
    rows = table(deck)._tbl.tr_lst
    made = copy.deepcopy(rows[-1])
    rows[-1].addnext(made)
    table(deck).rows[len(rows)].cells[0].text_frame.text = MINE


@edit(lambda deck: [list(row.cells)[-1].text_frame.text for row in table(deck).rows].count(MINE) > 1
      and len(table(deck).columns) == 5)  # fmt: skip
def adds_a_column(deck):
    made = table(deck)
    grid = made._tbl.tblGrid
    grid.append(copy.deepcopy(grid.gridCol_lst[-1]))
    for row in made._tbl.tr_lst:
        row.tc_lst[-1].addnext(copy.deepcopy(row.tc_lst[-1]))
    for row in made.rows:
        row.cells[len(made.columns) - 1].text_frame.text = MINE


@edit(
    lambda deck: (
        not any("risks" in row.cells[0].text_frame.text.casefold() for row in table(deck, "changes.measures").rows)
    )
)
def deletes_a_row(deck):
    for row in list(table(deck, "changes.measures").rows):
        if "risks" in row.cells[0].text_frame.text.casefold():
            row._tr.getparent().remove(row._tr)


@edit(lambda deck: len(table(deck, "changes.movements").columns) == 2)
def deletes_a_column(deck):
    made = table(deck, "changes.movements")._tbl
    made.tblGrid.remove(made.tblGrid.gridCol_lst[-1])
    for row in made.tr_lst:
        row.remove(row.tc_lst[-1])


@edit(lambda deck: bool(xpath(table(deck, "scorecard.scorecard")._tbl, './/a:tc[@gridSpan="2"]')))
def merges_cells(deck):
    made = table(deck, "scorecard.scorecard")
    row = next(number for number, one in enumerate(made.rows) if number and not one._tr.tc_lst[0].get("gridSpan"))
    made.cell(row, 6).merge(made.cell(row, 7))


@edit(lambda deck: table(deck, "risks.risks").cell(1, 0).text_frame.text == MINE)
def rewrites_a_cell(deck):
    table(deck, "risks.risks").cell(1, 0).text_frame.paragraphs[0].runs[0].text = MINE
    for run in table(deck, "risks.risks").cell(1, 0).text_frame.paragraphs[0].runs[1:]:
        run._r.getparent().remove(run._r)


@edit(lambda deck: any(c.fill.type and c.fill.fore_color.rgb == PURPLE for c in table(deck, "changes.measures").iter_cells()
                       if c.fill.type == 1 and c.fill.fore_color.type == 1))  # fmt: skip
def recolours_a_table_cell(deck):
    cell = table(deck, "changes.measures").cell(1, 1)
    cell.fill.solid()
    cell.fill.fore_color.rgb = PURPLE


@edit(lambda deck: table(deck).columns[0].width == Emu(2222222))
def widens_a_column(deck):
    table(deck).columns[0].width = Emu(2222222)


@edit(lambda deck: table(deck).rows[0].height == Emu(555555))
def heightens_a_row(deck):
    table(deck).rows[0].height = Emu(555555)


@edit(lambda deck: table(deck, "scorecard.scorecard").cell(1, 0).text_frame.text.startswith(FIRST["row"]))
def sorts_the_rows(deck):
    rows = table(deck, "scorecard.scorecard")._tbl.tr_lst
    FIRST["row"] = "".join(t.text for t in rows[2].tc_lst[0].iter(qn("a:t")))[:6]
    rows[0].addnext(rows[2])


FIRST: dict[str, str] = {"row": ""}


@edit(lambda deck: table(deck).cell(0, 1).text_frame.text == "Owner please")
def renames_a_column(deck):
    table(deck).cell(0, 1).text_frame.paragraphs[0].runs[0].text = "Owner please"


@edit(lambda deck: MINE + " in a cell" in texts(deck))
def adds_a_line_to_a_cell(deck):
    table(deck, "scorecard.scorecard").cell(1, 0).text_frame.add_paragraph().text = MINE + " in a cell"


@edit(lambda deck: any(r.font.bold for c in table(deck, "risks.risks").rows[0].cells for p in c.text_frame.paragraphs
                       for r in p.runs))  # fmt: skip
def makes_a_row_bold(deck):
    for cell in table(deck, "risks.risks").rows[0].cells:
        for run in cell.text_frame.paragraphs[0].runs:
            run.font.bold = True


def _sizes(deck: Any) -> set[Any]:
    return {r.font.size for row in list(table(deck, "risks.risks").rows)[1:] for c in row.cells
            for p in c.text_frame.paragraphs for r in p.runs}  # fmt: skip


@edit(lambda deck: _sizes(deck) == {Pt(8)})
def sets_all_rows_smaller_and_new_rows_follow(deck):
    for row in list(table(deck, "risks.risks").rows)[1:]:
        for cell in row.cells:
            for run in [run for one in cell.text_frame.paragraphs for run in one.runs]:
                run.font.size = Pt(8)


@edit(lambda deck: table(deck).horz_banding and table(deck).first_col)
def ticks_table_options(deck):
    table(deck).horz_banding = table(deck).first_col = True


# ---------------------------------------------------------------- charts


@edit(lambda deck: chart(deck).plots[0].series[0].format.line.color.rgb == PURPLE)
def recolours_a_series(deck):
    chart(deck).plots[0].series[0].format.line.color.rgb = PURPLE


def _with_data(deck: Any, change: Callable[[list[str], dict[str, list[Any]]], None]) -> None:
    """As "Edit data" does it: the chart and its workbook say the same."""
    held = chart(deck)
    categories = [str(one) for one in held.plots[0].categories]
    series = {one.name: list(one.values) for one in held.plots[0].series}
    change(categories, series)
    data = CategoryChartData()
    data.categories = categories
    for name, values in series.items():
        data.add_series(name, values)
    held.replace_data(data)


@edit(lambda deck: any(s.name == MINE and list(s.values)[:2] == [1000.0, 2000.0] for s in chart(deck).plots[0].series))
def adds_a_series(deck):
    _with_data(
        deck, lambda categories, series: series.update({MINE: [1000.0 * (n + 1) for n in range(len(categories))]})
    )


@edit(lambda deck: "Actual cost" not in [s.name for s in chart(deck).plots[0].series])
def deletes_a_series(deck):
    _with_data(deck, lambda _, series: series.pop("Actual cost", None) or series.pop(list(series)[-1]))


@edit(lambda deck: 123456.0 in list(chart(deck).plots[0].series[0].values))
def types_a_value(deck):
    _with_data(deck, lambda _, series: series[next(iter(series))].__setitem__(1, 123456.0))


@edit(
    lambda deck: (
        len(list(chart(deck).plots[0].categories))
        and str(next(iter(chart(deck).plots[0].categories))) != FIRST["month"]
    )
)
def deletes_a_category(deck):
    def change(categories: list[str], series: dict[str, list[Any]]) -> None:
        FIRST["month"] = categories.pop(0)
        for values in series.values():
            values.pop(0)

    _with_data(deck, change)


@edit(lambda deck: xpath(chart(deck, "forecast.index_history")._chartSpace, ".//c:areaChart"))
def makes_areas_of_lines(deck):
    made = xpath(chart(deck, "forecast.index_history")._chartSpace, ".//c:lineChart")[0]
    made.tag = made.tag.replace("lineChart", "areaChart")
    for one in xpath(made, "c:marker | c:ser/c:marker | c:ser/c:smooth"):
        one.getparent().remove(one)


@edit(lambda deck: chart(deck).plots[0].has_data_labels and chart(deck).plots[0].data_labels.show_value)
def shows_values(deck):
    chart(deck).plots[0].has_data_labels = True
    chart(deck).plots[0].data_labels.show_value = True


@edit(lambda deck: chart(deck).has_title and chart(deck).chart_title.text_frame.text == MINE)
def gives_a_chart_a_title(deck):
    chart(deck).has_title = True
    chart(deck).chart_title.text_frame.text = MINE


@edit(lambda deck: chart(deck).value_axis.tick_labels.number_format == "0.0,,")
def formats_an_axis(deck):
    chart(deck).value_axis.tick_labels.number_format = "0.0,,"


@edit(
    lambda deck: "Notes of mine" in load_workbook(io.BytesIO(chart(deck).part.chart_workbook.xlsx_part.blob)).sheetnames
)
def adds_a_sheet_behind_a_chart(deck):
    part = chart(deck).part.chart_workbook.xlsx_part
    book = load_workbook(io.BytesIO(part.blob))
    book.create_sheet("Notes of mine")["A1"] = "keep me"
    target = io.BytesIO()
    book.save(target)
    part._blob = target.getvalue()


@edit(lambda deck: find(deck, "forecast.index_history") is None and named(deck, MINE + " instead") is not None)
def puts_a_picture_for_a_chart(deck):
    shape = find(deck, "forecast.index_history")
    page = slide(deck, "forecast")
    page.shapes.add_picture(picture(), shape.left, shape.top).name = MINE + " instead"
    shape._element.getparent().remove(shape._element)


# ---------------------------------------------------------------- slides


@edit(lambda deck: slide(deck, "changes") is None)
def deletes_a_slide(deck):
    listed = deck.slides._sldIdLst
    for entry in list(listed):
        if deck.part.related_part(entry.rId).slide._element.cSld.get("name") == "changes":
            deck.part.drop_rel(entry.rId)
            listed.remove(entry)


@edit(lambda deck: len(deck.slides) > 1 and "forecast" in deck.slides[1]._element.cSld.get("name"))
def moves_a_slide(deck):
    listed = deck.slides._sldIdLst
    entry = next(e for e in listed if deck.part.related_part(e.rId).slide._element.cSld.get("name") == "forecast")
    listed.insert(1, entry)


@edit(lambda deck: any(MINE + " slide" in "".join(s._element.itertext()) for s in deck.slides))
def adds_a_slide(deck):
    made = deck.slides.add_slide(deck.slide_layouts[2])
    made.shapes.title.text_frame.text = MINE + " slide"
    listed = deck.slides._sldIdLst
    listed.insert(2, listed[-1])


@edit(lambda deck: slide(deck, "roadmap")._element.get("show") == "0")
def hides_a_slide(deck):
    slide(deck, "roadmap")._element.set("show", "0")


@edit(lambda deck: bool(xpath(slide(deck, "summary")._element, "./p:transition/p:fade")))
def adds_a_transition(deck):
    slide(deck, "summary")._element.append(parse_xml(f'<p:transition {NSD} spd="med"><p:fade/></p:transition>'))


@edit(
    lambda deck: (
        xpath(slide(deck, "summary")._element, ".//p:spTgt/@spid") == [str(find(deck, "summary.focus").shape_id)]
    )
)
def animates_a_shape(deck):
    number = find(deck, "summary.focus").shape_id
    slide(deck, "summary")._element.append(parse_xml(
        f'<p:timing {NSD}><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        f'<p:set><p:cBhvr><p:cTn id="2" dur="1" fill="hold"/><p:tgtEl><p:spTgt spid="{number}"/></p:tgtEl>'
        '<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr><p:to><p:strVal '
        'val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>'))  # fmt: skip


@edit(lambda deck: xpath(deck.part._element, ".//p14:section/@name")[:2] == ["Opening", "Rest"])
def makes_sections(deck):
    entries = [entry.get("id") for entry in deck.slides._sldIdLst]
    inner = ["".join(f'<p14:sldId id="{one}"/>' for one in some) for some in (entries[:3], entries[3:])]
    deck.part._element.append(parse_xml(
        f'<p:extLst {NSD}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst>'
        f'<p14:section name="Opening" id="{{11111111-1111-4111-8111-111111111111}}"><p14:sldIdLst>{inner[0]}</p14:sldIdLst>'
        f'</p14:section><p14:section name="Rest" id="{{22222222-2222-4222-8222-222222222222}}"><p14:sldIdLst>{inner[1]}'
        "</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"))  # fmt: skip


@edit(lambda deck: bool(xpath(slide(deck, "forecast")._element, "./p:cSld/p:bg")))
def colours_the_background(deck):
    fill = slide(deck, "forecast").background.fill
    fill.solid()
    fill.fore_color.rgb = PURPLE


@edit(lambda deck: any("comments" in rel.reltype for rel in slide(deck, "risks").part.rels.values()))
def comments_on_a_slide(deck):
    part = slide(deck, "risks").part
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = "application/vnd.openxmlformats-officedocument.presentationml."
    authors = (f'<p:cmAuthorLst {NSD}><p:cmAuthor id="0" name="Ann" initials="A" lastIdx="1" clrIdx="0"/>'
               "</p:cmAuthorLst>").encode()  # fmt: skip
    said = (f'<p:cmLst {NSD}><p:cm authorId="0" dt="2026-10-01T10:00:00.000" idx="1"><p:pos x="10" y="10"/>'
            f"<p:text>{MINE}</p:text></p:cm></p:cmLst>").encode()  # fmt: skip
    package = part.package
    deck.part.relate_to(Part(PackURI("/ppt/commentAuthors.xml"), content + "commentAuthors+xml", package, authors),
                        base + "/commentAuthors")  # fmt: skip
    part.relate_to(
        Part(PackURI("/ppt/comments/comment1.xml"), content + "comments+xml", package, said), base + "/comments"
    )


@edit(lambda deck: MINE + " for the speaker" in slide(deck, "summary").notes_slide.notes_text_frame.text)
def writes_notes(deck):
    slide(deck, "summary").notes_slide.notes_text_frame.add_paragraph().text = MINE + " for the speaker"


@edit(lambda deck: named(deck, MINE + " logo") is not None and named(deck, MINE + " logo").crop_left == 0.25)
def places_a_cropped_picture(deck):
    made = slide(deck, "cover").shapes.add_picture(picture(), 100000, 100000)
    made.name, made.crop_left = MINE + " logo", 0.25


@edit(lambda deck: named(deck, MINE + " arrow") is not None)
def draws_an_arrow_to_a_shape(deck):
    page = slide(deck, "summary")
    made = page.shapes.add_connector(1, 0, 0, 900000, 900000)
    made.name = MINE + " arrow"
    made.begin_connect(find(deck, "summary.focus"), 0)


@edit(lambda deck: find(deck, "earned_value.s_curve")._element.getparent() is slide(deck, "roadmap").shapes._spTree)
def pastes_a_chart_on_another_slide(deck):
    source, target = slide(deck, "forecast"), slide(deck, "roadmap")
    element = find(deck, "earned_value.s_curve")._element
    for holder in (*xpath(element, ".//c:chart"), *xpath(element, ".//p:tags")):
        rid = holder.get(qn("r:id"))
        holder.set(qn("r:id"), target.part.relate_to(source.part.related_part(rid), source.part.rels[rid].reltype))
    target.shapes._spTree.append(element)


@edit(lambda deck: sum("[xt:summary.focus]" in s.name for s in slide(deck, "summary").shapes) == 2)
def copies_a_shape(deck):
    tree = slide(deck, "summary").shapes._spTree
    made = copy.deepcopy(find(deck, "summary.focus")._element)
    made.nvSpPr.cNvPr.set("id", "900")
    tree.append(made)


@edit(lambda deck: named(deck, "My status box") is not None)
def renames_a_shape(deck):
    find(deck, "summary.overall_status").name = "My status box"


@edit(lambda deck: find(deck, "forecast.index_history")._element.nvGraphicFramePr.cNvPr.get("descr") == MINE)
def describes_a_chart(deck):
    find(deck, "forecast.index_history")._element.nvGraphicFramePr.cNvPr.set("descr", MINE)


@edit(lambda deck: find(deck, "summary.decisions") is None)
def deletes_a_shape(deck):
    element = find(deck, "summary.decisions")._element
    element.getparent().remove(element)


@edit(lambda deck: deck.slide_masters[0].background.fill.fore_color.rgb == PURPLE)
def restyles_the_master(deck):
    fill = deck.slide_masters[0].background.fill
    fill.solid()
    fill.fore_color.rgb = PURPLE


@edit(lambda deck: "Renamed layout" in [one.name for one in deck.slide_layouts])
def renames_a_layout(deck):
    deck.slide_layouts[3]._element.cSld.set("name", "Renamed layout")


@edit(lambda deck: [one._element.cSld.get("name") for one in deck.slides].count("summary") == 2
      and "as it was in June" in texts(deck))  # fmt: skip
def copies_a_slide(deck):
    source = slide(deck, "summary")
    made = deck.slides.add_slide(source.slide_layout)
    for one in list(made.shapes._spTree)[2:]:
        made.shapes._spTree.remove(one)
    known = {relation: made.part.relate_to(source.part.related_part(relation), held.reltype)
             for relation, held in source.part.rels.items() if "tags" in held.reltype}  # fmt: skip
    for one in list(source.shapes._spTree)[2:]:
        twin = copy.deepcopy(one)
        for tags in xpath(twin, ".//p:tags"):
            tags.set(qn("r:id"), known[tags.get(qn("r:id"))])
        made.shapes._spTree.append(twin)
    made._element.cSld.set("name", "summary")
    made.shapes.title.text_frame.paragraphs[0].runs[0].text += ", as it was in June"
    listed = deck.slides._sldIdLst
    listed.insert(2, listed[-1])


@edit(
    lambda deck: any(
        "decision_D-03" in (one._element.cSld.get("name") or "") and one._element.get("show") == "0"
        for one in deck.slides
    )
)
def hides_a_page_that_will_be_dropped(deck):
    slide(deck, "decision_D-03")._element.set("show", "0")


@edit(lambda deck: any(r.font.bold and "Occurred" in t for t, r in _rows_with_runs(deck)))
def makes_a_row_bold_that_will_be_dropped(deck):
    for row in table(deck, "risks.risks").rows:
        text = " ".join(cell.text_frame.text for cell in row.cells)
        if "Occurred" in text:
            for cell in row.cells:
                for run in [run for one in cell.text_frame.paragraphs for run in one.runs]:
                    run.font.bold = True


def _rows_with_runs(deck: Any) -> Iterator[tuple[str, Any]]:
    for row in table(deck, "risks.risks").rows:
        text = " ".join(cell.text_frame.text for cell in row.cells)
        yield from ((text, run) for cell in row.cells for one in cell.text_frame.paragraphs for run in one.runs)


@edit(lambda deck: any(s.line.fill.type == 1 and s.line.color.rgb == PURPLE for one in deck.slides
                       if "decision_D-03" in (one._element.cSld.get("name") or "") for s in one.placeholders))  # fmt: skip
def outlines_a_shape_on_a_page_that_will_be_dropped(deck):
    slide(deck, "decision_D-03").shapes.title.line.color.rgb = PURPLE
