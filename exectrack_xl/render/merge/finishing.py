"""The last step of every refresh: the new base put inside, or the file left byte for byte where nothing is new.

Depends on: package, render.custom_items, render.merge.base, …changes, …office_file, …refreshing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from exectrack_xl import package
from exectrack_xl.render.custom_items import item as item_of
from exectrack_xl.render.custom_items import main_part, with_item, without_items
from exectrack_xl.render.merge.base import Base, read_base, with_base
from exectrack_xl.render.merge.changes import Log
from exectrack_xl.render.merge.office_file import OfficeFile
from exectrack_xl.render.merge.refreshing import Merged

_OTHER_ITEMS = ("manifest",)  # what else a generated file says about itself
Told = tuple[tuple[str, str, str], ...]


def finished(data: bytes, file: OfficeFile, bases: tuple[Base, Mapping[str, bytes], Told], log: Log) -> Merged:
    """The merged file with its new base; `bases` are the old one, the freshly generated file, what is told now."""
    old, fresh, told = bases
    made = read_base(fresh)
    new = dataclasses.replace(old if made is None else made, told=tuple(sorted(set(told))))
    written = file.written()
    before = package.read_parts(data)
    others = {name: text for name in _OTHER_ITEMS if (text := item_of(fresh, name)) is not None}
    same_items = all(item_of(before, name) == text for name, text in others.items())
    if written == before and new == old and same_items and _is_related(before):
        return Merged(None, tuple(dict.fromkeys(log.changes)))
    whole = with_base(without_items(written), new)
    for name, text in others.items():
        whole = with_item(whole, name, text)
    return Merged(package.write_parts(whole), tuple(dict.fromkeys(log.changes)))


def _is_related(parts: Mapping[str, bytes]) -> bool:
    """Whether the document itself refers to its items: LibreOffice moves that to the package."""
    file = OfficeFile(parts)
    return any(one.kind == "customXml" for one in file.related(main_part(parts)).values())
