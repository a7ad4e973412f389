# ruff: noqa: E501 - an edit and how one sees it read best on a line each
"""What people do to a Word report, in the shape Word writes it, and how one sees that it is still there."""

from __future__ import annotations

import copy
import io
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from edits import Edit, Recorder
from PIL import Image

from exectrack_xl.render.merge.word_regions import regions

MINE = "Added by hand"
NSD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EDITS: list[Edit] = []
edit = Recorder(EDITS)


def region(report: Any, key: str) -> Any:
    return regions(report.element.body).get(key)


def first_section(report: Any) -> Any:
    return next(
        one for key, one in regions(report.element.body).items() if key.startswith("section.") and key.count(".") == 1
    )


def paragraphs(element: Any) -> list[Any]:
    return list(element.iter(qn("w:p")))


def said(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def whole(report: Any) -> str:
    return said(report.element.body)


def runs(element: Any) -> list[Any]:
    return [one for one in element.iter(qn("w:r")) if (one.findtext(qn("w:t")) or "")]


def look(run: Any) -> Any:
    found = run.find(qn("w:rPr"))
    if found is None:
        found = parse_xml(f"<w:rPr {NSD}/>")
        run.insert(0, found)
    return found


def table(report: Any, key: str = "glance") -> Any:
    return next(region(report, key).iter(qn("w:tbl")))


def rows(made: Any) -> list[Any]:
    return list(made.iter(qn("w:tr")))


def put(paragraph: Any, text: str) -> None:
    own = runs(paragraph)
    own[0].find(qn("w:t")).text = text
    for run in own[1:]:
        run.getparent().remove(run)


# ---------------------------------------------------------------- words


@edit(lambda r: "We decide today." in said(region(r, "answer")), conflict=True)
def rewrites_the_answer(report):
    put(paragraphs(region(report, "answer"))[0], "We decide today.")


@edit(lambda r: any(p.style.name.startswith("Normal") and p.text == MINE + " by the author" for p in r.paragraphs))
def writes_an_introduction(report):
    region(report, "answer").addprevious(parse_xml(f"<w:p {NSD}><w:r><w:t>{MINE} by the author</w:t></w:r></w:p>"))


@edit(lambda r: said(region(r, "answer")).endswith(MINE + " at the end"))
def adds_a_line_to_a_region(report):
    last = paragraphs(region(report, "answer"))[-1]
    made = copy.deepcopy(last)
    put(made, MINE + " at the end")
    last.addnext(made)


@edit(lambda r: any(one.find(qn("w:rPr")) is not None and one.find(qn("w:rPr")).find(qn("w:color")) is not None
                    and one.find(qn("w:rPr")).find(qn("w:color")).get(qn("w:val")) == "7A1FA2" for one in runs(region(r, "answer"))))  # fmt: skip
def colours_words(report):
    own = look(runs(region(report, "answer"))[0])
    for one in own.findall(qn("w:color")):
        own.remove(one)
    own.append(parse_xml(f'<w:color {NSD} w:val="7A1FA2"/>'))


@edit(lambda r: bool(region(r, "answer") is not None))
def splits_runs_as_spelling_does(report):
    for run in runs(region(report, "answer")):
        text = run.find(qn("w:t"))
        if len(text.text or "") > 4:
            second = copy.deepcopy(run)
            second.find(qn("w:t")).text, text.text = text.text[3:], text.text[:3]
            second.set(qn("w:rsidR"), "00AB12CD")
            run.addnext(second)
            run.addnext(parse_xml(f'<w:proofErr {NSD} w:type="spellStart"/>'))


@edit(lambda r: any(one.get(qn("w:name")) == "MyPlace" for one in r.element.body.iter(qn("w:bookmarkStart"))))
def sets_a_bookmark(report):
    run = runs(region(report, "answer"))[0]
    run.addprevious(parse_xml(f'<w:bookmarkStart {NSD} w:id="77" w:name="MyPlace"/>'))
    run.addnext(parse_xml(f'<w:bookmarkEnd {NSD} w:id="77"/>'))


@edit(
    lambda r: (
        bool(list(region(r, "answer").iter(qn("w:commentRangeStart")))) and any(MINE in c.text for c in r.comments)
    )
)
def comments_on_words(report):
    own = report.paragraphs[0]
    made = next(p for p in _all(report) if p._p in paragraphs(region(report, "answer")))
    report.add_comment(made.runs[0], text=MINE, author="Ann", initials="A")
    assert own is not None


def _all(report: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    return [Paragraph(one, report._body) for one in report.element.body.iter(qn("w:p"))]


@edit(
    lambda r: (
        MINE + " tracked" in "".join(one.text or "" for one in region(r, "answer").iter(qn("w:t"), qn("w:delText")))
    )
)
def tracks_a_change(report):
    run = runs(region(report, "answer"))[0]
    run.addnext(
        parse_xml(
            f'<w:ins {NSD} w:id="901" w:author="Ann" w:date="2026-10-01T10:00:00Z"><w:r><w:t>{MINE} tracked</w:t></w:r></w:ins>'
        )
    )


@edit(lambda r: region(r, "answer") is None and "Red" in whole(r))
def takes_a_control_away(report):
    held = region(report, "answer")
    for one in list(held.find(qn("w:sdtContent"))):
        held.addprevious(one)
    held.getparent().remove(held)


@edit(lambda r: region(r, "answer") is None and not any("Callout" in (p.style.name or "") for p in r.paragraphs))
def deletes_a_region(report):
    held = region(report, "answer")
    held.getparent().remove(held)


@edit(
    lambda r: (
        sum('"xt:answer"' in line for line in _xml(r).split("<w:tag w:val=")) >= 1 and _xml(r).count('"xt:answer"') == 2
    )
)
def copies_a_region(report):
    held = region(report, "answer")
    made = copy.deepcopy(held)
    made.find(qn("w:sdtPr")).find(qn("w:id")).set(qn("w:val"), "5555")
    report.element.body[-1].addprevious(made)


def _xml(report: Any) -> str:
    from lxml import etree

    return etree.tostring(report.element.body).decode()


@edit(lambda r: list(regions(r.element.body))[-1] == "answer")
def moves_a_region(report):
    report.element.body[-1].addprevious(region(report, "answer"))


@edit(lambda r: said(region(r, "answer")).strip() == "" if region(r, "answer") is not None else False)
def clears_a_region(report):
    for one in paragraphs(region(report, "answer")):
        for run in runs(one):
            run.getparent().remove(run)


# ---------------------------------------------------------------- tables


@edit(lambda r: MINE + " row" in said(table(r)))
def adds_a_row(report):
    last = rows(table(report))[-1]
    made = copy.deepcopy(last)
    put(paragraphs(made)[0], MINE + " row")
    table(report).append(made)


@edit(lambda r: all(said(row).endswith("my column") for row in rows(table(r))))
def adds_a_column(report):
    made = table(report)
    grid = made.find(qn("w:tblGrid"))
    grid.append(copy.deepcopy(grid[-1]))
    for row in rows(made):
        cell = copy.deepcopy(row.findall(qn("w:tc"))[-1])
        for one in paragraphs(cell)[1:]:
            one.getparent().remove(one)
        for one in list(paragraphs(cell)[0]):
            if one.tag != qn("w:pPr"):
                paragraphs(cell)[0].remove(one)
        paragraphs(cell)[0].append(parse_xml(f"<w:r {NSD}><w:t>my column</w:t></w:r>"))
        row.findall(qn("w:tc"))[-1].addnext(cell)


@edit(lambda r: region(r, "glance.I-02") is None)
def deletes_a_row(report):
    held = region(report, "glance.I-02")
    held.getparent().remove(held)


@edit(lambda r: MINE + " in a cell" in said(region(r, "glance.I-01")))
def adds_a_line_to_a_cell(report):
    cell = next(region(report, "glance.I-01").iter(qn("w:tc")))
    cell.append(parse_xml(f"<w:p {NSD}><w:r><w:t>{MINE} in a cell</w:t></w:r></w:p>"))


@edit(lambda r: any(one.get(qn("w:fill")) == "7A1FA2" for one in region(r, "glance.I-01").iter(qn("w:shd"))))
def shades_a_cell(report):
    own = next(region(report, "glance.I-01").iter(qn("w:tcPr")))
    for one in own.findall(qn("w:shd")):
        own.remove(one)
    own.append(parse_xml(f'<w:shd {NSD} w:val="clear" w:color="auto" w:fill="7A1FA2"/>'))


@edit(lambda r: said(list(rows(table(r))[0].iter(qn("w:tc")))[1]) == "My head")
def renames_a_column(report):
    put(paragraphs(list(rows(table(report))[0].iter(qn("w:tc")))[1])[0], "My head")


@edit(lambda r: any(one.tag == qn("w:gridSpan") for row in rows(table(r))[1:] for one in row.iter()))
def merges_cells(report):
    row = rows(table(report))[1]
    cells = row.findall(qn("w:tc"))
    cells[0].find(qn("w:tcPr")).insert(1, parse_xml(f'<w:gridSpan {NSD} w:val="2"/>'))
    row.remove(cells[1])


@edit(
    lambda r: any(
        b.find(qn("w:rPr")) is not None and b.find(qn("w:rPr")).find(qn("w:i")) is not None
        for b in runs(region(r, "actions"))
    )
)
def slants_a_row(report):
    for run in runs(rows(table(report, "actions"))[-1]):
        look(run).insert(0, parse_xml(f"<w:i {NSD}/>"))


QUALITY = "section.I-01.Quality"


def _sizes(report: Any) -> set[Any]:
    own = [run for row in rows(table(report, QUALITY))[1:] for run in runs(row)]
    return {size.get(qn("w:val")) if (size := look(run).find(qn("w:sz"))) is not None else None for run in own}


@edit(lambda r: _sizes(r) == {"15"} and len(rows(table(r, QUALITY))) > 2)
def sets_all_rows_smaller_and_new_rows_follow(report):
    for row in rows(table(report, QUALITY))[1:]:
        for run in runs(row):
            look(run).append(parse_xml(f'<w:sz {NSD} w:val="15"/>'))


@edit(lambda r: "Mine: nobody" in said(region(r, "actions")))
def rewrites_a_cell(report):
    put(paragraphs(rows(table(report, "actions"))[1])[1], "Mine: nobody")


# ---------------------------------------------------------------- the rest of the document


@edit(lambda r: any(str(one.tag).endswith("}pic") for one in first_section(r).iter()))
def places_a_picture_in_a_region(report):
    made = io.BytesIO()
    Image.new("RGB", (30, 20), "purple").save(made, "PNG")
    made.seek(0)
    paragraph = next(p for p in _all(report) if p._p in paragraphs(first_section(report)))
    paragraph.add_run().add_picture(made)


@edit(lambda r: MINE + " header" in "".join(p.text for p in r.sections[0].header.paragraphs))
def writes_in_the_header(report):
    report.sections[0].header.add_paragraph(MINE + " header")


@edit(lambda r: r.sections[0].left_margin == Pt(99))
def changes_the_margins(report):
    report.sections[0].left_margin = Pt(99)


@edit(lambda r: r.styles["Normal"].font.color.rgb == RGBColor(1, 2, 3))
def restyles_the_text(report):
    report.styles["Normal"].font.color.rgb = RGBColor(1, 2, 3)


@edit(lambda r: any(one.get(qn("w:type")) == "page" for one in r.element.body.iter(qn("w:br"))))
def breaks_the_page(report):
    first_section(report).addprevious(parse_xml(f'<w:p {NSD}><w:r><w:br w:type="page"/></w:r></w:p>'))


@edit(lambda r: any(one.get(qn("w:val")) == "mine" for one in first_section(r).iter(qn("w:tag"))))
def nests_a_control_of_their_own(report):
    run = runs(first_section(report))[-1]
    made = parse_xml(
        f'<w:sdt {NSD}><w:sdtPr><w:tag w:val="mine"/><w:id w:val="4242"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    run.addprevious(made)
    made.find(qn("w:sdtContent")).append(run)


@edit(lambda r: _xml(r).count(MINE + " footnote place") == 1)
def writes_into_a_section(report):
    paragraphs(first_section(report))[0].append(parse_xml(f"<w:r {NSD}><w:t>{MINE} footnote place</w:t></w:r>"))


@edit(lambda r: region(r, "work_done") is None)
def deletes_a_chart(report):
    held = region(report, "work_done")
    held.getparent().remove(held)


@edit(lambda r: [one.get("cx") for one in region(r, "work_done").iter() if one.tag.endswith("}extent")] == ["3000000"])
def resizes_a_chart(report):
    for one in region(report, "work_done").iter():
        if one.tag.endswith("}extent"):
            one.set("cx", "3000000")


@edit(lambda r: r.core_properties.title == MINE)
def titles_the_file(report):
    report.core_properties.title = MINE
