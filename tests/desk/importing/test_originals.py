"""The original beside what was read of it: whoever may see the upload sees it, escaped, drawn once, kept private."""

import json
import re

import pytest
from django.test import Client

from agencies.roles import Role
from reports.importing.page_images import WIDTH
from reports.rendering import pdf, word
from tests import factories, uploads
from tests.agencies.people import person
from tests.rendering.papers import demo_content

pytestmark = pytest.mark.django_db

AT = "/desk/nx-zw-spt-sfj/uploads/"
RECEIVED = "figures.requests.received.natural_person"
QUERIES = {"pages/?part=1": 5, "pages/1.png": 5}


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    originals = {**settings.CACHES["originals"], "LOCATION": tmp_path / "originals"}
    settings.CACHES = {**settings.CACHES, "originals": originals}


@pytest.fixture
def user():
    return person("clerk", Role.DRAFTER, at=factories.agency())


@pytest.fixture
def client(user):
    client = Client()
    client.force_login(user)
    return client


def uploaded(user, data, kind, name="报告"):
    agency = factories.Agency.objects.get(code="nx-zw-spt-sfj")
    return uploads.upload(agency, user, uploads.reading(kind=kind), data=data, name=f"{name}.{kind}")


@pytest.fixture
def paper(user):
    return uploaded(user, pdf.render(demo_content("nx-sft-2024")), "pdf")


@pytest.fixture
def document(user):
    return uploaded(user, word.render(demo_content("nx-sft-2024")), "docx")


def marks(response):
    (shown,) = re.findall(r'data-marks="([^"]*)"', response.content.decode())
    return json.loads(shown.replace("&quot;", '"'))


def test_pages_of_a_pdf_are_pictures_with_a_box_for_every_value(client, paper):
    response = client.get(f"{AT}{paper.pk}/pages/?part=1")
    page = response.content.decode()
    sources = re.findall(r'<img src="([^"]+)"', page)
    assert sources == [f"{AT}{paper.pk}/pages/{number}.png" for number in range(1, len(sources) + 1)]
    assert [each["page"] for each in marks(response)[RECEIVED]["boxes"]] == [3]


def test_picture_is_a_png_that_only_this_browser_keeps(client, paper):
    response = client.get(f"{AT}{paper.pk}/pages/1.png")
    assert response.content.startswith(b"\x89PNG")
    assert {name: response[name] for name in ("Content-Type", "Cache-Control", "Content-Security-Policy")} == {
        "Content-Type": "image/png",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    assert f'width="{WIDTH}"' in client.get(f"{AT}{paper.pk}/pages/?part=1").content.decode()


def test_other_file_is_shown_by_its_lines_and_tables(client, document):
    response = client.get(f"{AT}{document.pk}/pages/")
    number, cell = marks(response)[RECEIVED]["blocks"][0], marks(response)[RECEIVED]["cell"]
    row = re.search(rf'<tr data-block="{number}">.*?</tr>', response.content.decode(), re.DOTALL)[0]
    assert re.search(rf'data-cell="{cell}">([^<]*)<', row)[1] == "8"


def test_text_of_the_original_is_never_markup(client, user):
    lines = [
        "<script>alert(1)</script>",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
    ]
    for encoding in ("utf-8", "gb18030", "utf-16"):
        upload = uploaded(user, "\n\n".join(lines).encode(encoding), "text", encoding)
        page = client.get(f"{AT}{upload.pk}/pages/?part=1").content.decode()
        assert ("<script>alert" in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


def test_file_that_cannot_be_shown_is_told_of_in_a_sentence(client, user):
    upload = uploaded(user, b"%PDF-1.4 nothing", "pdf")
    assert "打不开" in client.get(f"{AT}{upload.pk}/pages/?part=1").content.decode()
    response = client.get(f"{AT}{upload.pk}/pages/1.png")
    assert (response.status_code, response.content.decode()) == (422, "原件打不开，不能逐页显示；请下载原件查看。")


def test_page_that_is_not_there_and_a_file_without_pages(client, paper, document):
    addresses = (f"{paper.pk}/pages/99.png", f"{document.pk}/pages/1.png")
    assert [client.get(AT + address).status_code for address in addresses] == [422, 404]


def test_lost_file_is_404_until_it_was_drawn_and_then_what_was_drawn_stays(client, paper, document):
    drawn = client.get(f"{AT}{paper.pk}/pages/1.png").content
    for upload in (paper, document):
        upload.file.delete(save=False)
    assert client.get(f"{AT}{paper.pk}/pages/1.png").content == drawn
    assert client.get(f"{AT}{document.pk}/pages/").status_code == 404


def test_file_of_another_agency_is_404(user, paper):
    other = Client()
    other.force_login(person("other", Role.DRAFTER, at=factories.agency("nx-other")))
    for code in ("nx-zw-spt-sfj", "nx-other"):
        for page in ("pages/", "pages/1.png"):
            assert other.get(f"/desk/{code}/uploads/{paper.pk}/{page}").status_code == 404


def test_pages_ask_few_questions(client, paper, django_assert_num_queries):
    for address, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            client.get(f"{AT}{paper.pk}/{address}")
