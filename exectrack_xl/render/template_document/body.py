"""What stands in the Word template: page, header, footer, and the fields between double braces.

A tag that begins with `{%p`, `{{p`, `{%tr` or `{{r` stands alone in its paragraph, row or run, which it replaces.
Content controls with tags `xt:…` mark what is generated, so that a later refresh finds it.
Depends on: nothing.
"""

from __future__ import annotations

from zlib import crc32

from exectrack_xl.render.template_document.designs import MARGIN, Design

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
LABEL_WIDTH, FIELD_WIDTH = 1871, 7767  # twips: 3.3 cm and the rest of 17 cm


def document_part(design: Design) -> str:
    """`document.xml` of the template."""
    parts = (_opening(design), _contents() if design.contents else "", _sections(design), _closing(), _page(design))
    return f"<w:document {NAMESPACES}><w:body>{''.join(parts)}</w:body></w:document>"


def header_part() -> str:
    """`header1.xml`: organisation and programme left, the report's name right."""
    left = "{% if report.organisation %}{{ report.organisation }}  |  {% endif %}{{ report.programme }}"
    bold = _run(left, bold=True)
    return f"<w:hdr {NAMESPACES}>{_paragraph('Header', bold + _tab() + _run('{{ report.title }}'))}</w:hdr>"


def footer_part() -> str:
    """`footer1.xml`: where the numbers come from, and the page."""
    pages = _run("{{ report.words.page }} ") + _field("PAGE") + _run(" {{ report.words.of }} ") + _field("NUMPAGES")
    source = _run("{{ report.words.source }}")
    return f"<w:ftr {NAMESPACES}>{_paragraph('Footer', source + _tab() + pages)}</w:ftr>"


def _page(design: Design) -> str:
    width, height = design.size
    turned = ' w:orient="landscape"' if width > height else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="1191" w:right="{MARGIN}" w:bottom="1021" w:left="{MARGIN}" w:header="510" w:footer="454" '
        'w:gutter="0"/></w:sectPr>'
    )


def _opening(design: Design) -> str:
    status = f" {{{{ report.words.{design.status} }}}}" * bool(design.status)
    subtitle = _run(f"{design.subtitle}. {{{{ report.words.status_date }}}}{status}")
    answer = _lines("{%p for line in report.answer %}", "{%p endfor %}", around=_text("ETCallout", "{{r line }}"))
    blocks = _lines("{%p for block in report.opening %}", "{{p block }}", "{%p endfor %}")
    return (
        _text("Title", "{{ report.title }}")
        + _paragraph("Subtitle", subtitle + (_run("{{r report.status }}") if design.status else ""))
        + _control("xt:answer", answer)
        + _lines("{%p if report.comparison %}")
        + _text("ETNote", "{{ report.comparison }}")
        + _lines("{%p endif %}")
        + blocks
    )


def _contents() -> str:
    """The sections, each leading to its heading. A real field: Word renews it with F9; no page number can be wrong."""
    link = (
        '<w:hyperlink w:anchor="{{ section.bookmark }}" w:history="1"><w:r>'
        '<w:t xml:space="preserve">{{ section.title }}</w:t></w:r></w:hyperlink>'
    )
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
    field = f'{begin} TOC \\o "1-1" \\n \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    entries = _lines("{%p for section in report.contents %}", "{%p endfor %}", around=_paragraph("TOC1", link))
    return (
        _lines("{%p if report.contents %}")
        + _text("ETContentshead", "{{ report.words.contents }}")
        + _paragraph("ETGap", field)
        + entries
        + _paragraph("ETGap", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + _lines("{%p endif %}")
    )


def _sections(design: Design) -> str:
    mark = '<w:bookmarkStart w:id="0" w:name="{{ section.bookmark }}"/>'
    heading = _lines("{%p if section.title %}") + _paragraph(
        "Heading1",
        mark + _run("{{ section.title }}") + _run("{{r section.status }}") + '<w:bookmarkEnd w:id="0"/>',
    ) + _lines("{%p endif %}")  # fmt: skip
    fields = _fields() if design.beside else _stacked()
    return (
        _lines("{%p for section in report.sections %}")
        + _control("{{ section.tag }}", heading + fields)
        + _lines("{%p endfor %}")
    )


def _stacked() -> str:
    """Each field under its label, over the whole width."""
    label = _lines("{%p if field.label %}") + _text("Heading2", "{{ field.label }}") + _lines("{%p endif %}")
    field = _control("{{ field.tag }}", label + _text("Normal", "{{p field.content }}"))
    return _lines("{%p for field in section.fields %}") + field + _lines("{%p endfor %}")


def _fields() -> str:
    row = (
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(LABEL_WIDTH, _text('ETLabel', '{{ field.label }}'))}"
        f"{_cell(FIELD_WIDTH, _text('ETCell', '{{p field.content }}'))}</w:tr>"
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ETFields"/>'
        f'<w:tblW w:w="{LABEL_WIDTH + FIELD_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0480" w:firstRow="0" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{LABEL_WIDTH}"/><w:gridCol w:w="{FIELD_WIDTH}"/></w:tblGrid>'
        f"{_row_of_tag('{%tr for field in section.fields %}')}"
        f"{_control('{{ field.tag }}', row)}"
        f"{_row_of_tag('{%tr endfor %}')}</w:tbl>"
    )


def _closing() -> str:
    left_out = (
        _text("Heading1", "{{ report.words.left_out }}")
        + _text("Normal", "{{ report.words.left_out_note }}")
        + _lines("{%p for sentence in report.left_out %}", "{%p endfor %}", around=_text("ETBullet", "{{ sentence }}"))
    )
    return (
        _lines("{%p if report.left_out %}")
        + _control("xt:left_out", left_out)
        + _lines("{%p endif %}")
        + _text("ETGap", "")
    )


def _lines(*tags: str, around: str = "") -> str:
    """Paragraphs that hold one tag each; `around` is put after the first."""
    first, *rest = (_text("Normal", tag) for tag in tags)
    return first + around + "".join(rest)


def _row_of_tag(tag: str) -> str:
    cells = _cell(LABEL_WIDTH, _text("ETLabel", tag)) + _cell(FIELD_WIDTH, _text("ETCell", ""))
    return f"<w:tr>{cells}</w:tr>"


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _control(tag: str, content: str) -> str:
    properties = f'<w:tag w:val="{tag}"/><w:id w:val="{crc32(tag.encode()) & 0x7FFFFFFF}"/>'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _text(style: str, text: str) -> str:
    return _paragraph(style, _run(text) if text else "")


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, bold: bool = False) -> str:
    look = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _tab() -> str:
    return "<w:r><w:tab/></w:r>"


def _field(instruction: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
