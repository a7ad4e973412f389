"""The ribbon: every control's macro is there and takes what the control hands over.

Source: MS-CUSTOMUI (2006/01) and MS-CUSTOMUI2 (2009/07).
Depends on: errors, excel.vba, excel.doctor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding, nearest
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.grid import local
from exectrack_xl.excel.doctor.procedures import Procedure, procedures
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.vba import Kind

_RELATION = "http://schemas.microsoft.com/office/{}/relationships/ui/extensibility"
_OFFICE_2007 = "http://schemas.microsoft.com/office/2006/01/customui"
_OFFICE_2010 = "http://schemas.microsoft.com/office/2009/07/customui"
_LANGUAGES = {  # that each relationship may lead to; the newer one takes the older language too
    _RELATION.format(2006): (_OFFICE_2007,),
    _RELATION.format(2007): (_OFFICE_2010, _OFFICE_2007),
}
_ATTRIBUTES = frozenset(
    """
    align boxStyle centerVertically columns columnWidthPercent description enabled expand firstColumnMaxWidth
    firstColumnMinWidth helperText id idMso idQ image imageMso insertAfterMso insertAfterQ insertBeforeMso
    insertBeforeQ invalidateContentOnDrop isDefinitive itemHeight itemSize itemWidth keytip label layoutChildren
    maxLength noWrap pressed rows screentip secondaryPaneWidthPercent showImage showInRibbon showItemImage
    showItemLabel showLabel size sizeString startFromScratch style supertip tag target title visible
    allowedTaskSizes getItemCount getItemHeight getItemID getItemImage getItemLabel getItemScreentip getItemSupertip
    getItemWidth getSelectedItemID getSelectedItemIndex getContent getDescription getEnabled getHelperText getImage
    getImageMso getKeytip getLabel getPressed getScreentip getShowImage getShowLabel getSize getStyle getSupertip
    getTarget getText getTitle getVisible loadImage onAction onChange onHide onLoad onShow autoScale
    """.split()  # noqa: SIM905 - a hundred quotation marks would hide the words
)
_CALLBACK = re.compile(r"on[A-Z]\w*|get[A-Z]\w*|loadImage")
_BY_CONTROL = {"toggleButton": (2,), "checkBox": (2,), "dropDown": (3,), "gallery": (3,), "command": (1, 2, 3)}
_INDEXED = frozenset({"getItemID", "getItemImage", "getItemLabel", "getItemScreentip", "getItemSupertip"})
_FIRST_TYPES = {"onLoad": "iribbonui", "loadImage": "string"}


def ribbons(book: Book) -> Iterator[Finding]:
    """The ribbon parts: language, words, identifiers, macros."""
    for link in book.parts.related(""):
        root = book.parts.tree(link.target) if link.type in _LANGUAGES else None
        if root is None:
            continue
        space = etree.QName(root).namespace
        if space not in _LANGUAGES[link.type] or local(root) != "customUI":
            yield found("ribbon-attribute", link.target, f"is written in the language {space}, not its relationship's.")
        yield from _words(link.target, root)
        macros = _macros(book)
        for control in root.iter(etree.Element):
            yield from _callbacks(link.target, control, macros)


def _words(part: str, root: etree._Element) -> Iterator[Finding]:
    identifiers: Counter[str] = Counter()
    for control in root.iter(etree.Element):
        for attribute in map(str, control.attrib):
            if not attribute.startswith("{") and attribute not in _ATTRIBUTES:
                message = f"<{local(control)}> says '{attribute}', which there is not.{nearest(attribute, _ATTRIBUTES)}"
                yield found("ribbon-attribute", part, message)
        identifiers[control.get("id", "")] += 1
        if len([key for key in ("id", "idMso", "idQ") if control.get(key)]) > 1:
            yield found("ribbon-id", part, f"<{local(control)}> bears two identifiers.")
        if control.get("id") is not None and not re.fullmatch(r"[^\W\d][\w.\-]*", control.get("id", "")):
            yield found("ribbon-id", part, f"'{control.get('id')}' is no identifier.")
    for identifier, count in identifiers.items():
        if identifier and count > 1:
            yield found("ribbon-id", part, f"{count} controls have the identifier '{identifier}'.")


def _macros(book: Book) -> dict[str, list[Procedure]] | None:
    """Procedures by folded name; None where the project cannot be read."""
    if book.modules is None and book.macros_part:
        return None
    by_name: dict[str, list[Procedure]] = {}
    for module in book.modules or ():
        for procedure in procedures(module) if module.kind in (Kind.STANDARD, Kind.DOCUMENT) else ():
            by_name.setdefault(procedure.name.casefold(), []).append(procedure)
    return by_name


def _callbacks(part: str, control: etree._Element, macros: dict[str, list[Procedure]] | None) -> Iterator[Finding]:
    if macros is None:
        return
    for attribute, value in sorted((str(key), str(value)) for key, value in control.attrib.items()):
        if not _CALLBACK.fullmatch(attribute):
            continue
        module, _, name = value.rpartition("!")[2].rpartition(".")
        held = [p for p in macros.get(name.casefold(), []) if not module or p.module.casefold() == module.casefold()]
        if not held:
            known = [procedure.name for group in macros.values() for procedure in group]
            message = f"{attribute} of '{_called(control)}' calls '{value}', which is no macro.{nearest(name, known)}"
            yield found("ribbon-callback", part, message)
        elif fault := _signature_fault(control, attribute, held[0]):
            yield found("ribbon-signature", part, f"{attribute} of '{_called(control)}' calls {value}, which {fault}.")


def _signature_fault(control: etree._Element, attribute: str, macro: Procedure) -> str:
    if macro.kind != "sub":
        return f"is a {macro.kind}, not a Sub"
    if macro.private:
        return "is private"
    counts = _argument_counts(control, attribute)
    if len(macro.parameters) not in counts:
        return f"takes {len(macro.parameters)} arguments where {counts[-1]} are handed over"
    wanted = _FIRST_TYPES.get(attribute, "iribboncontrol")
    match = re.search(r"\bas\s+([\w.]+)", macro.parameters[0], re.IGNORECASE) if macro.parameters else None
    given = match[1].lower().rpartition(".")[2] if match else "variant"
    return "" if given in (wanted, "object", "variant") else f"takes a {given} first, not an {wanted}"


def _argument_counts(control: etree._Element, attribute: str) -> tuple[int, ...]:
    """How many arguments Office hands over; several numbers where it depends on the built-in control."""
    if attribute == "onAction":
        return (1, 2) if control.get("idMso") else _BY_CONTROL.get(local(control), (1,))
    if attribute in ("onLoad", "onShow", "onHide"):
        return (1,)
    return (3,) if attribute in _INDEXED else (2,)


def _called(control: etree._Element) -> str:
    return next((control.get(key, "") for key in ("id", "idMso", "idQ") if control.get(key)), local(control))
