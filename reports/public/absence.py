"""What is not there: a sentence that says so and the ways on from it, shown by 404.html."""

from typing import NamedTuple

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.models import Agency
from reports.models import Release

NO_PAGE = "这个网址没有对应的页面，可能是网址有误，或者页面已经移走。"


class Way(NamedTuple):
    """A link that leads on."""

    text: str
    address: str


class NotPublished(Http404):
    """A 404 with words of its own."""

    def __init__(self, says: str, ways: tuple[Way, ...] = ()) -> None:
        super().__init__(says)
        self.says = says
        self.ways = ways


def no_agency(code: str) -> NotPublished:
    return NotPublished(f"没有代码为“{code}”的机关。")


def no_release(code: str, year: int, number: int | None = None) -> NotPublished:
    """Why there is no such report or version: the agency, the year or only the version is unknown."""
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        return no_agency(code)
    own_page = Way(f"{agency.name}已发布的年度报告", reverse("public:agency", args=[code]))
    newest = Release.objects.filter(agency=agency, year=year).aggregate(number=Max("number"))["number"]
    if newest is None or number is None:
        return NotPublished(f"{agency.name}没有在本站发布{year}年的年度报告。", (own_page,))
    report = Way(f"{year}年年度报告的最新版（第{newest}版）", reverse("public:report", args=[code, year]))
    return NotPublished(f"{agency.name}{year}年的年度报告没有第{number}版。", (report, own_page))


def no_file(code: str, year: int, name: str) -> NotPublished:
    if not Release.objects.filter(agency__code=code, year=year).exists():
        return no_release(code, year)
    report = Way("看这份报告的网页和可以下载的文件", reverse("public:report", args=[code, year]))
    return NotPublished(f"没有名为“{name}”的文件。", (report,))


def lost_file(code: str, year: int) -> NotPublished:
    report = Way("看这份报告的网页，内容与文件相同", reverse("public:report", args=[code, year]))
    return NotPublished("这个文件现在无法取出，管理人员已经收到通知，请过后再试。", (report,))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for every 404 of the whole project."""
    says = getattr(exception, "says", NO_PAGE)
    ways = getattr(exception, "ways", ())
    return render(request, "404.html", {"says": says, "ways": ways}, status=404)
