"""The five demo reports: real figures, real facts, our own sentences.

Each file in `reports/demo` is held against the seed report it stands for: same typed cells, no number the seed does
not have, no sentence taken over, and none of the faults the seeds are known for.
"""

import json
import re
from pathlib import Path

import pdfplumber
import pytest
import yaml

from tests.skipping import OPTIONAL

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "reports" / "demo"
CORPUS = OPTIONAL["corpus"]

SEEDS = {
    "nx-zw-spt-sfj-2020": "003_87bbbc62a9fc9bd5",
    "nx-zw-spt-sfj-2022": "002_9944da9601cf06f9",
    "nx-zw-spt-sfj-2024": "000_cdeef38ae2f7a1d2",
    "nx-sft-2024": "001_fdb8945cfca4de2a",
    "nx-wz-hsb-sfj-2024": "004_43edee1ebad1860f",
}
SECTIONS = ["opening", "overview", "problems", "other", "contact"]
MONEY = {"disclosure.charges.amount", "disclosure.procurement.amount"}
NOTICE_2021 = (
    "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
    "（国办公开办函〔2021〕30号）"
)
NOTICE_2019 = (
    "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）"
)

# A whole as the prose states it, and its parts, one after the other. Both must stand in the text and add up.
SUMS = {
    "nx-zw-spt-sfj-2020": [
        ("信息1337条", "门户网站141条、微博“沙坡头区司法行政”677条、微信公众号“法治沙坡头”519条"),
        (
            "141条信息中",
            "部门工作动态89条、司法行政20条、法治专栏9条、执法监督7条、意见征集反馈3条、权力清单3条、规划计划总结2条、"
            "意见征集2条、政府开放日2条、部门决算1条、部门预算1条、扶贫开发1条、政协提案1条",
        ),
        ("规范性文件12件", "废止1件、修改1件、保留10件"),
    ],
    "nx-zw-spt-sfj-2022": [("公开93条", "部门文件35条、工作信息34条、其他内容24条")],
    "nx-zw-spt-sfj-2024": [("公开57件", "部门文件12件、工作信息15件、其他各类内容30件")],
    "nx-sft-2024": [
        ("公开信息768条", "政务动态518条、信息公开目录250条"),
        ("收到申请8件", "信函申请5件、网络申请3件"),
        ("收到申请8件", "予以公开2件、部分公开2件，因本机关不掌握相关政府信息而无法提供4件"),
    ],
    "nx-wz-hsb-sfj-2024": [
        (
            "政府信息共38条",
            "公示公告8条、部门动态17条、法治政府建设3条、预决算公开2条、政府开放日2条、社区矫正2条、意见征集1条、"
            "绩效管理1条、意见征集反馈1条、图文解读1条",
        ),
        ("法律援助经费26万元", "中央和地方转移支付25万元、本级财政1万元"),
        ("行政复议案件共4件", "结果维持1件、结果纠正1件、其他结果1件、尚未审结1件"),
    ],
}
# Numbers the seed does not print: sums put right, and the year of the notice.
ADDED_NUMBERS = {
    "nx-zw-spt-sfj-2020": {"1337", "141"},
    "nx-zw-spt-sfj-2022": {"93"},
    "nx-wz-hsb-sfj-2024": {"2021"},
}
# Years the text may speak of, outside document numbers: its own, the next, and what the seed dates otherwise.
OTHER_YEARS = {"nx-zw-spt-sfj-2020": {2017, 2018, 2019}}

# May stand word for word: agencies, headings and labels, a motto, addresses, the words of 条例 第五条. Titles in 《》
# and addresses of the net are known by their form. Each counts as one character, so the words around are compared too.
FIXED_NAMES = sorted(
    [
        "中卫市沙坡头区司法局",
        "沙坡头区司法局",
        "宁夏回族自治区司法厅",
        "自治区司法厅",
        "吴忠市红寺堡区司法局",
        "红寺堡区司法局",
        "中卫市沙坡头区人民政府",
        "沙坡头区公共法律服务中心",
        "主动公开情况",
        "依申请公开情况",
        "政府信息管理情况",
        "政府信息公开平台建设情况",
        "监督保障情况",
        "政府信息公开工作年度报告",
        "存在的主要问题",
        "改进情况",
        "以公开为常态、不公开为例外",
        "本机关不掌握相关政府信息",
        "强化依法治理、共享法治成果",
        "中卫市沙坡头区滨河镇鼓楼西街265号",
        "中卫市沙坡头区鼓楼西街265号",
        "银川市兴庆区解放西街426号",
        "吴忠市红寺堡区燕然路与弘德街交汇处",
    ],
    key=len,
    reverse=True,
)
RUN = 12

ADDRESS = r"https?://[\w./-]+|[\w.]+@[\w.]+"
TELEPHONE = r"\b\d{4}-\d{7}\b"
HAN = r"\u4e00-\u9fff"

demos = pytest.mark.parametrize("name", SEEDS)
needs_corpus = pytest.mark.needs("corpus")


def load(name: str) -> dict:
    return yaml.safe_load((DEMO / f"{name}.yaml").read_text(encoding="utf-8"))


def prose(name: str) -> str:
    return "\n".join(load(name)["prose"][section] for section in SECTIONS)


def plain(text: str) -> str:
    """The text as it is printed: without the marks of bold type."""
    return text.replace("**", "")


def without(pattern: str, text: str) -> str:
    return re.sub(pattern, "", text)


def seed_text(name: str) -> str:
    return (CORPUS / f"{SEEDS[name]}.txt").read_text(encoding="utf-8")


def runs(text: str) -> dict[str, str]:
    """Every run of RUN Chinese characters, punctuation and numbers left out; a fixed name is one character, □."""
    text = without(r"\s|\*\*", text).replace("，", "、")
    text = re.sub(rf"《[^《》]{{1,80}}》|{ADDRESS}", "□", text)
    for fixed in FIXED_NAMES:
        text = text.replace(fixed, "□")
    text = without(rf"[^{HAN}□]", text)
    return {text[at : at + RUN]: text[max(0, at - 10) : at + RUN + 10] for at in range(len(text) - RUN + 1)}


@pytest.fixture(scope="module")
def corpus_runs() -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted(CORPUS.iterdir()):
        if path.suffix in {".txt", ".html"}:
            texts |= runs(without(r"<[^>]*>", path.read_text(encoding="utf-8")))
        elif path.suffix == ".pdf":
            with pdfplumber.open(path) as pdf:
                texts |= runs("".join(page.extract_text() for page in pdf.pages))
    return texts


def test_demo_is_these_five_reports():
    assert sorted(path.stem for path in DEMO.glob("*.yaml")) == sorted(SEEDS)


@demos
def test_file_has_these_keys_and_no_key_twice(name):
    report = load(name)
    assert list(report) == ["agency", "year", "prose", "figures"]
    assert f"{report['agency']}-{report['year']}" == name
    assert list(report["prose"]) == SECTIONS
    node = yaml.compose((DEMO / f"{name}.yaml").read_text(encoding="utf-8"))
    written = {key.value: value.value for key, value in node.value}
    assert len(written["figures"]) == len(report["figures"])
    for text in report["prose"].values():
        assert text == "".join(f"{line.strip()}\n" for line in text.splitlines())


@needs_corpus
@demos
def test_figures_are_those_of_the_real_report(name):
    expected = json.loads((CORPUS / "expected" / f"{SEEDS[name]}.json").read_text(encoding="utf-8"))["figures"]
    computed = re.compile(r"\.total$|^requests\.concluded\.")
    typed = {
        key: value if key in MONEY else int(value)
        for key, value in ((key, value or "0") for key, value in expected.items())
        if not computed.search(key)
    }
    assert load(name)["figures"] == typed


@needs_corpus
@demos
def test_no_sentence_is_taken_over(name, corpus_runs):
    ours = {run: around for line in prose(name).splitlines() for run, around in runs(line).items()}
    assert {run: (ours[run], corpus_runs[run]) for run in ours.keys() & corpus_runs.keys()} == {}


@needs_corpus
def test_comparison_sees_a_sentence_taken_over(corpus_runs):
    borrowed = runs(seed_text("nx-zw-spt-sfj-2024"))
    assert len(borrowed) > 1000
    assert borrowed.keys() <= corpus_runs.keys()


@needs_corpus
@demos
def test_every_number_stands_in_the_real_report(name):
    number = r"\d+(?:\.\d+)?"
    year = load(name)["year"]
    known = set(re.findall(number, seed_text(name))) | ADDED_NUMBERS.get(name, set()) | {"0", str(year + 1)}
    assert set(re.findall(number, without(ADDRESS, prose(name)))) - known == set()


@needs_corpus
@demos
def test_no_person_is_named(name):
    leaders = re.findall(rf"局长([{HAN}]{{2,3}})任副?组长", without(r"\s", seed_text("nx-zw-spt-sfj-2020")))
    assert len(leaders) == 2
    assert [leader for leader in leaders if leader in prose(name)] == []


@demos
def test_every_whole_equals_its_parts(name):
    text = prose(name)
    for whole, parts in SUMS[name]:
        assert [piece for piece in (whole, parts) if piece not in text] == []
        assert int(without(r"\D", whole)) == sum(map(int, re.findall(r"\d+", parts))), whole


@demos
def test_opening_cites_law_notice_and_period(name):
    year, opening = load(name)["year"], load(name)["prose"]["opening"]
    right, other = (NOTICE_2021, NOTICE_2019) if year >= 2021 else (NOTICE_2019, NOTICE_2021)
    assert "《中华人民共和国政府信息公开条例》" in opening
    assert right in opening
    assert other not in opening
    assert f"{year}年1月1日至12月31日" in opening


@demos
def test_years_are_this_year_and_the_next(name):
    year = load(name)["year"]
    named = {int(year) for year in re.findall(r"(?<!\d)(20\d\d)年", prose(name))}
    assert named - {year, year + 1} == OTHER_YEARS.get(name, set())
    assert f"{year + 1}年" not in load(name)["prose"]["overview"]
    assert f"{year + 1}年" in load(name)["prose"]["problems"]


@demos
def test_overview_covers_the_five_topics_within_its_length(name):
    overview = load(name)["prose"]["overview"]
    assert re.findall(r"^（(.)）(.+?)情况。", overview, re.M) == [
        ("一", "主动公开"),
        ("二", "依申请公开"),
        ("三", "政府信息管理"),
        ("四", "政府信息公开平台建设"),
        ("五", "监督保障"),
    ]
    assert len(without(r"\s", plain(overview))) <= (1000 if load(name)["year"] >= 2021 else 2500)


@demos
def test_problems_have_two_headings_with_points_under_each(name):
    parts = re.split(r"^（[一二]）(存在的主要问题|改进情况)\n", load(name)["prose"]["problems"], flags=re.M)
    assert [parts[0], *parts[1::2]] == ["", "存在的主要问题", "改进情况"]
    assert all(part.count("**") >= 6 for part in parts[2::2])


@demos
def test_fee_is_stated_in_yuan_from_edition_2021(name):
    year, other = load(name)["year"], load(name)["prose"]["other"]
    if year >= 2021:
        sentence = next(line for line in other.splitlines() if "未收取信息处理费" in line)
        assert f"{year}年" in sentence
        assert sentence.endswith("收费金额为0元。")
    else:
        assert "信息处理费" not in other


@demos
def test_contact_says_where_and_whom(name):
    contact = load(name)["prose"]["contact"]
    assert re.search(r"电子版.+（https?://[\w./]+）", contact)
    assert re.findall(r"^(地址|邮编|电话|电子邮箱)：\S+$", contact, re.M) == ["地址", "邮编", "电话", "电子邮箱"]
    assert re.search(r"^邮编：\d{6}$", contact, re.M)


@demos
def test_characters_are_chinese_digits_and_full_width_punctuation(name):
    text = re.sub(rf"{ADDRESS}|{TELEPHONE}|\*\*|\n|^\d+\.(?!\d)|(?<=\d)\.(?=\d)", "", prose(name), flags=re.M)
    assert set(re.findall(rf"[^{HAN}0-9，。；：、（）《》〈〉“”〔〕＋%]", text)) == set()
    assert re.findall(r"[，。；：、]{2}", text) == []


@demos
def test_only_a_round_number_is_followed_by_more(name):
    assert [number for number in re.findall(r"(\d+)余", prose(name)) if not number.endswith("0")] == []


@demos
def test_brackets_and_quotes_are_paired(name):
    pairs = dict(zip("）》〉”〕", "（《〈“〔", strict=True))
    for line in prose(name).splitlines():
        opened: list[str] = []
        for char in line:
            if char in pairs.values():
                opened.append(char)
            elif char in pairs:
                assert opened.pop() == pairs[char], line
        assert opened == [], line
        assert line.count("**") % 2 == 0, line


@demos
def test_no_word_is_doubled_and_no_known_slip_is_left(name):
    text = plain(prose(name))
    assert re.findall(rf"([{HAN}]{{2,6}})\1|([的了和是在对为与及将把由])\2", text) == []
    slips = ["截止目前", "给与", "已申请公开", "以公开为原则", "公开是原则", "对标准上级", "【", "自媒体"]
    assert [slip for slip in slips if slip in text] == []


@demos
def test_points_are_numbered_in_order(name):
    for text in load(name)["prose"].values():
        for block in re.split(r"^（[一二三四五六]）", text, flags=re.M):
            points = re.findall(r"\*\*([一二三四五六])是", block)
            steps = re.findall(r"^(\d)\.", block, re.M)
            assert points == list("一二三四五六")[: len(points)]
            assert steps == list("123456")[: len(steps)]
        headings = re.findall(r"^（([一二三四五六])）", text, re.M)
        assert headings == list("一二三四五六")[: len(headings)]
