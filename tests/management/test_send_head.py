"""`send_head`: the head of the trail leaves the machine, by letter and by syslog."""

import logging
import socket
from collections.abc import Iterator
from logging.handlers import SysLogHandler

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from agencies import trail
from config import syslog

pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> trail.Head:
    trail.record("seed", None)
    return trail.head()


@pytest.fixture
def log_server() -> Iterator[socket.socket]:
    """A log server that takes lines on a port of its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        yield server


def test_without_a_place_to_go_it_says_so(head, capsys):
    call_command("send_head")
    assert capsys.readouterr().out.strip() == ("没有设置 NIANBAO_TRAIL_MAILBOX 或 NIANBAO_SYSLOG，链头没有送出本机。")


def test_letter_holds_the_head_as_the_command_takes_it(head, settings, mailoutbox, capsys):
    settings.TRAIL_MAILBOX = "audit@example.cn"
    call_command("send_head")
    (letter,) = mailoutbox
    assert (letter.to, f"verify_trail --since {head}" in letter.body) == (["audit@example.cn"], True)
    assert capsys.readouterr().out.strip() == f"已送出链头：{head}"


def test_letter_that_was_not_taken_is_a_failure(head, settings, capsys):
    settings.TRAIL_MAILBOX = "audit@example.cn"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_SSL = "127.0.0.1", 9, False
    with pytest.raises(SystemExit, match="1"):
        call_command("send_head")
    assert capsys.readouterr().err.strip() == "给 audit@example.cn 的信没有寄出。"


@pytest.fixture
def outside(log_server: socket.socket) -> Iterator[None]:
    """What the settings make of NIANBAO_SYSLOG."""
    made = syslog.handler(log_server.getsockname())
    handler = SysLogHandler(made["address"], facility=made["facility"])
    logger = logging.getLogger("nianbao.outside")
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
    handler.close()


def test_line_reaches_the_log_server(head, settings, log_server, outside):
    settings.SYSLOG = log_server.getsockname()
    call_command("send_head")
    assert log_server.recv(1000).endswith(f"trail head {head}\x00".encode())


@pytest.mark.parametrize(
    ("value", "address"),
    {
        "": None,
        "/dev/log": "/dev/log",
        "log.example.cn": ("log.example.cn", 514),
        "10.0.0.7:6514": ("10.0.0.7", 6514),
        "[::1]:514": ("::1", 514),
    }.items(),
)
def test_syslog_is_a_socket_or_a_host(value, address, monkeypatch):
    monkeypatch.setenv("NIANBAO_SYSLOG", value)
    assert syslog.address("NIANBAO_SYSLOG") == address


@pytest.mark.parametrize("value", ["log server", "host:99999", "tcp://x"])
def test_what_is_neither_is_refused(value, monkeypatch):
    monkeypatch.setenv("NIANBAO_SYSLOG", value)
    with pytest.raises(ImproperlyConfigured, match="应写成 /dev/log 或“主机:端口”"):
        syslog.address("NIANBAO_SYSLOG")
