"""A python-docx document as a package, not compressed: it is packed once more, without a trace of time.

Depends on: package.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from docx.opc.spec import default_content_types

from exectrack_xl import package

_HEAD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
)
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}


def stored(document: Any) -> bytes:
    """The document with the parts that python-docx would write, in its order."""
    whole = document.part.package
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr(package.CONTENT_TYPES, _content_types(whole.parts))
        archive.writestr(package.PACKAGE_RELATIONSHIPS, whole.rels.xml)
        for part in whole.parts:
            archive.writestr(part.partname.membername, part.blob)
            if part.rels:
                archive.writestr(part.partname.rels_uri.membername, part.rels.xml)
    return target.getvalue()


def _content_types(parts: list[Any]) -> str:
    """Usual kinds of file by their extension, all other parts by name."""
    defaults, named = dict(_DEFAULTS), {}
    for part in parts:
        extension = part.partname.ext.lower()
        if (extension, part.content_type) in default_content_types:
            defaults[extension] = part.content_type
        else:
            named[str(part.partname)] = part.content_type
    entries = [*map(_default, sorted(defaults.items())), *map(_override, sorted(named.items()))]
    return f"{_HEAD}{''.join(entries)}</Types>"


def _default(kind: tuple[str, str]) -> str:
    return f"<Default Extension={quoteattr(kind[0])} ContentType={quoteattr(kind[1])}/>"


def _override(kind: tuple[str, str]) -> str:
    return f"<Override PartName={quoteattr(kind[0])} ContentType={quoteattr(kind[1])}/>"
