"""Builds the extension: a zip of the interface, what Calc shows about the functions, and the component that answers.

The component runs in LibreOffice's own Python and finds the product, NumPy and pandas in the folders written into
the extension when it is built, or in those of the environment variable EXECTRACK_PYTHONPATH.
Depends on: errors, package, version, metrics.worksheet, excel.libreoffice.interface.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.libreoffice.interface import INTERFACE, MODULE, interface_text, method, returns_rows
from exectrack_xl.metrics.worksheet import CATEGORY, CellFunction, cell_functions
from exectrack_xl.package import replace_file, write_parts
from exectrack_xl.version import __version__

IMPLEMENTATION = f"org.{MODULE}.ExecutionTracker"
_SERVICE = "com.sun.star.sheet.AddIn"
_NEEDED = ("exectrack_xl", "udfs", "numpy", "pandas")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_REGISTRY = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_TYPES = "application/vnd.sun.star.uno-typelibrary;type=RDB"
# A passive list of components: without it LibreOffice runs the component while installing, before it knows the type.
_MEDIA = {
    f"{INTERFACE}.idl": _TYPES,
    "tracker.components": "application/vnd.sun.star.uno-components",
    "CalcAddIns.xcu": "application/vnd.sun.star.configuration-data",
}


def build_extension(target: Path, python_path: Sequence[Path] = ()) -> Path:
    """Write the extension to `target`, and give back its path.

    `python_path` are the folders in which LibreOffice's Python finds the product and its packages; without them,
    those of the Python that runs now.

    Raises:
        WorkbookError: the file cannot be written, or a package is not installed.
    """
    functions = cell_functions()
    parts = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        f"{INTERFACE}.idl": interface_text(functions),
        "tracker.components": _components(),
        "CalcAddIns.xcu": _shown(functions),
        "addin.py": _component(functions, python_path or own_python_path()),
    }
    return replace_file(target, write_parts({name: text.encode() for name, text in parts.items()}))


def own_python_path() -> list[Path]:
    """The folders in which this Python finds the product, NumPy and pandas."""
    folders = []
    for package in _NEEDED:
        found = find_spec(package)
        if found is None or found.origin is None:
            raise WorkbookError(f"The extension needs the package {package}. Run: pip install exectrack-xl")
        folders.append(Path(found.origin).parents[1])
    return sorted(set(folders))


def _component(functions: dict[str, CellFunction], python_path: Sequence[Path]) -> str:
    source = files("exectrack_xl.excel.libreoffice").joinpath("source", "addin.py.txt").read_text(encoding="utf-8")
    methods = {method(name): (name, returns_rows(function)) for name, function in functions.items()}
    lines = "".join(f"    {key!r}: {value!r},\n" for key, value in methods.items())
    return source.replace("@METHODS@", f"{{\n{lines}}}").replace("@PATH@", repr([str(path) for path in python_path]))


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
    services = "".join(f'<service name="{name}"/>' for name in (IMPLEMENTATION, _SERVICE))
    return (
        f'{_HEAD}<components xmlns="http://openoffice.org/2010/uno-components">'
        f'<component loader="com.sun.star.loader.Python" uri="addin.py">'
        f'<implementation name="{IMPLEMENTATION}">{services}</implementation></component></components>\n'
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
