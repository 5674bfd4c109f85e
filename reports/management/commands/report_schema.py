"""`manage.py report_schema EDITION [--out FILE]`: the JSON Schema of the data of an edition's reports.

Exit 0 when it is written, 2 with a sentence when there is no such edition or it cannot be written.
"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports import editions
from reports.rendering import data


class Command(BaseCommand):
    help = "输出一版格式的数据说明（JSON Schema）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", help="格式版本，如 2021")
        parser.add_argument("--out", type=Path, help="写到哪个文件；不写时输出到屏幕")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = data.schema_file(editions.get(options["edition"]))
            if options["out"]:
                options["out"].write_bytes(written)
            else:
                self.stdout.write(written.decode(), ending="")
        except editions.NoEdition as error:
            self._refuse(f"{error}。")
        except OSError as error:
            self._refuse(f"无法写入 {options['out']}：{error.strerror}。")

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(2)
