"""The wording file and the code agree: every sentence that is said is there, its fields are given, and none is idle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exectrack_xl.report.language.wording import english, fields

ROOT = Path(__file__).parents[3] / "exectrack_xl"
FILES = sorted([*(ROOT / "report").rglob("*.py"), *(ROOT / "render").rglob("*.py")])
ELSEWHERE = ("choices.", "columns.", "decks.", "documents.", "inputs.", "metrics.", "numbers.", "texts.")


@dataclass(frozen=True)
class Call:
    """A place where a sentence is said: the pattern of its key, the fields it gives; None where they are passed on."""

    place: str
    key: str
    given: frozenset[str] | None


def keys(node: ast.expr) -> Iterator[str]:
    """The keys an argument may be, as patterns."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.]+" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from keys(node.body)
        yield from keys(node.orelse)


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in FILES)


def calls() -> list[Call]:
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            if node.func.attr in ("say", "line"):
                given = frozenset(word.arg for word in node.keywords if word.arg) | (
                    {"count"} if len(node.args) > 1 else set())  # fmt: skip
                passed_on = any(word.arg is None for word in node.keywords)
                found += [Call(place, key, None if passed_on else frozenset(given)) for key in keys(node.args[0])]
            elif node.func.attr in ("plural", "counted") and not isinstance(node.func.value, ast.Name):
                found += [Call(place, rf"counts\.{key}", None) for key in keys(node.args[1])]
    return found


def test_every_sentence_that_is_said_is_in_the_file_and_gets_its_fields() -> None:
    known = english().sentences
    for call in calls():
        meant = [key for key in known if re.fullmatch(call.key, key)]
        assert meant, f"{call.place}: no sentence {call.key}"
        if call.given is not None and len(meant) == 1:
            assert fields(known[meant[0]]) <= call.given, f"{call.place}: {meant[0]}"


def named() -> set[str]:
    """Patterns of all texts in the code that may be keys."""
    nodes = (node for _, tree in trees() for node in ast.walk(tree))
    texts = {key for node in nodes if isinstance(node, ast.Constant | ast.JoinedStr) for key in keys(node)}
    return {text for text in texts if r"\." in text and re.search(r"\w\w", text.replace(r"[\w.]+", ""))}


def test_no_sentence_of_the_file_is_idle() -> None:
    used = [*(call.key for call in calls()), *named(), r"counts\.more_\w+", r"(focus|goals|needs|achievements)\.\w+"]
    any_of_them = re.compile("|".join(sorted(set(used))))
    idle = [key for key in english().sentences if not key.startswith(ELSEWHERE) and not any_of_them.fullmatch(key)]
    assert idle == []
