"""The bytes of a file that a command of the server was given, or one sentence why it cannot be read."""

from pathlib import Path

from django.core.management.base import CommandError

WHERE = "命令由账号 nianbao 在程序的文件夹里运行：请把文件放到 /tmp，写完整的路径，例如 /tmp/{name}。"


def bytes_of(file: Path) -> bytes:
    """What is in the file; CommandError with exit code 2 where it cannot be read."""
    where = WHERE.format(name=file.name)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise CommandError(f"找不到文件 {file}。{where}", returncode=2) from None
    except IsADirectoryError:
        raise CommandError(f"{file} 是文件夹，请给出其中的 CSV 文件。", returncode=2) from None
    except PermissionError:
        raise CommandError(f"没有权限读取 {file}。{where}", returncode=2) from None
    except OSError as error:
        raise CommandError(f"无法读取 {file}（{error.strerror}）。", returncode=2) from None
