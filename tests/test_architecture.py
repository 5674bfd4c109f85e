"""The house rules that a machine can hold us to. Which way imports point is import-linter's part (pyproject.toml)."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
CODE = ("agencies", "config", "reports")
LONGEST_FILE = 250
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE_LINE = 160
VAGUE = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc"}


def tracked(*patterns: str) -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("git is not on this machine: what belongs to the project cannot be told")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout: what belongs to the project cannot be told from what lies about")
    return [PROJECT / name for name in listed.stdout.split("\0") if name and (PROJECT / name).is_file()]


def code() -> list[Path]:
    return [path for path in tracked("*.py") if path.relative_to(PROJECT).parts[0] in CODE]


def shown(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_are_short() -> None:
    lengths = {shown(path): len(path.read_text().splitlines()) for path in code() if "migrations" not in path.parts}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{shown(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in code()
        for node in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_module_has_a_vague_name() -> None:
    assert [shown(path) for path in code() if VAGUE & {path.stem, *path.relative_to(PROJECT).parts[:-1]}] == []


def test_no_class_is_called_base_something() -> None:
    named = [
        f"{shown(path)}:{node.name}"
        for path in code()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and re.match(r"Base[A-Z]", node.name)
    ]
    assert named == []


# The print paper is read by WeasyPrint, not by a browser under the content-security policy. The one grid serves both;
# its column widths in points are written for the paper alone.
PAPER_ONLY = '<col style="width:{{ width }}pt">'
# A block of JSON-LD is data that no browser runs.
RUNS = r"<script(?! type=\"application/ld\+json\">)(?![^>]*\bsrc=)"
INLINE = re.compile(rf"<style|\sstyle=|\son[a-z]+=\"|{RUNS}|href=\"javascript:", re.IGNORECASE)


def test_templates_have_nothing_inline() -> None:
    pages = [path for path in tracked("*.html") if "paper" not in path.parts and "templates" in path.parts]
    written = {shown(path): INLINE.findall(path.read_text().replace(PAPER_ONLY, "")) for path in pages}
    assert {name: inline for name, inline in written.items() if inline} == {}


def test_lines_of_templates_are_short() -> None:
    long = {
        f"{shown(path)}:{number}": len(line)
        for path in tracked("templates/**")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > LONGEST_TEMPLATE_LINE
    }
    assert long == {}


def test_scripts_of_templates_are_modules() -> None:
    scripts = {
        shown(path): re.findall(r"<script(?! type=\"(?:module|application/ld\+json)\")[^>]*>", path.read_text())
        for path in tracked("templates/*.html")
    }
    assert {name: loose for name, loose in scripts.items() if loose} == {}


IMPORT = re.compile(r"^(?:import|export)\b[^;]*?\bfrom \"(\./[^\"]+)\"|^import \"(\./[^\"]+)\"", re.MULTILINE)


def test_scripts_import_in_no_circle() -> None:
    imports = {
        path: {(path.parent / (name or bare)).resolve() for name, bare in IMPORT.findall(path.read_text())}
        for path in tracked("static/js/*.js")
    }
    while free := [path for path, needed in imports.items() if not needed & imports.keys()]:
        for path in free:
            del imports[path]
    assert sorted(shown(path) for path in imports) == []


OTHER_HOST = re.compile(r"(?:src|href|action|url)\s*[=(]\s*[\"']?(?:https?:)?//", re.IGNORECASE)


def test_templates_and_styles_ask_no_other_host() -> None:
    files = [path for path in tracked("*.html", "*.css", "*.js") if path.relative_to(PROJECT).parts[0] != "tests"]
    assert [shown(path) for path in files if OTHER_HOST.search(path.read_text())] == []


def test_nothing_third_party_is_committed() -> None:
    foreign = re.compile(r"(^|/)(node_modules|vendor|third_party)/|\.min\.(js|css)$|\.(otf|ttf|ttc|woff2?|whl|deb)$")
    assert [shown(path) for path in tracked() if foreign.search(shown(path))] == []


def test_locks_name_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (PROJECT / name).read_text()
    assert '"resolved"' not in (PROJECT / "package-lock.json").read_text()


def test_no_path_of_one_machine_is_written_down() -> None:
    home = re.compile(r"(?<![\w.])/(?:home|Users|work|root)/\w")
    texts = [
        path for path in tracked() if path.suffix in {".py", ".html", ".css", ".js", ".yaml", ".toml", ".md", ".sh"}
    ]
    assert [shown(path) for path in texts if home.search(path.read_text())] == []
