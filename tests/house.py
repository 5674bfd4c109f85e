"""The house as its own text shows it: modules, who imports whom, rooms and the arrows between them."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("agencies", "config", "reports")


@cache
def modules() -> dict[str, Path]:
    """Every module of the application by its dotted name, migrations excepted."""
    paths = [path for package in PACKAGES for path in sorted((PROJECT / package).rglob("*.py"))]
    return {dotted(path): path for path in paths if "migrations" not in path.parts}


def dotted(path: Path) -> str:
    """`reports/content/diff.py` → `reports.content.diff`; a package is named as its folder."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(name: str) -> ast.Module:
    """The parsed text of the module."""
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


def imports(name: str) -> set[str]:
    """The modules of the application that the module imports outside of functions: for annotations, too."""
    targets: set[str] = set()
    for node in _outside_functions(tree(name).body):
        if isinstance(node, ast.Import):
            targets |= {_module(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            targets |= {_module(f"{node.module}.{alias.name}") for alias in node.names}
    return targets - {"", name}


def _outside_functions(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _outside_functions(child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt))


def _module(name: str) -> str:
    """The module that the name is, or stands in; empty for what is not ours."""
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return name


def room(name: str) -> str:
    """`reports.content.diff` → `reports.content`; agencies and config are a room each."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "reports" else parts[0]


def arrows() -> set[tuple[str, str]]:
    """The rooms that import other rooms: (who, whom)."""
    return {(room(name), room(target)) for name in modules() for target in imports(name) if room(name) != room(target)}


def circles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Every group of nodes that reach one another, in the order of the alphabet."""
    reached = {node: _reachable(graph, node) for node in graph}
    groups = {
        tuple(sorted(other for other in reached[node] if node in reached.get(other, ())))
        for node in graph
        if node in reached[node]
    }
    return [list(group) for group in sorted(groups)]


def _reachable(graph: Mapping[str, Iterable[str]], start: str) -> set[str]:
    """The nodes at the end of any path of one arrow or more."""
    reached: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting.extend(graph.get(node, ()))
    return reached
