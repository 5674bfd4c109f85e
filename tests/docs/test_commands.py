"""The commands of README.md: the Makefile has them and no others, and everything that pages name or link is there."""

import json
import re
import tomllib

import pytest
import yaml
from django.core.management import get_commands

from tests.docs.recipes import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
PAGES = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    PROJECT.glob("docs/**/*.md")
)


def targets() -> dict[str, list[str]]:
    """Each target of the Makefile with its commands."""
    matches = re.findall(r"^([a-z-]+): ## .*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    return {
        name: [line.strip().removesuffix(" $(ARGS)") for line in commands.splitlines()] for name, commands in matches
    }


def test_targets_are_the_commands_of_the_readme():
    rows = re.findall(r"^\| `make ([a-z-]+)[^`]*` \| (.*) \|$", README, re.MULTILINE)
    told = {name: [code for code in re.findall(r"`([^`]+)`", what) if "/" in code] for name, what in rows}
    assert told == targets()
    assert set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split()) == set(told)


def test_commands_of_the_readme_exist():
    named = re.findall(r"`manage\.py (\w+)", README)
    assert [name for name in named if name not in get_commands()] == []
    ours = {name for name, app in get_commands().items() if app in ("reports", "agencies")}
    assert ours - set(named) == {"load_demo_people"}


def test_hooks_come_from_what_is_installed():
    config = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert [hook["entry"] for hook in hooks if not (PROJECT / hook["entry"].split()[0]).exists()] == []
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "pre-commit" in project["optional-dependencies"]["dev"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_of_a_page_lead_somewhere(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_runtime_package_has_its_licence_on_the_page():
    page = (PROJECT / "docs" / "licences.md").read_text(encoding="utf-8")
    locked = re.findall(r"^([a-z0-9._-]+)==", (PROJECT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    table = page[page.index("## Python packages") : page.index("## From the system")]
    assert [name for name in locked if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", table)] == []


def test_every_package_of_npm_that_a_page_or_its_bundling_needs_has_its_licence_on_the_page():
    page = (PROJECT / "docs" / "licences.md").read_text(encoding="utf-8")
    table = page[page.index("## From the system and from npm") : page.index("## Fonts")]
    lock = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))
    needed = {
        path.removeprefix("node_modules/")
        for path, package in lock["packages"].items()
        if path and "dev" not in package
    }
    names = {"esbuild" if name.startswith("@esbuild/") else name for name in needed}  # one for each kind of machine
    assert sorted(name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", table)) == []


def test_decisions_are_in_their_index_and_short():
    folder = PROJECT / "docs" / "decisions"
    pages = sorted(path.name for path in folder.glob("0*.md"))
    assert re.findall(r"\]\((0[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8")) == pages
    assert [name for name in pages if len((folder / name).read_text(encoding="utf-8").splitlines()) > 30] == []
