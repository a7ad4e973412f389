"""Office files of the two kinds we make, documents and their templates: one is read as the other.

Depends on: errors, package.
"""

from __future__ import annotations

from pathlib import Path

from exectrack_xl import package
from exectrack_xl.errors import TemplateError, WorkbookError

_OFFICE = b"application/vnd.openxmlformats-officedocument."
_MS = b"application/vnd.ms-"
# What a template or a file with macros calls its main part, and what a plain file calls it.
_PLAIN = {
    _OFFICE + b"presentationml.template.main+xml": _OFFICE + b"presentationml.presentation.main+xml",
    _OFFICE + b"presentationml.slideshow.main+xml": _OFFICE + b"presentationml.presentation.main+xml",
    _MS + b"powerpoint.template.macroEnabled.main+xml": _OFFICE + b"presentationml.presentation.main+xml",
    _MS + b"powerpoint.presentation.macroEnabled.main+xml": _OFFICE + b"presentationml.presentation.main+xml",
    _OFFICE + b"wordprocessingml.template.main+xml": _OFFICE + b"wordprocessingml.document.main+xml",
    _MS + b"word.template.macroEnabledTemplate.main+xml": _OFFICE + b"wordprocessingml.document.main+xml",
    _MS + b"word.document.macroEnabled.main+xml": _OFFICE + b"wordprocessingml.document.main+xml",
}
DECK_ENDINGS = (".pptx", ".potx", ".pptm", ".potm", ".ppsx")
DOCUMENT_ENDINGS = (".docx", ".dotx", ".docm", ".dotm")


def plain(data: bytes) -> bytes:
    """The bytes of a deck or document, whatever it was: a template, a show or one with macros becomes a plain file.

    Raises WorkbookError when the bytes are no Office file.
    """
    parts = package.read_parts(data)
    types = parts[package.CONTENT_TYPES]
    for special, usual in _PLAIN.items():
        types = types.replace(b'"' + special + b'"', b'"' + usual + b'"')
    if types == parts[package.CONTENT_TYPES]:
        return data
    return package.write_parts({**parts, package.CONTENT_TYPES: types})


def kind_of(parts: dict[str, bytes]) -> str:
    """ "deck", "document" or "", by the parts of an Office file."""
    if "ppt/presentation.xml" in parts or b"presentationml." in parts.get(package.CONTENT_TYPES, b""):
        return "deck"
    return "document" if b"wordprocessingml." in parts.get(package.CONTENT_TYPES, b"") else ""


def read_template(path: Path, what: str) -> bytes:
    """The bytes of a template as a plain file; `what` is "PowerPoint" or "Word".

    Raises TemplateError when it is missing, or no file of that kind.
    """
    endings = ".pptx or .potx" if what == "PowerPoint" else ".docx or .dotx"
    try:
        return plain(path.read_bytes())
    except OSError as fault:
        raise TemplateError(f"Cannot read the {what} template '{path}': {fault.strerror or fault}.") from fault
    except WorkbookError as fault:
        raise TemplateError(
            f"Cannot read the {what} template '{path.name}'. Give a {endings} file that {what} opens."
        ) from fault


def as_template(data: bytes) -> bytes:
    """A plain deck or document as a template: opening it begins a new file. Raises WorkbookError as `plain` does."""
    parts = package.read_parts(data)
    types = parts[package.CONTENT_TYPES]
    for kind in (b"presentationml", b"wordprocessingml"):
        main = b"presentation" if kind == b"presentationml" else b"document"
        types = types.replace(_OFFICE + kind + b"." + main + b".main+xml", _OFFICE + kind + b".template.main+xml")
    return package.write_parts({**parts, package.CONTENT_TYPES: types})
