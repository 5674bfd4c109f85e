"""What must be in order before anybody is served: each problem says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reports.management import folders, startup


def problem(name: str) -> str:
    (check,) = [check for check in startup.CHECKS if check.name == name]
    return check.problem()


def test_missing_script_of_the_editor_is_named_with_what_to_do(settings, monkeypatch):
    settings.DEBUG = False
    monkeypatch.setattr(startup, "EDITOR_SCRIPT", "js/nothing.js")
    assert problem("文字编辑器") == (
        f"没有文字编辑器的脚本（{settings.VAR_DIR / 'frontend' / 'js' / 'nothing.js'}）。请运行："
        f"cd {settings.BASE_DIR} && runuser -u {folders.account()} -- bin/setup --production"
    )


def test_fonts_that_are_missing_come_with_the_whole_command(settings, tmp_path: Path):
    settings.DEBUG, settings.FREE_FONT_DIR = False, tmp_path
    command = f"cd {settings.BASE_DIR} && runuser -u {folders.account()} -- bin/setup --production"
    assert problem("字体").endswith(f"（应在 {tmp_path}）。请运行 “{command}” 取得字体。")


@pytest.mark.parametrize("debug", [True, False])
def test_bundled_script_of_the_editor_is_in_order(settings, debug):
    settings.DEBUG = debug
    assert problem("文字编辑器") == ""


def test_setup_is_typed_as_it_is_on_a_trial_machine(settings):
    settings.DEBUG, settings.IS_TRIAL = False, True
    assert startup.setup_command() == "bin/setup"


@pytest.mark.parametrize("address", ["nianbao.example.gov.cn", "nianbao.example.gov.cn:8443", "https:/x", "ftp://x"])
def test_address_that_is_no_whole_address_is_named(settings, address):
    settings.DEBUG, settings.SITE_ADDRESS = False, address
    assert problem("地址") == (
        f"NIANBAO_ADDRESS 现在是“{address}”，不是完整的地址。应以 https:// 开头，例如 https://nianbao.example.gov.cn。"
    )


def test_data_folder_that_is_not_there_and_cannot_be_made_may_be_mistyped(settings, tmp_path: Path):
    (tmp_path / "file").touch()
    settings.VAR_DIR = mistyped = tmp_path / "file" / "nianboa"
    account = folders.account()
    assert problem("数据文件夹") == (
        f"文件夹 {mistyped} 不存在，账号 {account} 也不能新建它。请核对名称是否写错；没有写错的，由 root 运行："
        f"install -d -o {account} -g {account} -m 750 {mistyped}（由 NIANBAO_VAR 指定。）"
    )


def test_stored_files_that_are_not_ours_are_mended_with_the_whole_folder(settings, tmp_path: Path):
    (tmp_path / "media").touch()  # nothing can be written into it, whoever we are
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    account = folders.account()
    assert problem("数据文件夹") == (
        f"账号 {account} 不能写入 {tmp_path / 'media'}。请由 root 运行：chown -R {account}: {tmp_path}"
    )


def test_tables_are_not_in_order_while_the_database_is_not_reached(settings):
    environment = {"PATH": os.environ["PATH"], "NIANBAO_DEBUG": "1", "DATABASE_URL": "postgresql://u@127.0.0.1:1/x"}
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-5:] == [
        "✓ 数据库设置",
        "✗ 数据库：连接不上数据库 x（127.0.0.1:1）：没有应答。PostgreSQL 没有运行，或主机、端口写错了。",
        "○ 数据表：先解决“数据库”，才能检查。",
        "○ 数据库账号的权限：先解决“数据库”，才能检查。",
        "有 1 项需要处理。",
    ]
