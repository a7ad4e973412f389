"""Letters as mail drafts: files that a mail program opens, unsent, to be read before they go out.

Plain text and simple HTML; what people typed is text in both. A draft bears no date and no sender, so that the same
letter gives the same bytes. Depends on: package, report.letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from html import escape
from pathlib import Path

from exectrack_xl import package
from exectrack_xl.errors import WorkbookError
from exectrack_xl.report.letters import Item, Letter

_LONGEST_NAME = 60
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")  # names that Windows keeps for itself


def write(letters: Iterable[Letter], folder: Path, *, replace: bool = False) -> tuple[Path, ...]:
    """Write one draft for each letter into a folder, which is made where it is missing; the paths, in order.

    An existing file is left alone and the draft gets a free name beside it, unless `replace` says otherwise.

    Raises:
        WorkbookError: the folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise WorkbookError(f"Cannot make the folder {folder}: {fault.strerror or fault}.") from fault
    taken: set[str] = set()
    return tuple(package.replace_file(folder / _free(letter, folder, taken, replace), draft(letter))
                 for letter in letters)  # fmt: skip


def draft(letter: Letter) -> bytes:
    """A letter as the bytes of an .eml file."""
    message = EmailMessage(policy=SMTP)
    message["To"] = _recipient(letter)
    message["Subject"] = line(letter.subject)
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message.set_content(plain(letter), cte="quoted-printable")
    message.add_alternative(page(letter), subtype="html", cte="quoted-printable")
    content = "".join(part.as_string() for part in message.iter_parts())
    message.set_boundary(f"draft-{sha256(content.encode()).hexdigest()[:32]}")
    return message.as_bytes()


def plain(letter: Letter) -> str:
    """The letter as plain text."""
    lines = [line(letter.greeting), "", line(letter.lead)]
    for heading, items in letter.parts:
        lines += ["", heading, "-" * len(heading)]
        for item in items:
            lines += [f"* {_about(item)}", f"  {line(item.why)}", f"  {line(item.remedy)} ({line(item.place)})"]
    return "\n".join([*lines, "", line(letter.closing), ""])


def page(letter: Letter) -> str:
    """The letter as simple HTML."""
    blocks = [f"<p>{_safe(letter.greeting)}</p>", f"<p>{_safe(letter.lead)}</p>"]
    for heading, items in letter.parts:
        rows = "\n".join(
            f"<li><b>{escape(_about(item))}</b><br>{_safe(item.why)}<br>{_safe(item.remedy)} ({_safe(item.place)})</li>"
            for item in items
        )
        blocks.append(f"<h3>{_safe(heading)}</h3>\n<ul>\n{rows}\n</ul>")
    blocks.append(f"<p>{_safe(letter.closing)}</p>")
    head = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>'
    return "\n".join([head, *blocks, "</body></html>", ""])


def line(text: str) -> str:
    """A text on one line, as it was typed but for line breaks and other control characters.

    >>> line("Ada\\r\\nBcc: all@example.org")
    'Ada Bcc: all@example.org'
    """
    spaced = (" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)
    return " ".join("".join(spaced).split())


def file_name(name: str) -> str:
    """The name of a person as the name of a file, without what a file system might refuse.

    >>> file_name("Helena Brandt, COO"), file_name("../../etc/passwd"), file_name("CON")
    ('Helena-Brandt-COO', 'etc-passwd', 'CON-')
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", line(name)))
    found = "-".join(words)[:_LONGEST_NAME].strip("-_") or "owner"
    return f"{found}-" if _RESERVED.fullmatch(found) else found


def _free(letter: Letter, folder: Path, taken: set[str], replace: bool) -> str:
    """A name that no other letter of this run bears, and no file that must stay."""
    stem, number = file_name(letter.name), 1
    name = f"{stem}.eml"
    while name.casefold() in taken or (not replace and (folder / name).exists()):
        number += 1
        name = f"{stem} ({number}).eml"
    taken.add(name.casefold())
    return name


def _recipient(letter: Letter) -> Address | str:
    """The name with its address; the name alone where the workbook gives none."""
    name = line(letter.name)
    if letter.address:
        return Address(display_name=name, addr_spec=letter.address)
    return line(re.sub(r'[<>@()\[\],:;"\\]+', " ", name)) or "owner"  # signs by which an address could be read


def _about(item: Item) -> str:
    return line(f"{item.id} {item.title}")


def _safe(text: str) -> str:
    return escape(line(text))
