"""The program `nianbao`: the environment file, the account, and one sentence where a command cannot be run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.wrapper import PROJECT, CannotRun, owner_variables, read_file, refuse_others


def nianbao(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """As bin/setup's program runs it, with an empty environment and from any folder, as cron would."""
    return subprocess.run(
        [sys.executable, "-I", str(PROJECT / "config" / "wrapper.py"), *words],
        cwd=cwd,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


def written(folder: Path, text: str) -> Path:
    file = folder / "nianbao.env"
    file.write_text(text, encoding="utf-8")
    return file


def test_file_is_read_as_systemd_reads_it(tmp_path: Path) -> None:
    file = written(tmp_path, "# 设置\n\nA=1\nB='two words'\nC=\"x#y\"\n D = x \nE=a=b#c\n".replace(" D = x ", "D= x "))
    assert read_file(file) == {"A": "1", "B": "two words", "C": "x#y", "D": "x", "E": "a=b#c"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [("export A=1", "第 2 行应写成“名称=值”，现在是“export A=1”。"), ("A='1", "第 2 行的引号没有成对。")],
)
def test_line_that_is_none_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    file = written(tmp_path, f"B=1\n{line}\n")
    with pytest.raises(CannotRun) as refusal:
        read_file(file)
    assert str(refusal.value) == f"{file} {sentence}"


def test_file_that_is_missing_sets_nothing(tmp_path: Path) -> None:
    assert read_file(tmp_path / "none") == {}


def test_file_of_the_owner_comes_opened_by_root(tmp_path: Path) -> None:
    file = written(tmp_path, "NIANBAO_OWNER_DATABASE_URL=postgresql://o:p@h/x\n")
    environment = {"NIANBAO_OWNER_FILE": str(os.open(file, os.O_RDONLY)), "A": "1"}
    assert owner_variables(environment) == {"NIANBAO_OWNER_DATABASE_URL": "postgresql://o:p@h/x"}
    assert (environment, owner_variables(environment)) == ({"A": "1"}, {})


def test_account_that_does_not_own_the_data_is_refused(tmp_path: Path) -> None:
    theirs = Path("/usr")
    if os.geteuid() == 0:
        theirs = tmp_path
        os.chown(theirs, 12345, 12345)
    with pytest.raises(CannotRun, match=f"{theirs} 属于账号 .+，现在是 .+。请用 root 或前一个账号运行。"):
        refuse_others({"NIANBAO_VAR": str(theirs)})


def test_help_needs_no_environment(tmp_path: Path) -> None:
    done = nianbao("invite", "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr, "--csv" in done.stdout) == (0, "", True)


def test_environment_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = nianbao("--env", str(tmp_path / "none"), "doctor", cwd=tmp_path)
    sentence = "✗ --env 后面应写一个设置文件，例如 --env /etc/nianbao.env。\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


def test_command_takes_its_settings_from_the_file(tmp_path: Path) -> None:
    file = written(
        tmp_path, f"NIANBAO_SECRET_KEY={'k' * 50}\nNIANBAO_VAR={tmp_path}\nDATABASE_URL=postgresql://u@127.0.0.1:1/x\n"
    )
    done = nianbao("--env", str(file), "migrate", "--skip-checks", cwd=tmp_path)
    assert (done.returncode, done.stderr.startswith("✗ 连接不上数据库 x（127.0.0.1:1）：")) == (1, True), done.stderr
