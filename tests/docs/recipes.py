"""A page of recipes → steps, and following them in a copy of the project.

A step is a code block with the sentence before it: “Write `path`:”, “At the end of `path`:”, “In `path`, below the
line `…`:”, “In `path`, in place of the line `…`:”, or a block of commands (`sh`). Lines are named without indent.
"""

import os
import re
import shlex
import shutil
import subprocess
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_WHERE = re.compile(
    r"(?P<how>Write|At the end of|In) `(?P<path>[^`]+)`(?:, (?P<place>below|in place of) the line `(?P<line>[^`]+)`)?:$"
)


@dataclass(frozen=True)
class Step:
    """`how`: run, write, append, below or in place of; `path` and `line` as far as it needs them."""

    how: str
    text: str
    path: str = ""
    line: str = ""


def recipe(page: str, title: str) -> list[Step]:
    """The steps of the section with the title. Raises ValueError for a block that says not where it belongs."""
    section = re.split(r"^## ", page.partition(f"## {title}\n")[2], flags=re.MULTILINE)[0]
    steps, at = [], 0
    for block in _BLOCK.finditer(section):
        steps.append(_step(section[at : block.start()].rstrip(), block["language"], block["text"]))
        at = block.end()
    return steps


def _step(before: str, language: str, text: str) -> Step:
    if language == "sh":
        return Step("run", text)
    where = _WHERE.search(before)
    if where is None:
        raise ValueError(f"a block without its place: {text[:80]}")
    how = where["place"] or {"Write": "write", "At the end of": "append"}[where["how"]]
    return Step(how, text, where["path"], where["line"] or "")


class Copy:
    """A copy of the project in a folder, with this one's packages and fonts, in which recipes are followed."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=PROJECT,
            capture_output=True,
            check=True,
            text=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            if (PROJECT / name).is_file() and not (PROJECT / name).is_symlink():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(PROJECT / name, folder / name)
        (folder / "var").mkdir()
        for name in (".venv", "node_modules", "var/fonts", "var/vendor"):
            (folder / name).symlink_to((PROJECT / name).resolve())
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "var"),
            "PYTHONDONTWRITEBYTECODE": "1",
            **environment,
        }

    def follow(self, steps: list[Step]) -> None:
        """Take every step; AssertionError where one cannot be taken."""
        for step in steps:
            self.run(step.text) if step.how == "run" else self._write(step)

    def run(self, commands: str) -> str:
        """What the commands print, line by line of them; AssertionError with it where one fails."""
        printed = ""
        for line in commands.splitlines():
            done = self.call(line)
            printed += done.stdout
            assert done.returncode == 0, f"{line}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        return printed

    def call(self, line: str) -> "subprocess.CompletedProcess[str]":
        """One command, whatever comes of it."""
        return subprocess.run(
            shlex.split(line), cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )

    def _write(self, step: Step) -> None:
        path = self.folder / step.path
        if step.how == "write":
            assert not path.exists(), f"{step.path} is there already"
            path.write_text(step.text)
            return
        text = path.read_text()
        if step.how == "append":
            gap = "\n\n" if path.suffix == ".py" else ""
            path.write_text(f"{text.rstrip()}\n{gap}{step.text}")
            return
        lines = [line for line in text.splitlines(keepends=True) if line.strip() == step.line]
        assert len(lines) == 1, f"{step.path}: {len(lines)} lines say “{step.line}”"
        kept = lines[0] if step.how == "below" else ""
        indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
        path.write_text(text.replace(lines[0], kept + textwrap.indent(step.text, indent), 1))
