"""What bin/serve runs: the whole system in one process tree on this machine, stopped as a whole by Ctrl-C.

Database, tables, demo reports, static files, web server. Everything is safe to repeat. For real use see
docs/deployment.md.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from config import static_files, trial_secret, unprivileged, web_worker
from config.embedded_postgres import CannotStart

HOST = "127.0.0.1"


def main() -> int:
    """Run until it is stopped; the exit code: 0, 1 with a sentence on stderr, or 128 and the number of the signal."""
    signal.signal(signal.SIGTERM, _end)  # Until gunicorn takes over: leave in order, so that the database stops too.
    signal.signal(signal.SIGHUP, _end)
    try:
        port = _free_port(os.environ.get("PORT", "8000"))
        folder = Path(os.environ.get("NIANBAO_VAR") or Path(__file__).resolve().parent.parent / "var").resolve()
        unprivileged.step_down(folder)
        os.umask(0o027)  # files are for this account and its group alone
        _prepare(port, folder)
        StopsWithItsTerminal(Trial(port)).run()
    except SystemExit as end:
        _say("已停止")
        return int(end.code or 0)
    except (CommandError, ImproperlyConfigured, CannotStart) as reason:
        print(f"✗ {reason}", file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        _say("已停止")
        return 130
    return 0


def _free_port(value: str) -> int:
    """The port as a number, looked at before minutes are spent on anything else."""
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise CommandError(f"环境变量 PORT 应是 1 到 65535 的数字，现在是“{value}”。")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(value)))
        except OSError:
            raise CommandError(
                f"端口 {value} 不能使用（多半已被别的程序占用）。可换一个端口，例如：PORT=8001 bin/serve"
            ) from None
    return int(value)


def _prepare(port: int, folder: Path) -> None:
    if not os.environ.get("NIANBAO_SECRET_KEY"):
        if trial_secret.is_production(folder):
            raise CommandError(
                "这台机器已经用 bin/setup --production 设为正式运行，不再试用；启动方法见 docs/部署.md。"
            )
        os.environ["NIANBAO_SECRET_KEY"] = trial_secret.make(folder)
    os.environ.setdefault("NIANBAO_ADDRESS", f"http://{HOST}:{port}")  # where the links of invitations lead
    os.environ.setdefault("NIANBAO_SECOND_FACTOR", "optional")  # nobody tries things out with a telephone in hand
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    own = bool(os.environ.get("DATABASE_URL"))
    _say("连接 DATABASE_URL 指定的数据库" if own else "启动内置数据库（PostgreSQL）")
    connections["default"].ensure_connection()
    _say("更新数据表")
    call_command("migrate", verbosity=0, interactive=False)
    if "load_demo" in get_commands():
        _say("装入示例年报（首次需要生成 PDF）")
        call_command("load_demo")
    _say("收集静态文件")
    static_files.collect_if_changed()
    connections.close_all()  # The workers are forked from here and must not share a connection.


class Trial(BaseApplication):
    """gunicorn with its settings given here; its command line and files are not read."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        """gunicorn asks for its settings."""
        settings: dict[str, Any] = {
            "bind": f"{HOST}:{self.port}",
            "workers": 2,
            "threads": web_worker.THREADS,
            "worker_class": web_worker.WebWorker,
            "loglevel": "warning",
            "control_socket_disable": True,  # It would live in the home folder of whoever runs this.
            "when_ready": lambda _arbiter: _say(f"已就绪：http://{HOST}:{self.port}　（按 Ctrl-C 停止）"),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """gunicorn asks for the application."""
        # Not config.wsgi, which refuses what only real use must have: a database and addresses of its own.
        return get_wsgi_application()


class StopsWithItsTerminal(Arbiter):
    """A hang-up means that the window was closed, not that gunicorn should reload."""

    def handle_hup(self) -> None:
        """Stop."""
        self.handle_term()


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _say(words: str) -> None:
    print(f"· {words}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
