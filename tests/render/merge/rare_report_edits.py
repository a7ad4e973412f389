# ruff: noqa: E501 - an edit and how one sees it read best on a line each
"""Rarer things that people do to a Word report: accepted changes, footnotes, captions, references, text boxes, charts."""

from __future__ import annotations

import copy
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from edits import Edit, Recorder
from report_edits import (
    MINE,
    NSD,
    first_section,
    paragraphs,
    put,
    region,
    rows,
    runs,
    said,
    table,
    whole,
)

from exectrack_xl.render.merge.word_regions import regions

NSM = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RARE: list[Edit] = []
edit = Recorder(RARE)


def chart_part(report: Any) -> Any:
    return next(r.target_part for r in report.part.rels.values() if r.reltype.endswith("/chart"))


def section_key(report: Any, number: int = 0) -> str:
    return [key for key in regions(report.element.body) if key.startswith("section.") and key.count(".") == 1][number]


# ---------------------------------------------------------------- words


@edit(lambda r: "Accepted wording of the board" in said(region(r, "answer")))
def accepts_a_tracked_change(report):
    lines = paragraphs(region(report, "answer"))
    put(lines[1], "Accepted wording of the board")
    lines[1].set(qn("w:rsidR"), "00AB12CD")


@edit(lambda r: any(not list(p.iter(qn("w:sdt"))) and "split off" in said(p) for p in paragraphs(region(r, "answer"))))
def splits_a_paragraph(report):
    line = paragraphs(region(report, "answer"))[0]
    second = copy.deepcopy(line)
    put(second, "split off")
    line.addnext(second)


@edit(lambda r: " – and: " in said(region(r, "answer")))
def joins_two_paragraphs(report):
    one, two = paragraphs(region(report, "answer"))[:2]
    own = runs(one)[-1]
    own.find(qn("w:t")).text += " – and: "
    for run in list(two):
        if run.tag != qn("w:pPr"):
            one.append(run)
    two.getparent().remove(two)


@edit(lambda r: bool(list(region(r, "answer").iter(qn("w:footnoteReference")))))
def adds_a_footnote(report):
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    body = f'<w:footnotes {NSD}><w:footnote w:id="2"><w:p><w:r><w:t>{MINE}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    made = Part(PackURI("/word/footnotes.xml"), content, body.encode(), report.part.package)
    report.part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
    paragraphs(region(report, "answer"))[0].append(parse_xml(f'<w:r {NSD}><w:footnoteReference w:id="2"/></w:r>'))


@edit(lambda r: "SEQ Table" in _code(r) and MINE + " caption" in whole(r))
def writes_a_caption(report):
    region(report, "glance").addnext(parse_xml(
        f'<w:p {NSD}><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>{MINE} caption </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> SEQ Table \\* ARABIC </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'))  # fmt: skip


@edit(
    lambda r: (
        "REF _Ref77" in _code(r)
        and any(b.get(qn("w:name")) == "_Ref77" for b in r.element.body.iter(qn("w:bookmarkStart")))
    )
)
def refers_to_a_table(report):
    row = runs(table(report))[0]
    row.addprevious(parse_xml(f'<w:bookmarkStart {NSD} w:id="707" w:name="_Ref77"/>'))
    row.addnext(parse_xml(f'<w:bookmarkEnd {NSD} w:id="707"/>'))
    line = paragraphs(region(report, "answer"))[0]
    for piece in ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> REF _Ref77 \\h </w:instrText>',
                  '<w:fldChar w:fldCharType="separate"/>', "<w:t>Table 1</w:t>", '<w:fldChar w:fldCharType="end"/>'):  # fmt: skip
        line.append(parse_xml(f"<w:r {NSD}>{piece}</w:r>"))


def _code(report: Any) -> str:
    return " ".join(one.text or "" for one in report.element.body.iter(qn("w:instrText")))


@edit(lambda r: any(link.get(qn("w:anchor")) == "MyPlace9" for link in region(r, "answer").iter(qn("w:hyperlink"))))
def links_a_word(report):
    run = runs(region(report, "answer"))[0]
    made = parse_xml(f'<w:hyperlink {NSD} w:anchor="MyPlace9"/>')
    run.addprevious(made)
    made.append(run)


@edit(lambda r: any(p.find(qn("w:pPr")) is not None and p.find(qn("w:pPr")).find(qn("w:jc")) is not None
                    and p.find(qn("w:pPr")).find(qn("w:jc")).get(qn("w:val")) == "both" for p in paragraphs(region(r, "answer"))))  # fmt: skip
def justifies_a_paragraph(report):
    own = paragraphs(region(report, "answer"))[0]
    held = own.find(qn("w:pPr"))
    for one in held.findall(qn("w:jc")):
        held.remove(one)
    held.append(parse_xml(f'<w:jc {NSD} w:val="both"/>'))


@edit(lambda r: any(s.get(qn("w:val")) == "Quote" for s in region(r, "answer").iter(qn("w:pStyle"))))
def gives_a_paragraph_another_style(report):
    next(region(report, "answer").iter(qn("w:pStyle"))).set(qn("w:val"), "Quote")


@edit(lambda r: any(str(one.tag).endswith("}txbxContent") for one in first_section(r).iter()))
def places_a_text_box(report):
    line = next(p for p in paragraphs(first_section(report)))
    line.append(parse_xml(
        f'<w:r {NSM}><w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="881" name="{MINE} box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>'
        f"<w:p><w:r><w:t>{MINE} in a box</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r>"))  # fmt: skip


@edit(lambda r: MINE + " as a date" in whole(r))
def inserts_a_field_of_the_day(report):
    paragraphs(first_section(report))[0].append(parse_xml(
        f'<w:fldSimple {NSD} w:instr=" DATE "><w:r><w:t>{MINE} as a date</w:t></w:r></w:fldSimple>'))  # fmt: skip


@edit(lambda r: any(str(one.tag).endswith("}oMath") for one in r.element.body.iter()))
def writes_an_equation(report):
    paragraphs(region(report, "answer"))[0].append(parse_xml(
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'))  # fmt: skip


# ---------------------------------------------------------------- controls


@edit(lambda r: region(r, section_row(r)) is None if section_row(r) else True)
def takes_the_control_of_a_row_away(report):
    held = region(report, "glance.I-03")
    for one in list(held.find(qn("w:sdtContent"))):
        held.addprevious(one)
    held.getparent().remove(held)


def section_row(report: Any) -> str:
    return "glance.I-03"


@edit(lambda r: any(one.get(qn("w:val")) == "sdtContentLocked" for one in region(r, "actions").iter(qn("w:lock"))))
def locks_a_control(report):
    region(report, "actions").find(qn("w:sdtPr")).append(parse_xml(f'<w:lock {NSD} w:val="sdtContentLocked"/>'))


@edit(lambda r: [b.get(qn("w:name")) for b in r.element.body.iter(qn("w:bookmarkStart"))].count("_Toc00000001") == 0)
def deletes_a_bookmark(report):
    start = next(b for b in report.element.body.iter(qn("w:bookmarkStart")) if b.get(qn("w:name")) == "_Toc00000001")
    number = start.get(qn("w:id"))
    end = next(b for b in report.element.body.iter(qn("w:bookmarkEnd")) if b.get(qn("w:id")) == number)
    start.getparent().remove(start)
    end.getparent().remove(end)


# ---------------------------------------------------------------- tables


@edit(lambda r: FIRST["row"] and said(rows(table(r))[1]).startswith(FIRST["row"]))
def sorts_a_table(report):
    made = table(report)
    last = region(report, "glance.I-04")
    FIRST["row"] = said(last)[:8]
    rows(made)[0].addnext(last)


FIRST: dict[str, str] = {"row": "", "heads": ""}


@edit(
    lambda r: (
        FIRST["heads"] != ""
        and [said(c) for c in rows(table(r))[0].findall(qn("w:tc"))][:2] == FIRST["heads"].split("|")
    )
)
def swaps_two_columns(report):
    for row in rows(table(report)):
        cells = row.findall(qn("w:tc"))
        cells[0].addprevious(cells[1])
    FIRST["heads"] = "|".join(said(c) for c in rows(table(report))[0].findall(qn("w:tc"))[:2])


@edit(
    lambda r: (
        len(rows(table(r))[0].findall(qn("w:tc"))) == 6 and all(len(x.findall(qn("w:tc"))) == 6 for x in rows(table(r)))
    )
)
def deletes_a_column(report):
    grid = table(report).find(qn("w:tblGrid"))
    grid.remove(grid[3])
    for row in rows(table(report)):
        row.remove(row.findall(qn("w:tc"))[3])


@edit(lambda r: MINE + " between" in said(table(r)))
def inserts_a_row_in_the_middle(report):
    second = region(report, "glance.I-02")
    made = copy.deepcopy(next(second.iter(qn("w:tr"))))
    put(paragraphs(made)[0], MINE + " between")
    second.addnext(made)


@edit(lambda r: any(m.get(qn("w:val")) == "restart" for m in table(r).iter(qn("w:vMerge"))))
def merges_cells_downwards(report):
    for key, value in (("glance.I-01", "restart"), ("glance.I-02", "continue")):
        cell = list(region(report, key).iter(qn("w:tcPr")))[1]
        cell.insert(1, parse_xml(f'<w:vMerge {NSD} w:val="{value}"/>'))


@edit(lambda r: table(r).find(qn("w:tblPr")).find(qn("w:tblStyle")).get(qn("w:val")) == "LightGrid")
def gives_a_table_another_style(report):
    table(report).find(qn("w:tblPr")).find(qn("w:tblStyle")).set(qn("w:val"), "LightGrid")


@edit(lambda r: len(list(region(r, "glance").iter(qn("w:tbl")))) == 2)
def nests_a_table(report):
    cell = next(region(report, "glance.I-01").iter(qn("w:tc")))
    cell.insert(
        1,
        parse_xml(
            f'<w:tbl {NSD}><w:tblPr/><w:tblGrid><w:gridCol w:w="500"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
        ),
    )


@edit(lambda r: any(one.get(qn("w:w")) == "4321" for one in table(r).find(qn("w:tblGrid"))))
def widens_a_column(report):
    table(report).find(qn("w:tblGrid"))[0].set(qn("w:w"), "4321")
    for row in rows(table(report)):
        row.find(qn("w:tc")).find(qn("w:tcPr")).find(qn("w:tcW")).set(qn("w:w"), "4321")


@edit(lambda r: "text of the table" in whole(r) and not list(region(r, "actions").iter(qn("w:tbl"))))
def makes_text_of_a_table(report):
    made = table(report, "actions")
    made.addprevious(parse_xml(f"<w:p {NSD}><w:r><w:t>text of the table: {said(made)[:40]}</w:t></w:r></w:p>"))
    made.getparent().remove(made)


# ---------------------------------------------------------------- the rest


@edit(lambda r: MINE + " footer" in "".join(said(p._p) for p in r.sections[-1].footer.paragraphs))
def writes_in_the_footer(report):
    line = next(p for p in report.sections[-1].footer.paragraphs if p.runs)
    line.runs[0].text += " " + MINE + " footer"


@edit(
    lambda r: (
        r.sections[0].different_first_page_header_footer and MINE in r.sections[0].first_page_header.paragraphs[0].text
    )
)
def gives_the_first_page_a_header(report):
    report.sections[0].different_first_page_header_footer = True
    report.sections[0].first_page_header.paragraphs[0].text = MINE


@edit(lambda r: any(s.get(qn("w:orient")) == "landscape" for s in r.element.body.iter(qn("w:pgSz"))))
def turns_a_page(report):
    first_section(report).addprevious(parse_xml(
        f'<w:p {NSD}><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'))  # fmt: skip


@edit(lambda r: section_key(r, 1) == FIRST.get("second"))
def moves_a_section(report):
    keys = [section_key(report, number) for number in (0, 1)]
    FIRST["second"] = keys[0]
    region(report, keys[1]).addnext(region(report, keys[0]))


@edit(lambda r: region(r, "section.I-03") is None)
def deletes_a_section(report):
    held = region(report, "section.I-03")
    held.getparent().remove(held)


@edit(lambda r: MINE + " heading" in said(first_section(r)))
def renames_a_heading(report):
    put(paragraphs(first_section(report))[0], MINE + " heading")


@edit(lambda r: any(p.text == MINE + " chapter" and p.style.name == "Heading 1" for p in r.paragraphs))
def adds_a_chapter_between_sections(report):
    first_section(report).addnext(
        parse_xml(f'<w:p {NSD}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{MINE} chapter</w:t></w:r></w:p>')
    )


@edit(lambda r: r.styles["Heading 1"].font.size == Pt(29))
def restyles_the_headings(report):
    report.styles["Heading 1"].font.size = Pt(29)


@edit(lambda r: b'srgbClr val="7A1FA2"' in chart_part(r).blob)
def recolours_a_series(report):
    part = chart_part(report)
    part._blob = part.blob.replace(b'<a:schemeClr val="accent1"/>', b'<a:srgbClr val="7A1FA2"/>')


@edit(lambda r: b"<c:v>My own words</c:v>" in chart_part(r).blob)
def renames_a_series(report):
    import re

    part = chart_part(report)
    part._blob = re.sub(rb"(<c:tx>.*?<c:v>)[^<]*", rb"\1My own words", part.blob, count=1)


@edit(lambda r: b'<c:gapWidth val="222"/>' in chart_part(r).blob)
def widens_the_gaps_of_a_chart(report):
    import re

    part = chart_part(report)
    part._blob = re.sub(rb'<c:gapWidth val="\d+"/>', b'<c:gapWidth val="222"/>', part.blob)


@edit(
    lambda r: any(one.get("descr") == MINE for one in region(r, "work_done").iter() if str(one.tag).endswith("}docPr"))
)
def describes_a_chart(report):
    for one in region(report, "work_done").iter():
        if str(one.tag).endswith("}docPr"):
            one.set("descr", MINE)


@edit(lambda r: any(str(one.tag).endswith("}anchor") for one in region(r, "work_done").iter()))
def lets_text_flow_around_a_chart(report):
    made = next(one for one in region(report, "work_done").iter() if str(one.tag).endswith("}inline"))
    made.tag = made.tag.replace("inline", "anchor")
    made.set("behindDoc", "0")


@edit(lambda r: r.settings.element.find(qn("w:trackRevisions")) is not None)
def turns_tracking_on(report):
    report.settings.element.insert(0, parse_xml(f"<w:trackRevisions {NSD}/>"))


def as_word_saves(report: Any) -> None:
    """What Word writes without anybody having done anything: numbers of paragraphs and of sessions, page breaks seen."""
    for number, one in enumerate(report.element.body.iter(qn("w:p"))):
        one.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", f"{number + 4096:08X}")
        one.set(qn("w:rsidR"), "00AB12CD")
        if number % 7 == 0 and runs(one):
            runs(one)[0].insert(0, parse_xml(f"<w:lastRenderedPageBreak {NSD}/>"))
