"""Plain makers of what the tests speak about. Figures and prose need no database."""

from typing import Any

from agencies.models import Agency, User
from reports import editions
from reports.content import figures as figures_room
from reports.content.report import Content
from reports.models import Release, ReleaseFile, Report, SignOff, agency_facts
from reports.workflow.transitions import REVIEWS, STAGES, State

MOVED = ("state", "number", "round", "since")
NEXT = {State.DRAFTING: REVIEWS[0], REVIEWS[0]: REVIEWS[1], REVIEWS[1]: REVIEWS[2], REVIEWS[2]: State.APPROVED}
FACTS = {
    "code": "nx-zw-spt-sfj",
    "name": "中卫市沙坡头区司法局",
    "title_name": "沙坡头区司法局",
    "address": "中卫市沙坡头区鼓楼东街",
    "postcode": "755000",
    "telephone": "0955-7012345",
    "fax": "",
    "email": "sfj@example.cn",
    "contact_office": "办公室",
    "portal_name": "沙坡头区人民政府门户网站",
    "portal_url": "https://www.example.cn/",
}


def figures(edition: str = "2021", **changes: object) -> dict[str, object]:
    """Every typed cell as stored: zero, but for the changes (`**{"requests.received.business": 1}`)."""
    keys = editions.typed_keys(editions.get(edition))
    assert changes.keys() <= set(keys), f"no such typed cells: {sorted(changes.keys() - set(keys))}"
    return dict.fromkeys(keys, 0) | changes


def read_figures(edition: str = "2021", **changes: object) -> figures_room.Figures:
    """The same as numbers, ready to be checked."""
    entered = figures_room.parse_all(editions.get(edition), figures(edition, **changes))
    assert entered.faults == {}
    return entered.figures


def prose(edition: str = "2021", **changes: str) -> dict[str, str]:
    """One sentence for every part in words."""
    keys = editions.get(edition).prose_keys
    assert changes.keys() <= set(keys), f"no such prose: {sorted(changes.keys() - set(keys))}"
    return {key: f"这里写 {key}。" for key in keys} | changes


def content(year: int = 2024, *, agency: dict[str, str] | None = None, **prose_changes: str) -> Content:
    """A whole report that never touched a database."""
    edition = editions.for_year(year)
    complete = figures_room.complete(edition, read_figures(edition.code))
    return Content(edition, year, FACTS | (agency or {}), complete, prose(edition.code, **prose_changes))


def agency(code: str = "nx-zw-spt-sfj", **facts: Any) -> Agency:
    """A stored county department."""
    given = {key: value for key, value in FACTS.items() if key not in ("code", "name", "title_name")}
    names = (
        {"name": FACTS["name"], "short_name": FACTS["title_name"]} if code == FACTS["code"] else {"name": f"{code}局"}
    )
    usual = {"code": code, "level": "county", "kind": "department", "short_name_in_title": True}
    return Agency.objects.create(**usual | given | names | facts)


def report(of: Agency | None = None, year: int = 2024, **facts: Any) -> Report:
    """A stored report in which nothing happened: every figure 0, one sentence for each part."""
    edition = facts.pop("edition", None) or editions.for_year(year).code
    entered = {"figures": figures(edition), "prose": prose(edition), **facts}
    return Report.objects.create(agency=of or agency(), year=year, edition=edition, **entered)


def reopen(of: Report, number: int) -> Report:
    """The same report with what it says now, being drafted as the version of this number, as after corrections."""
    of.refresh_from_db(fields=(*MOVED, "version"))
    while of.number < number:
        of.state, of.number, of.round, of.since = State.DRAFTING, of.number + 1, of.round + 1, of.version
        of.save(update_fields=MOVED)
    stored = Report.objects.get(pk=of.pk)
    if (stored.figures, stored.prose) != (of.figures, of.prose):
        of.version += 1
        of.save(update_fields=["figures", "prose", "version"])
    return of


def signed(of: Report, digest: str) -> Report:
    """The report as after three reviews of what has this digest, by three people who do nothing else."""
    while of.state != State.APPROVED:
        if of.state in STAGES:
            signer, _ = User.objects.get_or_create(username=f"signer-{of.state}")
            row = {"report": of, "number": of.number, "round": of.round, "stage": of.state, "checklist": []}
            SignOff.objects.create(digest=digest, signer=signer, **row)
        of.state = NEXT[State(of.state)]
        of.save(update_fields=["state"])
    return of


def release(of: Report, number: int = 1, **facts: Any) -> Release:
    """A stored release of the report as it is now, signed in three reviews, without files."""
    released = reopen(of, number).content()
    signed(of, released.digest())
    row = {
        "agency": of.agency,
        "year": of.year,
        "edition": of.edition,
        "agency_facts": dict(agency_facts(of.agency)),
        "figures": figures_room.dump(released.figures),
        "prose": dict(released.prose),
        "digest": released.digest(),
        "round": of.round,
    }
    made = Release.objects.create(**{"report": of, "number": number} | row | facts)
    of.state = State.PUBLISHED
    of.save(update_fields=MOVED)
    return made


def release_file(of: Release, **facts: Any) -> ReleaseFile:
    """A row for a file of the release; there is no such file."""
    row = {"format": "pdf", "name": "年报.pdf", "file": "releases/report.pdf", "size": 1, "sha256": "0" * 64}
    return ReleaseFile.objects.create(release=of, **row | facts)
