"""N: numbers against the tables, against each other, percentages and money."""

from collections.abc import Iterator
from decimal import Decimal

from tests.checks.prose.planted import Case, Planted, cases, plant

WHO = ("我局", "本机关", "我办", "本单位", "区司法局")
WHEN = ("2024年，", "全年", "本年度", "2024年度，", "一年来，")
GROUPED = ("{:d}", "{:,d}", "{:d}", "{:d} ")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
NUMERALS = "零一二三四五六七八九"


def written(number: int, turn: int) -> str:
    """The number in one of the ways authors write it."""
    if turn % 5 == 3:
        return str(number).translate(FULL_WIDTH)
    if turn % 5 == 4 and 10 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")
    return GROUPED[turn % 4].format(number)


def asked(received: int, carried: int = 0, *, out: int = 0, **outcomes: int) -> dict[str, object]:
    rows = {"received": received, "carried_in": carried, "carried_out": out, **outcomes}
    return {f"requests.{row}.natural_person": count for row, count in rows.items()}


# Sentence with {who}, {when}, {n}; then the figures with which n agrees.
CLAIMS: list[tuple[str, str]] = [
    ("{when}{who}收到政府信息公开申请{n}件。", "received"),
    ("{when}{who}共受理政府信息公开申请{n}件，均按期答复。", "received"),
    ("{when}{who}收到公民、法人和其他组织提出的政府信息公开申请共{n}件。", "received"),
    ("{when}{who}新收依申请公开{n}件。", "received"),
    ("{when}{who}接收信息公开申请{n}宗。", "received"),
    ("{when}{who}收到{n}件政府信息公开申请。", "received"),
    ("{who}{when}收到政府信息公开申请，共计{n}件。", "received"),
    ("{when}{who}收到政府信息公开申请若干，办理结果为予以公开{n}件。", "granted"),
    ("{when}{who}答复申请人，其中部分公开{n}件。", "partly_granted"),
    ("{who}依法答复各类申请，不予公开{n}件。", "refused_law"),
    ("{who}对申请逐一核实，因不掌握信息而无法提供{n}件。", "unavailable_not_held"),
    ("{when}{who}共有{n}件申请结转下年度继续办理。", "out"),
    ("{who}办理上年结转申请{n}件。", "carried"),
    ("{when}{who}作出行政许可决定{n}件。", "disclosure.licensing.decisions"),
    ("{when}{who}作出行政处罚决定共{n}件。", "disclosure.penalties.decisions"),
    ("{when}{who}作出行政强制决定{n}件。", "disclosure.coercion.decisions"),
    ("{when}{who}制发行政规范性文件{n}件。", "disclosure.normative_documents.issued"),
    ("截至年底，{who}现行有效的行政规范性文件有{n}件。", "disclosure.normative_documents.in_force"),
]


def agreeing(kind: str, number: int) -> dict[str, object]:
    if "." in kind:
        return {kind: number}
    if kind in ("received", "carried", "out"):
        return asked(**{"received": 3, kind: number})
    return asked(90, **{kind: number})


def contradicting() -> Planted:
    faults, misses = [], []
    for turn in range(54):
        text, kind = CLAIMS[turn % len(CLAIMS)]
        number = 11 + turn * 17 % 80 if turn % 3 else 1011 + turn * 37
        facts = {"who": WHO[turn % 5], "when": WHEN[turn // 5 % 5]}
        n = written(number, turn)
        faults.append(
            Case(text.format(n=n, **facts).replace(n, f"⟦{n}⟧"), figures=agreeing(kind, number + 1 + turn % 3))
        )
        misses.append(Case(text.format(n=n, **facts), figures=agreeing(kind, number)))
    other = plant(
        "{when}{who}{business}{n}件。",
        "{who}{when}{business}{n}件，群众评价良好。",
        "{when}{business}{n}件，{who}逐件登记。",
        count=40,
        who=WHO,
        when=WHEN,
        business=(
            "未收到政府信息公开申请，办理建议提案",
            "办理人大代表建议",
            "受理法律援助申请",
            "办理行政复议案件",
            "收到领导信箱来信",
            "收到网络提交的政府信息公开申请",
            "收到行政许可申请",
            "答复热线诉求",
            "各乡镇收到政府信息公开申请",
            "去年收到政府信息公开申请",
            "审查规范性文件",
        ),
        n=("12", "210", "1,320", "３５", "二十六"),
    )
    return Planted(faults, misses + cases(other))


def denied() -> Planted:
    none = plant(
        "{when}{who}⟦{no}{whose}政府信息公开申请⟧。",
        "依申请公开情况。{when}{who}⟦{no}{whose}政府信息公开申请⟧，也没有结转的申请。",
        "{who}{when}⟦{no}{whose}政府信息公开申请⟧，已在网站公布受理方式。",
        who=WHO,
        when=WHEN[:4],
        no=("未收到", "没有收到", "未接到", "没有接到"),
        whose=("", "公民、法人和其他组织提出的", "公民、法人或其他组织的", "申请人提交的"),
        count=40,
    )
    some = plant(
        "{when}{who}收到政府信息公开申请⟦{n}件⟧。",
        "{when}{who}共受理政府信息公开申请⟦{n}件⟧，均已答复。",
        who=WHO,
        when=WHEN,
        n=("5", "12", "1,002", "三"),
    )
    kinds = plant(
        "{when}{who}未收到{kind}。",
        "{who}{when}没有收到{kind}，工作平稳。",
        who=WHO,
        when=WHEN,
        kind=(
            "涉及商业秘密的政府信息公开申请",
            "因政府信息公开申请引起的行政复议",
            "通过信函提出的政府信息公开申请",
            "重复的政府信息公开申请",
            "政府信息公开申请引发的行政诉讼",
            "企业提出的政府信息公开申请",
            "信访事项",
        ),
    )
    right = plant(
        "{when}{who}未收到政府信息公开申请。", "{who}{when}没有接到政府信息公开申请，渠道畅通。", who=WHO, when=WHEN
    )
    return Planted(
        cases(none, figures=asked(9, granted=9)) + cases(some, figures={}),
        cases(kinds, figures=asked(9, granted=9))
        + cases(right)
        + cases(["2023年，我局未收到政府信息公开申请。"], figures=asked(9, granted=9)),
    )


THINGS = (
    ("网站", "微博", "公众号"),
    ("政策解读", "办事指南", "工作动态"),
    ("财政类", "人事类", "规划类"),
    ("自然人", "企业", "社会组织"),
)
UNITS = ("条", "件", "篇", "份")


def adding(turn: int, off: int) -> str:
    """Three parts and their whole, off by so many."""
    one, two, three = 41 + turn * 3, 17 + turn, 60 + turn * 5
    first, second, third = THINGS[turn % 4]
    unit, (a, b, c) = UNITS[turn % 4], (written(each, turn) for each in (one, two, three))
    whole = written(one + two + three + off, turn + 1)
    mark = ("⟦", "⟧") if off else ("", "")
    whole_text = f"{mark[0]}{whole}{unit}{mark[1]}"
    return (
        f"{WHO[turn % 5]}公开文件{whole_text}，其中{first}{a}{unit}、{second}{b}{unit}、{third}{c}{unit}。",
        f"{WHEN[turn % 5]}整理材料{whole_text}，其中：{first}{a}{unit}，{second}{b}{unit}，{third}{c}{unit}。",
        f"登记来件{first}申请{a}{unit}，{second}申请{b}{unit}，{third}申请{c}{unit}，共{whole_text}。",
        f"主动公开信息{whole_text}，在门户网站发布{a}{unit}。在微博发布{b}{unit}，在微信公众号发布{c}{unit}。",
        f"{WHO[turn % 5]}汇总清单{whole_text}，其中，{first}{a}{unit}，{second}{b}{unit}和{third}{c}{unit}。",
    )[turn % 5]


def sums() -> Planted:
    some = plant(
        "{who}公开信息{n}条，其中{part}{m}条、{other}3条。",
        "{who}公开信息{n}条，其中包括{part}{m}条，{other}3条等。",
        "{who}召开会议{m}次，印发文件{n}份，其中{part}2份。",
        "{who}发布信息约{n}条，其中{part}{m}条、{other}70条。",
        who=WHO,
        part=("重点领域", "政策解读", "财政预算", "民生实事"),
        other=("图文解读", "公示公告", "人事信息"),
        n=("120", "96", "1,204"),
        m=("5", "8", "十二"),
    )
    return Planted(
        [Case(adding(turn, (1 + turn % 6) * (-1 if turn % 3 else 1))) for turn in range(40)],
        [Case(adding(turn, 0)) for turn in range(40)] + cases(some),
    )


def two_values() -> Planted:
    def pair(turn: int, now: int, mark: tuple[str, str] = ("", "")) -> str:
        first, second = 40 + turn, f"{mark[0]}{written(now, turn)}{{unit}}{mark[1]}"
        text = (
            f"{{when}}{{who}}在“{{name}}”微信公众号发布信息{first}{{unit}}。\n平台建设。“{{name}}”微信公众号全年发布信息{second}。",
            f"{{when}}在“{{name}}”微博公开信息{first}{{unit}}。\n“{{name}}”微博自开通以来，发布内容{second}。",
            f"{{when}}{{who}}组织业务培训{first}次。\n监督保障。全年组织业务培训{second.format(unit='次')}。",
            f"{{who}}召开公开工作推进会{first}次。\n年内召开公开工作推进会{second.format(unit='次')}，研究解决问题。",
            f"全年门户网站发布信息{first}{{unit}}。\n门户网站共发布信息{second}。",
            f"{{who}}清理失效文件共{first}件。\n信息管理。{{when}}清理失效文件{second.format(unit='件')}。",
        )[turn % 6]
        names = ("法治在线", "清水政务", "平安前山", "便民之窗")
        return text.format(when=WHEN[turn % 5], who=WHO[turn % 5], name=names[turn % 4], unit=UNITS[turn % 4 % 2 * 2])

    other = plant(
        "{who}在“{name}”微信公众号发布信息{n}条。\n在“{name}”微博发布信息3条。",
        "{who}组织业务培训{n}次。\n2023年组织业务培训3次。",
        "{who}上半年召开推进会{n}次。\n全年召开推进会30次。",
        "“{name}”微信公众号发布信息{n}条。\n“{name}”微信公众号开通以来累计发布信息9,000条。",
        "{who}组织业务培训{n}次。\n组织业务培训约30次。",
        "门户网站发布信息{n}条。\n门户网站发布短视频3条。",
        "{who}召开推进会{n}次。\n2025年计划召开推进会30次。",
        who=WHO,
        name=("法治在线", "清水政务", "平安前山"),
        n=("12", "46", "1,008", "５６"),
    )
    return Planted(
        [Case(pair(turn, 41 + turn + turn % 7, ("⟦", "⟧"))) for turn in range(36)]
        + [
            Case(
                f"公开部门文件{turn + 3}件、动态{turn + 5}件、其他内容{turn + 9}件。\n"
                f"{WHEN[turn % 5]}报备公开文件⟦{3 * turn + 17}件⟧。"
            )
            for turn in range(6)
        ],
        [Case(pair(turn, 40 + turn)) for turn in range(36)] + cases(other),
    )


def percent(part: Decimal, turn: int) -> str:
    places = ("1", "0.1", "0.01")[turn % 3]
    return f"{part.quantize(Decimal(places)):f}%"


def compared(turn: int, off: int) -> Case:
    then, now = 20 + turn * 3, 33 + turn * 4 + turn % 2
    change = percent((Decimal(now) - then) * 100 / then + off, turn)
    share = percent(Decimal(then) * 100 / now + off, turn)
    mark = ("⟦", "⟧") if off else ("", "")
    change, share = f"{mark[0]}{change}{mark[1]}", f"{mark[0]}{share}{mark[1]}"
    who = WHO[turn % 5]
    texts = (
        f"2024年{who}公开信息{now}条，比上年的{then}条增长{change}。",
        f"{who}公开信息由上年的{then}条增加到{now}条，增长{change}。",
        f"2023年{who}公开信息{then}条，2024年公开信息{now}条，同比增长{change}。",
        f"{who}公开信息{now}条，其中网站{then}条，占{share}。",
        f"{who}办理来件{now}件，其中当面办理{then}件，占总数的{share}。",
        f"{who}受理事项{now}件，办结{then}件，办结率{share}。",
        f"{who}收到政府信息公开申请{now}件，同比增长{change}。",
        f"{who}收到政府信息公开申请{now}件，比上年增加{change}。",
    )
    return Case(texts[turn % 8], figures=asked(now), last_figures=asked(then))


def percentages() -> Planted:
    def own(number: int) -> Iterator[str]:
        yield from plant(
            "{who}按时办结率{p}。",
            "{who}访问量同比增长{p}。",
            "{who}办理来件{n}件，满意率{p}。",
            "{who}公开信息{n}条，较上年增长约{p}。",
            "{who}发布信息{n}余条，其中原创占{p}。",
            who=WHO,
            p=("96%", "12.5%", "300%", "100%", "百分之八十"),
            n=("120", "64", "1,090"),
            count=number,
        )

    return Planted(
        [compared(turn, (-1) ** turn * (2 + turn % 9)) for turn in range(40)],
        [compared(turn, 0) for turn in range(40)] + cases(own(32)),
    )


def money() -> Planted:
    def money(turn: int, off: Decimal) -> str:
        whole = Decimal(20 + turn) + Decimal(turn % 4) / 2
        first = Decimal(12 + turn % 7) + Decimal("0.25")
        second, unit = whole - first + off, "万元"
        mark = ("⟦", "⟧") if off > 0 else ("", "")
        last = f"{mark[0]}{second}{unit}{mark[1]}"
        return (
            f"{WHEN[turn % 5]}上级拨付经费{whole}{unit}，补贴支出{first}{unit}，培训支出{last}。",
            f"本年度到位资金{whole}{unit}，其中中央资金10{unit}，用于办案支出{first}{unit}，宣传支出{last}。",
            f"{WHO[turn % 5]}安排专项经费{whole}{unit}，平台维护支出{first}{unit}，资料印制支出{last}。",
            f"财政下达资金{whole}{unit}，已支付补贴{first}{unit}，支付服务费{last}。",
            f"市级财政划拨公开经费{whole}{unit}，全年使用于设备{first}{unit}、使用于培训{last}。",
        )[turn % 5]

    other = plant(
        "{who}上年结余{n}万元，本年拨付{n}万元，支出{m}万元。",
        "{who}支出{m}万元，其中培训支出{n}万元，宣传支出{n}万元。",
        "{who}拨付经费{n}万元。支出{m}万元的项目由县财政另列。",
        "{who}采购项目2个，合同金额{m}万元；拨付经费{n}万元。",
        who=WHO,
        n=("5", "8.5", "12"),
        m=("16", "20.5", "24", "31"),
    )
    return Planted(
        [Case(money(turn, Decimal(1 + turn % 5) / 4)) for turn in range(35)],
        [Case(money(turn, -Decimal(turn % 3) / 4)) for turn in range(35)] + cases(other),
    )


PLANTED = {
    "N301": contradicting(),
    "N302": sums(),
    "N303": two_values(),
    "N304": denied(),
    "N305": percentages(),
    "N306": money(),
}
