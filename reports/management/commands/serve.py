"""`nianbao serve`: the web server of real use, behind nginx. Refuses to start while something is missing.

Exit 78 (a fault of the configuration) with a sentence for each thing that is missing; nothing was begun then.
"""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from reports.management.startup import problems, warnings

APPLICATION = "django.core.wsgi:get_wsgi_application()"


class Command(BaseCommand):
    help = "启动网站服务（由 systemd 运行，前面是 nginx）；有缺项时说明原因，不启动"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="监听的地址和端口（默认 127.0.0.1:8000）")
        parser.add_argument("--workers", type=int, default=4, help="进程数（默认 4）")

    def handle(self, *args: Any, **options: Any) -> None:
        if missing := list(problems()):
            for problem in missing:
                self.stderr.write(f"✗ {problem}")
            self.stderr.write("网站没有启动。补好以后可用 nianbao doctor 再检查一遍。")
            sys.exit(os.EX_CONFIG)
        for warning in warnings():
            self.stderr.write(f"! {warning}")
        connections.close_all()
        # Not config.wsgi, which would look for what is missing once more. Loaded before the workers, which share it.
        command = [sys.executable, "-m", "gunicorn", APPLICATION, "--preload", "--bind", options["bind"]]
        command += ["--workers", str(options["workers"]), "--timeout", "90", "--no-control-socket"]
        os.execv(sys.executable, command)  # noqa: S606 - the server takes the place of this process
