"""Reads cases, asks the adapter of their kind, compares. An adapter is a file `kinds/<kind>.py` with
`answers(case)`: the case's expected names, or some of them, to the values the product gives."""

from __future__ import annotations

import json
import math
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from exectrack_xl.metrics.registry import DERIVED, METRICS
from exectrack_xl.schema.meaning import number_meant
from tests.truth import kinds


@dataclass(frozen=True)
class Case:
    """One question with its published answer."""

    id: str
    kind: str
    inputs: Any
    expected: Any
    tolerance: Any  # a number, or one for each expected name
    folder: Path  # file names in the inputs are relative to it


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file or of all JSON files of a folder; a file may hold one or a list of them."""
    for file in [path] if path.is_file() else sorted(path.rglob("*.json")):
        try:
            read = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as fault:
            yield Case(file.name, UNREADABLE, {}, {"JSON": str(fault)}, 0, file.parent)
            continue
        for item in read if isinstance(read, list) else [read]:
            if isinstance(item, dict) and {"id", "kind", "expected"} <= item.keys():
                yield Case(item["id"], kind_of(item["kind"]), item.get("inputs", {}), item["expected"],
                           item.get("tolerance", 0), file.parent)  # fmt: skip


UNREADABLE = "unreadable file"
ALIASES = {
    "critical_path": "cpm", "network": "cpm", "ev": "evm", "earned_value": "evm", "es": "earned_schedule",
    "xmr": "trend", "mann_kendall": "trend", "sen_slope": "trend", "control_chart": "trend", "spc": "trend",
    "decision_tree": "emv", "risk_emv": "emv", "littles_law": "flow", "little": "flow", "flow_efficiency": "flow",
    "throughput": "montecarlo_throughput", "mc_throughput": "montecarlo_throughput", "three_point": "pert",
    "montecarlo": "montecarlo_schedule", "mc_schedule": "montecarlo_schedule", "monte_carlo": "montecarlo_schedule",
    "networkdays": "working_days", "workday": "working_days", "msproject": "msproject_oracle", "schedule": "cpm",
}  # fmt: skip


def kind_of(name: Any) -> str:
    """The adapter that serves a kind, by whichever of its names the case uses."""
    plain = str(name).strip().casefold().replace("-", "_").replace(" ", "_")
    return ALIASES.get(plain, plain)


def served() -> set[str]:
    """The kinds there is an adapter for."""
    return {module.name for module in pkgutil.iter_modules(kinds.__path__)}


def differences(case: Case) -> list[str]:
    """What differs from the expected answer, one line each."""
    adapter: Callable[[Case], dict[str, Any]] = import_module(f"tests.truth.kinds.{case.kind}").answers
    try:
        found = adapter(case)
    except Exception as fault:  # noqa: BLE001  (any fault is a difference; the other cases shall run)
        return [f"no answer: {type(fault).__name__}: {fault}"]
    if not isinstance(case.expected, dict) or not isinstance(found, dict):
        return [f"expected {case.expected}, which names no answers"]
    lines = []
    for name, expected in case.expected.items():
        tolerance = case.tolerance.get(name, 0) if isinstance(case.tolerance, dict) else case.tolerance
        if name not in found:
            lines.append(f"{name}: expected {expected}, the adapter has no answer")
        elif not same(found[name], expected, float(tolerance or 0)):
            lines.append(f"{name}: expected {expected}, got {found[name]}")
    return lines


def same(found: Any, expected: Any, tolerance: float) -> bool:
    """Whether two answers are equal: numbers within the tolerance, all else exactly."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            key in found and same(found[key], value, tolerance) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return (isinstance(found, list | tuple) and len(found) == len(expected)
                and all(same(a, b, tolerance) for a, b in zip(found, expected, strict=True)))  # fmt: skip
    if expected is None:
        return found is None or (isinstance(found, float) and math.isnan(found))
    if isinstance(expected, int | float) and not isinstance(expected, bool):
        return isinstance(found, int | float) and math.isclose(found, expected, rel_tol=1e-9, abs_tol=tolerance)
    return str(found.isoformat() if isinstance(found, date) else found) == str(expected)


def solve(name: str, given: dict[str, Any], **own: Any) -> Any:
    """A metric's value, where `given` values stand for the metrics of those names, the way the engine does it.

    Raises:
        KeyError: something it needs is neither given nor can be computed.
    """
    if name in given and not own:
        return given[name]
    known = METRICS.get(name) or DERIVED[name]
    return known.function(**{need: solve(need, given) for need in known.needs}, **own)


def number_of(inputs: dict[str, Any], *names: str) -> float | None:
    """The first of these inputs that is there as a number; case, brackets and underscores do not count."""
    plain = {plain_name(name): value for name, value in inputs.items()}
    for name in names:
        value = plain.get(plain_name(name))
        if isinstance(value, str):
            value = number_meant(value.replace(",", ""))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return None


def list_of(inputs: dict[str, Any], *names: str) -> Any:
    """The first of these inputs that is there as a list or mapping; None where none is."""
    plain = {plain_name(name): value for name, value in inputs.items()}
    found = (plain.get(plain_name(name)) for name in names)
    return next((value for value in found if isinstance(value, list | dict) and value), None)


def by_meaning(asked: Iterable[str], known: dict[str, Any]) -> dict[str, Any]:
    """What is known of what is asked, by names without case, brackets and underscores."""
    return {name: known[plain_name(name)] for name in asked if plain_name(name) in known}


def plain_name(name: str) -> str:
    """A name without case, brackets and underscores: "SV(t)" and "SV_t" are one."""
    return "".join(sign for sign in str(name).replace("%", "pct").casefold() if sign.isalnum())
