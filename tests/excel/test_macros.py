"""The macros and the ribbon of a tracker workbook belong together, and other programs read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from lxml import etree

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel import runtime
from exectrack_xl.excel.macros import RIBBON_PART, ribbon_xml, tracker_modules, with_ribbon
from exectrack_xl.excel.runtime import runtime_modules, runtime_version
from exectrack_xl.excel.vba import Kind, Module, read_modules, vba_project
from exectrack_xl.excel.wrappers import Parameter, WorksheetFunction, tick
from exectrack_xl.package import normalise, read_parts, write_parts
from exectrack_xl.report.documents.kinds import KINDS
from exectrack_xl.report.kinds import DECKS

RIBBON_TAG = "{http://schemas.microsoft.com/office/2009/07/customui}"
FUNCTIONS = (
    WorksheetFunction(
        "SPI",
        (Parameter("costs", "The Costs table.", optional=True), tick("costs")),
        "Schedule performance index: work done per unit of work planned. SPI = EV / PV.",
    ),
    WorksheetFunction("RISK_SCORE", (Parameter("probability"), Parameter("impact")), "Probability × impact."),
)
MODULES = {module.name: module for module in tracker_modules(FUNCTIONS, ["Sheet1"])}
BUTTONS = list(etree.fromstring(ribbon_xml()).iter(f"{RIBBON_TAG}button"))
HANDWRITTEN = ("ThisWorkbook", "Tracker", "Ribbon", "NewRows", "Screen", "TableRules", "FunctionHelp")
CALLBACKS = sorted({button.get("onAction") for button in BUTTONS})


def _workbook(folder: Path) -> Path:
    """A small workbook with the macros and the ribbon."""
    (folder / "vbaProject.bin").write_bytes(vba_project(list(MODULES.values())))
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_vba_project(str(folder / "vbaProject.bin"))
        book.set_vba_name("ThisWorkbook")
        sheet = book.add_worksheet("Risks")
        sheet.set_vba_name("Sheet1")
        sheet.write("A1", "Score")
    path = folder / "Tracker.xlsm"
    path.write_bytes(normalise(write_parts(with_ribbon(read_parts(target.getvalue())))))
    return path


def _procedures(module: Module) -> list[str]:
    return re.findall(r"^(?:Public |Private )?(?:Sub|Function) (\w+)\(", module.text, re.MULTILINE)


@pytest.mark.parametrize("callback", CALLBACKS)
def test_every_button_calls_a_macro_with_the_signature_excel_asks_for(callback: str) -> None:
    signature = rf"Public Sub {re.escape(callback)}\(control As IRibbonControl\)"
    [body] = re.findall(rf"^{signature}\n(.*?)^End Sub", MODULES["Ribbon"].text, re.MULTILINE | re.DOTALL)
    assert re.search(r'Ask "import udfs\.ribbon; udfs\.ribbon\.\w+\(|Tracker(Show|NewRow|ClearHighlights)\b', body)


def test_every_ribbon_macro_has_its_button_and_its_own_python_function() -> None:
    macros = re.findall(r"^Public Sub (\w+)\(", MODULES["Ribbon"].text, re.MULTILINE)
    assert sorted(macros) == CALLBACKS
    actions = re.findall(r"udfs\.ribbon\.(\w+)\(", MODULES["Ribbon"].text)
    assert len(actions) == len(set(actions))


def test_the_menus_hold_every_kind_of_deck_and_document() -> None:
    menus = etree.fromstring(ribbon_xml()).iter(f"{RIBBON_TAG}menu")
    offered = {menu.get("id"): [(button.get("tag"), button.get("label")) for button in menu] for menu in menus}
    assert offered["Documents"] == [(kind.name, kind.title) for kind in KINDS]
    assert offered["Decks"] == [(kind.name, kind.label) for kind in DECKS.values()]


def test_what_a_new_row_is_for_is_a_table_that_numbers_its_rows() -> None:
    wanted = [button.get("tag") for button in BUTTONS if button.get("onAction") == "OnNewRow"]
    assert wanted == ["Issues", "Risks", "Changes", "Actions"]
    assert all(f'"{table};' in MODULES["TableRules"].text for table in wanted)


def test_every_button_says_what_it_does_and_has_its_own_key() -> None:
    for button in BUTTONS:
        assert button.get("imageMso")
        assert 40 < len(button.get("supertip")) <= 1024
    keys = [control.get("keytip") for control in etree.fromstring(ribbon_xml()).iter() if control.get("keytip")]
    assert len(keys) == len(set(keys))
    assert all(button.get("keytip") or button.getparent().tag.endswith("menu") for button in BUTTONS)


def test_the_document_modules_are_the_workbook_and_its_sheets() -> None:
    documents = [module.name for module in MODULES.values() if module.kind is Kind.DOCUMENT]
    assert documents == ["ThisWorkbook", "Sheet1"]


@pytest.mark.parametrize("name", HANDWRITTEN)
def test_procedures_and_blocks_that_begin_also_end(name: str) -> None:
    code = re.sub(r"'.*|\"(?:[^\"\n]|\"\")*\"", "", MODULES[name].code)
    code = code.replace(" _\n", " ")
    for word in ("Sub", "Function"):
        begun = re.findall(rf"^\s*(?:Public |Private )?{word} ", code, re.MULTILINE)
        assert len(begun) == len(re.findall(rf"^\s*End {word}\b", code, re.MULTILINE))
    for begin, end in ((r"If .* Then", "End If"), ("For ", r"Next \w+"), ("Do ", "Loop"), ("#If ", "#End If")):
        begun = re.findall(rf"^\s*{begin}\s*{'$' if begin.startswith('If') else ''}", code, re.MULTILINE)
        assert len(begun) == len(re.findall(rf"^\s*{end}\s*$", code, re.MULTILINE)), begin


@pytest.mark.parametrize("name", HANDWRITTEN)
def test_every_jump_has_its_label_in_the_same_procedure(name: str) -> None:
    for procedure in re.split(r"\n(?=(?:Public |Private )?(?:Sub|Function) )", MODULES[name].code):
        for label in re.findall(r"On Error GoTo (\w+)", procedure):
            assert re.search(rf"^{label}:", procedure, re.MULTILINE), f"{name}: {label}"


def test_every_procedure_called_across_modules_is_there() -> None:
    public = {procedure for module in MODULES.values() for procedure in _procedures(module)}
    ours = "\n".join(MODULES[name].code for name in HANDWRITTEN) + MODULES["xlwings"].text
    called = set(re.findall(r"\b((?:Tracker[A-Z]|Describe|Watched)\w+)", re.sub(r"'.*", "", ours)))
    assert called <= public


def test_no_procedure_name_is_public_in_two_modules() -> None:
    seen: dict[str, str] = {}
    for module in MODULES.values():
        public = re.sub(r"^Private .*", "", module.text, flags=re.MULTILINE)
        for procedure in {name.lower() for name in re.findall(r"^(?:Public )?(?:Sub|Function) (\w+)\(", public, re.M)}:
            assert module.kind is not Kind.STANDARD or seen.setdefault(procedure, module.name) == module.name


def test_the_runtime_is_xlwings_own_text_but_for_the_guard() -> None:
    ours, dictionary = runtime_modules()
    folder = runtime._xlwings_folder()
    theirs = (folder / "xlwings.bas").read_text(encoding="cp1252")
    added = [line for line in ours.text.split("\n") if line not in theirs.split("\n")]
    assert all(line.strip() in runtime._GUARDED for line in added)
    assert ours.text.replace(runtime._GUARDED, runtime._ENTRANCE).rstrip() == theirs.rstrip()
    assert "BSD 3-clause" in ours.text
    assert dictionary.name == "Dictionary"


def test_the_runtime_says_which_xlwings_it_belongs_to() -> None:
    import xlwings

    assert runtime_version(MODULES["xlwings"]) == xlwings.__version__


def test_another_runtime_than_the_guard_was_made_for_is_refused() -> None:
    with pytest.raises(WorkbookError, match="not one this tracker can embed"):
        runtime._guarded("Function XLPy()\nEnd Function\n")


def test_two_builds_are_byte_equal(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    assert _workbook(first).read_bytes() == _workbook(second).read_bytes()


def test_the_workbook_gives_back_every_module_and_the_ribbon(tmp_path: Path) -> None:
    with ZipFile(_workbook(tmp_path)) as archive:
        assert list(read_modules(archive.read("xl/vbaProject.bin"))) == list(MODULES.values())
        assert archive.read(RIBBON_PART) == ribbon_xml()
        assert f'Target="{RIBBON_PART}"' in archive.read("_rels/.rels").decode()


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_fault(tmp_path: Path, validate_office: Callable[[Path], list[str]]) -> None:
    assert validate_office(_workbook(tmp_path)) == []


@pytest.mark.libreoffice
def test_libreoffice_lists_the_same_modules(tmp_path: Path, convert: Callable[[Path, str], Path]) -> None:
    with ZipFile(convert(_workbook(tmp_path), "ods")) as archive:
        listed = {Path(name).stem: name for name in archive.namelist() if name.startswith("Basic/VBAProject/")}
        tracker = archive.read(listed["Tracker"]).decode()
    assert set(MODULES) <= set(listed)
    assert "Public Function TrackerTick" in tracker
