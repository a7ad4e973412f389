"""A formula as Excel stores it: its words, and whether they can stand in that order.

Source: ECMA-376 part 1, 18.17 (formulas), and what Excel 365 writes.
Depends on: nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST, LONGEST_TEXT, DEEPEST, MOST_ARGUMENTS = 8192, 255, 64, 255

_WORD = r"[^\W\d][\w.\\?]*"
_TOKEN = re.compile(
    rf"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<sheet>(?:'(?:[^']|'')+'|(?:\[\d+\])?(?:(?!\$?[A-Za-z]{{1,3}}\d+:)[\w.\\]+:)?[\w.\\]+|\[\d+\])!)
    | (?P<quoted>'(?:[^']|'')+')
    | (?P<function>(?:{_WORD}|\\[\w.\\]*)\()
    | (?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!
        |UNKNOWN!|BUSY!|PYTHON!|EXTERNAL!|TIMEOUT!))
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<name>\$?(?:[^\W\d]|\\)[\w.\\?$]*|\$\d+)
    | (?P<bracket>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    | (?P<space>\s+)
    | (?P<operator><=|>=|<>|[-+*/^&=<>:,;%@\#])
    | (?P<open>[({{])
    | (?P<close>[)}}])
    | (?P<wrong>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Kind(StrEnum):
    """What a word of a formula is."""

    TEXT = "text"
    SHEET = "sheet"  # with its exclamation mark
    QUOTED = "quoted"  # a name of the outside, after an external link
    FUNCTION = "function"  # with its opening parenthesis
    ERROR = "error"
    NUMBER = "number"
    NAME = "name"  # a cell, a column, a row, a defined name or a table
    BRACKET = "bracket"  # the columns of a table, with their brackets
    SPACE = "space"
    OPERATOR = "operator"
    OPEN = "open"
    CLOSE = "close"
    WRONG = "wrong"


@dataclass(frozen=True)
class Token:
    """One word of a formula."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Formula:
    """A formula taken apart: its words, what is wrong with their order, and how many arguments each call has."""

    tokens: tuple[Token, ...]
    fault: str  # a sentence's rest, or ""
    calls: tuple[tuple[str, int], ...]
    depth: int  # levels of calls


def parsed(text: str) -> Formula:
    """The formula taken apart; never raises.

    >>> parsed("SUM(A1:A9)*2").fault, parsed("SUM(A1:A9").fault
    ('', 'a parenthesis is never closed')
    >>> parsed("IF(A1,2,)").calls
    (('IF', 3),)
    """
    tokens = tuple(Token(Kind(match.lastgroup or "wrong"), match[0]) for match in _TOKEN.finditer(text))
    reader = _Reader()
    for token in tokens:
        reader.take(token)
        if reader.fault:
            break
    reader.finish()
    return Formula(tokens, reader.fault, tuple(reader.calls), reader.depth)


@dataclass
class _Reader:
    """Goes through the words and knows whether a value or an operator may come next."""

    fault: str = ""
    calls: list[tuple[str, int]] = field(default_factory=list)
    depth: int = 0
    _open: list[list[str | int]] = field(default_factory=list)  # opening word, commas so far
    _calls_open: int = 0
    _value: bool = False  # whether a value has just ended
    _spaced: bool = False
    _last: Token = field(default_factory=lambda: Token(Kind.OPEN, ""))

    def take(self, token: Token) -> None:
        """Take the next word."""
        if token.kind is Kind.SPACE:
            self._spaced = True
            return
        if token.kind is Kind.WRONG:
            self.fault = _unreadable(token.text)
        elif token.kind is Kind.OPERATOR:
            self._operator(token.text)
        elif token.kind is Kind.CLOSE:
            self._close(token.text)
        else:
            self._begin_value(token)
        self._last, self._spaced = token, False

    def finish(self) -> None:
        """The formula has ended."""
        if self.fault:
            return
        if self._open:
            self.fault = "a brace is never closed" if self._open[-1][0] == "{" else "a parenthesis is never closed"
        elif not self._value:
            self.fault = "it ends where a value should follow" if self._last.text else "it is empty"

    def _begin_value(self, token: Token) -> None:
        if self._value and not self._glued(token) and not self._intersects(token):
            self.fault = f"an operator is missing before '{token.text[:20]}'"
            return
        if token.kind in (Kind.FUNCTION, Kind.OPEN):
            self._open.append([token.text, 0])
            self._calls_open += _is_call(token.text)
            self.depth = max(self.depth, self._calls_open)
            self._value = False
        else:
            self._value = token.kind is not Kind.SHEET

    def _glued(self, token: Token) -> bool:
        """Whether this word continues the last one: a table's columns, a lost sheet's cell, a LAMBDA's call."""
        last = self._last.kind
        if self._spaced:
            return False
        return (
            (token.kind is Kind.BRACKET and last is Kind.NAME)
            or (token.kind in (Kind.SHEET, Kind.NAME) and last in (Kind.BRACKET, Kind.ERROR))
            or (token.text == "(" and last is Kind.CLOSE)
        )

    def _intersects(self, token: Token) -> bool:
        """Whether a blank before this word means the cells that two ranges share."""
        return self._spaced and token.kind not in (Kind.TEXT, Kind.NUMBER)

    def _operator(self, sign: str) -> None:
        within = str(self._open[-1][0]) if self._open else ""
        if sign == "," and _is_call(within):
            self._open[-1][1] = int(self._open[-1][1]) + 1
            self._value = False
        elif sign == ";" and within != "{":
            self.fault = "';' stands between arguments, where the file needs ','"
        elif sign in "%#":
            self.fault = "" if self._value else f"a value is missing before '{sign}'"
        elif not self._value and sign not in "+-@":
            self.fault = f"a value is missing before '{sign}'"
        else:
            self._value = False

    def _close(self, sign: str) -> None:
        if not self._open:
            self.fault = "a parenthesis is closed that was never opened"
            return
        word, commas = self._open.pop()
        opened = str(word)
        if (sign == "}") != (opened == "{"):
            self.fault = f"'{sign}' closes what '{opened[-1]}' has opened"
            return
        is_call = _is_call(opened)
        self._calls_open -= is_call
        if not self._value and not (is_call and self._last.text in (opened, ",")):
            self.fault = f"a value is missing before '{sign}'"
            return
        if is_call:
            empty = self._last.text == opened and self._last.kind is Kind.FUNCTION
            self.calls.append((opened[:-1], 0 if empty else int(commas) + 1))
        self._value = True


def _is_call(opening: str) -> bool:
    return opening.endswith("(") and opening != "("


def _unreadable(sign: str) -> str:
    names = {'"': "a quotation mark", "'": "an apostrophe", "[": "a bracket"}
    if sign in names:
        return f"{names[sign]} is never closed"
    return f"'{sign}' cannot stand in a formula"
