"""Words and strings in VBA text: which names the language keeps for itself, and how any text is written down.

Source of the words: MS-VBAL 3.3.5.2, reserved identifiers.
Depends on: excel.vba.module.
"""

from __future__ import annotations

import re
from struct import iter_unpack

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
# A line break would end the text, so that nothing below a space can be stored.
_SIGNS = bytes(range(32, 256)).decode(f"cp{CODE_PAGE}", "ignore")
_STORABLE = re.compile(f"([{re.escape(_SIGNS)}]+)")


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
    pieces: list[str] = []
    for at, run in enumerate(_STORABLE.split(text)):
        if at % 2:
            pieces.append('"' + run.replace('"', '""') + '"')
        else:
            pieces += [f"ChrW({unit})" for (unit,) in iter_unpack("<H", run.encode("utf-16-le"))]
    return " & ".join(pieces) or '""'
