"""Excel expressions that say a value as `report.words` says it, without Python: a dashboard is alive without it.

Each takes expressions and gives one, without "=". `FIXED` and `ROUND` are used where `TEXT` would need a format
whose letters differ from language to language. Depends on: metrics (bands), report.words, tracker (months).
"""

from __future__ import annotations

from exectrack_xl.metrics import Bands
from exectrack_xl.report import words
from exectrack_xl.tracker.periods import MONTHS

CURRENCY = "dash_currency"  # the defined name of the sign before an amount
MONTH_NAMES = ",".join(f'"{month}"' for month in MONTHS)
_GREEN, _YELLOW, _RED = "Green", "Yellow", "Red"


def quoted(text: str) -> str:
    """A text as Excel writes it.

    >>> quoted("Q4")
    '"Q4"'
    """
    return '"' + text.replace('"', '""') + '"'


def when(condition: str, then: str, otherwise: str) -> str:
    """One of two expressions."""
    return f"IF({condition},{then},{otherwise})"


def known(value: str, said: str = "") -> str:
    """A value as it is said, "–" where it is not known."""
    return when(f'{value}=""', quoted(words.UNKNOWN), said or value)


def lookup(key: str) -> str:
    """What the Results table shows under a key; nothing where it lacks it."""
    return f'IFERROR(INDEX(Results[Shown],MATCH({key},Results[Key],0)),"")'


def day(value: str) -> str:
    """18 Mar 2027.

    >>> day("A1")[:24]
    'DAY(A1)&" "&CHOOSE(MONTH'
    """
    return f'DAY({value})&" "&CHOOSE(MONTH({value}),{MONTH_NAMES})&" "&YEAR({value})'


def percent(value: str) -> str:
    """64%."""
    return f'ROUND(100*{value},0)&"%"'


def whole(value: str) -> str:
    """1,235."""
    return f"FIXED({value},0)"


def index(value: str) -> str:
    """0.93."""
    return f"FIXED({value},2)"


def signed(value: str, digits: int = 0) -> str:
    """A difference, always with its sign: +17, −3; nothing before a zero."""
    rounded = f"ROUND({value},{digits})"
    sign = when(f"{rounded}>0", '"+"', when(f"{rounded}<0", '"−"', '""'))
    return f"{sign}&FIXED(ABS({rounded}),{digits})"


def money(value: str) -> str:
    """An amount as short as it may be said aloud: €13.2 m."""
    size = f"ABS({value})"
    short = when(f"{size}>=9999.5", f'FIXED({size}/1000,0)&" k"', f"FIXED({size},0)")
    return f'IF({value}<0,"−","")&{CURRENCY}&' + when(f"{size}>=999500", f'FIXED({size}/1000000,1)&" m"', short)


def plural(value: str, noun: str, many: str = "") -> str:
    """A count with its noun: 3 risks."""
    nouns = quoted(f" {many or f'{noun}s'}")
    return f'IF({value}=0,"no",FIXED({value},0))&IF({value}=1,{quoted(" " + noun)},{nouns})'


def days_late(value: str) -> str:
    """A variance in working days, in words: 20 d late."""
    size = f"ROUND(ABS({value}),0)"
    late = f'{size}&" d "&IF({value}>0,"late","early")'
    return known(value, when(f"{size}=0", '"on plan"', late))


def cut(text: str, length: int) -> str:
    """A text of at most so many characters."""
    return when(f"LEN({text})>{length}", f'TRIM(LEFT({text},{length - 1}))&"…"', text)


def is_tone(value: str, bands: Bands, tone: str) -> str:
    """Whether a value is Green, Yellow or Red by these bands."""
    limits = (bands.green, bands.yellow)
    green, yellow = (f"setting_{limit}" if isinstance(limit, str) else str(limit) for limit in limits)
    sign = f"IF({green}>{yellow},1,-1)"
    exact = f"{sign}*ROUND({value},9)"
    is_green, is_yellow = f"{exact}>={sign}*{green}", f"{exact}>={sign}*{yellow}"
    asked = {_GREEN: is_green, _YELLOW: f"NOT({is_green}),{is_yellow}", _RED: f"NOT({is_green}),NOT({is_yellow})"}
    return f"IF(ISNUMBER({value}),AND({asked[tone]}),FALSE)"


def currency_sign() -> str:
    """The sign before an amount, from the currency of Settings."""
    expression = 'IF(setting_currency="","",setting_currency&" ")'
    for code, sign in words.SYMBOLS.items():
        expression = when(f'UPPER(setting_currency)="{code}"', quoted(sign), expression)
    return expression
