"""Files: the right bytes under a name a person can read, and nothing sent twice."""

import logging
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.http import http_date

from reports.models import Release, ReleaseFile
from reports.public.files import MEDIA_TYPES, disposition
from tests.agencies.trees import plant_ningxia
from tests.public.published import PDF, Page, attach, day, get, publish, text

pytestmark = pytest.mark.django_db
NAME = quote("沙坡头区司法局2024年政府信息公开工作年度报告.pdf")
ADDRESS = f"/agencies/nx-zw-spt-sfj/2024/{NAME}"
PUBLISHED = day(2025, 1, 20)


@pytest.fixture
def release() -> Release:
    return publish(plant_ningxia()["nx-zw-spt-sfj"], pdf=PDF, on=PUBLISHED)


def test_file_comes_with_its_name_size_and_digest(release: Release, client: Client) -> None:
    answer = client.get(ADDRESS)
    assert answer.getvalue() == PDF
    headers = {name: answer[name] for name in (
        "Content-Type", "Content-Length", "Content-Disposition", "ETag", "Last-Modified", "Cache-Control",
        "X-Content-Type-Options",
    )}  # fmt: skip
    assert headers == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": f"attachment; filename=\"nx-zw-spt-sfj-2024.pdf\"; filename*=UTF-8''{NAME}",
        "ETag": f'"{release.files.get().sha256}"',
        "Last-Modified": http_date(PUBLISHED.timestamp()),
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }


def test_name_in_the_header_cannot_break_out_of_it() -> None:
    headers = disposition("甲\"\r\nX: 1'局.pdf", "a-2024.pdf")
    assert headers == "attachment; filename=\"a-2024.pdf\"; filename*=UTF-8''%E7%94%B2%22%0D%0AX%3A%201%27%E5%B1%80.pdf"


def test_head_answers_as_get_without_the_bytes(release: Release, client: Client) -> None:
    head, got = client.head(ADDRESS), client.get(ADDRESS)
    assert (head.status_code, head.getvalue()) == (200, b"")
    assert head.headers == got.headers


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("if-none-match", "{etag}", 304),
        ("if-none-match", "W/{etag}", 304),
        ("if-none-match", '"other", {etag}', 304),
        ("if-none-match", "*", 304),
        ("if-none-match", '"other"', 200),
        ("if-modified-since", http_date(PUBLISHED.timestamp()), 304),
        ("if-modified-since", http_date(PUBLISHED.timestamp() - 1), 200),
        ("if-modified-since", "yesterday", 200),
        ("if-match", '"other"', 412),
    ],
)
def test_reader_with_a_copy_gets_bytes_only_when_they_differ(
    release: Release, client: Client, header: str, value: str, status: int
) -> None:
    etag = f'"{release.files.get().sha256}"'
    answer = client.get(ADDRESS, headers={header: value.replace("{etag}", etag)})
    assert (answer.status_code, answer.getvalue()) == (status, PDF if status == 200 else b"")
    assert (answer["ETag"], answer["Last-Modified"]) == (etag, http_date(PUBLISHED.timestamp()))


def test_file_is_found_with_one_query(release: Release, client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        client.get(ADDRESS).getvalue()
    with django_assert_num_queries(1):
        client.get(ADDRESS, headers={"if-none-match": "*"})


def test_name_of_an_older_version_still_leads_to_its_file(release: Release, client: Client) -> None:
    release.agency.short_name = "司法局"
    release.agency.save()
    publish(release.agency, pdf=b"new")
    renamed = ADDRESS.replace(quote("沙坡头区"), "")
    assert [client.get(address).getvalue() for address in (ADDRESS, renamed)] == [PDF, b"new"]
    assert client.get(f"/agencies/nx-zw-spt-sfj/2024/1/{NAME}").getvalue() == PDF
    assert client.get(f"/agencies/nx-zw-spt-sfj/2024/2/{NAME}").status_code == 404


def test_lost_file_is_a_sentence_for_the_reader_and_an_error_in_the_log(
    release: Release, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    file = release.files.get()
    file.file.storage.delete(file.file.name)
    with caplog.at_level(logging.ERROR, logger="reports.public"):
        answer = client.get(ADDRESS)
    assert answer.status_code == 404
    page = Page(answer)
    assert page.text("p", class_="lead") == "这个文件现在无法取出，管理人员已经收到通知，请过后再试。"
    assert page.links("ul", class_="ways")[0] == ("看这份报告的网页，内容与文件相同", "/agencies/nx-zw-spt-sfj/2024/")
    assert [record.getMessage() for record in caplog.records] == [
        f"发布文件不在存储中：{file.file.name}（SHA-256 {file.sha256}）"
    ]


def test_every_public_format_is_listed_in_order_with_its_size_and_kind(release: Release, client: Client) -> None:
    for form in ("zip", "csv", "json", "html", "xlsx", "docx", "form", "package"):
        attach(release, form.encode(), form)
    page = get(client, "/agencies/nx-zw-spt-sfj/2024/")
    listed = page.all("ul", class_="downloads")[0]
    assert [text(each) for each in listed] == [
        "下载 PDF 19 字节",
        "下载 Word 4 字节",
        "下载 Excel 4 字节",
        "下载 门户网页 4 字节",
        "下载 JSON 4 字节",
        "下载 CSV 3 字节",
        "下载 全部格式（ZIP） 3 字节",
    ]
    answers = [client.get(link.get("href", "")) for link in listed.iter("a")]
    assert [answer["Content-Type"] for answer in answers] == list(MEDIA_TYPES.values())
    assert {answer["Content-Disposition"][:21] for answer in answers} == {"attachment; filename="}


def test_what_names_the_signers_is_not_public(release: Release, client: Client) -> None:
    names = [attach(release, b"signed", form).name for form in ReleaseFile.INTERNAL]
    addresses = [f"/agencies/nx-zw-spt-sfj/2024/{version}{quote(name)}" for name in names for version in ("", "1/")]
    assert {client.get(address).status_code for address in addresses} == {404}


def test_media_types_cover_exactly_the_public_formats() -> None:
    assert list(MEDIA_TYPES) == [form for form in ReleaseFile.Format.values if form not in ReleaseFile.INTERNAL]


def test_web_server_in_front_is_told_where_the_file_lies(release: Release, client: Client, settings) -> None:
    settings.ACCEL = "/released/"
    answer = client.get(ADDRESS)
    stored = release.files.get().file.name
    assert (answer["X-Accel-Redirect"], answer.content) == (f"/released/{quote(stored)}", b"")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith(f"filename*=UTF-8''{NAME}")
    assert client.get(ADDRESS, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_lost_file_is_not_promised_to_the_web_server(release: Release, client: Client, settings) -> None:
    settings.ACCEL = "/released/"
    release.files.get().file.delete(save=False)
    assert client.get(ADDRESS).status_code == 404
