"""manage.py load_agencies: what it stores, what it says, and that it writes all or nothing."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agencies import register
from agencies.csv_files import WHERE
from agencies.management.commands.load_agencies import Command
from agencies.models import Agency
from agencies.register.columns import COLUMNS, LABELS
from tests.agencies.trees import plant

pytestmark = pytest.mark.django_db

DEMO = Path(register.__file__).parent.parent / "data" / "demo_agencies.csv"


def load(tmp_path: Path, text: str, *options: str) -> str:
    """What the command says about a register of this text."""
    file = tmp_path / "登记册.csv"
    file.write_text(text, encoding="utf-8")
    out = io.StringIO()
    call_command("load_agencies", str(file), *options, stdout=out)
    return out.getvalue()


def stored() -> list[tuple[str, str, str | None]]:
    return list(Agency.objects.order_by("code").values_list("code", "name", "parent__code"))


def test_register_is_stored_whatever_the_order_of_its_lines(tmp_path: Path) -> None:
    printed = load(tmp_path, "代码,全称,上级,层级,类别\nc,丙,b,县级,部门\nb,乙,a,市级,政府\na,甲,,省级,政府\n")
    assert printed == "登记册.csv：新增 3，更新 0，不变 0。\n"
    assert stored() == [("a", "甲", None), ("b", "乙", "a"), ("c", "丙", "b")]


def test_second_load_changes_nothing(tmp_path: Path) -> None:
    text = "代码,全称,上级,层级,类别,联系电话\na,甲,,省级,政府,0955－7630167\nb,乙,a,县级,部门,\n"
    load(tmp_path, text)
    before = list(Agency.objects.values())
    assert load(tmp_path, text) == "登记册.csv：新增 0，更新 0，不变 2。没有变化。\n"
    assert list(Agency.objects.values()) == before


def test_load_counts_new_changed_and_unchanged_and_leaves_the_rest_alone(tmp_path: Path) -> None:
    top = plant("a")
    plant("b", top)
    plant("c", top)
    plant("z", top, telephone="12345")
    printed = load(tmp_path, "code,name,parent,level,kind\nb,b局,z,县级,部门\nc,c局,a,县级,部门\nd,d局,b,县级,部门\n")
    assert printed == "登记册.csv：新增 1，更新 1，不变 1。\n"
    assert stored() == [("a", "a局", None), ("b", "b局", "z"), ("c", "c局", "a"), ("d", "d局", "b"), ("z", "z局", "a")]
    assert Agency.objects.get(code="z").telephone == "12345"


def test_columns_left_out_stay_and_empty_cells_clear(tmp_path: Path) -> None:
    plant("a", plant("b"), telephone="12345", fax="54321", is_active=False, position=7)
    load(tmp_path, "代码,全称,上级,层级,类别,传真\na,a局,b,县级,部门,\n")
    agency = Agency.objects.get(code="a")
    assert (agency.telephone, agency.fax, agency.is_active, agency.position) == ("12345", "", False, 7)
    load(tmp_path, "代码,全称,上级,层级,类别,在用,排序\na,a局,,县级,部门,,\n")
    agency.refresh_from_db()
    assert (agency.parent, agency.is_active, agency.position) == (None, True, 0)


def test_every_column_is_stored(tmp_path: Path) -> None:
    facts = {
        "short_name": "甲",
        "short_name_in_title": True,
        "may_make_regulations": True,
        "address": "甲路1号，甲楼",
        "postcode": "755000",
        "telephone": "0955-7630167",
        "fax": "0955-7630168",
        "email": "a@b.cn",
        "contact_office": "办公室",
        "portal_name": "甲网",
        "portal_url": "https://b.cn",
        "is_active": False,
        "position": 3,
    }
    text = "code,name,parent,level,kind," + ",".join(facts) + "\na,甲府,,省级,政府,"
    load(tmp_path, text + ",".join({True: "是", False: "否"}.get(fact, str(fact)) for fact in facts.values()))
    assert Agency.objects.values("name", "parent", "level", "kind", *facts).get() == {
        "name": "甲府", "parent": None, "level": "province", "kind": "government", **facts,
    }  # fmt: skip


def test_names_and_places_in_the_tree_may_be_exchanged(tmp_path: Path) -> None:
    plant("b", plant("a", name="甲"), name="乙")
    load(tmp_path, "代码,全称,上级,层级,类别\na,乙,b,县级,部门\nb,新,,县级,部门\nc,甲,,县级,部门\n")
    assert stored() == [("a", "乙", "b"), ("b", "新", None), ("c", "甲", None)]


def test_problem_keeps_everything_from_being_written(tmp_path: Path) -> None:
    plant("a")
    with pytest.raises(CommandError) as refusal:
        load(tmp_path, "代码,全称,上级,层级,类别\na,新名,,县级,部门\nb,乙,x,县级,部门\nc,丙,,县,部门\n")
    assert str(refusal.value) == (
        "第 3 行“上级”（现为“x”）：没有代码是这个的机关，请改正代码，或把上级机关补进登记册。\n"
        "第 4 行“层级”（现为“县”）：不在规定之内，请填国家、省级、市级、县级、乡级之一。\n"
        "登记册.csv 有 2 处问题，没有写入任何内容。"
    )
    assert (refusal.value.returncode, stored()) == (1, [("a", "a局", None)])


def test_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    lines = load(tmp_path, "代码,全称,上级,层级,类别\na,甲,,省级,政府\n", "--dry-run").splitlines()
    assert (lines[-1], stored()) == ("登记册.csv：新增 1，更新 0，不变 0。试运行，没有写入。", [])


def test_dry_run_shows_the_title_of_each_new_or_changed_agency(tmp_path: Path) -> None:
    county = plant("x", name="样表县人民政府", kind="government")
    plant("x-old", county, name="样表县档案局")
    text = (
        "代码,全称,简称,标题用简称,上级,层级,类别\n"
        "x-old,样表县档案局,,是,x,县级,部门\n"
        "x-a,样表县司法局,司法局,,x,县级,部门\n"
        "x-b,样表县财政局,财政局,是,x,县级,部门\n"
        "x-c,民政局,,,x-b,县级,部门\n"
    )
    year = timezone.localdate().year - 1
    assert load(tmp_path, text, "--dry-run").splitlines() == [
        "新增和更新的机关，年报标题将印成：",
        f"  x-a　样表县司法局{year}年政府信息公开工作年度报告",
        f"  x-b　财政局{year}年政府信息公开工作年度报告",
        "    注意：简称“财政局”里没有地名“样表县”，印出来看不出是哪里的机关；"
        "请在“标题用简称”填“否”，或把简称改成带地名的。",
        f"  x-c　民政局{year}年政府信息公开工作年度报告",
        "    注意：全称“民政局”里没有地名“样表县”，印出来看不出是哪里的机关；请把全称写完整。",
        "有 2 个标题看不出是哪里的机关，见上面的“注意”。",
        "登记册.csv：新增 3，更新 0，不变 1。试运行，没有写入。",
    ]


def test_help_explains_every_column() -> None:
    explained = Command().create_parser("manage.py", "load_agencies").format_help()
    for column in COLUMNS:
        required = "【必有】" if column.required else ""
        heading = f"  {LABELS[column.field]}（{column.field}）{required}\n"
        assert f"{heading}      {column.holds}。例：{column.example}\n" in explained


def test_sample_opens_in_excel_and_loads_as_it_is(tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("load_agencies", "--sample", stdout=out)
    file = tmp_path / "样表.csv"
    file.write_text(out.getvalue(), encoding="utf-8", newline="")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    outcome = register.load(file.read_bytes(), dry_run=True)
    assert (outcome.problems, {title.warning for title in outcome.titles}) == ([], {""})
    call_command("load_agencies", str(file), stdout=io.StringIO())
    assert stored() == [
        ("ybx", "样表县人民政府", None),
        ("ybx-czj", "样表县财政局", "ybx"),
        ("ybx-jyz", "样表县甲样镇人民政府", "ybx"),
        ("ybx-sfj", "样表县司法局", "ybx"),
        ("ybx-zfb", "样表县人民政府办公室", "ybx"),
    ]


def test_sample_is_utf_8_whatever_the_terminal() -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    call_command("load_agencies", "--sample", stdout=terminal)
    assert terminal.buffer.getvalue() == register.sample().encode()  # type: ignore[attr-defined]


def test_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "没有.csv"
    for path, printed in [
        (missing, f"找不到文件 {missing}。{WHERE.format(name=missing.name)}"),
        (tmp_path, f"{tmp_path} 是文件夹，请给出其中的 CSV 文件。"),
    ]:
        with pytest.raises(CommandError) as refusal:
            call_command("load_agencies", str(path))
        assert (str(refusal.value), refusal.value.returncode) == (printed, 2)


def test_load_asks_the_same_number_of_queries_whatever_the_size(django_assert_num_queries) -> None:
    """Savepoint, lock, what is stored; deferral, new ones, their keys, parents and changes, its end; release."""
    for size in (10, 1000):
        rows = [f"a{n},局{n},{f'a{n // 5}' if n else ''},县级,部门" for n in range(size)]
        for change in ("", "改"):
            data = "\n".join(["代码,全称,上级,层级,类别,地址", *[f"{row},{change}" for row in rows]]).encode()
            with django_assert_num_queries(8 if change else 9):
                outcome = register.load(data)
            assert outcome.problems == []
            with django_assert_num_queries(4):
                assert register.load(data).unchanged == size


def test_demo_register_is_the_tree_of_the_five_reports() -> None:
    assert register.load(DEMO.read_bytes()) == register.Outcome([], created=8)
    assert stored() == [
        ("nx", "宁夏回族自治区人民政府", None),
        ("nx-sft", "宁夏回族自治区司法厅", "nx"),
        ("nx-wz", "吴忠市人民政府", "nx"),
        ("nx-wz-hsb", "吴忠市红寺堡区人民政府", "nx-wz"),
        ("nx-wz-hsb-sfj", "吴忠市红寺堡区司法局", "nx-wz-hsb"),
        ("nx-zw", "中卫市人民政府", "nx"),
        ("nx-zw-spt", "中卫市沙坡头区人民政府", "nx-zw"),
        ("nx-zw-spt-sfj", "中卫市沙坡头区司法局", "nx-zw-spt"),
    ]
    for agency in Agency.objects.all():
        agency.full_clean()
