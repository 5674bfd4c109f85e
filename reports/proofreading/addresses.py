"""U: addresses of pages and of e-mail that cannot work (RFC 3986, RFC 5321)."""

import re
from collections.abc import Iterator

from reports.findings import Level
from reports.proofreading.registry import Hit, rule
from reports.proofreading.subject import Subject

_BROKEN_PAGE = re.compile(
    r"https?：//[^\s，。；）>]+|https?:/(?!/)[^\s，。；）>]+|\b(?:htpp|htttp|hppt|htp)s?://[^\s，。；）>]+"
    r"|https?:///+[^\s，。；）>]+|www[,，。][a-z0-9.,，。-]+|https?://[^\s，。；）>/]*\.\.[^\s，。；）>]*",
    re.I,
)
_BROKEN_MAIL = re.compile(
    r"[A-Za-z0-9._-]+(?:＠[A-Za-z0-9.-]+|@[A-Za-z0-9-]+(?![A-Za-z0-9.@-])|@[A-Za-z0-9.-]*\.\.[A-Za-z0-9.]*)"
)


@rule("U901", Level.WARNING, "网址或电子邮箱写错", "RFC 3986、RFC 5321")
def broken(subject: Subject) -> Iterator[Hit]:
    for key, text in subject.parts():
        for match in _BROKEN_PAGE.finditer(text):
            yield key, match.span(), f"网址“{match[0][:60]}”写错了，打不开", ""
        for match in _BROKEN_MAIL.finditer(text):
            yield key, match.span(), f"电子邮箱“{match[0][:60]}”写错了，收不到信", ""
