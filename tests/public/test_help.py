"""帮助: the manual as a page, and the links that lead to the section that fits the page one is on."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from reports.public import manual
from tests.public.published import Page, text

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SECTION = re.compile(r"\{% block help %\}(.*?)\{% endblock(?: help)? %\}", re.DOTALL)


@pytest.mark.django_db
def test_page_lists_its_sections_and_leads_to_each(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        page = Page(client.get("/help/"))
    (contents,) = page.all("nav", class_="contents")
    listed = [(link.get("href"), text(link)) for link in contents.iter("a")]
    assert listed == [(f"#{anchor}", title) for title, anchor in manual.ANCHORS.items()]
    assert [text(heading) for heading in page.all("h1")] == ["使用手册"]
    assert {heading.get("id"): text(heading) for heading in page.all("h2")} == {
        "contents": "目录",
        **{anchor: title for title, anchor in manual.ANCHORS.items()},
    }


def test_links_of_the_manual_stay_on_its_page_and_lead_to_sections(client: Client) -> None:
    (body,) = Page(client.get("/help/")).all("div", class_="manual-text")
    assert {link.get("href") for link in body.iter("a")} <= {f"#{anchor}" for anchor in manual.ANCHORS.values()}


def test_contents_stand_by_who_needs_them(client: Client) -> None:
    (contents,) = Page(client.get("/help/")).all("nav", class_="contents")
    assert [text(heading) for heading in contents.iter("h3")] == list(manual.GROUPS)


def test_picture_becomes_a_figure_with_its_words_below(client: Client) -> None:
    drawn = manual.render("# 书\n\n![在这里填](../static/help/table.png)\n", lambda name: f"x:{name}")
    wide, high = manual.picture_size(manual.PICTURES / "table.png")
    assert drawn.markup == (
        f'<figure><img src="x:table.png" alt="在这里填" width="{wide}" height="{high}" loading="lazy" />'
        "<figcaption>在这里填</figcaption></figure>\n"
    )
    shown = [image.get("src") for image in Page(client.get("/help/")).all("img")]
    assert shown[0] == "/static/help/desk.png"


def test_picture_that_there_is_not_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        manual.render("# 书\n\n![没有](../static/help/nothing.png)\n")


def test_page_leads_to_the_booklet_and_to_what_counts(client: Client) -> None:
    (ways,) = Page(client.get("/help/")).all("p", class_="manual-ways")
    assert [link.get("href") for link in ways.iter("a")] == [
        "/help/manual.pdf",
        "/help/guidance/2021/",
        "/help/guidance/2019/",
        "#keys",
    ]


def test_reader_whose_copy_is_current_gets_304(client: Client) -> None:
    tag = client.get("/help/")["ETag"]
    assert client.get("/help/", headers={"if-none-match": tag}).status_code == 304


def test_markdown_becomes_sections_and_html_stays_text() -> None:
    drawn = manual.render(
        "# 书\n\n见[填报](#填报)、[零](#把空格填成-0)。\n\n<b>粗</b>\n\n## 填报\n\n| 甲 |\n|---|\n| 乙 |\n"
    )
    assert (drawn.title, drawn.sections) == ("书", (manual.ManualSection("fill", "填报"),))
    assert drawn.markup.splitlines()[:3] == [
        '<p>见<a href="#fill">填报</a>、<a href="#zeros">零</a>。</p>',
        "<p>&lt;b&gt;粗&lt;/b&gt;</p>",
        '<h2 id="fill">填报</h2>',
    ]
    assert "<td>乙</td>" in drawn.markup


@pytest.mark.parametrize("wrong", ["# 书\n\n## 没有的\n", "# 书\n\n[甲](#没有的)\n"])
def test_section_or_link_without_an_anchor_is_an_error(wrong: str) -> None:
    with pytest.raises(KeyError):
        manual.render(wrong)


def test_pages_name_sections_that_there_are() -> None:
    named = {
        str(path.relative_to(TEMPLATES)): anchor
        for path in sorted(TEMPLATES.rglob("*.html"))
        for anchor in SECTION.findall(path.read_text(encoding="utf-8"))
    }
    assert {name: anchor for name, anchor in named.items() if anchor not in manual.ANCHORS.values()} == {}
    fitting = {
        "app.html": "start",
        "account/login.html": "sign-in",
        "account/invitation.html": "invitation",
        "mfa/index.html": "second-factor",
        "agencies/members.html": "people",
        "desk/authoring/edit.html": "fill",
        "desk/authoring/check.html": "send",
        "desk/reviewing/review.html": "review",
        "desk/settings.html": "settings",
        "desk/importing/uploads.html": "import",
        "desk/importing/verification.html": "portal",
        "desk/office/agencies.html": "supervise",
    }
    assert {name: named[name] for name in fitting} == fitting


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "section"),
    [("/", "read"), ("/nothing/", "read"), ("/account/login/", "sign-in"), ("/account/invitation/x/", "invitation")],
)
def test_page_links_to_its_section(client: Client, address: str, section: str) -> None:
    page = Page(client.get(address))
    helping = [link.get("href") for link in page.all("a") if text(link).startswith("帮助")]
    assert helping == [f"/help/#{section}"]


@pytest.mark.django_db
def test_desk_links_to_the_beginning(admin_client: Client) -> None:
    helping = [link for link in Page(admin_client.get("/desk/")).all("a") if text(link).startswith("帮助")]
    assert [(link.get("href"), link.get("target")) for link in helping] == [("/help/#start", "_blank")]


@pytest.mark.django_db
def test_administration_links_to_its_section(admin_client: Client) -> None:
    assert ("帮助", "/help/#admin") in Page(admin_client.get("/admin/")).links("div", id="user-tools")
