"""Why no database can be reached, in Chinese: libpq's commonest messages, and addresses with a password unencoded."""

import re
from collections.abc import Mapping

ENCODE = "密码里的特殊字符要编码：@ 写成 %40，: 写成 %3A，/ 写成 %2F，# 写成 %23，% 写成 %25，空格写成 %20。"
_REASONS = (
    (r"password authentication failed|密码认证失败", f"用户名或密码不对。请核对 DATABASE_URL；{ENCODE}"),
    (r"no password supplied", "没有写密码。请在 DATABASE_URL 里写成 postgresql://用户:密码@主机:5432/名称。"),
    (r"could not translate host name|failed to resolve host", "找不到这个主机。请核对 DATABASE_URL 里的主机名。"),
    (r"Connection refused", "没有应答。PostgreSQL 没有运行，或主机、端口写错了。"),
    (r"timeout expired|timed out", "没有应答。主机、端口写错了，或被防火墙拦住。"),
    (r"No such file or directory", "没有应答。本机的 PostgreSQL 没有运行，或主机写错了。"),
    (r'database ".*" does not exist', "数据库不存在。请先建立（docs/部署.md 第 4 节），或核对 DATABASE_URL 里的名称。"),
    (
        r'role ".*" does not exist',
        "没有这个数据库账号。请先建立（docs/部署.md 第 4 节），或核对 DATABASE_URL 里的用户。",
    ),
    (r"no pg_hba.conf entry", "服务器不允许从这台机器用这个账号连接。请在服务器的 pg_hba.conf 里放行。"),
    (r"[Pp]eer authentication failed", "要用密码登录。请在 DATABASE_URL 里写明主机（127.0.0.1）和密码。"),
)


def in_chinese(message: str) -> str:
    """What a failed connection says, as whole sentences: ours for a message that we know, else its first line."""
    known = next((reason for pattern, reason in _REASONS if re.search(pattern, message)), "")
    if known:
        return known
    first = next(iter(message.strip().splitlines()), "没有说明原因")
    return f"{first}。请检查 DATABASE_URL 和 PostgreSQL 是否在运行。"


def of_address(message: str) -> str:
    """Why libpq cannot read an address, without what it quotes of it: that may be a part of the password."""
    first = next(iter(message.strip().splitlines()), "没有说明原因")
    if re.search(r"percent-encoded|unexpected spaces", first):
        return ENCODE.rstrip("。")
    if first.startswith("invalid URI query parameter"):  # quotes the name of an option
        return first
    return re.sub(r'[:(]? *".*"\)?', "", first)


def has_unencoded(parts: Mapping[str, object]) -> bool:
    """Whether libpq took a part of a password for the host or the name: only so can either hold an @."""
    return any("@" in str(parts.get(name, "")) for name in ("host", "dbname"))
