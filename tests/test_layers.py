"""The staircase: a module may import only from its own step or from steps below it; and nowhere is a circle."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STEPS = [
    {"version", "errors"},
    {"package", "schema"},
    {"sample"},
    {"tracker"},
    {"checks", "metrics"},
    {"report"},
    {"theme"},
    {"render", "excel"},
    {"actions"},
    {"cli", "udfs"},
]
STEP_OF = {room: number for number, rooms in enumerate(STEPS) for room in rooms}
FILES = sorted([*(ROOT / "exectrack_xl").rglob("*.py"), *(ROOT / "udfs").rglob("*.py")])


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "exectrack_xl" and len(parts) > 1 else parts[0]


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path, top_level_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    found = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.split(".")[0] in ("exectrack_xl", "udfs")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_go_down_the_stairs(path: Path) -> None:
    own = room(module_name(path))
    if own == "exectrack_xl":
        return
    for name in imported(path):
        other = room(name)
        if other not in ("exectrack_xl", own, "__version__"):
            assert STEP_OF[other] < STEP_OF[own], f"{own} must not import {name}"


def test_every_room_has_a_step_on_the_staircase() -> None:
    rooms = {room(module_name(path)) for path in FILES} - {"exectrack_xl"}
    assert rooms <= set(STEP_OF)


def test_no_module_imports_itself_in_a_circle() -> None:
    names = {module_name(path) for path in FILES}
    graph = {module_name(path): imported(path, top_level_only=True) & names for path in FILES}
    packages = {name for name in names if (ROOT / name.replace(".", "/")).is_dir()}
    graph = {name: targets - packages - {name} for name, targets in graph.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join([*trail, name])
        if name not in done:
            for target in sorted(graph[name]):
                visit(target, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_every_public_name_of_the_package_can_be_had() -> None:
    import exectrack_xl

    for name in exectrack_xl.__all__:
        assert getattr(exectrack_xl, name) is not None
    with pytest.raises(AttributeError):
        _ = exectrack_xl.nothing
