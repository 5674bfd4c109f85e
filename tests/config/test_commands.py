"""`nianbao --help` and what is said of a command that there is not."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from config import commands

PROJECT = Path(__file__).resolve().parents[2]


def run(program: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(PROJECT / program), *words],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def listed(text: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) +(.+)$", text, re.MULTILINE))


@pytest.mark.parametrize("words", [(), ("--help",), ("help",)])
def test_own_commands_come_first_with_a_chinese_line_and_none_of_a_trial(words: tuple[str, ...]) -> None:
    done = run("config/wrapper.py", *words)
    ours = {name for name, app in get_commands().items() if app in commands.OURS}
    assert (done.returncode, done.stderr) == (0, "")
    names = list(listed(done.stdout))
    assert names == [*sorted(ours - commands.FOR_TRIALS), *commands.OF_DJANGO]
    assert [line for line in listed(done.stdout).values() if not re.search("[一-龥]", line)] == []


def test_trial_lists_its_own_as_well() -> None:
    done = run("manage.py", "help", NIANBAO_DEBUG="1")
    assert listed(done.stdout).keys() >= commands.FOR_TRIALS


def test_help_of_one_command_is_its_own() -> None:
    assert "--csv" in run("manage.py", "help", "invite", NIANBAO_DEBUG="1").stdout


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("invit", "您要的可能是：invite。"), ("load_agency", "您要的可能是：load_agencies。"), ("qqq", "")],
)
def test_unknown_command_is_one_sentence_with_the_nearest(typed: str, hint: str) -> None:
    done = run("manage.py", typed, NIANBAO_DEBUG="1")
    sentence = f"✗ 没有“{typed}”这个命令。{hint}全部命令见：nianbao --help\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


def test_fault_of_the_settings_goes_before_the_command() -> None:
    for words in (("invit",), ("help",)):
        done = run("manage.py", *words, NIANBAO_DEBUG="perhaps")
        assert (done.returncode, done.stderr) == (78, "✗ 环境变量 NIANBAO_DEBUG 只能是 1 或 0，现在是“perhaps”。\n")
