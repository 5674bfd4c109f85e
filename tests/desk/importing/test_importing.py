"""导入: handing files in, the page on which what was read of them is looked through, and what can be made of them."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.roles import Role
from reports import editions
from reports.models import Correction, ImportRecord, Report, Upload
from tests import adoptions, factories, uploads
from tests.agencies.people import person

pytestmark = pytest.mark.django_db

AT = "/desk/nx-zw-spt-sfj/uploads/"
RECEIVED = "figures.requests.received.natural_person"
TOTAL = "figures.requests.received.total"
GRANTED = "figures.requests.granted.business"
LIST_QUERIES, PAGE_QUERIES, LOG_QUERIES = 7, 9, 8


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agency():
    return factories.agency()


@pytest.fixture
def user(agency):
    return person("clerk", Role.DRAFTER, Role.PUBLISHER, at=agency)


@pytest.fixture
def client(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def unsure(agency, user):
    return uploads.upload(agency, user, uploads.doubtful())


@pytest.fixture
def sure(agency, user):
    return uploads.upload(agency, user, data=b"a sure paper", name="确定.docx")


def of(upload, page=""):
    return f"{AT}{upload.pk}/{page}"


def upload(client, *files, **headers):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(f"{AT}new/", {"files": sent}, headers=headers)


def words(response):
    return re.sub(r"\s+|<[^>]*>", "", response.content.decode())


def shown(client, upload, year=2023):
    return client.get(of(upload), {"year": year}).context["reconciliation"]


def make(client, upload, page, year=2023, **more):
    digest = shown(client, upload, year).sheet.digest
    return client.post(of(upload, page), {"year": year, "digest": digest, **more})


def test_list_without_files_says_what_it_is_for(client):
    assert "还没有导入过文件" in words(client.get(AT))


def test_one_uploaded_file_leads_to_its_page(client):
    response = upload(client, ("2023年.html", uploads.page()))
    assert (response.status_code, response["Location"]) == (302, of(Upload.objects.get()))


def test_several_files_are_told_one_by_one_and_the_bad_one_stores_nothing(client):
    response = upload(client, ("好.html", uploads.page()), ("坏.pdf", b"nothing"), ("空.pdf", b""))
    told = [(result["name"], result["ok"]) for result in response.context["results"]]
    assert told == [("好.html", True), ("坏.pdf", False), ("空.pdf", False)]
    assert response.context["results"][2]["says"] == "“空.pdf”是空文件，没有导入。"
    assert [upload.name for upload in Upload.objects.all()] == ["好.html"]


def test_script_is_answered_in_json(client):
    answer = upload(client, ("好.html", uploads.page()), Accept="application/json").json()
    url = of(Upload.objects.get())
    assert answer == {"results": [{"name": "好.html", "ok": True, "says": "已读出，请核对。", "url": url}]}


def test_file_that_was_there_before_is_found_again(client):
    first = upload(client, ("好.html", uploads.page()))["Location"]
    answer = upload(client, ("好.html", uploads.page()), Accept="application/json").json()["results"][0]
    assert (answer["url"], answer["says"]) == (first, "这个文件以前导入过，没有再导入。")


def test_too_many_files_and_none_are_refused_in_a_sentence(client):
    files = [(f"{number}.txt", b"x") for number in range(61)]
    says = [upload(client, *sent, Accept="application/json").json()["results"][0]["says"] for sent in (files, [])]
    assert says == ["一次最多导入 60 个文件，请分几次。", "请先选择文件。"]


def test_too_large_file_is_refused_unread(client):
    big = ("大.pdf", bytes(20 * 1024 * 1024 + 1))
    answer = upload(client, big, Accept="application/json").json()["results"][0]
    assert answer["says"] == "“大.pdf”超过 20 MB，没有导入；请另存为较小的文件再试。"


def test_original_is_handed_out_to_be_kept_not_run(client, agency, user):
    upload = uploads.upload(agency, user, data=b"<script>alert(1)</script>", name="恶意.html")
    response = client.get(of(upload, "original/"))
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert {name: response[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")} == {
        "Content-Type": "application/octet-stream",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "private, no-store"


def test_original_that_is_not_stored_is_404(client, unsure):
    unsure.file.delete(save=False)
    assert client.get(of(unsure, "original/")).status_code == 404


def test_page_says_of_every_cell_what_it_is_and_where_it_stands(client, unsure):
    page = client.get(of(unsure)).content.decode()
    assert "一、本年新收政府信息公开申请数量·自然人：存疑，原文“8 0”，第3页第2张表第5行，两个数连在一起" in page
    assert 'data-level="missing"' in page
    assert "（一）予以公开·科研机构：空白，第3页第2张表第7行" in page
    assert [(each[2], each[3]) for each in shown(client, unsure).tally] == [
        ("读出", 168),
        ("已核对或改正", 0),
        ("存疑", 2),
        ("没有找到", 1),
        ("空白", 1),
    ]


def test_text_of_the_file_is_never_markup(client, agency, user):
    bad = "<img src=x onerror=alert(1)>"
    reading = replace(uploads.reading(), title=bad, opening=bad, agency=bad)
    page = client.get(of(uploads.upload(agency, user, reading, name=f"{bad}.docx"))).content.decode()
    assert ("<img" in page, page.count("&lt;img src=x") >= 4) == (False, True)


def test_correction_and_confirmation_are_saved_by_one_button(client, unsure):
    form = {f"initial-{RECEIVED}": "8", RECEIVED: "9", f"initial-{GRANTED}": "", GRANTED: "", "sure": [GRANTED]}
    response = client.post(of(unsure, "save/"), {"year": 2023, **form}, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["已保存，记下了 2 处。"]
    assert sorted(Correction.objects.values_list("place", "before", "text")) == [
        (GRANTED, "", ""),
        (RECEIVED, "8", "9"),
    ]
    assert [line.place for line in shown(client, unsure).sheet.open] == []


def test_script_saves_what_changed_and_is_told_how_it_stands(client, unsure):
    form = {f"initial-{RECEIVED}": "8", RECEIVED: "９", f"initial-{GRANTED}": "", "sure": [GRANTED]}
    answer = client.post(of(unsure, "save/"), {"year": 2023, **form}, headers={"accept": "application/json"}).json()
    assert (answer["refused"], answer["left"], sorted(answer["fragments"])) == (
        [],
        [],
        ["review-open", "review-tally", "review-use"],
    )
    assert {key: answer["lines"][RECEIVED][key] for key in ("now", "level", "mark", "raw")} == {
        "now": "9",
        "level": "settled",
        "mark": "核",
        "raw": "8 0",
    }
    assert answer["lines"][GRANTED]["says"] == "没有找到，没有找到这一行，clerk的姓名已核对"
    assert answer["lines"][TOTAL]["now"] == "9"
    assert Correction.objects.count() == 2


def test_script_is_told_which_places_were_not_taken(client, unsure):
    stale, odd = {f"initial-{RECEIVED}": "7", RECEIVED: "9"}, {f"initial-{GRANTED}": "", GRANTED: "三"}
    form = {"year": 2023, **stale, **odd, "initial-prose.overview": "这里写 overview。", "prose.overview": "改过。"}
    answer = client.post(of(unsure, "save/"), form, headers={"accept": "application/json"}).json()
    assert (sorted(answer["left"]), len(answer["refused"])) == (sorted([RECEIVED, GRANTED]), 2)
    assert [each.text for each in Correction.objects.all()] == ["改过。"]


def test_everything_that_was_listed_is_confirmed_by_one_button(client, unsure):
    listed = {"listed": [RECEIVED, TOTAL, GRANTED], f"initial-{RECEIVED}": "8", f"initial-{TOTAL}": "8"}
    client.post(of(unsure, "save/"), {"year": 2023, "all": "1", **listed})
    assert (Correction.objects.count(), shown(client, unsure).sheet.open) == (3, [])


def test_form_as_the_page_shows_it_changes_nothing(client, unsure):
    page = client.get(of(unsure)).content.decode()
    shown_values = dict(re.findall(r'name="((?:initial-)?figures\.[^"]+)"[^>]*? value="([^"]*)"', page))
    response = client.post(of(unsure, "save/"), {"year": 2023, **shown_values}, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["没有改动。"]


def test_part_in_words_is_corrected_too(client, unsure):
    form = {"initial-prose.overview": "这里写 overview。", "prose.overview": "改过的概况。\r\n第二段。"}
    client.post(of(unsure, "save/"), {"year": 2023, **form})
    assert shown(client, unsure).sheet.values["prose.overview"] == "改过的概况。\n第二段。"


def test_what_was_typed_is_saved_and_seen_before_it_is_taken(client, sure):
    typed = {f"initial-{RECEIVED}": "0", RECEIVED: "5"}
    response = make(client, sure, "draft/", **typed)
    assert (response.status_code, response.context["refusals"][0]) == (409, "您刚才的改动已经保存。")
    assert (Report.objects.count(), Correction.objects.get().text) == (0, "5")
    assert shown(client, sure).sheet.open == [shown(client, sure).sheet.by_place[TOTAL]]


def test_what_was_ticked_counts_for_the_taking_at_once(client, unsure):
    ticked = {"sure": [RECEIVED, TOTAL, GRANTED], f"initial-{RECEIVED}": "8", f"initial-{TOTAL}": "8"}
    assert make(client, unsure, "draft/", **ticked).status_code == 302


def test_stale_correction_is_told_on_the_page(client, unsure):
    for text in ("9", "7"):
        response = client.post(of(unsure, "save/"), {"year": 2023, f"initial-{RECEIVED}": "8", RECEIVED: text})
    assert (response.status_code, len(response.context["refusals"])) == (409, 1)


def test_draft_is_begun_from_a_file_without_doubt(client, sure):
    response = make(client, sure, "draft/")
    assert (response.status_code, response["Location"]) == (302, "/desk/nx-zw-spt-sfj/2023/edit/")
    assert Report.objects.get().prose == factories.prose()


def test_doubtful_file_is_not_taken_and_the_page_says_why(client, unsure):
    response = make(client, unsure, "draft/")
    assert (response.status_code, response.context["refusals"][0][:10]) == (409, "还有 3 处没有核对")
    assert Report.objects.count() == 0


def test_disagreement_is_asked_on_the_page_and_taken_when_agreed(client, sure):
    assert "文件是2023年度的报告，您选的是2024年度。我确认就是要这样用。" in words(client.get(of(sure), {"year": 2024}))
    assert make(client, sure, "draft/", 2024).status_code == 409
    assert make(client, sure, "draft/", 2024, agreed=["year"]).status_code == 302


def test_published_report_says_on_its_page_that_it_was_imported(client, agency, user, sure):
    adoptions.adopt(sure, user, person("publisher", Role.PUBLISHER, at=agency))
    assert "本报告由原公开件录入，没有在本系统审核。" in words(Client().get("/agencies/nx-zw-spt-sfj/2023/"))
    assert "2023年：录入为已公开的报告" in words(client.get(AT))
    assert of(sure, "original/") in client.get("/desk/nx-zw-spt-sfj/2023/review/").content.decode()


def test_year_that_was_not_read_is_asked_for(client, agency, user):
    upload = uploads.upload(agency, user, replace(uploads.reading(), year=None))
    assert "文件里没有读出年度，请先在上面选择。" in words(client.get(of(upload)))
    response = client.post(of(upload, "draft/"), {"year": ""})
    assert (response.status_code, response.context["refusals"]) == (409, ["请先选择这是哪一年度的报告。"])


def test_year_decides_the_edition(client, sure):
    assert [shown(client, sure, year).edition for year in (2020, 2023)] == [editions.get("2019"), editions.get("2021")]


def test_log_shows_what_would_be_taken_and_then_what_was(client, sure):
    before = client.get(of(sure, "log/"))
    make(client, sure, "draft/")
    after = client.get(of(sure, "log/"))
    assert "现在采用的话，会是这样" in words(before)
    assert after.context["chosen"] == ImportRecord.objects.get()
    assert before.context["lines"] == after.context["lines"]


def test_log_of_a_taking_stays_as_it_was_when_the_file_is_corrected_later(client, sure):
    make(client, sure, "draft/")
    before = client.get(of(sure, "log/")).context["lines"]
    client.post(of(sure, "save/"), {"year": 2023, f"initial-{RECEIVED}": "0", RECEIVED: "5"})
    log = client.get(of(sure, "log/"))
    assert log.context["lines"] == before
    assert "把“一、本年新收政府信息公开申请数量·自然人”从“0”改为“5”" in words(log)


def test_file_of_another_agency_is_404(client):
    other = factories.agency("nx-other")
    upload = uploads.upload(other, person("other", Role.DRAFTER, at=other))
    pages = ("", "original/", "log/")
    assert [client.get(of(upload, page)).status_code for page in pages] == [404, 404, 404]


def test_pages_take_a_fixed_number_of_queries(client, agency, user, unsure, django_assert_num_queries):
    for number in range(4):
        uploads.upload(agency, user, data=b"%d" % number)
    for page, queries in ((AT, LIST_QUERIES), (of(unsure), PAGE_QUERIES), (of(unsure, "log/"), LOG_QUERIES)):
        with django_assert_num_queries(queries):
            client.get(page)
