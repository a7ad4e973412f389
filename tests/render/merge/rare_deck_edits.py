# ruff: noqa: E501, RUF015 - an edit and how one sees it read best on a line each
"""Rarer things that people do to a deck: theme, SmartArt, links, axes, trendlines, footers, layouts, media, comments."""

from __future__ import annotations

import copy
import io
from typing import Any

from deck_edits import MINE, NSD, PURPLE, chart, find, named, picture, slide, table, texts, xpath
from edits import Edit, Recorder
from openpyxl import load_workbook
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

NSC = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RARE: list[Edit] = []
edit = Recorder(RARE)


def new_part(deck: Any, name: str, kind: str, content: bytes) -> Part:
    return Part(PackURI(name), kind, deck.part.package, content)


def space(deck: Any, key: str = "earned_value.s_curve") -> Any:
    return chart(deck, key)._chartSpace


# ---------------------------------------------------------------- look of the whole deck


def _theme(deck: Any) -> Any:
    return next(rel.target_part for rel in deck.slide_masters[0].part.rels.values() if rel.reltype.endswith("/theme"))


@edit(lambda d: b'<a:accent1><a:srgbClr val="7A1FA2"/></a:accent1>' in _theme(d).blob)
def changes_a_theme_colour(d):
    import re

    part = _theme(d)
    part._blob = re.sub(rb"<a:accent1>.*?</a:accent1>", b'<a:accent1><a:srgbClr val="7A1FA2"/></a:accent1>', part.blob)


@edit(lambda d: d.slide_width == Emu(9144000 * 2))
def changes_the_size_of_the_slides(d):
    d.slide_width = Emu(9144000 * 2)


@edit(lambda d: slide(d, "changes").slide_layout.name == FIRST["layout"])
def gives_a_slide_another_layout(d):
    page, other = slide(d, "changes"), slide(d, "forecast").slide_layout
    FIRST["layout"] = other.name
    for relation in page.part.rels.values():
        if relation.reltype.endswith("/slideLayout"):
            relation._target = other.part


FIRST: dict[str, Any] = {"layout": "", "order": []}


@edit(lambda d: any(one.name == MINE + " on the master" for one in d.slide_masters[0].shapes))
def puts_a_logo_on_the_master(d):
    tree = d.slide_masters[0].shapes._spTree
    made = copy.deepcopy(tree[-1])
    made[0][0].set("name", MINE + " on the master")
    made[0][0].set("id", "771")
    tree.append(made)


@edit(lambda d: "custShow" in "".join(one.tag for one in d.part._element.iter()))
def makes_a_custom_show(d):
    held = d.slides._sldIdLst[1].rId
    notes = d.part._element.find(qn("p:notesSz"))
    notes.addnext(parse_xml(f'<p:custShowLst {NSD}><p:custShow name="Board" id="0"><p:sldLst><p:sld r:id="{held}"/></p:sldLst>'
                            "</p:custShow></p:custShowLst>"))  # fmt: skip


# ---------------------------------------------------------------- things put on a slide


@edit(lambda d: bool(xpath(slide(d, "forecast")._element, ".//p:graphicFrame[.//*[local-name()='relIds']]")))
def inserts_smart_art(d):
    part = slide(d, "forecast").part
    dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    rids = {}
    for short, kind in (
        ("dm", "diagramData"),
        ("lo", "diagramLayout"),
        ("qs", "diagramQuickStyle"),
        ("cs", "diagramColors"),
    ):
        body = f'<dgm:{"dataModel" if short == "dm" else "x"} xmlns:dgm="{dgm}"/>'.encode()
        content = "application/vnd.openxmlformats-officedocument.drawingml." + kind + "+xml"
        rids[short] = part.relate_to(new_part(d, f"/ppt/diagrams/{kind}1.xml", content, body), f"{OFFICE}/{kind}")
    slide(d, "forecast").shapes._spTree.append(parse_xml(
        f'<p:graphicFrame {NSD}><p:nvGraphicFramePr><p:cNvPr id="810" name="{MINE} diagram"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></p:xfrm><a:graphic><a:graphicData '
        f'uri="{dgm}"><dgm:relIds xmlns:dgm="{dgm}" r:dm="{rids["dm"]}" r:lo="{rids["lo"]}" r:qs="{rids["qs"]}" '
        f'r:cs="{rids["cs"]}"/></a:graphicData></a:graphic></p:graphicFrame>'))  # fmt: skip


@edit(lambda d: bool(xpath(find(d, "summary.overall_status")._element, ".//p:cNvPr/a:hlinkClick")))
def links_a_tile_to_a_slide(d):
    page = slide(d, "summary")
    rid = page.part.relate_to(slide(d, "risks").part, f"{OFFICE}/slide")
    find(d, "summary.overall_status")._element.nvSpPr.cNvPr.append(parse_xml(
        f'<a:hlinkClick {NSD} r:id="{rid}" action="ppaction://hlinksldjump"/>'))  # fmt: skip


@edit(lambda d: bool(xpath(slide(d, "risks")._element, ".//p:pic//a:videoFile")))
def embeds_a_film(d):
    part = slide(d, "risks").part
    film = part.relate_to(new_part(d, "/ppt/media/media1.mp4", "video/mp4", b"film"), f"{OFFICE}/video")
    made = slide(d, "risks").shapes.add_picture(picture(), 0, 0)
    made._element.nvPicPr.nvPr.append(parse_xml(f'<a:videoFile {NSD} r:link="{film}"/>'))


@edit(lambda d: bool(xpath(slide(d, "risks")._element, ".//p:oleObj")))
def embeds_a_workbook(d):
    part = slide(d, "risks").part
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    rid = part.relate_to(new_part(d, "/ppt/embeddings/Mine1.xlsx", kind, b"PK mine"), f"{OFFICE}/package")
    slide(d, "risks").shapes._spTree.append(parse_xml(
        f'<p:graphicFrame {NSD}><p:nvGraphicFramePr><p:cNvPr id="811" name="{MINE} object"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></p:xfrm><a:graphic><a:graphicData '
        f'uri="http://schemas.openxmlformats.org/presentationml/2006/ole"><p:oleObj name="Sheet" r:id="{rid}" imgW="9" imgH="9" '
        'progId="Excel.Sheet.12"><p:embed/></p:oleObj></a:graphicData></a:graphic></p:graphicFrame>'))  # fmt: skip


@edit(lambda d: bool(xpath(slide(d, "forecast")._element, ".//*[local-name()='AlternateContent']")))
def draws_with_ink(d):
    slide(d, "forecast").shapes._spTree.append(parse_xml(
        f'<mc:AlternateContent {NSD} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'xmlns:p159="http://schemas.microsoft.com/office/powerpoint/2015/10/main" Requires="p159"/><mc:Fallback><p:sp><p:nvSpPr>'
        f'<p:cNvPr id="812" name="{MINE} ink"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp></mc:Fallback>'
        "</mc:AlternateContent>"))  # fmt: skip


@edit(lambda d: bool(xpath(find(d, "summary.forecast_finish")._element, ".//a:blip")))
def fills_a_tile_with_a_picture(d):
    _, rid = slide(d, "summary").part.get_or_add_image_part(picture())
    shape = find(d, "summary.forecast_finish")._element
    shape.spPr.append(
        parse_xml(f'<a:blipFill {NSD}><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>')
    )


@edit(lambda d: find(d, "summary.goals")._element.nvSpPr.cNvPr.get("hidden") == "1")
def hides_a_shape(d):
    find(d, "summary.goals")._element.nvSpPr.cNvPr.set("hidden", "1")


@edit(lambda d: find(d, "summary.percent_complete") in list(named(d, MINE + " outer").shapes) or any(
    "[xt:roadmap.roadmap]" in one.name for one in named(d, MINE + " outer").shapes))  # fmt: skip
def groups_the_roadmap_with_a_note(d):
    page = slide(d, "roadmap")
    note = page.shapes.add_textbox(100000, 100000, 900000, 300000)
    page.shapes.add_group_shape([find(d, "roadmap.roadmap"), note]).name = MINE + " outer"


@edit(
    lambda d: (
        find(d, "risks.matrix") is None
        and any("Cell probability 3 impact 3" in one.name for one in slide(d, "risks").shapes)
    )
)
def dissolves_the_matrix(d):
    group = find(d, "risks.matrix")._element
    for child in list(group)[2:]:
        group.addprevious(child)
    group.getparent().remove(group)


@edit(lambda d: find(d, "roadmap.title") is not None and not xpath(find(d, "roadmap.title")._element, ".//p:ph"))
def makes_a_text_box_of_a_title(d):
    shape = find(d, "roadmap.title")._element
    for one in xpath(shape, ".//p:ph"):
        one.getparent().remove(one)
    shape.spPr.append(
        parse_xml(f'<a:xfrm {NSD}><a:off x="400000" y="300000"/><a:ext cx="9000000" cy="600000"/></a:xfrm>')
    )
    shape.spPr.append(parse_xml(f'<a:prstGeom {NSD} prst="rect"><a:avLst/></a:prstGeom>'))


@edit(lambda d: find(d, "summary.needs")._element.spPr.find(qn("a:prstGeom")).get("prst") == "wedgeRectCallout")
def changes_a_form(d):
    find(d, "summary.needs")._element.spPr.append(
        parse_xml(f'<a:prstGeom {NSD} prst="wedgeRectCallout"><a:avLst/></a:prstGeom>')
    )


# ---------------------------------------------------------------- text


@edit(lambda d: "first half" in [p.text for p in find(d, "summary.achievements").text_frame.paragraphs]
      and "second half" in [p.text for p in find(d, "summary.achievements").text_frame.paragraphs])  # fmt: skip
def splits_a_bullet_into_two(d):
    first = find(d, "summary.achievements").text_frame.paragraphs[1]
    second = copy.deepcopy(first._p)
    first._p.addnext(second)
    paragraphs = find(d, "summary.achievements").text_frame.paragraphs
    for paragraph, text in zip(paragraphs[1:3], ("first half", "second half"), strict=True):
        paragraph.runs[0].text = text
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)


@edit(lambda d: any(" and also " in p.text for p in find(d, "summary.focus").text_frame.paragraphs))
def merges_two_bullets(d):
    one, two = find(d, "summary.focus").text_frame.paragraphs[1:3]
    one.runs[-1].text += " and also "
    for run in two.runs:
        one._p.append(run._r)
    two._p.getparent().remove(two._p)


@edit(lambda d: find(d, "summary.focus").text_frame.paragraphs[1].level == 3)
def indents_a_bullet(d):
    find(d, "summary.focus").text_frame.paragraphs[1].level = 3


@edit(lambda d: bool(xpath(find(d, "summary.needs")._element, ".//a:buAutoNum")))
def numbers_the_bullets(d):
    for paragraph in find(d, "summary.needs").text_frame.paragraphs:
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<a:buAutoNum {NSD} type="arabicPeriod"/>'))


@edit(lambda d: bool(xpath(find(d, "summary.title")._element, ".//a:fld")))
def inserts_a_field(d):
    paragraph = find(d, "summary.title").text_frame.paragraphs[0]._p
    paragraph.append(
        parse_xml(
            f'<a:fld {NSD} id="{{B1B7AB1F-0000-4000-8000-000000000001}}" type="slidenum"><a:rPr lang="en-GB"/><a:t>2</a:t></a:fld>'
        )
    )


@edit(lambda d: find(d, "changes.title").text_frame.paragraphs[0].line_spacing == 1.5)
def spaces_lines(d):
    find(d, "changes.title").text_frame.paragraphs[0].line_spacing = 1.5


@edit(
    lambda d: any(
        r._r.get_or_add_rPr().get("strike") == "sngStrike"
        for p in find(d, "summary.focus").text_frame.paragraphs
        for r in p.runs
    )
)
def strikes_words_out(d):
    find(d, "summary.focus").text_frame.paragraphs[-1].runs[0]._r.get_or_add_rPr().set("strike", "sngStrike")


@edit(lambda d: find(d, "summary.issues").text_frame.vertical_anchor == MSO_ANCHOR.BOTTOM)
def anchors_text_below(d):
    find(d, "summary.issues").text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM


@edit(
    lambda d: (
        FIRST["order"] and [p.text for p in find(d, "summary.goals").text_frame.paragraphs][-1] == FIRST["order"][1]
    )
)
def moves_a_bullet_to_the_end(d):
    paragraphs = find(d, "summary.goals").text_frame.paragraphs
    FIRST["order"] = [p.text for p in paragraphs]
    paragraphs[-1]._p.addnext(paragraphs[1]._p)


# ---------------------------------------------------------------- tables


@edit(
    lambda d: ["Q" in c.text_frame.text for c in table(d, "changes.measures").rows[0].cells][:3] == [True, False, True]
)
def swaps_two_columns(d):
    made = table(d, "changes.measures")._tbl
    for row in made.tr_lst:
        row.tc_lst[0].addprevious(row.tc_lst[1])
    grid = made.tblGrid.gridCol_lst
    grid[0].addprevious(grid[1])


@edit(lambda d: [c.text_frame.text for c in list(table(d, "scorecard.scorecard").rows)[0].cells][2] == MINE
      and all(len(r.cells) == len(table(d, "scorecard.scorecard").columns) for r in table(d, "scorecard.scorecard").rows))  # fmt: skip
def inserts_a_column_in_the_middle(d):
    made = table(d, "scorecard.scorecard")._tbl
    made.tblGrid.gridCol_lst[2].addprevious(copy.deepcopy(made.tblGrid.gridCol_lst[2]))
    for number, row in enumerate(made.tr_lst):
        cell = copy.deepcopy(row.tc_lst[2])
        for text in cell.iter(qn("a:t")):
            text.text = ""
        row.tc_lst[2].addprevious(cell)
        if not number:
            cell.txBody.p_lst[0].append(parse_xml(f"<a:r {NSD}><a:t>{MINE}</a:t></a:r>"))


@edit(lambda d: len(table(d, "risks.risks").columns) == FIRST["columns"] - 1)
def deletes_a_column_in_the_middle(d):
    made = table(d, "risks.risks")._tbl
    FIRST["columns"] = len(made.tblGrid.gridCol_lst)
    made.tblGrid.remove(made.tblGrid.gridCol_lst[2])
    for row in made.tr_lst:
        row.remove(row.tc_lst[2])


@edit(lambda d: bool(xpath(table(d, "changes.movements")._tbl, './/a:tc[@rowSpan="2"]')))
def merges_cells_downwards(d):
    made = table(d, "changes.movements")
    made.cell(2, 0).merge(made.cell(3, 0))


@edit(
    lambda d: bool(
        xpath(table(d, "next_steps.next_steps")._tbl, ".//a:tcPr/a:lnB/a:solidFill/a:srgbClr[@val='7A1FA2']")
    )
)
def draws_a_border(d):
    cell = table(d).cell(1, 0)._tc.get_or_add_tcPr()
    cell.insert(0, parse_xml(f'<a:lnB {NSD} w="25400"><a:solidFill><a:srgbClr val="7A1FA2"/></a:solidFill></a:lnB>'))


@edit(lambda d: any(cell.margin_left == Emu(222222) for cell in table(d).iter_cells()))
def widens_a_margin(d):
    table(d).cell(1, 0).margin_left = Emu(222222)


STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"


@edit(lambda d: STYLE in xpath(table(d, "changes.movements")._tbl, "./a:tblPr/a:tableStyleId/text()"))
def gives_a_table_another_style(d):
    xpath(table(d, "changes.movements")._tbl, "./a:tblPr/a:tableStyleId")[0].text = STYLE


@edit(lambda d: any(r.hyperlink.address == "https://example.org/r" for c in table(d, "risks.risks").iter_cells()
                    for p in c.text_frame.paragraphs for r in p.runs))  # fmt: skip
def links_a_word_in_a_table(d):
    table(d, "risks.risks").cell(1, 0).text_frame.paragraphs[0].runs[-1].hyperlink.address = "https://example.org/r"


# ---------------------------------------------------------------- charts


@edit(lambda d: bool(xpath(space(d), ".//c:ser/c:trendline")))
def adds_a_trendline(d):
    series = xpath(space(d), ".//c:ser")[1]
    xpath(series, "./c:cat")[0].addprevious(parse_xml(
        f'<c:trendline {NSC}><c:trendlineType val="linear"/><c:dispRSqr val="0"/><c:dispEq val="0"/></c:trendline>'))  # fmt: skip


@edit(lambda d: chart(d).value_axis.maximum_scale == 33.0 and chart(d).value_axis.minimum_scale == 1.0)
def sets_the_ends_of_an_axis(d):
    chart(d).value_axis.maximum_scale, chart(d).value_axis.minimum_scale = 33.0, 1.0


@edit(lambda d: bool(xpath(space(d, "forecast.index_history"), ".//c:scaling/c:logBase")))
def makes_an_axis_logarithmic(d):
    scaling = xpath(space(d, "forecast.index_history"), ".//c:valAx/c:scaling")[0]
    scaling.insert(0, parse_xml(f'<c:logBase {NSC} val="10"/>'))


@edit(lambda d: bool(xpath(space(d), ".//c:ser[1]/c:dPt")))
def colours_one_point(d):
    chart(d).plots[0].series[0].points[2].format.fill.solid()
    chart(d).plots[0].series[0].points[2].format.fill.fore_color.rgb = PURPLE


@edit(
    lambda d: (
        len(xpath(space(d), ".//c:ser//c:dLbl")) != FIRST["labels"]
        and not xpath(space(d), ".//c:ser[1]//c:dLbl[c:idx[@val]]/c:showSerName[@val='1']")
    )
)
def deletes_a_label(d):
    FIRST["labels"] = len(xpath(space(d), ".//c:ser//c:dLbl"))
    for one in xpath(space(d), ".//c:ser[1]/c:dLbls"):
        one.getparent().remove(one)


@edit(lambda d: chart(d).has_legend)
def shows_a_legend(d):
    chart(d).has_legend = True
    chart(d).legend.include_in_layout = False


@edit(lambda d: bool(xpath(space(d), ".//c:dTable")))
def shows_a_data_table(d):
    area = xpath(space(d), ".//c:plotArea")[0]
    xpath(area, "./c:valAx")[-1].addnext(parse_xml(
        f'<c:dTable {NSC}><c:showHorzBorder val="1"/><c:showVertBorder val="1"/><c:showOutline val="1"/><c:showKeys val="1"/></c:dTable>'))  # fmt: skip


@edit(lambda d: bool(xpath(space(d, "issues.issue_age"), ".//c:gapWidth[@val='222']")))
def widens_the_gaps(d):
    xpath(space(d, "issues.issue_age"), ".//c:gapWidth")[0].set("val", "222")


@edit(lambda d: [s.name for s in chart(d).plots[0].series][:2] == FIRST["series"][:2])
def puts_a_series_first(d):
    plot = xpath(space(d), ".//c:lineChart")[0]
    series = xpath(plot, "./c:ser")
    series[0].addprevious(series[1])
    for number, one in enumerate(xpath(plot, "./c:ser")):
        one.find(qn("c:order")).set("val", str(number))
    FIRST["series"] = ["".join(xpath(one, "./c:tx//c:v/text()")) for one in xpath(plot, "./c:ser")]


@edit(lambda d: xpath(space(d), ".//c:ser[2]/c:tx//c:v/text()") == ["Arbeit"])
def renames_a_series(d):
    xpath(space(d), ".//c:ser[2]/c:tx//c:v")[0].text = "Arbeit"
    part = chart(d).part.chart_workbook.xlsx_part
    book = load_workbook(io.BytesIO(part.blob))
    book["Sheet1"]["C1"] = "Arbeit"
    target = io.BytesIO()
    book.save(target)
    part._blob = target.getvalue()


@edit(
    lambda d: (
        load_workbook(io.BytesIO(chart(d, "issues.issue_age").part.chart_workbook.xlsx_part.blob))["Sheet1"][
            "K20"
        ].value
        == MINE
    )
)
def writes_beside_the_data_of_a_chart(d):
    part = chart(d, "issues.issue_age").part.chart_workbook.xlsx_part
    book = load_workbook(io.BytesIO(part.blob))
    book["Sheet1"]["K20"] = MINE
    target = io.BytesIO()
    book.save(target)
    part._blob = target.getvalue()


@edit(lambda d: bool(xpath(space(d, "forecast.index_history"), ".//c:ser[1]/c:errBars")))
def adds_error_bars(d):
    series = xpath(space(d, "forecast.index_history"), ".//c:ser")[0]
    xpath(series, "./c:cat")[0].addprevious(parse_xml(
        f'<c:errBars {NSC}><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="fixedVal"/><c:noEndCap val="0"/><c:val val="1"/></c:errBars>'))  # fmt: skip


@edit(lambda d: bool(xpath(space(d, "forecast.index_history"), ".//c:dLblPos[@val='b']")))
def moves_a_label(d):
    xpath(space(d, "forecast.index_history"), ".//c:dLblPos")[0].set("val", "b")


# ---------------------------------------------------------------- slides


@edit(
    lambda d: any(
        one.has_text_frame and MINE + " footer" in one.text_frame.text for one in slide(d, "changes").placeholders
    )
)
def writes_a_footer(d):
    shape = next(one for one in slide(d, "changes").placeholders if "FOOTER" in str(one.placeholder_format.type))
    shape.text_frame.text = MINE + " footer"


@edit(lambda d: not any("SLIDE_NUMBER" in str(one.placeholder_format.type) for one in slide(d, "roadmap").placeholders))
def deletes_the_number_of_a_slide(d):
    for one in list(slide(d, "roadmap").placeholders):
        if "SLIDE_NUMBER" in str(one.placeholder_format.type):
            one._element.getparent().remove(one._element)


@edit(lambda d: "Say it in your own words" in slide(d, "risks").notes_slide.notes_text_frame.text)
def rewrites_the_notes(d):
    slide(d, "risks").notes_slide.notes_text_frame.text = "Say it in your own words"


@edit(lambda d: slide(d, "forecast").notes_slide.notes_text_frame.text.strip() == "")
def clears_the_notes(d):
    slide(d, "forecast").notes_slide.notes_text_frame.text = ""


@edit(lambda d: any(r.font.bold for p in slide(d, "changes").notes_slide.notes_text_frame.paragraphs for r in p.runs))
def makes_notes_bold(d):
    slide(d, "changes").notes_slide.notes_text_frame.paragraphs[0].runs[0].font.bold = True


@edit(
    lambda d: any(
        rel.reltype.endswith("2018/10/relationships/comments") for rel in slide(d, "summary").part.rels.values()
    )
)
def comments_in_threads(d):
    base = "http://schemas.microsoft.com/office/2018/10/relationships"
    authors = new_part(d, "/ppt/authors.xml", "application/vnd.ms-powerpoint.authors+xml",
                       b'<p188:authorLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"/>')  # fmt: skip
    said = new_part(d, "/ppt/comments/modernComment_1.xml", "application/vnd.ms-powerpoint.comments+xml",
                    b'<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"/>')  # fmt: skip
    d.part.relate_to(authors, base + "/authors")
    slide(d, "summary").part.relate_to(said, base + "/comments")


@edit(lambda d: xpath(slide(d, "roadmap")._element, "./p:transition/@advTm") == ["5000"])
def advances_a_slide_by_itself(d):
    slide(d, "roadmap")._element.append(parse_xml(f'<p:transition {NSD} advTm="5000"/>'))


@edit(lambda d: any("[xt:summary.goals]" in one.name for one in slide(d, "next_steps").shapes))
def cuts_a_box_to_another_slide(d):
    slide(d, "next_steps").shapes._spTree.append(find(d, "summary.goals")._element)


@edit(lambda d: "pasted from another deck" in texts(d))
def pastes_a_slide_with_its_own_master(d):
    made = d.slides.add_slide(d.slide_layouts[5])
    made.shapes.add_textbox(0, 0, 900000, 300000).text_frame.text = "pasted from another deck"
    made.shapes[-1].text_frame.paragraphs[0].runs[0].font.size = Pt(31)


@edit(
    lambda d: (
        _order(d)[0] == "definitions"
        and _order(d).index("risks") < _order(d).index("summary") < _order(d).index("cover")
    )
)
def reverses_the_order_of_the_slides(d):
    listed = d.slides._sldIdLst
    for entry in reversed(list(listed)):
        listed.append(entry)


def _order(d: Any) -> list[str]:
    return [one._element.cSld.get("name") for one in d.slides]
