"""A register against what is stored: every problem, each as one sentence with line, column and value."""

import pytest

from agencies import register
from agencies.models import Agency
from tests.agencies.trees import plant, plant_ningxia

pytestmark = pytest.mark.django_db

HEADINGS = "代码,全称,上级,层级,类别"


def says(*lines: str, headings: str = HEADINGS) -> list[str]:
    """What is wrong with a register of these lines; nothing may have been written."""
    before = list(Agency.objects.values())
    outcome = register.load("\n".join([headings, *lines]).encode())
    assert list(Agency.objects.values()) == before
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 0)
    return [str(problem) for problem in outcome.problems]


def test_every_problem_of_every_line_is_listed_in_the_order_of_lines() -> None:
    headings = f"{HEADINGS},邮政编码,联系电话,电子邮箱,门户网站网址,能否制定规章,在用,排序"
    problems = says(
        "A B,,x,村级,公司,7500,无,a@,www.x.cn,也许,不,一",
        ",乙局,,县级,部门,755000,0955-7630167,a@b.cn,http://b.cn,是,是,1",
        "c,丙局,,县级,部门,,,,,,,99999999999",
        "d,丁局,,县级",
        headings=headings,
    )
    telephone = "号码须为半角数字，区号用连字符隔开，如 0955-7630167；多个号码用顿号隔开。"
    assert problems == [
        "第 2 行“上级”（现为“x”）：没有代码是这个的机关，请改正代码，或把上级机关补进登记册。",
        "第 2 行“全称”：不能为空，请填写。",
        "第 2 行“层级”（现为“村级”）：不在规定之内，请填国家、省级、市级、县级、乡级之一。",
        "第 2 行“类别”（现为“公司”）：不在规定之内，请填政府、部门、乡镇街道、办公厅（室）之一。",
        "第 2 行“能否制定规章”（现为“也许”）：请填“是”或“否”。",
        "第 2 行“在用”（现为“不”）：请填“是”或“否”。",
        "第 2 行“排序”（现为“一”）：须为不超过九位的整数，请改为如 10，或留空。",
        "第 2 行“代码”（现为“A B”）：代码只能用小写字母、数字和连字符，且以字母或数字开头和结尾，如 nx-zw-spt。",
        "第 2 行“邮政编码”（现为“7500”）：邮政编码须为六位数字，如 755000。",
        f"第 2 行“联系电话”（现为“无”）：{telephone}",
        "第 2 行“电子邮箱”（现为“a@”）：电子邮箱须写成 name@example.cn 的样子。",
        "第 2 行“门户网站网址”（现为“www.x.cn”）："
        "网址须以 http:// 或 https:// 开头并且完整，如 https://sft.nx.gov.cn。",
        "第 3 行“代码”：不能为空，请填写。",
        "第 3 行“能否制定规章”（现为“是”）："
        "只有国务院部门、省级政府和市级（设区的市、自治州）政府能制定规章，请改为“否”。",
        "第 4 行“排序”（现为“99999999999”）：须为不超过九位的整数，请改为如 10，或留空。",
        "第 5 行：有 4 格，而表头有 12 栏；请补齐或删去多余的逗号，含逗号的内容要加双引号。",
    ]


def test_powers_are_not_judged_by_a_level_that_is_not_known() -> None:
    assert says("a,甲府,,州,政府,是", headings=f"{HEADINGS},能否制定规章") == [
        "第 2 行“层级”（现为“州”）：不在规定之内，请填国家、省级、市级、县级、乡级之一。"
    ]


def test_repeated_codes_and_names_are_named_with_both_lines() -> None:
    assert says("a,甲局,,县级,部门", "b,甲局,,县级,部门", "a,丙局,,县级,部门") == [
        "第 3 行“全称”（现为“甲局”）：与第 2 行重复，请改正或删去其中一行。",
        "第 4 行“代码”（现为“a”）：与第 2 行重复，请改正或删去其中一行。",
    ]


def test_name_of_an_agency_outside_the_file_is_refused() -> None:
    plant("old", name="甲局")
    assert says("a,甲局,,县级,部门") == [
        "第 2 行“全称”（现为“甲局”）：已由代码为“old”的机关使用，请改正全称，或改用那个代码。"
    ]


def test_parent_given_by_name_is_answered_with_its_code() -> None:
    plant("old", name="老局")
    assert says("a,甲局,老局,县级,部门", "b,乙局,甲局,县级,部门") == [
        "第 2 行“上级”（现为“老局”）：这里要填代码，请改为“old”。",
        "第 3 行“上级”（现为“甲局”）：这里要填代码，请改为“a”。",
    ]


def test_parent_on_a_line_that_could_not_be_read_is_not_called_unknown() -> None:
    assert says("a,甲局,,县级", "b,乙局,a,县级,部门", "c,丙局,x,县级,部门") == [
        "第 2 行：有 4 格，而表头有 5 栏；请补齐或删去多余的逗号，含逗号的内容要加双引号。",
        "第 4 行“上级”（现为“x”）：没有代码是这个的机关，请改正代码，或把上级机关补进登记册。",
    ]


def test_parents_are_not_called_unknown_when_the_file_breaks_off() -> None:
    assert says("b,乙局,a,县级,部门", 'a,"甲局,,县级,部门') == [
        "第 3 行：从这一行起读不下去：双引号不成对，或一格超过 13 万字；请补齐或删去双引号（格内的双引号要写两个）。"
    ]


def test_each_circle_within_the_file_is_named_once() -> None:
    circle = "请改正其中一个机关的上级。"
    assert says("e,戊,c,县级,部门", "b,乙,a,县级,部门", "a,甲,c,县级,部门", "c,丙,b,县级,部门", "d,丁,d,县级,部门") == [
        f"第 3 行“上级”（现为“a”）：上级关系成环：c → b → a → c；{circle}",
        f"第 6 行“上级”（现为“d”）：上级关系成环：d → d；{circle}",
    ]


def test_circle_through_stored_agencies_is_named() -> None:
    plant_ningxia()
    assert says("nx,宁夏回族自治区人民政府,nx-zw-spt-sfj,省级,政府") == [
        "第 2 行“上级”（现为“nx-zw-spt-sfj”）："
        "上级关系成环：nx → nx-zw-spt-sfj → nx-zw-spt → nx-zw → nx；请改正其中一个机关的上级。"
    ]


def test_values_too_long_or_with_line_ends_are_refused() -> None:
    problems = says(f"a,{'长' * 101},,县级,部门", '"b","乙\n局",,县级,部门', f"{'c' * 65},丙局,,县级,部门")
    problems += says("d,丁局,,县级,部门,7550001", headings=f"{HEADINGS},邮政编码")
    assert problems == [
        f"第 2 行“全称”（现为“{'长' * 40}…”）：最多 100 个字，现有 101 个，请缩短。",
        "第 3 行“全称”（现为“乙␣局”）：含有换行或控制字符，请删去。",
        f"第 5 行“代码”（现为“{'c' * 40}…”）：最多 64 个字，现有 65 个，请缩短。",
        "第 2 行“邮政编码”（现为“7550001”）：邮政编码须为六位数字，如 755000。",
    ]


def test_missing_columns_do_not_hide_the_problems_of_the_others() -> None:
    assert says("a,甲局,村级", headings="代码,全称,层级") == [
        "第 1 行“表头”：缺少“上级”（parent）一栏，请补上。",
        "第 1 行“表头”：缺少“类别”（kind）一栏，请补上。",
        "第 2 行“层级”（现为“村级”）：不在规定之内，请填国家、省级、市级、县级、乡级之一。",
    ]
