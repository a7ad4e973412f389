"""Conditions as a person types them: "SPI_T < 0.85 and critical_risks > 2", "DAYS_LATE() > 15", "2026-12-01".

A condition is read into a tree of which each kind of node is named here; nothing that is typed is ever run. Names are
of metrics; a date counts as its day number; a date alone holds from that day on. Depends on: errors.
"""

from __future__ import annotations

import ast
import math
import operator
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from exectrack_xl.errors import MetricError

STATUS_DATE = "status_date"  # a name that is always known
LONGEST = 300  # characters
_SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "<>": "!=", "−": "-", "×": "*", "÷": "/", "()": " ", "&&": " and "}
_PART = re.compile(r"(?P<day>\b\d{4}-\d{2}-\d{2}\b)|(?P<percent>\d+(?:\.\d+)?)\s*%|(?P<equals>(?<![<>=!])=(?!=))")
_SUMS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
_TESTS: dict[type, Callable[[float, float], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_HOW = "Write metrics, numbers and dates with <, >, =, and, or, not, + − * /, such as spi_t < 0.85 and blockers > 2."


@dataclass(frozen=True)
class Condition:
    """A condition that can be read, and the metrics it names, in the order they are typed."""

    text: str
    names: tuple[str, ...]
    tree: ast.expr

    @classmethod
    def read(cls, text: str) -> Condition:
        """The condition in a text.

        Raises:
            MetricError: it is none; the sentence says why.

        >>> Condition.read("SPI_T < 85% and blockers > 2").names
        ('spi_t', 'blockers')
        """
        found = _read(text)
        if isinstance(found, str):
            raise MetricError(found)
        return found

    def holds(self, values: Mapping[str, float | date | None]) -> bool | None:
        """Whether it is true of these values; None where what is not known would decide.

        >>> condition = Condition.read("spi_t < 0.85 or blockers > 2")
        >>> condition.holds({"spi_t": 0.8, "blockers": None}), condition.holds({"spi_t": 0.9, "blockers": None})
        (True, None)
        """
        return _truth(self.tree, {name: _number(value) for name, value in values.items()})


@lru_cache(maxsize=1024)  # each trigger is read by more than one rule and metric
def _read(text: str) -> Condition | str:
    """The condition in a text, or why there is none."""
    try:
        tree = _dated(_parsed(text))
    except MetricError as fault:
        return str(fault)
    if not _is_truth(tree):
        return f"'{text.strip()}' compares nothing, so that it never becomes true. {_HOW}"
    named = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    found = sorted(dict.fromkeys(named), key=lambda name: text.casefold().find(name))
    return Condition(text.strip(), tuple(name for name in found if name != STATUS_DATE), tree)


def _parsed(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise MetricError(f"A condition has at most {LONGEST} characters; this one has {len(text)}.")
    plain = text.strip().lstrip("=").casefold()
    for sign, meant in _SIGNS.items():
        plain = plain.replace(sign, meant)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(" ".join(_PART.sub(_meant, plain).split()), mode="eval").body
        _is_truth(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise MetricError(f"'{text.strip()}' cannot be read. {_HOW}") from fault
    return tree


def _meant(part: re.Match[str]) -> str:
    """A date as its day number, a percentage as a share, one equals sign as two."""
    if part["day"]:
        return str(date.fromisoformat(part["day"]).toordinal())
    return repr(float(part["percent"]) / 100) if part["percent"] else "=="


def _dated(tree: ast.expr) -> ast.expr:
    """A date alone as "the status date is that day or later"."""
    if isinstance(tree, ast.Constant) and isinstance(tree.value, int) and tree.value > 700_000:
        return ast.Compare(ast.Name(STATUS_DATE, ast.Load()), [ast.GtE()], [tree])
    return tree


def _is_truth(node: ast.AST) -> bool:
    """Whether a node is true or false, rather than a number.

    Raises:
        ValueError: it, or something beneath it, may not stand in a condition.
    """
    if isinstance(node, ast.BoolOp):
        return all(_asked(part, truth=True) for part in node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.UAdd):
        return _asked(node.operand, truth=isinstance(node.op, ast.Not))
    if isinstance(node, ast.Compare) and all(type(test) in _TESTS for test in node.ops):
        return all(not _asked(part, truth=False) for part in (node.left, *node.comparators))
    if isinstance(node, ast.BinOp) and type(node.op) in _SUMS:
        return any(_asked(part, truth=False) for part in (node.left, node.right))
    if isinstance(node, ast.Name):
        return False
    if isinstance(node, ast.Constant) and math.isfinite(_float(node.value)):
        return False
    raise ValueError


def _asked(node: ast.AST, *, truth: bool) -> bool:
    if _is_truth(node) is not truth:
        raise ValueError
    return truth


def _float(number: object) -> float:
    """A number as typed; infinite where it is none or too large."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return math.inf
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _truth(node: ast.expr, values: Mapping[str, float]) -> bool | None:
    """True, false, or None where it is not known."""
    if isinstance(node, ast.BoolOp):
        parts = [_truth(part, values) for part in node.values]
        decisive = isinstance(node.op, ast.Or)
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive
    if isinstance(node, ast.UnaryOp):
        found = _truth(node.operand, values)
        return None if found is None else not found
    assert isinstance(node, ast.Compare)
    numbers = [_value(part, values) for part in (node.left, *node.comparators)]
    if any(math.isnan(number) for number in numbers):
        return None
    steps = zip(node.ops, numbers, numbers[1:], strict=False)
    return all(_TESTS[type(test)](before, after) for test, before, after in steps)


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    """A number; NaN where it is not known."""
    if isinstance(node, ast.Name):
        return values.get(node.id, math.nan)
    if isinstance(node, ast.UnaryOp):
        number = _value(node.operand, values)
        return -number if isinstance(node.op, ast.USub) else number
    if isinstance(node, ast.BinOp):
        before, after = _value(node.left, values), _value(node.right, values)
        if isinstance(node.op, ast.Div) and after == 0:
            return math.nan
        try:
            return float(_SUMS[type(node.op)](before, after))
        except OverflowError:
            return math.nan
    assert isinstance(node, ast.Constant)
    return _float(node.value)


def _number(value: float | date | None) -> float:
    if isinstance(value, date):
        return float(value.toordinal())
    return math.nan if value is None else float(value)
