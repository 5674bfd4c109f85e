"""The command `invite`: links for the first people, from one line or from a list, all of it or nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from agencies.models import Agency, Invitation, Membership, MembershipChange, User
from agencies.roles import Role
from tests.agencies.members import at, roles
from tests.agencies.people import PASSWORD, person

pytestmark = pytest.mark.django_db

HEAD = "机关,角色,用户名,姓名,电子邮箱"
NEW_PASSWORD = "春天里的一个口令 5"


def printed(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    return [line.split("　") for line in capsys.readouterr().out.splitlines()]


def refusal(*arguments: str) -> list[str]:
    with pytest.raises(CommandError) as refused:
        call_command("invite", *arguments)
    return str(refused.value).splitlines()


def write(folder: Path, *lines: str, encoding: str = "utf-8") -> str:
    file = folder / "人员.csv"
    file.write_text("\n".join([HEAD, *lines]), encoding=encoding)
    return str(file)


def set_password(link: str) -> int:
    address = "/" + link.split("/", 3)[3]
    return Client().post(address, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}).status_code


def test_first_manager_gets_a_link_and_signs_in(
    bureau: Agency, settings, capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    settings.SITE_ADDRESS = "https://nianbao.example.gov.cn:8443"
    call_command("invite", "沙坡头区司法局", "manager", "zhang.gong", "--name", "张工")
    ((name, role, agency, link),) = printed(capsys)
    assert (name, role, agency) == ("张工", "管理员", "沙坡头区司法局")
    assert link.startswith("https://nianbao.example.gov.cn:8443/account/invitation/")
    user = User.objects.get()
    assert (user.full_name, user.has_usable_password(), roles(user)) == ("张工", False, "管理员")
    assert set_password(link) == 302
    client.post("/account/login/", {"login": "zhang.gong", "password": NEW_PASSWORD})
    page = " ".join(client.get(at(bureau)).content.decode().split())
    assert "由服务器命令行让张工担任管理员" in page
    assert "由服务器命令行给张工发出设置密码的链接" in page


@pytest.mark.parametrize(("agency", "role"), [("nx-zw-spt-sfj", "管理员"), ("中卫市沙坡头区司法局", "manager")])
def test_agency_and_role_have_more_than_one_name(bureau: Agency, agency: str, role: str) -> None:
    call_command("invite", agency, role, "zhang", "--name", "张工")
    assert roles(User.objects.get()) == "管理员"


def test_list_is_invited_as_a_whole_with_one_link_a_person(
    tree: dict[str, Agency], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(
        tmp_path,
        "nx-sft,管理员,zhang,张工,zhang@example.cn",
        "",
        "nx-sft,填报人,zhang,张工,",
        "nx,主管,li.gong,李工,",
        "nx-zw,manager,li.gong,,",
        encoding="gb18030",
    )
    call_command("invite", "--csv", file)
    lines = printed(capsys)
    assert [line[:3] for line in lines] == [
        ["张工", "填报人、管理员", "宁夏回族自治区司法厅"],
        ["李工", "管理员、主管", "宁夏回族自治区、中卫市"],
    ]
    assert (User.objects.get(username="zhang").email, Invitation.objects.count()) == ("zhang@example.cn", 2)
    assert [set_password(line[3]) for line in lines] == [302, 302]


def test_every_problem_is_a_sentence_with_its_line_and_nothing_is_written(
    tree: dict[str, Agency], tmp_path: Path
) -> None:
    person("wang", full_name="王工", email="wang@example.cn")
    person("gone", is_active=False)
    lines = refusal(
        "--csv",
        write(
            tmp_path,
            "没有的局,管理员,a.b,甲工,",
            "nx-sft,局长,c.d,,x",
            "nx-sft,主管,wang,黄工,other@example.cn",
            "nx-sft,管理员,gone,,",
            "nx-sft,管理员,Wang,王工,",
            "nx-sft,管理员",
        ),
    )
    assert lines == [
        "第 2 行“机关”（现为“没有的局”）：没有代码或名称为“没有的局”的机关。",
        "第 3 行“角色”（现为“局长”）：没有这个角色，请改为其中之一：填报人、一审、二审、三审、发布人、管理员、主管。",
        "第 3 行“姓名”：请填写姓名。",
        "第 3 行“电子邮箱”（现为“x”）：电子邮箱须写成 name@example.cn 的样子。",
        "第 4 行“角色”（现为“主管”）：只有政府和政府办公厅（室）能有主管，请另选角色。",
        "第 4 行“姓名”（现为“黄工”）：这个用户名是王工的；是同一个人请写原来的姓名，不是请另取用户名。",
        "第 4 行“电子邮箱”（现为“other@example.cn”）：与这个账号现有的不同；这里不改邮箱，请去掉这一格，"
        "或由系统管理员在管理后台改。",
        "第 5 行“用户名”（现为“gone”）：这个账号已停用，请先在管理后台启用，或另取用户名。",
        "第 6 行“用户名”（现为“Wang”）：用户名只能用小写字母、数字、点和连字符，以字母或数字开头和结尾。",
        "第 6 行“用户名”（现为“Wang”）：已有只差大小写的用户名“wang”，请照它写，或另取一个。",
        "第 7 行：有 2 格，而表头有 5 栏；请补齐或删去多余的逗号。",
        "没有邀请任何人。",
    ]
    assert (User.objects.count(), Membership.objects.count(), Invitation.objects.count()) == (2, 0, 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "文件：没有人员：第一行是表头，从第 2 行起每行写一个人的一个角色。"),
        (HEAD.encode(), "文件：没有人员：第一行是表头，从第 2 行起每行写一个人的一个角色。"),
        (b"PK\x03\x04", "文件：这是 Excel 工作簿，不是 CSV；请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”。"),
        (
            "机关；角色\na；b".encode(),
            "第 1 行（现为“机关；角色”）：各栏不是用英文逗号分隔的；"
            "请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”。",
        ),
        ("机关,角色,用户名\na,b,c".encode(), "第 1 行“表头”：缺少“姓名”一栏，请补上。"),
        (
            f"{HEAD},密码\na,b,c,d,e,f".encode(),
            "第 1 行“表头”（现为“密码”）：没有这一栏，请删去，或改为其中之一：机关、角色、用户名、姓名、电子邮箱。",
        ),
        (
            f'{HEAD}\na,b,"c'.encode(),
            "第 2 行：从这一行起读不下去：双引号不成对，请补齐或删去双引号（格内的双引号要写两个）。",
        ),
    ],
)
def test_file_that_is_no_list_is_named(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    assert refusal("--csv", str(file)) == [sentence, "没有邀请任何人。"]


def test_faults_of_the_command_line_are_said_without_a_line(bureau: Agency) -> None:
    assert refusal("x", "manager", "zhang", "--name", "张工")[0] == ("“机关”（现为“x”）：没有代码或名称为“x”的机关。")
    assert refusal("nx-zw-spt-sfj", "manager", "zhang")[0] == "“姓名”：请填写姓名。"
    assert "请写明机关、角色和用户名" in refusal("nx-zw-spt-sfj")[0]
    assert "命令行上不要再写" in refusal("nx-zw-spt-sfj", "--csv", "x.csv")[0]
    assert "请把文件放到 /tmp，写完整的路径，例如 /tmp/没有.csv。" in refusal("--csv", "没有.csv")[0]


def test_member_gets_the_role_and_a_new_link_and_keeps_the_password(
    bureau: Agency, capsys: pytest.CaptureFixture[str]
) -> None:
    user = person("zhang", Role.DRAFTER, at=bureau)
    call_command("invite", "nx-zw-spt-sfj", "管理员", "zhang")
    call_command("invite", "nx-zw-spt-sfj", "管理员", "zhang")
    first, second = printed(capsys)
    user.refresh_from_db()
    assert (roles(user), user.check_password(PASSWORD)) == ("填报人、管理员", True)
    assert MembershipChange.objects.filter(action="granted", by=None).count() == 1
    assert [set_password(first[3]), set_password(second[3])] == [410, 302]


def test_link_of_the_command_line_opens_for_who_serves_elsewhere_too(
    tree: dict[str, Agency], capsys: pytest.CaptureFixture[str]
) -> None:
    person("zhang", Role.MANAGER, at=tree["nx-sft"])
    call_command("invite", "nx", "主管", "zhang")
    assert set_password(printed(capsys)[0][3]) == 302
