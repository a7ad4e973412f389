"""What a template leaves in a text that nobody has filled in: fields, prompts, sample text, reminders, error values.

In English, German and the words that Office itself writes. Depends on: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIELD = r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{#.*?#\}|<<\w[\w .]*>>|«\w[\w .]*»"
_SAMPLE = r"(?i:lorem ipsum|dolor sit amet|consectetur adipiscing|\b(?:sample|dummy|placeholder) text\b" \
          r"|\b(?:Beispiel|Blind|Muster|Platzhalter)text\b)"  # fmt: skip
_PROMPT = (
    r"(?i:\bclick (?:here )?to (?:add|edit)\b|\b(?:your|insert) (?:title|text|logo|picture|name) here\b"
    r"|\bedit master (?:title|text)\b|\btype (?:text )?here\b|\bclick or tap (?:here )?to\b|\bchoose an item\."
    r"|\bdurch klicken (?:hinzufügen|bearbeiten)\b|\bmaster(?:titel|text|untertitel)?format\w* bearbeiten\b"
    r"|\bklicken oder tippen sie\b|\bklicken sie,? um\b|\bwählen sie ein element aus\b"
    r"|\bcliquez pour (?:ajouter|modifier)\b)"
)  # fmt: skip
_REMINDER = (
    r"\b(?i:TODO|FIXME|TBC|TBD|XXX+)\b|\[(?i:insert|todo|tbd|placeholder|xx+|date|name|text|datum)\b[^\]]*\]"
    r"|<(?i:name|date|title|project|company|client|customer|owner|datum|titel|projekt|firma|kunde)>"
    r"|\b(?:TT\.MM\.JJJJ|DD[./-]MM[./-]YYYY|MM/DD/YYYY|XX\.XX\.(?:20)?XX|xx\.xx\.(?:20)?xx)(?!\w)"
    r"|\b20[xX]{2}\b|(?<!\w)[xX]{2,} ?[%€$]"
)  # fmt: skip
_ERROR = (
    r"#(?:REF|VALUE|NAME|DIV/0|N/A|NUM|NULL|BEZUG|WERT|NV|ZAHL)[!?]?(?!\w)"
    r"|Error! (?:Reference source|Bookmark) not (?:found|defined)"
    r"|Fehler! (?:Verweisquelle konnte nicht gefunden|Textmarke nicht definiert)"
)
_UNKNOWN = r"(?<![\w.])(?:nan|NaN|NaT|null|undefined)(?![\w.])(?=\s*$|\s*[%|;,])"
_NAMED = re.compile(r"\s*(?i:chart title|axis title|diagrammtitel|achsentitel|titre du graphique)\s*")
_KINDS = {
    "field": (_FIELD, "a field that was not filled"), "sample": (_SAMPLE, "sample text"),
    "prompt": (_PROMPT, "the prompt of a placeholder"), "reminder": (_REMINDER, "a reminder to fill something in"),
    "error": (_ERROR, "an error value"), "unknown": (_UNKNOWN, "a value not known"),
}  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, (pattern, _) in _KINDS.items()))
# Without one of these no pattern can match: most texts are told so in a fraction of the time.
_SIGNS = ("{", "<<", "«", "lorem", "dolor", "consect", "text", "click", " here", "master", "choose", "klicken",
          "wählen", "cliquez", "todo", "fixme", "tbc", "tbd", "xx", "[", "<", "tt.", "dd.", "dd/", "dd-", "mm/", "#",
          "error!", "fehler!", "nan", "nat", "null", "undefined", " title", "titel", "titre")  # fmt: skip


def leftovers_in(text: str) -> Iterator[tuple[str, str]]:
    """Each leftover of a text with what it looks like.

    >>> list(leftovers_in("Savings of xx% by TT.MM.JJJJ"))
    [('xx%', 'a reminder to fill something in'), ('TT.MM.JJJJ', 'a reminder to fill something in')]
    """
    small = text.lower()
    if not any(sign in small for sign in _SIGNS):
        return
    if _NAMED.fullmatch(text):
        yield text.strip(), "the name that Office gives a part of a chart"
    for match in _ANY.finditer(text):
        yield match[0], _KINDS[str(match.lastgroup)][1]
