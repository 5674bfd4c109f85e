"""bin/setup's step for Python: which one it takes, and what it does not do under a running service.

The step is sourced into a shell in which the programs it calls are functions; no virtual environment is built.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

STEPS = Path(settings.BASE_DIR) / "bin" / "steps"
# In place of what asks the machine: the commands it has, with their versions.
MACHINE = """
set -euo pipefail
. "$STEPS/common.sh"
. "$STEPS/python.sh"
declare -A versions=({versions})
has() {{ [ -n "${{versions[$1]:-}}" ]; }}
version_of() {{ printf '%s\\n' "${{versions[$1]}}"; }}
is_new_enough() {{ [ "${{versions[$1]#3.}}" -ge 11 ]; }}
"""


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {"STEPS": str(STEPS), "VAR": str(folder / "var"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=30, check=False
    )


def on_machine(versions: dict[str, str], command: str, folder: Path) -> str:
    listed = " ".join(f"[{name}]={version}" for name, version in versions.items())
    return shell(MACHINE.format(versions=listed) + command, folder).stdout.strip()


@pytest.mark.parametrize(
    ("versions", "chosen"),
    [
        ({"/usr/bin/python3": "3.11", "python3": "3.13", "python3.13": "3.13"}, "/usr/bin/python3"),
        ({"/usr/bin/python3": "3.9", "python3": "3.13"}, "python3"),
        ({"/usr/bin/python3": "3.10", "python3": "3.10", "python3.12": "3.12"}, "python3.12"),
        ({"python3": "3.12"}, "python3"),
        ({"/usr/bin/python3": "3.9", "python3": "3.9"}, ""),
        ({}, ""),
    ],
)
def test_python_of_the_system_comes_first_where_it_is_new_enough(
    versions: dict[str, str], chosen: str, tmp_path: Path
) -> None:
    assert on_machine(versions, "find_python || true", tmp_path) == chosen


@pytest.mark.parametrize(
    ("versions", "package"),
    [
        ({"/usr/bin/python3": "3.11", "python3": "3.13"}, "python3-venv"),
        ({"/usr/bin/python3": "3.10", "python3": "3.11"}, "python3.11-venv"),
        ({"python3": "3.11"}, "python3.11-venv"),
    ],
)
def test_package_for_virtual_environments_is_that_of_the_chosen_python(
    versions: dict[str, str], package: str, tmp_path: Path
) -> None:
    assert on_machine(versions, "venv_package 3.11", tmp_path) == package


# `python` notes that it was asked to make an environment; `pip` and the stamp say what lies there.
MAKE = """
set -euo pipefail
. "$STEPS/common.sh"
. "$STEPS/python.sh"
version_of() { echo 3.11; }
python() {
    case "$*" in
    -V) echo "Python 3.11.2" ;;
    "-m venv --clear .venv") echo cleared ;;
    esac
}
make_venv python
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose .venv was made by an older Python, so that it has to be made anew."""
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    shutil.copy(shutil.which("sleep", path="/usr/bin:/bin") or "", programs / "python")
    (programs / "pip").touch(mode=0o755)
    (tmp_path / "var" / "stamps").mkdir(parents=True)
    (tmp_path / "var" / "stamps" / "venv").write_text(f"{tmp_path} Python 3.9.2\n")
    return tmp_path


@pytest.fixture(params=["absolute", "relative", "script"])
def service(request: pytest.FixtureRequest, project: Path) -> Iterator[int]:
    """The id of a process that runs from the project's .venv, as gunicorn and manage.py do."""
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("no /proc on this machine: running processes cannot be told")
    program = project / ".venv" / "bin" / "python"
    if request.param == "script":
        script = project / ".venv" / "bin" / "gunicorn"
        script.write_text("sleep 60 & wait\n")
        command = ["bash", str(script)]
    else:
        command = [str(program) if request.param == "absolute" else ".venv/bin/python", "60"]
    with subprocess.Popen(command, cwd=project, start_new_session=True) as process:
        yield process.pid
        subprocess.run(["kill", "--", f"-{process.pid}"], check=True)


def test_environment_is_made_anew_where_nothing_runs_from_it(project: Path) -> None:
    made = shell(MAKE, project)
    assert (made.returncode, made.stdout.splitlines()) == (0, ["· 建立虚拟环境 .venv (Python 3.11)", "cleared"])
    assert (project / "var" / "stamps" / "venv").read_text() == f"{project} Python 3.11.2\n"


def test_environment_is_not_emptied_under_a_running_service(project: Path, service: int) -> None:
    made = shell(MAKE, project)
    assert (made.returncode, made.stdout) == (1, "")
    assert made.stderr.splitlines() == [
        f"✗ 需要重建 .venv，但有程序正在用它运行（进程号 {service}），现在没有改动任何东西。",
        "  请先停止服务（systemctl stop nianbao.service；用 bin/serve 启动的，在它的窗口按 Ctrl+C），再运行一次。",
    ]


def test_environment_that_fits_is_kept_while_the_service_runs(project: Path, service: int) -> None:
    (project / "var" / "stamps" / "venv").write_text(f"{project} Python 3.11.2\n")
    made = shell(MAKE, project)
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")


def test_service_of_another_project_is_not_in_the_way(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / ".venv" / "bin"
    other.mkdir(parents=True)
    shutil.copy(project / ".venv" / "bin" / "python", other / "python")
    with subprocess.Popen([str(other / "python"), "60"]) as process:
        made = shell(MAKE, project)
        process.terminate()
    assert made.returncode == 0
