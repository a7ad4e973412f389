"""Words and strings in VBA text: which names the language keeps for itself, and how any text is written down.

Source of the words: MS-VBAL 3.3.5.2, reserved identifiers.
Depends on: excel.vba.module.
"""

from __future__ import annotations

import re

from exectrack_xl.excel.vba.module import CODE_PAGE

RESERVED = frozenset(
    """
    abs addressof and any array as boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec cdecl
    cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date debug decimal declare defbool
    defbyte defcur defdate defdbl defdec defint deflng defobj defsng defstr defvar dim do doevents double each
    else elseif empty end endif enum eqv erase event exit false fix for friend function get global gosub goto if
    imp implements in input inputb int integer is lbound len lenb let like lock long longlong longptr loop lset
    me mod new next not nothing null on open option optional or paramarray preserve print private pset public
    put raiseevent redim rem resume return rset scale seek select set sgn shared single spc static step stop
    string sub tab then to true type typeof ubound unlock until variant wend while with withevents write xor
    """.split()  # noqa: SIM905 - two hundred quotation marks would hide the words
)


def can_name(word: str) -> bool:
    """Whether VBA takes this word as the name of a function or parameter.

    >>> can_name("as_of"), can_name("date"), can_name("_hidden")
    (True, False, False)
    """
    return bool(re.fullmatch(r"[A-Za-z]\w{0,254}", word, re.ASCII)) and word.lower() not in RESERVED


def text_literal(text: str) -> str:
    """Any text as a VBA expression, with ChrW for what a module cannot hold.

    >>> print(text_literal('EV − PV, "late" by 3'))
    "EV " & ChrW(8722) & " PV, ""late"" by 3"
    """
    units = [int.from_bytes(pair, "little") for pair in _pairs(text.encode("utf-16-le"))]
    pieces: list[str] = []
    for unit in units:
        if not _storable(unit):
            pieces.append(f"ChrW({unit})")
        elif pieces and pieces[-1].startswith('"'):
            pieces[-1] += chr(unit).replace('"', '""')
        else:
            pieces.append('"' + chr(unit).replace('"', '""'))
    return " & ".join(f'{piece}"' if piece.startswith('"') else piece for piece in pieces) or '""'


def _pairs(data: bytes) -> list[bytes]:
    return [data[place : place + 2] for place in range(0, len(data), 2)]


def _storable(unit: int) -> bool:
    if unit < 32 or 0xD800 <= unit <= 0xDFFF:  # a line break would end the text; half a character cannot stand
        return False
    try:
        chr(unit).encode(f"cp{CODE_PAGE}")
    except UnicodeEncodeError:
        return False
    return True
