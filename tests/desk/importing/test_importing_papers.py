"""Real files through the application: our own papers come back whole, and real offices' papers as far as they go."""

import io
import json
import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from agencies.models import Agency
from agencies.roles import Role
from reports import editions
from reports.content import figures
from reports.content.report import gather
from reports.models import AdoptionRequest, Release, Report, Upload, agency_facts
from reports.queries.adoptions import ProposedReport
from reports.rendering import formats
from tests import factories
from tests.agencies.people import person

pytestmark = pytest.mark.django_db

DEMO = Path(project.BASE_DIR) / "reports" / "demo"
REGISTER = Path(project.BASE_DIR) / "agencies" / "data" / "demo_agencies.csv"
FORMS = ("pdf", "docx", "xlsx", "html")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def office(agency: Agency) -> Client:
    client = Client()
    client.force_login(person(f"{agency.code}-clerk", Role.DRAFTER, Role.PUBLISHER, at=agency))
    return client


def bring(client: Client, agency: Agency, name: str, data: bytes) -> Upload:
    client.post(f"/desk/{agency.code}/uploads/new/", {"files": [SimpleUploadedFile(name, data)]})
    return Upload.objects.get(agency=agency)


def sheet(upload: Upload, year: int):
    return upload.reconciled(editions.for_year(year))


def words(prose) -> str:
    """All that is said, without marks of bold and spaces, which not every format keeps."""
    return re.sub(r"[*\s]", "", "".join(prose[key] for key in ("opening", "overview", "problems", "other", "contact")))


def confirm(client: Client, agency: Agency, upload: Upload, year: int) -> list[str]:
    """Press the button that takes all that is listed; the places that were."""
    listed = sheet(upload, year).open
    shown = {f"initial-{line.place}": line.now for line in listed}
    form = {"year": year, "all": "1", "listed": [line.place for line in listed], **shown}
    client.post(f"/desk/{agency.code}/uploads/{upload.pk}/save/", form)
    return [line.place for line in listed]


def make(client: Client, agency: Agency, upload: Upload, year: int, what: str) -> int:
    order = {"year": year, "digest": sheet(upload, year).digest}
    return client.post(f"/desk/{agency.code}/uploads/{upload.pk}/{what}/", order).status_code


def ask(client: Client, agency: Agency, upload: Upload, year: int) -> int:
    order = {"year": year, "digest": sheet(upload, year).digest, "published_on": f"{year + 1}-01-30"}
    order |= {"address": "https://www.example.cn/", "agreed": ["agency"]}
    return client.post(f"/desk/{agency.code}/uploads/{upload.pk}/adoption/", order).status_code


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", sorted(DEMO.glob("*.yaml")), ids=lambda path: path.stem)
def test_paper_of_ours_becomes_the_same_report_again(path, form):
    demo = yaml.safe_load(path.read_text(encoding="utf-8"))
    call_command("load_agencies", str(REGISTER), stdout=io.StringIO())
    agency = Agency.objects.get(code=demo["agency"])
    edition = editions.for_year(demo["year"])
    paper = gather(edition.code, demo["year"], agency_facts(agency), demo["figures"], demo["prose"])
    client = office(agency)
    upload = bring(client, agency, f"{path.stem}.{form}", formats.WRITERS[form](paper))
    # A contact that stands at the end of 六 is read there; a person says that there is no other.
    assert set(confirm(client, agency, upload, demo["year"])) <= {"prose.contact"}
    assert make(client, agency, upload, demo["year"], "draft") == 302
    drafted = Report.objects.get().content()
    assert (drafted.figures, words(drafted.prose)) == (paper.figures, words(paper.prose))


def test_real_paper_is_kept_as_published_after_somebody_saw_what_is_wrong_with_it(corpus):
    """（六）其他处理 stands in one row there, so that two rows of the format are missing; two totals say 0 and are not.

    What was confirmed is taken; every other figure is the paper's.
    """
    agency = factories.agency("hongze", name="淮安市洪泽区人民政府", short_name="洪泽区人民政府", kind="government")
    client = office(agency)
    upload = bring(client, agency, "洪泽区.pdf", (corpus / "huaian_hongze_2023.pdf").read_bytes())
    assert ask(client, agency, upload, 2023) == 409
    asked = confirm(client, agency, upload, 2023)
    assert (len(asked), asked[-2:]) == (
        14,
        ["figures.proceedings.review.total", "figures.proceedings.suit_after_review.total"],
    )
    assert ask(client, agency, upload, 2023) == 302
    request = AdoptionRequest.objects.get()
    publisher = Client()
    publisher.force_login(person("publisher", Role.PUBLISHER, at=agency))
    at = f"/desk/{agency.code}/adoptions/{request.pk}/"
    assert publisher.post(f"{at}confirm/", {"digest": request.digest}).status_code == 409
    open_ones = {group.key: "原公开件如此。" for group in ProposedReport(request).findings if group.is_open}
    assert client.post(f"{at}explain/", open_ones).status_code == 302
    assert publisher.post(f"{at}confirm/", {"digest": request.digest}).status_code == 302
    expected = json.loads((corpus / "expected" / "huaian_hongze_2023.json").read_text(encoding="utf-8"))["figures"]
    kept = figures.dump(Release.objects.get().content().figures)
    seen = {place.partition(".")[2] for place in asked}
    compared = {
        key: value for key, value in expected.items() if key in kept and key not in seen and kept[key] is not None
    }
    assert len(compared) > 150
    assert {key: str(kept[key]) for key in compared} == compared


@pytest.mark.parametrize("name", ["pingtan_gonganju_2022.txt", "shanghai_szfbgt_2019.html"])
def test_real_page_is_shown_with_what_is_to_be_looked_at(corpus, name):
    agency = factories.agency("x", name="某局")
    client = office(agency)
    upload = bring(client, agency, name, (corpus / name).read_bytes())
    page = client.get(f"/desk/x/uploads/{upload.pk}/").content.decode()
    listed = sheet(upload, upload.reading.year).open
    assert [line.place for line in listed if f'name="listed" value="{line.place}"' not in page] == []
    assert "与本机关的名称不同" in page
