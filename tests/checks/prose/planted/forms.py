"""F: what the official format and the names in it ask for."""

from tests.checks.prose.planted import Case, Planted, cases, plant
from tests.checks.prose.planted.numbers import WHEN, WHO

NOTICE = "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
TOPICS = {
    "主动公开": "（一）主动公开。及时发布各类信息。",
    "依申请公开": "（二）依申请公开。按时答复。",
    "政府信息管理": "（三）政府信息管理。完善管理制度。",
    "平台": "（四）政府信息公开平台建设。维护门户网站。",
    "监督保障": "（五）监督保障。组织培训和考核。",
}


def numbers() -> Planted:
    faults = plant(
        "按照" + NOTICE + "（⟦{wrong}⟧）要求，{who}编制报告。",
        "根据有关通知（⟦{wrong}⟧）规定，{who}公布报告。",
        "{who}依据⟦{wrong}⟧编制本报告。",
        who=WHO,
        wrong=(
            "国办公开办函【2024】30号",
            "国办公开办函〔2024〕30号",
            "国办公开办函[2021]30号",
            "国办公开办函〔2021〕31号",
            "国办公开办函（2021）30号",
            "国办公开办函〔2022〕30号",
            "国办公开办函〔2021〕3号",
        ),
    )
    local = plant(
        "{who}落实宁政办发⟦{wrong}⟧{n}号文件。",
        "按照卫政发⟦{wrong}⟧{n}号要求，{who}制定方案。",
        "《中华人民共和国政府信息公开条例》（⟦国务院令第{order}号⟧）是{who}的工作依据。",
        who=WHO,
        wrong=("【2024】", "[2023]", "（2022）"),
        order=("492", "771", "710"),
        n=("5", "12", "108"),
    )
    misses = plant(
        "按照" + NOTICE + "（国办公开办函〔2021〕30号）要求，{who}编制报告。",
        "（国办公开办函〔2021〕{gap}号）{who}已转发。",
        "{who}落实宁政办发〔{year}〕{n}号文件。",
        "《中华人民共和国政府信息公开条例》（国务院令第711号）{who}已组织学习。",
        "《行政规范性文件管理办法》（国务院令第{order}号）{who}已学习。",
        "{who}组织学习（{year}年第{n}期）。",
        who=WHO,
        gap=("30", " 30 "),
        year=("2024", "2023"),
        n=("5", "12", "108"),
        order=("492", "379"),
        count=40,
    )
    return Planted(cases(faults + local), cases(misses))


def names() -> Planted:
    faults = plant(
        "根据《⟦{wrong}⟧》，{who}编制报告。",
        "{who}组织学习《⟦{wrong}⟧》。",
        "按照⟦{wrong}⟧的规定，{who}及时答复。",
        who=WHO,
        wrong=(
            "中华人民共和国信息公开条例",
            "中华人民共和国政务信息公开条例",
            "中华人民共和国政府信息公开法",
            "中华人民共和国政府信息公开年度报告格式",
        ),
    )
    misses = plant(
        "根据《{right}》，{who}编制报告。",
        "{who}组织学习《{right}》。",
        "按照{right}的规定，{who}及时答复。",
        who=WHO,
        right=(
            "中华人民共和国政府信息公开条例",
            "政府信息公开条例",
            "中华人民共和国政府信息公开工作年度报告格式",
            "中华人民共和国行政复议法",
            "条例",
        ),
    )
    return Planted(cases(faults), cases(misses))


def headings() -> Planted:
    faults = plant(
        "⟦（{n}）政府信息平台建设⟧情况。{who}维护{site}。",
        "⟦（{n}）政府信息平台建设⟧。{when}{who}改版{site}。",
        n="四五三",
        who=WHO,
        when=WHEN,
        site=("门户网站", "公众号", "微博"),
    )
    misses = plant(
        "（{n}）政府信息公开平台建设情况。{who}维护{site}。",
        "（{n}）平台建设。{who}维护{site}。",
        "{who}推进政府信息平台建设，改版{site}。",
        n="四五三",
        who=WHO,
        site=("门户网站", "公众号", "微博"),
    )
    return Planted(cases(faults), cases(misses))


def topics() -> Planted:
    words = list(TOPICS)
    texts = [
        "\n".join(
            [f"{WHEN[turn % 5]}{WHO[turn // 5 % 5]}工作有序。"]
            + [TOPICS[each] for place, each in enumerate(words) if place != turn % 5]
        )
        for turn in range(32)
    ]
    full = [f"{WHEN[turn % 5]}{WHO[turn // 5 % 5]}工作有序。\n" + "\n".join(TOPICS.values()) for turn in range(32)]
    return Planted(cases(texts, alone=True), cases(full, alone=True))


def length() -> Planted:
    sentence = "我们把群众关心的内容放在前面，方便查找。"
    return Planted(
        [Case((sentence * 60)[: 1001 + turn * 6], alone=True) for turn in range(30)],
        [Case((sentence * 60)[: 1000 - turn * 9], alone=True) for turn in range(20)]
        + [Case(sentence * (55 + turn), key="other", alone=True) for turn in range(10)],
    )


def fee() -> Planted:
    faults = plant(
        "{when}{who}没有其他需要报告的事项{tail}",
        "{who}组织了政府开放日活动{tail}",
        "{when}{who}推进基层政务公开{tail}",
        when=WHEN,
        who=WHO,
        tail=("。", "，效果良好。", "，群众满意。"),
    )
    misses = plant(
        "{when}{who}未收取信息处理费{tail}",
        "{who}没有收费{tail}",
        "{when}{who}收取信息处理费0元{tail}",
        when=WHEN,
        who=WHO,
        tail=("。", "，没有其他事项。", "，特此说明。"),
    )
    return Planted(cases(faults, key="other", alone=True), cases(misses, key="other", alone=True))


def agency() -> Planted:
    faults = plant(
        "{lead}《⟦{other}⟧2024年政府信息公开工作年度报告》{tail}",
        "{lead}《⟦{other}⟧2024年度政府信息公开年度报告》{tail}",
        lead=("现发布", "现公布", "编制了"),
        other=("红寺堡区司法局", "沙坡头区教育局", "清水县财政局", "前山镇人民政府", "沙坡头区司法所"),
        tail=("。", "，请监督。", "，欢迎查阅。"),
    )
    misses = plant(
        "{lead}《{own}2024年政府信息公开工作年度报告》{tail}",
        "{lead}《{own}2024年度政府信息公开年度报告》{tail}",
        "{lead}《2024年政府信息公开工作年度报告》{tail}",
        lead=("现发布", "现公布", "编制了"),
        own=("沙坡头区司法局", "中卫市沙坡头区司法局"),
        tail=("。", "，请监督。", "，欢迎查阅。"),
    )
    return Planted(cases(faults, key="opening", alone=True), cases(misses, key="opening", alone=True))


def contact() -> Planted:
    faults = plant(
        "如有疑问，请与{who}{way}。",
        "欢迎监督，{who}{way}，感谢支持。",
        who=WHO,
        way=(
            "办公室联系（地址：鼓楼东街6号）",
            "联系，电话：0955-7012345",
            "联系，电子邮箱见公告",
            "联系，邮编755000",
            "联系，联系电话0955-7012346",
        ),
    )
    misses = plant(
        "本报告电子版可在{site}下载。如有疑问，请与{who}联系（电话：0955-701234{n}）。",
        "网址：{site}。{who}联系电话：0955-701234{n}。",
        site=("门户网站", "区政府网站", "信息公开网站"),
        who=WHO,
        n="123456",
    )
    return Planted(cases(faults, key="contact", alone=True), cases(misses, key="contact", alone=True))


def edition() -> Planted:
    lead = "根据{notice}（{mark}国办公开办函〔{year}〕{n}号{end}）{tail}"
    tails = (
        "，编制本报告。",
        "要求，公布报告。",
        "，我局编制报告。",
        "的规定，本机关公布如下。",
        "，现予公布。",
        "，特此报告。",
        "，请监督。",
        "，欢迎查阅。",
    )
    notices = (NOTICE, "有关通知", "《年度报告格式》", "上级要求")

    def fill(turn: int, number: tuple[str, str], marks: tuple[str, str]) -> str:
        return lead.format(
            notice=notices[turn % 4],
            mark=marks[0],
            year=number[0],
            n=number[1],
            end=marks[1],
            tail=tails[turn // 4 % 8],
        )

    new, old = ("2021", "30"), ("2019", "60")
    return Planted(
        [Case(fill(turn, old, ("⟦", "⟧"))) for turn in range(20)]
        + [Case(fill(turn, new, ("⟦", "⟧")), year=2020, edition="2019") for turn in range(12)],
        [Case(fill(turn, new, ("", ""))) for turn in range(20)]
        + [Case(fill(turn, old, ("", "")), year=2020, edition="2019") for turn in range(12)],
    )


def empty() -> Planted:
    words = ("无", "没有", "暂无", "略", "/", "无问题", "无存在问题", "没有问题", "不存在问题", "暂无问题")
    texts = [
        (" " if turn % 4 == 3 else "") + words[turn % 10] + ("。", "", "。\n", ".")[turn // 10 % 4]
        for turn in range(40)
    ]
    misses = plant(
        "{who}存在{what}的问题，{mend}。",
        "一是{what}，{mend}。",
        "没有及时更新栏目，{mend}。",
        who=WHO,
        what=("更新不及时", "人员不足", "解读较少"),
        mend=("已建立提醒制度", "已补充人员", "已列入计划", "正在改进"),
        count=30,
    )
    return Planted(cases(dict.fromkeys(texts), key="problems", alone=True), cases(misses, key="problems", alone=True))


def old_principle() -> Planted:
    faults = plant(
        "{who}坚持以⟦公开{be}原则⟧、不公开{be}例外。",
        "{who}遵循“⟦公开{be}原则⟧，不公开{be}例外”的要求。",
        "坚持⟦公开{be}原则⟧，{who}{when}及时公布信息。",
        who=WHO,
        be="为是",
        when=WHEN,
    )
    misses = plant(
        "{who}坚持以公开为常态、不公开为例外。",
        "{who}{when}坚持公正、公平、{legal}、便民的原则。",
        "{who}坚持“谁公开谁审查”的原则，{when}无差错。",
        "{who}把公开作为{legal}的要求。",
        who=WHO,
        when=WHEN,
        legal=("合法", "依法"),
    )
    return Planted(cases(faults), cases(misses))


PLANTED = {
    "F501": numbers(),
    "F502": names(),
    "F503": headings(),
    "F504": topics(),
    "F505": length(),
    "F506": fee(),
    "F507": agency(),
    "F508": contact(),
    "F509": edition(),
    "F510": empty(),
    "F511": old_principle(),
}
