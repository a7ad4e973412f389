"""The menu "Execution Tracker" of LibreOffice: the entries of Excel's ribbon that work there, in the same words.

Depends on: excel.macros, metrics.worksheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from lxml import etree

from exectrack_xl.excel.macros import ribbon_xml
from exectrack_xl.metrics.worksheet import CATEGORY

COMMANDS = "org.exectrack.Menu"  # the component that is triggered
# What a button of the ribbon calls, where LibreOffice can do it.
OFFERED = ("OnRefresh", "OnThisWeek", "OnReviewed", "OnChase", "OnSnapshot", "OnNewRow", "OnImportList", "OnCheckData",
           "OnClearHighlights", "OnQuarterlyDeck", "OnDeck", "OnReport", "OnRefreshDeck", "OnRefreshReport",
           "OnWhatChanged", "OnForecast", "OnExplainCell", "OnSettings", "OnHelp")  # fmt: skip
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_SEPARATOR = "private:separator"


def menu_nodes() -> str:
    """The menu as a node of Addons.xcu; groups of the ribbon are parted by a line."""
    ribbon = etree.fromstring(ribbon_xml())
    groups = [list(_entries(group)) for group in ribbon.iter("{*}group")]
    inner: list[str] = []
    for group in filter(None, groups):
        inner += [_node(len(inner), url=_SEPARATOR)] if inner else []
        for entry in group:
            inner.append(_numbered(len(inner), entry))
    content = f'<node oor:name="Submenu">{"".join(inner)}</node>'
    title = f'<prop oor:name="Title"><value xml:lang="en-US">{CATEGORY}</value></prop>'
    context = f'<prop oor:name="Context"><value>{_CALC}</value></prop>'
    return f'<node oor:name="{COMMANDS}" oor:op="replace">{title}{context}{content}</node>'


def buttons() -> list[str]:
    """What each entry triggers, such as "OnDeck quarterly"."""
    ribbon = etree.fromstring(ribbon_xml())
    return [_called(button) for button in ribbon.iter("{*}button") if button.get("onAction") in OFFERED]


def _entries(group: etree._Element) -> Iterator[str]:
    """The entries of a group of the ribbon; a menu with its own entries beneath it."""
    for control in group:
        label = control.get("label", "")
        if control.get("onAction") in OFFERED:
            yield _props(label, _called(control))
        elif etree.QName(control).localname == "menu":
            beneath = [entry for entry in control if entry.get("onAction") in OFFERED]
            nodes = (_node(at, entry.get("label", ""), _url(_called(entry))) for at, entry in enumerate(beneath))
            if beneath:
                yield _props(label, "") + f'<node oor:name="Submenu">{"".join(nodes)}</node>'


def _called(control: etree._Element) -> str:
    return f"{control.get('onAction')} {control.get('tag', '')}".strip()


def _url(called: str) -> str:
    return f"service:{COMMANDS}?{called}" if called else ""


def _props(label: str, called: str) -> str:
    url = f'<prop oor:name="URL"><value>{escape(_url(called))}</value></prop>'
    return f'{url}<prop oor:name="Title"><value xml:lang="en-US">{escape(label)}</value></prop>'


def _numbered(at: int, content: str) -> str:
    return f'<node oor:name="m{at:02}" oor:op="replace">{content}</node>\n'


def _node(at: int, label: str = "", url: str = "") -> str:
    title = f'<prop oor:name="Title"><value xml:lang="en-US">{escape(label)}</value></prop>' if label else ""
    return _numbered(at, f'<prop oor:name="URL"><value>{escape(url)}</value></prop>{title}')
