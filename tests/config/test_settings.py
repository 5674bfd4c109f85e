"""Settings as other processes read them: each case is a fresh Python with its own environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import content_security, database, trial, trial_secret
from config.database import reasons

PROJECT = Path(__file__).resolve().parents[2]
SHOW = "from django.conf import settings; print(settings.{})"


def read(setting: str, **environment: str) -> str:
    """The value of a setting, or the last line of what Python said instead."""
    quiet = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", "NIANBAO_SECRET_KEY": "k"}
    done = subprocess.run(
        [sys.executable, "-c", SHOW.format(setting)],
        cwd=PROJECT,
        env=quiet | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1]


def test_secret_key_has_no_default_outside_of_debug(tmp_path: Path) -> None:
    assert "没有设置环境变量 NIANBAO_SECRET_KEY" in read("SECRET_KEY", NIANBAO_SECRET_KEY="", NIANBAO_VAR=str(tmp_path))


def test_switch_is_yes_or_no() -> None:
    assert "NIANBAO_HTTPS 只能是 1 或 0，现在是“true”" in read("HTTPS", NIANBAO_HTTPS="true")


def test_https_makes_cookies_secure() -> None:
    assert read("SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE", NIANBAO_HTTPS="1") == "True True"


def test_hosts_are_read_from_a_list() -> None:
    assert read("ALLOWED_HOSTS", NIANBAO_ALLOWED_HOSTS="a.gov.cn, b.gov.cn") == "['a.gov.cn', 'b.gov.cn']"


def test_internal_location_is_a_folder_of_addresses() -> None:
    assert read("ACCEL", NIANBAO_ACCEL="/released/") == "/released/"
    assert "NIANBAO_ACCEL 应以斜线开头和结尾，例如 /released/，现在是“released”。" in read(
        "ACCEL", NIANBAO_ACCEL="released"
    )


def test_nothing_starts_while_settings_are_read(tmp_path: Path) -> None:
    assert read("DATABASES['default']['NAME']", NIANBAO_VAR=str(tmp_path)) == "nianbao"
    assert list(tmp_path.iterdir()) == []


def test_content_security_allows_nothing_inline_and_no_other_host() -> None:
    sources = {source for sources in content_security.POLICY["DIRECTIVES"].values() for source in sources}
    assert sources == {"'none'", "'self'", "data:"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40ss@db.gov.cn:5433/reports", ("reports", "u", "p@ss", "db.gov.cn", "5433", {})),
        ("postgres://u@h/x?sslmode=require", ("x", "u", "", "h", "", {"sslmode": "require"})),
        ("postgresql://postgres@/x?host=/run/postgresql", ("x", "postgres", "", "/run/postgresql", "", {})),
        ("postgresql://u@%2Frun%2Fpg/x", ("x", "u", "", "/run/pg", "", {})),
        ("postgresql://u@[::1]:5432/年报", ("年报", "u", "", "::1", "5432", {})),
        ("postgresql://u@a:1,b:2/x", ("x", "u", "", "a,b", "1,2", {})),
    ],
)
def test_database_url_is_read_as_psql_reads_it(url: str, expected: tuple[object, ...]) -> None:
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    assert tuple(database.from_url(url)[name] for name in names) == expected


def test_owner_of_the_tables_is_another_account_on_the_same_database(tmp_path: Path) -> None:
    chosen = database.choose("postgresql://a:p@h/x", tmp_path, owner_url="postgresql://o:q@h:5433/y?sslmode=require")
    owner = {"USER": "o", "PASSWORD": "q", "HOST": "h", "PORT": "5433", "OPTIONS": {"sslmode": "require"}}
    assert (chosen["USER"], chosen["NAME"], chosen["OWNER"]) == ("a", "x", owner)
    assert "OWNER" not in database.choose("postgresql://a:p@h/x", tmp_path)


def test_wrong_address_of_the_owner_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="NIANBAO_OWNER_DATABASE_URL 必须以 postgresql:// 开头"):
        database.choose("postgresql://a@h/x", Path(), owner_url="mysql://h/x")


def test_trial_works_with_another_account_than_the_one_that_owns_its_tables(tmp_path: Path) -> None:
    chosen = database.embedded(tmp_path)
    assert (chosen["USER"], chosen["OWNER"]) == ("nianbao", {"USER": "postgres"})


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://u@h/x", "必须以 postgresql:// 开头"),
        ("sqlite:///x", "必须以 postgresql:// 开头"),
        ("postgresql://u@h", "没有写明数据库名称"),
        ("postgresql://u@h:port/x", "端口“port”不是数字"),
        ("postgresql://u@h/x?colour=red", 'invalid URI query parameter: "colour"'),
        ("postgresql://u:%zz@h/x", "% 写成 %25"),
        ("postgresql://u@[::1/x", "无法识别"),
    ],
)
def test_wrong_database_url_is_refused_in_words(url: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        database.from_url(url)
    assert words in str(refusal.value)
    assert "DATABASE_URL" in str(refusal.value)


@pytest.mark.parametrize("password", ["k7@qz", "k7/qz", "k7%qz", "k7 qz", "77/qz", "77%qz@", "k7qz/@"])
def test_password_that_is_not_encoded_is_refused_and_never_shown(password: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        database.from_url(f"postgresql://u:{password}@h:5432/x")
    assert "@ 写成 %40" in str(refusal.value)
    assert [part for part in ("k7", "77", "qz") if part in str(refusal.value)] == []


def test_password_in_the_place_of_the_port_is_not_shown() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        database.from_url("postgresql://u:k7qz/x")
    assert "k7qz" not in str(refusal.value)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ('connection failed: FATAL:  password authentication failed for user "u"', "用户名或密码不对。"),
        ('could not translate host name "nowhere" to address: Name or service not known', "找不到这个主机。"),
        ("connection failed: port 1 failed: Connection refused", "没有应答。PostgreSQL 没有运行，或主机、端口写错了。"),
        ("connection timeout expired", "没有应答。主机、端口写错了，或被防火墙拦住。"),
        ('FATAL:  database "reports" does not exist', "数据库不存在。"),
        ("something rare\nand more", "something rare。请检查 DATABASE_URL 和 PostgreSQL 是否在运行。"),
    ],
)
def test_commonest_failures_of_a_connection_are_in_chinese(message: str, reason: str) -> None:
    assert reasons.in_chinese(message).startswith(reason)


def test_unreachable_database_is_one_sentence_without_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--skip-checks"],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "NIANBAO_DEBUG": "1", "DATABASE_URL": "postgresql://u@127.0.0.1:1/x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("✗ 连接不上数据库 x（127.0.0.1:1）：没有应答。")
    assert "Traceback" not in done.stderr


def test_trial_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    key = trial_secret.make(tmp_path)
    assert trial_secret.make(tmp_path) == key
    assert len(key) > 50
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_trial_keeps_its_own_secret_and_answers_this_machine_only(tmp_path: Path) -> None:
    key = trial_secret.make(tmp_path)
    trial_of = {"NIANBAO_SECRET_KEY": "", "NIANBAO_VAR": str(tmp_path)}
    assert read("SECRET_KEY", **trial_of) == key
    assert read("IS_TRIAL, settings.DEBUG, settings.ALLOWED_HOSTS", **trial_of) == (
        "True False ['localhost', '127.0.0.1', '[::1]']"
    )


@pytest.mark.parametrize("name", trial_secret.REAL_USE)
def test_real_use_starts_with_no_key_of_a_trial(tmp_path: Path, name: str) -> None:
    trial_secret.make(tmp_path)
    value = {"NIANBAO_HTTPS": "1", "DATABASE_URL": "postgresql://u@h/x"}.get(name, "x")
    assert "没有设置环境变量 NIANBAO_SECRET_KEY" in read(
        "SECRET_KEY", NIANBAO_SECRET_KEY="", NIANBAO_VAR=str(tmp_path), **{name: value}
    )


def test_machine_set_up_for_real_use_starts_with_no_key_of_a_trial(tmp_path: Path) -> None:
    trial_secret.make(tmp_path)
    (tmp_path / trial_secret.PRODUCTION).touch()
    assert "没有设置环境变量 NIANBAO_SECRET_KEY" in read("SECRET_KEY", NIANBAO_SECRET_KEY="", NIANBAO_VAR=str(tmp_path))


def test_own_key_goes_before_that_of_a_trial(tmp_path: Path) -> None:
    trial_secret.make(tmp_path)
    assert read("SECRET_KEY, settings.IS_TRIAL", NIANBAO_VAR=str(tmp_path)) == "k False"


def test_trial_key_that_others_may_read_or_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    trial_secret.make(tmp_path)
    (tmp_path / trial_secret.NAME).chmod(0o644)
    assert "可以被别的账号读取" in read("SECRET_KEY", NIANBAO_SECRET_KEY="", NIANBAO_VAR=str(tmp_path))
    (tmp_path / trial_secret.NAME).chmod(0o600)
    (tmp_path / trial_secret.NAME).write_text("short")
    assert "不完整" in read("SECRET_KEY", NIANBAO_SECRET_KEY="", NIANBAO_VAR=str(tmp_path))


def test_trial_is_not_shown_on_a_machine_in_real_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / trial_secret.PRODUCTION).touch()
    monkeypatch.setenv("NIANBAO_VAR", str(tmp_path))
    monkeypatch.delenv("NIANBAO_SECRET_KEY", raising=False)
    with pytest.raises(trial.CommandError, match="bin/setup --production"):
        trial._prepare(8000, tmp_path)


def test_occupied_port_is_reported_before_anything_is_done() -> None:
    with trial.socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        with pytest.raises(trial.CommandError, match=f"端口 {port} 不能使用.*PORT=8001 bin/serve"):
            trial._free_port(port)
