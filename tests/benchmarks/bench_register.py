"""Seconds and queries for a register of 5,000 agencies: loaded, loaded again, searched, walked.

    python -m pytest tests/benchmarks/bench_register.py -s

A report, not a verdict on the clock: only the numbers of agencies are asserted.
"""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies import register
from agencies.models import Agency

SIZE = 5000


def province(address: str) -> bytes:
    """One province of 20 prefectures, 200 counties and 4,779 departments, children before parents."""
    rows = ["p,某省人民政府,某省,,省级,政府,是,,,"]
    for n in range(1, SIZE):
        level, kind, parent = ("市级", "政府", "p") if n <= 20 else ("县级", "政府", f"a{n % 20 + 1}")
        if n > 220:
            level, kind, parent = "县级", "部门", f"a{n % 200 + 21}"
        rows.append(f"a{n},某省某市第{n}号机关,第{n}号机关,{parent},{level},{kind},否,{address},755000,0955-7630167")
    return "\n".join(["代码,全称,简称,上级,层级,类别,能否制定规章,地址,邮政编码,联系电话", *reversed(rows)]).encode()


def measured(what: str, call: Callable[[], Any]) -> Any:
    """Print what the call costs; out comes what it gave."""
    with CaptureQueriesContext(connection) as queries:
        begin = time.perf_counter()
        result = call()
        seconds = time.perf_counter() - begin
    print(f"{what:<34}{seconds * 1000:>10.1f} ms{len(queries):>5} queries")
    return result


@pytest.mark.django_db(transaction=True)
def test_register_of_five_thousand_agencies() -> None:
    print(f"\n{SIZE} agencies")
    first, moved = province("甲路1号"), province("乙路2号")
    assert measured("load: all new", lambda: register.load(first)).created == SIZE
    assert measured("load again: nothing changed", lambda: register.load(first)).unchanged == SIZE
    assert measured("load: nearly all changed", lambda: register.load(moved)).updated == SIZE - 1
    top, leaf = Agency.objects.get(code="p"), Agency.objects.get(code="a4999")
    objects = Agency.objects
    assert len(measured("search: one exact", lambda: list(objects.search("第77号机关")))) == 1
    assert len(measured("search: 50 of 5,000", lambda: list(objects.search("某省 机关")))) == 50
    assert len(measured("search: nothing", lambda: list(objects.search("没有这个")))) == 0
    assert len(measured("ancestors of a leaf", lambda: list(objects.ancestors_of(leaf)))) == 3
    assert len(measured("descendants of the root", lambda: list(objects.descendants_of(top)))) == SIZE - 1
    assert measured("descendants of the root, counted", lambda: objects.descendants_of(top).count()) == SIZE - 1
    children = objects.children_of(top).with_child_counts()
    assert len(measured("children with child counts", lambda: list(children))) == 20
