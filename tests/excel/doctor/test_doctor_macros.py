"""Faults of the VBA project: what does not compile, what cells cannot call, what Python does not answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutations import LINKS, MACROS
from rich_workbook import rich_workbook

from exectrack_xl.excel.doctor import examine
from exectrack_xl.excel.vba import Kind, Module, read_modules, standard, vba_project
from exectrack_xl.excel.vba.compound import read_compound, write_compound
from exectrack_xl.excel.vba.compress import compress
from exectrack_xl.excel.vba.streams import directory, project_text
from exectrack_xl.package import read_parts, write_parts

PARTS = read_parts(rich_workbook())
MODULES = read_modules(PARTS[MACROS])
FIRST = "CPI"  # a function of the catalogue
_SHEET = 'Attribute VB_Name = "Sheet99"\n'


def rules(folder: Path, project: bytes, **changed: bytes) -> set[str]:
    path = folder / "rich.xlsm"
    path.write_bytes(write_parts({**PARTS, MACROS: project, **changed}))
    return {finding.rule for finding in examine(path)}


def changed(name: str, old: str, new: str) -> bytes:
    """The project with a text of one module replaced, each time it occurs; an empty text stands for the end."""
    assert any(old in module.text for module in MODULES if module.name == name)
    edit = {module.name: module.text.replace(old, new) if old else module.text + new for module in MODULES}
    return vba_project([Module(m.name, edit[m.name], m.kind) if m.name == name else m for m in MODULES])


def added(name: str, code: str) -> bytes:
    return vba_project([*MODULES, standard(name, code)])


@pytest.mark.parametrize(
    ("rule", "project"),
    [
        ("procedure-twice", changed("Extra", "", "Sub doubled()\nEnd Sub\n")),
        ("procedure-twice", added("More", "Function DOUBLED(y)\nEnd Function")),
        ("procedure-open", changed("Extra", "End Function", "")),
        ("procedure-open", changed("Extra", "", "End Sub\n")),
        ("procedure-as-module", added("Doubled2", "Function Doubled2(y)\nEnd Function")),
        ("function-as-built-in", added("More", "Function NPV(y)\nEnd Function")),
        ("wrapper-without-function", changed("xlwings_udfs", f'"{FIRST}",', '"GONE",')),
        ("function-without-wrapper", changed("xlwings_udfs", f'"{FIRST}",', '"GONE",')),
        ("wrapper-differs", changed("xlwings_udfs", f"Function {FIRST}(", f"Function {FIRST}(more, ")),
        ("wrapper-option-explicit", changed("xlwings_udfs", "", "Option Explicit\n")),
        ("wrapper-without-runtime", changed("xlwings", "Function XLPy()", "Function XLPie()")),
        ("xlwings-version", changed("xlwings", 'VERSION As String = "0', 'VERSION As String = "9')),
        ("code-name-unused", vba_project([*MODULES, Module("Sheet99", _SHEET, Kind.DOCUMENT)])),
        ("code-name", vba_project([*MODULES, Module("Sheet99", f"{_SHEET}Sub a()\nEnd Sub\n", Kind.DOCUMENT)])),
        ("ribbon-callback", vba_project([m for m in MODULES if m.name != "Ribbon"])),
        ("ribbon-signature", changed("Ribbon", "OnRefresh(control As IRibbonControl)", "OnRefresh()")),
        ("ribbon-signature", changed("Ribbon", "OnRefresh(control As IRibbonControl)", "OnRefresh(control As String)")),
        ("ribbon-signature", changed("Ribbon", "Public Sub OnRefresh", "Private Sub OnRefresh")),
        ("ribbon-signature", changed("Ribbon", "Public Sub OnRefresh", "Public Function OnRefresh")),
        ("function-unknown", vba_project([m for m in MODULES if m.name != "Extra"])),
        ("module-list", changed("Extra", 'VB_Name = "Extra"', 'VB_Name = "Other"')),
    ],
)  # fmt: skip
def test_a_fault_of_the_macros_is_found(rule: str, project: bytes, tmp_path: Path) -> None:
    assert rule in rules(tmp_path, project)


def test_two_modules_of_one_name_are_found(tmp_path: Path) -> None:
    streams = read_compound(PARTS[MACROS])
    twice = [*MODULES, standard("extra", "")]
    streams.update({"VBA/dir": compress(directory(twice)), "PROJECT": project_text(twice)})
    assert "module-twice" in rules(tmp_path, write_compound(streams))


def test_modules_listed_in_one_place_only_are_found(tmp_path: Path) -> None:
    streams = read_compound(PARTS[MACROS])
    streams["PROJECT"] = project_text([*MODULES, standard("Ghost", "")])
    assert "module-list" in rules(tmp_path, write_compound(streams))


def test_a_module_without_its_stream_is_found(tmp_path: Path) -> None:
    streams = read_compound(PARTS[MACROS])
    del streams["VBA/Extra"]
    assert "macros-damaged" in rules(tmp_path, write_compound(streams))


def test_sheets_of_excel_4_macros_are_named(tmp_path: Path) -> None:
    links = PARTS[LINKS].replace(b"2006/relationships/worksheet", b"2006/relationships/xlMacrosheet", 1)
    assert "macro-sheet" in rules(tmp_path, PARTS[MACROS], **{LINKS: links})


def test_a_pivot_table_without_cache_and_a_cache_without_data_are_found(tmp_path: Path) -> None:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "xl/worksheets/_rels/sheet2.xml.rels"

    def link(part: str, kind: str, target: str) -> bytes:
        added_link = f'<Relationship Id="rId88" Type="{relation}/{kind}" Target="{target}"/></Relationships>'
        return PARTS[part].replace(b"</Relationships>", added_link.encode())

    pivot = f'<pivotTableDefinition {space} name="Pivot" cacheId="5"><location ref="K1:L4"/></pivotTableDefinition>'
    source = '<cacheSource type="worksheet"><worksheetSource ref="A1:B5" sheet="Nowhere"/></cacheSource>'
    found = rules(
        tmp_path, PARTS[MACROS],
        **{
            LINKS: link(LINKS, "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
            rels: link(rels, "pivotTable", "../pivotTables/pivotTable1.xml"),
            "xl/pivotTables/pivotTable1.xml": pivot.encode(),
            "xl/pivotCache/pivotCacheDefinition1.xml":
                f"<pivotCacheDefinition {space}>{source}</pivotCacheDefinition>".encode(),
        },
    )  # fmt: skip
    assert {"pivot", "pivot-source"} <= found
