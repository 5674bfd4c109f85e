"""Pages that are not there: why, links that lead on, and the notice in place of a withdrawn report."""

from typing import NamedTuple

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.models import Agency
from reports.models import Release, Withdrawal

NO_PAGE = "这个网址没有对应的页面，可能是网址有误，或者页面已经移走。"


class NextStep(NamedTuple):
    """A link that leads on."""

    text: str
    address: str


class NotPublished(Http404):
    """A 404 with its own sentence (`says`) and links that lead on (`ways`)."""

    def __init__(self, says: str, ways: tuple[NextStep, ...] = ()) -> None:
        super().__init__(says)
        self.says = says
        self.ways = ways


class Withdrawn(Exception):
    """The release was withdrawn. `newest`: the number of the version that replaced it, None if none did."""

    def __init__(self, withdrawal: Withdrawal, number: int | None, newest: int | None) -> None:
        super().__init__(str(withdrawal))
        self.withdrawal = withdrawal
        self.number = number
        self.newest = newest


def no_agency(code: str) -> NotPublished:
    """The 404 for an unknown agency code."""
    return NotPublished(f"没有代码为“{code}”的机关。")


def no_year(year: int) -> NotPublished:
    """The 404 for a year without any report."""
    return NotPublished(f"没有机关在本站发布{year}年的年度报告。")


def no_such_page(listed: str, number: int) -> NotPublished:
    """The 404 for a page number past the end of a list; `listed` is the name of the list."""
    return NotPublished(f"{listed}没有第{number}页。")


def no_release(code: str, year: int, number: int | None = None) -> NotPublished | Withdrawn:
    """Why there is no such report or version: the agency, the year or only the version is unknown, or withdrawn."""
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        return no_agency(code)
    releases = Release.objects.filter(agency=agency, year=year)
    newest = releases.published().aggregate(number=Max("number"))["number"]
    withdrawal = _withdrawal(agency, year, number)
    if withdrawal and (number is None or releases.filter(number=number).exists()):
        return Withdrawn(withdrawal, number, newest)
    own_page = NextStep(f"{agency.name}已发布的年度报告", reverse("public:agency", args=[code]))
    if newest is None or number is None:
        return NotPublished(f"{agency.name}没有在本站发布{year}年的年度报告。", (own_page,))
    report = NextStep(f"{year}年年度报告的最新版（第{newest}版）", reverse("public:report", args=[code, year]))
    return NotPublished(f"{agency.name}{year}年的年度报告没有第{number}版。", (report, own_page))


def _withdrawal(agency: Agency, year: int, number: int | None) -> Withdrawal | None:
    """What took the version, or the newest one, from public view: the first withdrawal that came after it."""
    withdrawals = Withdrawal.objects.filter(release__agency=agency, release__year=year).select_related(
        "release__agency"
    )
    if number is None:
        return withdrawals.order_by("-release__number").first()
    return withdrawals.filter(release__number__gte=number).order_by("release__number").first()


def no_file(code: str, year: int, name: str, number: int | None = None) -> NotPublished | Withdrawn:
    """Why there is no such file: it was withdrawn with its release, or there never was one of this name."""
    releases = Release.objects.filter(agency__code=code, year=year)
    if not releases.published().exists():
        return no_release(code, year)
    withdrawn = releases.filter(files__name=name, **({"number": number} if number else {})).first()
    if withdrawn and not releases.published().filter(pk=withdrawn.pk).exists():
        return no_release(code, year, withdrawn.number)
    report = NextStep("看这份报告的网页和可以下载的文件", reverse("public:report", args=[code, year]))
    return NotPublished(f"没有名为“{name}”的文件。", (report,))


def lost_file(code: str, year: int) -> NotPublished:
    """The 404 for a file that the storage has lost."""
    report = NextStep("看这份报告的网页，内容与文件相同", reverse("public:report", args=[code, year]))
    return NotPublished("这个文件现在无法取出，管理人员已经收到通知，请过后再试。", (report,))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for every 404 of the whole project."""
    says = getattr(exception, "says", NO_PAGE)
    ways = getattr(exception, "ways", ())
    return render(request, "404.html", {"says": says, "ways": ways}, status=404)


def gone(request: HttpRequest, withdrawn: Withdrawn) -> HttpResponse:
    """The notice that stands where a report was: status 410, which tells search engines to forget it."""
    release = withdrawn.withdrawal.release
    context = {
        "withdrawal": withdrawn.withdrawal,
        "release": release,
        "number": withdrawn.number,
        "newest": withdrawn.newest,
        "above": Agency.objects.ancestors_of(release.agency),
    }
    return render(request, "public/withdrawn.html", context, status=410)
