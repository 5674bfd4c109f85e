"""The plan of the house (docs/architecture.md), held against its text: rooms, names, docstrings, arrows."""

import ast
import importlib
from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests import house

OWN_MODULES = {"__init__", "apps", "findings"}  # beside the rooms of reports
MOST_ARROWS = 103  # fewer than half of the 208 that there were before the rooms
# Django wants these names in more than one place: https://docs.djangoproject.com/en/5.2/howto/custom-management-commands/
SAME_EVERYWHERE = {"Command"}
NAMES_NOTHING = {"said", "found"}

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def test_reports_is_made_of_rooms() -> None:
    loose = {path.stem for path in (house.PROJECT / "reports").glob("*.py")}
    assert loose == OWN_MODULES


def test_class_name_means_one_thing() -> None:
    places = defaultdict(list)
    for module in house.modules():
        for node in house.tree(module).body:
            if isinstance(node, ast.ClassDef) and node.name not in SAME_EVERYWHERE:
                places[node.name].append(module)
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that is given to something or asked of it, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name, node.lineno
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.alias(name=name, asname=other):
                yield other or name, node.lineno
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name, node.lineno


def test_every_kind_of_name_is_seen() -> None:
    text = (
        "import a as n1\ndef n2(n3, *n4, **n5): n6 = n7.n8(n9=1)\nclass n10: pass\n"
        "match a:\n  case [n11, *n12]: pass\ntry: pass\nexcept E as n13: pass\n[0 for n14 in a]\nlambda n15: 0"
    )
    assert {f"n{number}" for number in range(1, 16)} - {name for name, _ in names(ast.parse(text))} == set()


@pytest.mark.parametrize("folder", [*house.PACKAGES, "tests"])
def test_nothing_is_named_said_or_found(folder: str) -> None:
    """Neither says what the thing is. Text in quotation marks is not a name."""
    paths = sorted((house.PROJECT / folder).rglob("*.py"))
    used = {
        f"{path.relative_to(house.PROJECT)}:{line} {name}"
        for path in paths
        for name, line in names(ast.parse(path.read_text(encoding="utf-8")))
        if name in NAMES_NOTHING
    }
    assert sorted(used) == []


def is_public(node: ast.stmt) -> bool:
    """Django's inner classes (Meta, Media) and further parts of a property are no contract of their own."""
    if not isinstance(node, Documented) or node.name.startswith("_") or node.name in {"Meta", "Media"}:
        return False
    words = [ast.unparse(each) for each in node.decorator_list]
    return not any(word.endswith((".setter", ".deleter", "overload")) for word in words)


def is_override(module: str, kind: str, method: str) -> bool:
    """Whether a base class of the class has the method already, and with it the contract."""
    bases = getattr(importlib.import_module(module), kind).__mro__[1:]
    return any(method in vars(base) for base in bases)


def undocumented(module: str) -> Iterator[str]:
    """The public functions, classes and methods of a module that have no docstring."""
    for node in filter(is_public, house.tree(module).body):
        assert isinstance(node, Documented)
        if ast.get_docstring(node) is None and node.name not in SAME_EVERYWHERE:
            yield f"{module}.{node.name}"
        for part in filter(is_public, node.body if isinstance(node, ast.ClassDef) else []):
            assert isinstance(part, Documented)
            if ast.get_docstring(part) is None and not is_override(module, node.name, part.name):
                yield f"{module}.{node.name}.{part.name}"


def test_what_is_public_says_its_contract() -> None:
    assert [name for module in house.modules() for name in undocumented(module)] == []


def test_no_module_reaches_itself_by_its_imports() -> None:
    """Imports for annotations count; those within a function do not."""
    assert house.circles({name: sorted(house.imports(name)) for name in house.modules()}) == []


def test_no_room_reaches_itself_by_its_imports() -> None:
    graph = defaultdict(list)
    for who, whom in sorted(house.arrows()):
        graph[who].append(whom)
    assert house.circles(graph) == []


def test_circles_are_seen() -> None:
    assert house.circles({"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": []}) == [["a", "b", "c"]]
    assert house.circles({"a": ["b", "c"], "b": ["c"]}) == []


def test_few_arrows_run_between_the_rooms() -> None:
    arrows = sorted(house.arrows())
    assert len(arrows) <= MOST_ARROWS, arrows
