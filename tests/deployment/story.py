"""What the people whom the deployment page invites do then, over HTTPS and without JavaScript."""

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from tests.deployment import authenticator
from tests.deployment.tree import PROJECT
from tests.deployment.visitor import Visitor

FIGURES = PROJECT / "reports" / "demo" / "nx-sft-2024.yaml"
DEMO = ("nx-sft", 2024)
PASSWORD = "sufficient-4-now"
COLLEAGUES = {
    "drafter": "drafter",
    "first": "first_reviewer",
    "second": "second_reviewer",
    "final": "final_reviewer",
    "publisher": "publisher",
}
PARTS = {
    "opening": "本报告根据《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号文件编制，"
    "统计期限自{year}年1月1日至12月31日。",
    "overview": "（一）主动公开。按规定公开政府信息。\n（二）依申请公开。依法办理申请。\n"
    "（三）政府信息管理。落实发布审查。\n（四）政府信息公开平台建设。维护网站栏目。\n（五）监督保障。开展培训和检查。",
    "problems": "（一）存在的主要问题。栏目更新不够及时。\n（二）改进情况。明确专人，每月检查一次。",
    "other": "本年度没有收取政府信息公开信息处理费。",
}


class Story:
    """One agency's report from the first link to the corrected publication."""

    def __init__(self, host: str, authority: Path) -> None:
        self.host, self.authority = host, str(authority)
        self.year = datetime.now().astimezone().year - 1
        self.code = ""
        self.people: dict[str, Visitor] = {}
        self.secrets: dict[str, str] = {}

    def manager_arrives(self, links: list[str]) -> None:
        """The first manager sets a password with the printed link and finds the agency on the desk."""
        (link,) = links
        manager = self.people["manager"] = self._arrive(link)
        page = manager.get("/desk/")
        addresses = [str(each["href"]) for each in page.find_all("a", href=True)]
        self.code = next(
            match[1] for each in addresses if (match := re.search(r"/desk/agencies/([\w-]+)/members/", each))
        )

    def manager_invites_the_others(self) -> None:
        """Everybody else comes in by a link that the manager hands over."""
        manager = self.people["manager"]
        for username, role in COLLEAGUES.items():
            manager.get(f"/desk/agencies/{self.code}/members/invite/")
            page = manager.submit("邀请", {"name": f"{username}君", "username": username, "email": "", "roles": [role]})
            (field,) = page.find_all("input", id="link")
            self.people[username] = self._arrive(str(field["value"]))

    def report_is_written(self) -> None:
        """The drafter starts the year, fills the tables and the prose, and submits."""
        drafter = self.people["drafter"]
        drafter.get("/desk/")
        drafter.submit("开始填报")
        if drafter.page.find("button", string=re.compile("确认")):
            drafter.submit("确认")
        self._fill(drafter)
        self._submit(drafter)

    def report_is_reviewed(self) -> None:
        """Three people explain what is left open, tick their checklists and sign."""
        for username in ("first", "second", "final"):
            reviewer = self.people[username]
            self._explain_everything(reviewer)
            items = [str(box["value"]) for box in reviewer.page.find_all("input", attrs={"name": "ticked"})]
            reviewer.submit("通过并签名", {"ticked": items, "opinion": "同意。"})
            self._give_code(username)

    def report_is_published(self) -> set[str]:
        """The publisher publishes; the endings of the files that a stranger can then download, each fetched whole."""
        publisher = self.people["publisher"]
        publisher.get(self._desk("review/"))
        publisher.submit("发布")
        self._give_code("publisher")
        return self._public_files()

    def report_is_corrected(self) -> None:
        """A correction goes the whole way again and says why on the public page."""
        drafter = self.people["drafter"]
        drafter.get(self._desk("review/"))
        drafter.submit("开始更正", {"reason": "补充一句。"})
        drafter.get(self._desk("edit/other/"))
        drafter.submit("保存", {"prose.other": f"{PARTS['other']}没有其他需要报告的事项。"})
        self._submit(drafter)
        self.report_is_reviewed()
        assert self.report_is_published()
        assert "补充一句。" in self._stranger().words()

    def demo_is_public(self) -> None:
        """A published report of the demonstration is there for everybody."""
        stranger = Visitor(self.host, self.authority)
        stranger.get(f"/agencies/{DEMO[0]}/{DEMO[1]}/")
        assert "收到和处理政府信息公开申请情况" in stranger.words()

    def _fill(self, drafter: Visitor) -> None:
        figures = yaml.safe_load(FIGURES.read_text(encoding="utf-8"))["figures"]
        for table in ("disclosure", "requests", "proceedings"):
            drafter.get(self._desk(f"edit/{table}/"))
            cells = {f"figures.{key}": str(value) for key, value in figures.items() if key.startswith(f"{table}.")}
            drafter.submit("保存", cells)
        for part, text in PARTS.items():
            drafter.get(self._desk(f"edit/{part}/"))
            drafter.submit("保存", {f"prose.{part}": text.format(year=self.year)})

    def _submit(self, drafter: Visitor) -> None:
        drafter.get(self._desk("check/"))
        assert "可以送审" in drafter.words(), drafter.words()[:1500]
        drafter.submit("送审")

    def _explain_everything(self, reviewer: Visitor) -> None:
        explained: set[str] = set()
        while True:
            page = reviewer.get(self._desk("review/"))
            open_ones = page.find_all("input", attrs={"name": "fingerprint"})
            left = [field for field in open_ones if str(field["value"]) not in explained]
            if not left:
                return
            explained.add(str(left[0]["value"]))
            form = left[0].find_parent("form")
            if form is not None and not form.find("textarea").get_text().strip():
                reviewer.submit_form(form, {"reason": "已核对，情况属实。"})

    def _public_files(self) -> set[str]:
        stranger = self._stranger()
        endings = set()
        for link in stranger.page.find_all("a", href=True):
            name = urlsplit(str(link["href"])).path
            if ending := re.search(r"/\d+/[^/]+\.(\w+)$", name):
                visitor = Visitor(self.host, self.authority)
                visitor.get(str(link["href"]))
                assert visitor.body
                endings.add(ending[1])
        return endings

    def _stranger(self) -> Visitor:
        stranger = Visitor(self.host, self.authority)
        stranger.get(f"/agencies/{self.code}/{self.year}/")
        return stranger

    def _desk(self, rest: str) -> str:
        return f"/desk/{self.code}/{self.year}/{rest}"

    def _arrive(self, link: str) -> Visitor:
        """A new person sets a password with the link and signs in."""
        visitor = Visitor(self.host, self.authority)
        visitor.get(link)
        username = re.search(r"用户名(?:是)?\W*([a-z]+)", visitor.words())
        visitor.submit("设置密码", {"password1": PASSWORD, "password2": PASSWORD})
        visitor.get("/account/login/?next=/desk/")
        assert username, visitor.words()
        visitor.submit("登录", {"login": username[1], "password": PASSWORD})
        if visitor.address.endswith("/account/second-factor/"):
            self._enrol(visitor, username[1])
        assert "/desk/" in visitor.address, visitor.words()[:300]
        return visitor

    def _enrol(self, visitor: Visitor, username: str) -> None:
        """Nothing opens before the second factor is set up."""
        visitor.get("/account/totp/activate/")
        page = visitor.submit("确认", {"password": PASSWORD})
        (secret,) = [each.get_text() for each in page.find_all("code")]
        self.secrets[username] = secret
        visitor.submit("启用", {"code": authenticator.code(secret)})
        visitor.get("/desk/")

    def _give_code(self, username: str) -> None:
        """A signature asks for the second factor, where it was not given a moment ago."""
        visitor = self.people[username]
        if visitor.page.find("input", attrs={"name": "code"}):
            visitor.submit("确认", {"code": authenticator.code(self.secrets[username])})
            assert "/confirm/" not in visitor.address, visitor.words()[:300]
