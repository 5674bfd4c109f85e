"""U: addresses of pages and of e-mail that cannot work (RFC 3986, RFC 5321)."""

import re
from collections.abc import Iterator

from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.findings import Level

_BROKEN_PAGE = re.compile(
    r"https?：//[^\s，。；）>]+|https?:/(?!/)[^\s，。；）>]+|(?<![A-Za-z])(?:htpp|htttp|hppt|htp)s?://[^\s，。；）>]+"
    r"|https?:(?=[A-Za-z])[^\s，。；）>]+|(?<![A-Za-z])https?//[^\s，。；）>]+|https?://[a-z0-9.-]+[,，](?:cn|com|gov|org|net)\b"
    r"|https?://[ \u3000]+(?=[A-Za-z])|https?:///+[^\s，。；）>]+|www[,，。][a-z0-9.,，。-]+|https?://[^\s，。；）>/]*\.\.[^\s，。；）>]*",
    re.I,
)
_BROKEN_MAIL = re.compile(
    r"(?<![A-Za-z0-9._-])[A-Za-z0-9._-]{1,64}"
    r"(?:＠[A-Za-z0-9.-]+|@[A-Za-z0-9-]+(?![A-Za-z0-9.@-])|#[A-Za-z0-9-]+\.(?:com|cn|net|org)\b|@[A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.\.[A-Za-z0-9.]*)"
)


@rule("U901", Level.WARNING, "网址或电子邮箱写错", "RFC 3986、RFC 5321")
def broken(subject: ProseSubject) -> Iterator[TextHit]:
    """An address of a page or of e-mail that no program can open: RFC 3986 (URI), RFC 5321 (e-mail)."""
    for key, text in subject.parts():
        for match in _BROKEN_PAGE.finditer(text):
            yield key, match.span(), f"网址“{match[0][:60]}”写错了，打不开", ""
        for match in _BROKEN_MAIL.finditer(text):
            yield key, match.span(), f"电子邮箱“{match[0][:60]}”写错了，收不到信", ""


_ADDRESS = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
_MAIL = re.compile(rf"(?<![A-Za-z0-9._%+-])(?P<to>mailto:)?(?P<address>{_ADDRESS})", re.I)
_PAGE = r"(?:https?://)?(?:[A-Za-z0-9-]{1,63}\.){1,5}(?:cn|com|net|org|gov|top|info)(?::\d{2,5})?(?:/[A-Za-z0-9._~/?#=&%-]{0,200})?"
# [shown](target), shown（target）, shown<target>
_LINKED = re.compile(
    rf"(?<![A-Za-z0-9./@-])\[?<?(?P<shown>{_PAGE})>?\]?\s?[（(<〈][<]?(?P<target>https?://[^\s）)>〉]{{1,300}})[）)>〉]",
    re.I,
)


@rule("U902", Level.WARNING, "显示的地址与链接指向的地址不同", "国办发〔2019〕19号：链接应准确有效")
def link_differs(subject: ProseSubject) -> Iterator[TextHit]:
    """A mailto: address that the text shows nowhere although it shows others; a page address that links to another.

    Source: 国办发〔2019〕19号, links must be accurate and work.
    """
    parts = list(subject.parts())
    mails = [(key, match) for key, text in parts for match in _MAIL.finditer(text)]
    shown = {match["address"].lower() for _, match in mails if not match["to"]}
    for key, match in mails:
        if match["to"] and shown and match["address"].lower() not in shown:
            says = f"链接发往“{match['address']}”，而文中写的电子邮箱是“{min(shown)}”"
            yield key, match.span(), says, ""
    for key, text in parts:
        for match in _LINKED.finditer(text):
            if _bare(match["shown"]) != _bare(match["target"]):
                yield key, match.span(), f"显示的是“{match['shown']}”，链接指向“{match['target'][:60]}”", ""


def _bare(address: str) -> str:
    """The address without the scheme, www. and closing slashes, in lower case."""
    return re.sub(r"^https?://|^www\.", "", re.sub(r"^https?://", "", address.lower())).rstrip("/")
