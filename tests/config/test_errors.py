"""What keeps a command from running, as a sentence and an exit code."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from config.database.base import DatabaseUnavailable
from config.errors import exit_code, sentence


@pytest.mark.parametrize(
    ("error", "words", "code"),
    [
        (ImproperlyConfigured("没有设置 NIANBAO_SECRET_KEY。"), "没有设置 NIANBAO_SECRET_KEY。", 78),
        (CommandError("没有这个文件。", returncode=3), "没有这个文件。", 3),
        (DatabaseUnavailable("连接不上数据库 x。"), "连接不上数据库 x。", 1),
        (ValueError("a fault of ours"), None, 1),
    ],
    ids=["settings", "command", "database", "program"],
)
def test_error_is_a_sentence_and_a_code(error: Exception, words: str | None, code: int) -> None:
    assert (sentence(error), exit_code(error)) == (words, code)
