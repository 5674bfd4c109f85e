"""What must be in order before the application serves anybody, each with what to do about it.

In: the settings, the database, the folders. Out: problems as Chinese sentences; none when all is well. `nianbao serve`
and the WSGI application of another server (`config.wsgi`) refuse to start with them; `nianbao doctor` lists them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from reports.management import database_rights, folders
from reports.rendering.fonts import FontsMissing, load

SHORTEST_KEY = 50
EDITOR_SCRIPT = "js/prosemirror.js"


@dataclass(frozen=True)
class Check:
    """One thing that must be in order: its name for people, and what finds the problem, empty when there is none."""

    name: str
    problem: Callable[[], str]


class CannotTell(Exception):
    """A check cannot be made before another problem is mended; the text says which, in Chinese."""


def problems() -> Iterator[str]:
    """Every problem, in the order in which they are best mended."""
    for check in CHECKS:
        try:
            problem = check.problem()
        except CannotTell:
            continue
        if problem:
            yield problem


def setup_command() -> str:
    """What is typed to bring fonts and scripts here: by root, for the account of the service, in real use."""
    if settings.DEBUG or settings.IS_TRIAL:
        return "bin/setup"
    return f"cd {settings.BASE_DIR} && runuser -u {folders.account()} -- bin/setup --production"


def _key() -> str:
    if settings.DEBUG or len(settings.SECRET_KEY) >= SHORTEST_KEY:
        return ""
    return (
        f"NIANBAO_SECRET_KEY 只有 {len(settings.SECRET_KEY)} 个字符，至少要 {SHORTEST_KEY} 个随机字符。"
        '可用这条命令生成：python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
    )


def _addresses() -> str:
    """Whether the site answers at the address it writes into letters, and accepts forms sent from there."""
    if settings.DEBUG or settings.IS_TRIAL:
        return ""
    address = urlsplit(settings.SITE_ADDRESS)
    if address.scheme not in {"http", "https"} or not address.hostname:
        return (
            f"NIANBAO_ADDRESS 现在是“{settings.SITE_ADDRESS}”，不是完整的地址。"
            "应以 https:// 开头，例如 https://nianbao.example.gov.cn。"
        )
    origin = f"{address.scheme}://{address.netloc}"
    if address.hostname not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return f"NIANBAO_ALLOWED_HOSTS 里没有 {address.hostname}（NIANBAO_ADDRESS 的主机名），请加上。"
    if settings.CSRF_TRUSTED_ORIGINS and origin not in settings.CSRF_TRUSTED_ORIGINS:
        return f"NIANBAO_CSRF_ORIGINS 里没有 {origin}（NIANBAO_ADDRESS 的协议、主机名和端口），表单会被拒绝，请加上。"
    return ""


def _data_folder() -> str:
    """Whether we may write where published files, fonts and pages are kept."""
    folder: Path = settings.VAR_DIR
    if problem := folders.missing(folder):
        return f"{problem}（由 NIANBAO_VAR 指定。）"
    media = Path(settings.MEDIA_ROOT)
    return folders.unwritable(folder) or folders.missing(media) or folders.unwritable(media, owned=folder)


def _fonts() -> str:
    try:
        load(settings.FREE_FONT_DIR, settings.FONT_DIR)
    except FontsMissing as missing:
        return str(missing).replace("bin/setup", f"“{setup_command()}”")
    return ""


def _static_files() -> str:
    if settings.DEBUG or settings.IS_TRIAL or (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return ""
    return f"{settings.STATIC_ROOT} 里没有页面要用的样式和脚本。请运行：nianbao collectstatic --noinput"


def _editor_script() -> str:
    """Whether the script is there of which the editor of prose is made: without it, prose is a plain text box."""
    if settings.DEBUG or finders.find(EDITOR_SCRIPT):
        return ""
    return f"没有文字编辑器的脚本（{settings.VAR_DIR / 'frontend' / EDITOR_SCRIPT}）。请运行：{setup_command()}"


def _own_database() -> str:
    """Real use has a database of its own: the embedded one would begin empty and without a word."""
    if settings.DEBUG or settings.IS_TRIAL or "EMBEDDED_IN" not in settings.DATABASES["default"]:
        return ""
    return "没有设置 DATABASE_URL。正式使用要有自己的 PostgreSQL 数据库；试用请运行 bin/serve。"


def _database() -> str:
    if _own_database():
        raise CannotTell("先解决“数据库设置”，才能检查。")  # nothing is started that nobody asked for
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return str(error)
    return ""


def _tables() -> str:
    if connection.connection is None:
        raise CannotTell("先解决“数据库”，才能检查。")  # nobody waits for the same server twice
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"读不出数据表的版本（{error}）。"
    return f"数据表还没有更新（差 {len(missing)} 步）。请运行：nianbao migrate" if missing else ""


def _rights() -> str:
    if connection.connection is None:
        raise CannotTell("先解决“数据库”，才能检查。")
    try:
        return database_rights.missing()
    except DatabaseError as error:
        return f"读不出数据库账号的权限（{error}）。"


def warnings() -> Iterator[str]:
    """What keeps nothing from starting but lets somebody do more than they should."""
    try:
        yield from filter(None, [database_rights.excess()])
    except DatabaseError:
        return  # a problem of its own


CHECKS = (
    Check("密钥", _key),
    Check("地址", _addresses),
    Check("数据文件夹", _data_folder),
    Check("字体", _fonts),
    Check("文字编辑器", _editor_script),
    Check("页面的样式和脚本", _static_files),
    Check("数据库设置", _own_database),
    Check("数据库", _database),
    Check("数据表", _tables),
    Check("数据库账号的权限", _rights),
)
