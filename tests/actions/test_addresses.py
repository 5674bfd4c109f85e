"""Addresses of originals: as everybody can open them, or a sentence why not."""

import pytest

from reports.actions import addresses


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("HTTP://www.Example.CN/A.html", "http://www.example.cn/A.html"),
        ("https://www.example.cn:8443/年报?a=1#b", "https://www.example.cn:8443/年报?a=1#b"),
        ("http://司法局.政务:8080/1", "http://xn--sprq6q3no.xn--zfr164b:8080/1"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
    ],
)
def test_address_is_kept_as_browsers_ask_for_it(typed, kept):
    assert addresses.normalised(typed) == kept
    assert addresses.failures(kept) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("http://good.gov.cn/\u202egpj.exe", addresses.UNSEEN),
        ("http://good.gov.cn/\u200b1.html", addresses.UNSEEN),
        ("http://good.gov.cn/\x00", addresses.UNSEEN),
        ("http://localhost/1", addresses.INTERNAL),
        ("http://portal.localhost/1", addresses.INTERNAL),
        ("http://oa.local./1", addresses.INTERNAL),
        ("http://127.0.0.1/", addresses.INTERNAL),
        ("http://127．0．0．1/", addresses.INTERNAL),
        ("http://10.1.2.3:8080/", addresses.INTERNAL),
        ("http://192.168.0.1/", addresses.INTERNAL),
        ("http://[::1]/", addresses.INTERNAL),
        ("http://who@www.example.cn/", addresses.WRONG),
        ("HTTPS://用户@www.example.cn/", addresses.WRONG),
        ("HTTP://www.example.cn/\\1", addresses.WRONG),
        ("http://www.example.cn:99999/", addresses.WRONG),
        ("http://[", addresses.WRONG),
        ("ftp://www.example.cn/", addresses.WRONG),
        ("http://www.example.cn/" + "1" * 500, addresses.WRONG),
    ],
)
def test_address_that_leads_nobody_to_what_it_shows_is_refused(typed, says):
    assert addresses.failures(addresses.normalised(typed)) == [says]
