"""Builds the extension: a zip of the interface, what Calc shows about the functions, and the component that answers.

The components run in LibreOffice's own Python, with the standard library alone; a helper that runs in the Python named
in the extension does the work.
Depends on: package, version, metrics.worksheet, excel.libreoffice (interface, link, menu).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from exectrack_xl.excel.libreoffice.interface import INTERFACE, MODULE, interface_text, method, returns_rows
from exectrack_xl.excel.libreoffice.menu import COMMANDS, menu_nodes
from exectrack_xl.metrics.worksheet import CATEGORY, CellFunction, cell_functions
from exectrack_xl.package import replace_file, write_parts
from exectrack_xl.version import __version__

IMPLEMENTATION = f"org.{MODULE}.ExecutionTracker"
_SERVICE = "com.sun.star.sheet.AddIn"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_REGISTRY = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_TAIL = "</oor:component-data>\n"
_TYPES = "application/vnd.sun.star.uno-typelibrary;type=RDB"
# A passive list of components: without it LibreOffice runs the component while installing, before it knows the type.
_MEDIA = {
    f"{INTERFACE}.idl": _TYPES,
    "tracker.components": "application/vnd.sun.star.uno-components",
    "CalcAddIns.xcu": "application/vnd.sun.star.configuration-data",
    "Addons.xcu": "application/vnd.sun.star.configuration-data",
}


def build_extension(target: Path, python: Path | None = None) -> Path:
    """Write the extension to `target`, and give back its path.

    `python` is the program in whose environment the product is installed; without it, the one that runs now.

    Raises:
        WorkbookError: the file cannot be written.
    """
    functions = cell_functions()
    parts = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        f"{INTERFACE}.idl": interface_text(functions),
        "tracker.components": _components(),
        "CalcAddIns.xcu": _shown(functions),
        "Addons.xcu": _menu(),
        "addin.py": _component(functions),
        "menu.py": _source("source", "menu.py.txt"),
        "pythonpath/exectrack_office.py": _source("source", "office.py.txt"),
        "pythonpath/exectrack_link.py": _source("link.py"),
        "pythonpath/exectrack_settings.py": f"PYTHON = {str(python or sys.executable)!r}\n",
    }
    return replace_file(target, write_parts({name: text.encode() for name, text in parts.items()}))


def _source(*names: str) -> str:
    return files("exectrack_xl.excel.libreoffice").joinpath(*names).read_text(encoding="utf-8")


def _menu() -> str:
    """The menu "Execution Tracker", beside those of LibreOffice itself."""
    head = f'{_HEAD}<oor:component-data {_REGISTRY} oor:name="Addons" oor:package="org.openoffice.Office">\n'
    return f'{head}<node oor:name="AddonUI"><node oor:name="OfficeMenuBar">\n{menu_nodes()}</node></node>{_TAIL}'


def _component(functions: dict[str, CellFunction]) -> str:
    methods = {method(name): (name, returns_rows(function)) for name, function in functions.items()}
    lines = "".join(f"    {key!r}: {value!r},\n" for key, value in methods.items())
    return _source("source", "addin.py.txt").replace("@METHODS@", f"{{\n{lines}}}")


def _manifest() -> str:
    entries = "".join(
        f"<manifest:file-entry manifest:media-type={quoteattr(kind)} manifest:full-path={quoteattr(name)}/>"
        for name, kind in _MEDIA.items()
    )
    namespace = "http://openoffice.org/2001/manifest"
    return f'{_HEAD}<manifest:manifest xmlns:manifest="{namespace}">{entries}</manifest:manifest>\n'


def _description() -> str:
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="org.{MODULE}.functions"/><version value="{__version__}"/>'
        f'<display-name><name lang="en">{CATEGORY}</name></display-name></description>\n'
    )


def _components() -> str:
    return (
        f'{_HEAD}<components xmlns="http://openoffice.org/2010/uno-components">'
        + _loaded("addin.py", IMPLEMENTATION, IMPLEMENTATION, _SERVICE)
        + _loaded("menu.py", COMMANDS, COMMANDS)
        + "</components>\n"
    )


def _loaded(source: str, name: str, *services: str) -> str:
    """A component of ours, as LibreOffice finds it."""
    offered = "".join(f'<service name="{service}"/>' for service in services)
    return (
        f'<component loader="com.sun.star.loader.Python" uri="{source}">'
        f'<implementation name="{name}">{offered}</implementation></component>'
    )


def _shown(functions: dict[str, CellFunction]) -> str:
    """What Calc shows in its function wizard, and the name under which a workbook of Excel's calls a function."""
    return "".join(
        [
            f'{_HEAD}<oor:component-data {_REGISTRY} oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n',
            f'<node oor:name="AddInInfo"><node oor:name="{IMPLEMENTATION}" oor:op="replace">',
            '<node oor:name="AddInFunctions">\n',
            *(text for function in functions.values() for text in _function(function)),
            "</node></node></node></oor:component-data>\n",
        ]
    )


def _function(function: CellFunction) -> Iterator[str]:
    yield f'<node oor:name="{method(function.name)}" oor:op="replace">'
    yield _property("DisplayName", function.name) + _property("Description", function.help)
    yield '<prop oor:name="Category"><value>Add-In</value></prop>' + _property("CompatibilityName", function.name)
    yield '<node oor:name="Parameters">'
    for argument in function.arguments:
        yield f'<node oor:name="{method(argument.name)}" oor:op="replace">'
        yield _property("DisplayName", argument.name) + _property("Description", argument.help) + "</node>"
    yield "</node></node>\n"


def _property(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en-US">{escape(text)}</value></prop>'
