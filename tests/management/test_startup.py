"""What must be in order before anybody is served: each problem says what to do."""

import pytest

from reports.management import startup


def problem(name: str) -> str:
    (check,) = [check for check in startup.CHECKS if check.name == name]
    return check.problem()


def test_missing_script_of_the_editor_is_named_with_what_to_do(settings, monkeypatch):
    settings.DEBUG = False
    monkeypatch.setattr(startup, "EDITOR_SCRIPT", "js/nothing.js")
    assert problem("文字编辑器") == (
        f"没有文字编辑器的脚本（{settings.VAR_DIR / 'frontend' / 'js' / 'nothing.js'}）。请运行 bin/setup。"
    )


@pytest.mark.parametrize("debug", [True, False])
def test_bundled_script_of_the_editor_is_in_order(settings, debug):
    settings.DEBUG = debug
    assert problem("文字编辑器") == ""
