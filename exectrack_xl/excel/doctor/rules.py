"""Every rule of the workbook examination: its name, how grave a breach is, and what to do about one.

An error makes Excel repair or refuse the file, or breaks something in it without a word. A warning is used as found
but is probably not meant. A note is worth knowing.
Depends on: errors.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.errors import Finding, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_BACKUP = "Take an undamaged copy of the file, or let Excel repair it and compare."
_WRITER = "The program that wrote the file is at fault: open it in Excel, let it repair, compare, and save."
_FORMULA = "Correct the formula in the cell."


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for."""

    name: str
    remedy: str
    severity: Severity = Severity.ERROR


def found(rule: str, place: str, message: str, *, cell: str = "", column: str = "") -> Finding:
    """The finding that this rule is broken at a place: a sheet by its name, anything else by its part.

    >>> print(found("cell-twice", "Risks", "stands twice.", cell="B4").severity)
    error
    """
    declared = RULES[rule]
    return Finding(place, cell, column, message, declared.remedy, rule, declared.severity)


_PACKAGE = (
    Rule("file-unreadable", "Copy the file again from where it came, or take a backup."),
    Rule("encrypted", "Open it in Excel and save it without a password (File, Info, Protect Workbook)."),
    Rule("signed", "Know that any change, also one of ours, makes the signature invalid.", _NOTE),
    Rule("part-twice", _BACKUP),
    Rule("part-damaged", _BACKUP),
    Rule("part-name", _WRITER),
    Rule("part-packing", _WRITER),
    Rule("part-too-large", "Nothing in it was examined. Delete blank but formatted rows, then save.", _WARNING),
    Rule("part-unrelated", "It is lost with the next save. Relate it, or delete it.", _WARNING),
    Rule("part-lost", "Excel does not see it and drops it with the next save. Relate it again."),
    Rule("xml-broken", _BACKUP),
    Rule("xml-doctype", "Excel refuses such a file. Remove the declaration; distrust the sender."),
    Rule("xml-prefix", _WRITER),
    Rule("xml-namespace", _WRITER),
    Rule("xml-order", _WRITER),
    Rule("xml-element", _WRITER),
    Rule("xml-value", _WRITER),
    Rule("xml-extension", _WRITER),
    Rule("content-types", _BACKUP),
    Rule("content-type-missing", _WRITER),
    Rule("content-type-twice", _WRITER),
    Rule("content-type-wrong", _WRITER),
    Rule("content-type-stray", "Nothing breaks; the entry goes with the next save in Excel.", _WARNING),
    Rule("workbook-type", "Rename the file to the ending that fits, or save it anew in Excel as that type."),
    Rule("relationship-dangling", _BACKUP),
    Rule("relationship-twice", _WRITER),
    Rule("relationship-id", _WRITER),
    Rule("relationship-missing", _WRITER),
    Rule("relationship-kind", _WRITER),
    Rule("relationship-stray", "Remove the part; what it belonged to is gone.", _WARNING),
    Rule("core-properties", _WRITER),
)

_WORKBOOK = (
    Rule("sheet-missing", "Give the workbook at least one sheet."),
    Rule("sheet-name", "Rename the sheet: 1 to 31 characters, none of [ ] : * ? / \\, no ' at either end."),
    Rule("sheet-name-twice", "Rename one of the two; Excel ignores case."),
    Rule("sheet-id-twice", _WRITER),
    Rule("sheet-id", _WRITER),
    Rule("sheet-part-twice", _WRITER),
    Rule("sheet-state", _WRITER),
    Rule("sheets-all-hidden", "Show at least one sheet."),
    Rule("active-sheet", "Save it in Excel with a visible sheet in front."),
    Rule("sheets-grouped", "Click one tab before typing: else every edit goes to all selected sheets.", _WARNING),
    Rule("dates-1904", "Dates copied from here into other workbooks shift by four years and a day.", _NOTE),
    Rule("calculation-manual", "Set Formulas, Calculation Options, to Automatic.", _WARNING),
    Rule("recalculates-on-opening", "Without Python the worksheet functions then show error texts. "
         "Refresh the workbook with exectrack, or remove the order.", _NOTE),
    Rule("name-illegal", "Rename it: a letter or _ first, then letters, digits, . or _; nothing like a cell."),
    Rule("name-twice", "Delete one of the two in Formulas, Name Manager."),
    Rule("name-as-table", "Rename the name or the table: they share one list."),
    Rule("name-scope", _WRITER),
    Rule("name-broken", "Correct or delete it in Formulas, Name Manager."),
    Rule("name-reference-lost", "Point it to cells again, or delete it, in Formulas, Name Manager."),
    Rule("print-name-lost", "Set print area and print titles anew in Page Layout.", _WARNING),
    Rule("external-link", "It was not followed. Break it in Data, Edit Links, unless it is wanted.", _NOTE),
    Rule("external-link-missing", "Correct the formula, or restore the link in Data, Edit Links."),
    Rule("connection", "It was not followed. Remove it in Data, Queries & Connections, unless it is wanted.", _NOTE),
)  # fmt: skip

_CELLS = (
    Rule("row-order", _WRITER),
    Rule("row-twice", _WRITER),
    Rule("row-illegal", _WRITER),
    Rule("cell-order", _WRITER),
    Rule("cell-twice", _WRITER),
    Rule("cell-reference", _WRITER),
    Rule("cell-beyond", _WRITER),
    Rule("cell-in-wrong-row", _WRITER),
    Rule("cell-type", _WRITER),
    Rule("cell-value", _WRITER),
    Rule("cell-error", "Correct the formula, or what it points to.", _WARNING),
    Rule("cell-text-long", "Shorten the text: a cell holds 32,767 characters."),
    Rule("cell-inline", _WRITER),
    Rule("texts-inline", "Nothing breaks; Excel moves the texts into its own list when it saves.", _NOTE),
    Rule("shared-string", _BACKUP),
    Rule("shared-string-list", _WRITER),
    Rule("cell-style", _WRITER),
    Rule("sheet-size", _WRITER, _WARNING),
    Rule("columns", _WRITER),
    Rule("merge-overlap", "Unmerge one of the two."),
    Rule("merge-range", _WRITER),
    Rule("merge-in-table", "Unmerge the cells; a table takes none."),
    Rule("merge-single", "Nothing breaks; unmerge the cell.", _WARNING),
    Rule("sheet-view", _WRITER),
    Rule("hyperlink-dangling", "Edit the link, or remove it."),
    Rule("hyperlink-range", _WRITER),
    Rule("hyperlink-long", "Shorten the address to 2,079 characters."),
    Rule("page-margins", _WRITER),
    Rule("header-long", "Shorten header or footer to 255 characters."),
    Rule("filter-range", "Remove the filter and set it anew."),
    Rule("table-on-protected-sheet", "Tables do not grow on a protected sheet. Unprotect it.", _NOTE),
    Rule("xlwings-interpreter", "Whoever edits this sheet decides which program runs. Clear the line.", _WARNING),
    Rule("xlwings-path", "A Python file beside the workbook is run in place of ours. Write FALSE.", _WARNING),
)

_STYLES = (
    Rule("styles", _WRITER),
    Rule("style-reference", _WRITER),
    Rule("style-number-format", "Correct it in Format Cells, Number, Custom."),
    Rule("style-number-format-unknown", "Choose a number format for the cells again.", _WARNING),
    Rule("style-twice", "Rename one of the two cell styles."),
    Rule("style-colour", _WRITER),
    Rule("style-count", "Remove unused cell formats; Excel holds 64,000."),
)

_FORMULAS = (
    Rule("formula-equals-sign", "Remove the second equals sign."),
    Rule("formula-empty", "Delete the cell, or type its formula again."),
    Rule("formula-syntax", _FORMULA),
    Rule("formula-long", "Split it: a formula holds 8,192 characters."),
    Rule("formula-text-long", "Split the text with &: a text within a formula holds 255 characters."),
    Rule("formula-nesting", "Split it: functions nest 64 levels deep."),
    Rule("formula-shorthand", "Type the formula again in Excel, which stores it in full."),
    Rule("formula-arguments", "Give the function as many arguments as it takes."),
    Rule("function-unknown", "It shows #NAME?. Correct the name, or add the macro or add-in it comes from."),
    Rule("function-prefix", "It shows #NAME? until the cell is edited: press F2, Enter."),
    Rule("formula-sheet-unknown", "Point the formula to a sheet that is there."),
    Rule("formula-table-unknown", "Correct the table's name, or restore the table."),
    Rule("formula-column-unknown", "Correct the column's name, or restore the column."),
    Rule("formula-name-unknown", "It shows #NAME?. Correct the name, or define it in Formulas, Name Manager."),
    Rule("formula-reference-lost", "Point it to cells again: what it meant was deleted."),
    Rule("formula-structured-here", "Excel takes no table names here. Write cells, or a defined name."),
    Rule("shared-formula", _WRITER),
    Rule("array-range", _WRITER),
    Rule("array-overlap", "Clear one of the two array formulas."),
    Rule("array-in-table", "Take the array formula out of the table."),
    Rule("dynamic-array", _WRITER),
    Rule("metadata", _WRITER),
    Rule("calculation-chain", "Nothing is lost: delete the part xl/calcChain.xml; Excel makes it anew."),
)

_TABLES = (
    Rule("table-header", "Type the column's name into the header cell."),
    Rule("table-column-twice", "Rename one of the columns; Excel ignores case."),
    Rule("table-column", _WRITER),
    Rule("table-name", "Rename the table: a letter or _ first, then letters, digits, . or _; nothing like a cell."),
    Rule("table-name-twice", "Rename one of the tables; Excel ignores case."),
    Rule("table-id", _WRITER),
    Rule("table-range", _WRITER),
    Rule("table-width", _WRITER),
    Rule("table-overlap", "Move one of the tables."),
    Rule("table-filter", _WRITER),
    Rule("table-filter-totals", "Turn the filter off and on again (Data, Filter).", _WARNING),
    Rule("table-totals", _WRITER),
    Rule("table-part-twice", _WRITER),
    Rule("table-style", _WRITER),
    Rule("table-empty", "Give the table at least one row below its headers."),
)

_RULES_ON_CELLS = (
    Rule("validation-list-long", "Put the choices into cells and name them: a typed list holds 255 characters."),
    Rule("validation-type", _WRITER),
    Rule("validation-formula", "Set the validation anew in Data, Data Validation."),
    Rule("validation-range", _WRITER),
    Rule("validation-overlap", "Keep one of the two in Data, Data Validation."),
    Rule("validation-message-long", "Shorten it: titles hold 32, messages 255 characters."),
    Rule("format-rule-style", _WRITER),
    Rule("format-rule-priority", "Put the rules into order in Conditional Formatting, Manage Rules."),
    Rule("format-rule-type", _WRITER),
    Rule("format-rule-formula", "Correct the rule in Conditional Formatting, Manage Rules."),
    Rule("format-rule-range", _WRITER),
    Rule("sparkline", "Set the sparkline anew."),
)

_OBJECTS = (
    Rule("drawing-anchor", _WRITER),
    Rule("drawing-content", _WRITER),
    Rule("chart-reference", "Correct the series in Select Data."),
    Rule("chart-structure", _WRITER),
    Rule("comment", _WRITER),
    Rule("comment-drawing", _WRITER),
    Rule("pivot", "Refresh or remove the pivot table."),
    Rule("pivot-source", "Point the pivot table to its data again (PivotTable Analyze, Change Data Source)."),
)

_MACROS = (
    Rule("macros-in-xlsx", "Save the workbook as .xlsm: an .xlsx must hold no macros."),
    Rule("macros-damaged", "Take the macros from a backup, or build the workbook anew."),
    Rule("module-list", "Take the macros from a backup, or build the workbook anew."),
    Rule("macro-sheet", "Distrust the file: macros of this kind are of 1992.", _WARNING),
    Rule("module-twice", "Rename one of the two modules."),
    Rule("code-name", "Build the workbook anew: code names and modules must agree, or Excel drops the module."),
    Rule("code-name-twice", _WRITER),
    Rule("code-name-unused", "Nothing breaks: the module is empty, and Excel drops it.", _WARNING),
    Rule("procedure-twice", "Rename or remove one of the two: nothing in the project compiles."),
    Rule("procedure-open", "Complete the procedure: nothing in the project compiles."),
    Rule("procedure-as-module", "Rename the module: a cell that calls the function shows #NAME?."),
    Rule("function-as-built-in", "Rename the function: the cell calls Excel's own."),
    Rule("wrapper-without-function", "Build the workbook anew, or install the version it was built with."),
    Rule("function-without-wrapper", "Build the workbook anew: cells cannot call the function."),
    Rule("wrapper-differs", "Build the workbook anew: wrapper and function take different arguments."),
    Rule("wrapper-without-runtime", "Build the workbook anew: the module xlwings is missing from it."),
    Rule("wrapper-option-explicit", "Remove the line: the wrappers use undeclared variables."),
    Rule("xlwings-version", "Build the workbook anew, or install that version of xlwings.", _WARNING),
    Rule("ribbon-unrelated", "Relate the part to the package again: the ribbon tab does not appear."),
    Rule("ribbon-callback", "Add the macro, or correct its name in the ribbon."),
    Rule("ribbon-signature", "Write the macro's arguments as the control asks for them."),
    Rule("ribbon-attribute", "Correct the ribbon: one wrong word and the whole tab is missing."),
    Rule("ribbon-id", "Give each control one id of its own: else the whole tab is missing."),
)

RULES = {
    rule.name: rule
    for group in (_PACKAGE, _WORKBOOK, _CELLS, _STYLES, _FORMULAS, _TABLES, _RULES_ON_CELLS, _OBJECTS, _MACROS)
    for rule in group
}
