"""P, R and U: private data, words taken over, addresses."""

from reports.checks.prose import OtherAgency
from tests.checks.prose.planted import Case, Planted, cases, plant
from tests.checks.prose.planted.numbers import WHEN, WHO

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(turn: int, off: int = 0) -> str:
    """A made-up identity number whose check digit is right, or off."""
    first = f"{110000 + turn * 101}{1950 + turn}{1 + turn % 12:02d}{1 + turn % 28:02d}{turn * 7 % 1000:03d}"
    place = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11
    return first + "10X98765432"[(place + off) % 11]


def card(turn: int, off: int = 0) -> str:
    """A made-up card number that satisfies the check of Luhn, or does not."""
    first = f"62{(turn + 1) * 7_919_333_111_777 % 10**16:016d}"
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(first))]
    total = sum(each - 9 if each > 9 else each for each in doubled)
    return first + str((10 - total % 10 + off) % 10)


def identities() -> Planted:
    texts = (
        "{who}核对了证件⟦{n}⟧。",
        "申请人身份证号码⟦{n}⟧，{who}已登记。",
        "经办人（身份证：⟦{n}⟧）。",
        "证号⟦{n}⟧已录入。",
    )
    wrong = ("{who}采购编号{n}。", "流水号{n}。", "订单{n}已办结。", "{who}受理编号：{n}。")
    return Planted(
        [Case(texts[turn % 4].format(who=WHO[turn % 5], n=identity(turn))) for turn in range(32)],
        [Case(wrong[turn % 4].format(who=WHO[turn % 5], n=identity(turn, 1 + turn % 9))) for turn in range(32)],
    )


def cards() -> Planted:
    texts = ("{who}账户⟦{n}⟧。", "请汇至卡号⟦{n}⟧。", "退费账号为⟦{n}⟧，由{who}办理。", "收款卡⟦{n}⟧。")
    return Planted(
        [Case(texts[turn % 4].format(who=WHO[turn % 5], n=card(turn))) for turn in range(32)],
        [Case(f"{WHO[turn % 5]}单据号{card(turn, 1 + turn % 9)}。") for turn in range(32)],
    )


def mobiles() -> Planted:
    faults = plant(
        "{who}联系人手机⟦{n}⟧。",
        "如有疑问请致电⟦{n}⟧（{who}）。",
        "监督电话：⟦{n}⟧，{who}受理。",
        who=WHO,
        n=[f"1{3 + turn % 7}{turn * 12_345_679 % 10**9:09d}" for turn in range(12)],
    )
    misses = plant(
        "{who}电话{n}。",
        "{who}{when}受理来电，号码{n}。",
        "文件编号{long}由{who}登记。",
        who=WHO,
        when=WHEN,
        n=("0955-7012345", "12345", "010-63098765", "4008123456", "12348"),
        long=("2138123456789", "138123456781234"),
    )
    return Planted(cases(faults), cases(misses))


def secrets() -> Planted:
    faults = plant(
        "⟦{mark}★⟧{n}年 {who}工作安排。",
        "{who}文件标有“⟦{mark}★⟧{n}年”字样。",
        "⟦内部资料{gap}注意保存⟧ {who}汇编第{n}辑。",
        mark=("绝密", "机密", "秘密"),
        n=("一", "三", "10"),
        gap=("，", "，请", ""),
        who=WHO,
    )
    misses = plant(
        "{who}{when}未发生失泄密事件。",
        "{who}落实保密审查机制，{when}无泄密。",
        "涉及国家秘密、机密的内容由{who}另行处理。",
        "{who}内部资料管理制度健全，{when}专人保管。",
        who=WHO,
        when=WHEN,
    )
    return Planted(cases(faults), cases(misses))


def people() -> Planted:
    faults = plant(
        "成立领导小组，由{title}⟦{name}⟧{role}，{who}落实。",
        "{who}{title}⟦{name}⟧同志{role}。",
        "{when}{title}⟦{name}⟧{role}。",
        title=("局长", "副局长", "主任", "书记", "处长"),
        name=("王小明", "李雷", "赵一凡", "韩梅"),
        role=("任组长", "担任副组长", "兼任主任", "为负责人"),
        who=WHO,
        when=WHEN,
    )
    misses = plant(
        "{who}由{title}任组长，分管领导任副组长。",
        "成立以{title}为组长的领导小组，{who}落实。",
        "{who}{title}办公会专题研究公开工作。",
        "{when}{title}带队检查{who}栏目。",
        title=("局长", "副局长", "主任", "书记"),
        who=WHO,
        when=WHEN,
    )
    return Planted(cases(faults), cases(misses))


SAID = (
    "门户网站设立了专题栏目，集中发布办事流程和所需材料{n}条。",
    "工作人员每周检查一次页面，发现失效链接当天修复{n}处。",
    "新进人员先参加公开业务培训，再上岗办理答复事项{n}次。",
    "社区设置了查阅点，摆放纸质资料供群众自行取阅{n}份。",
    "对群众反复咨询的问题，整理成问答在公众号上刊出{n}期。",
    "邀请群众代表参观办事大厅，当场听取意见建议共{n}条。",
)
NEW = (
    "今年把重点放在解读质量上，每份解读都请经办人试读一遍。",
    "借助短视频讲清办事步骤，老年人也能看懂怎样提交材料。",
    "各村安排了代办员，帮助不会上网的群众查找所需文件。",
    "与档案馆合作补齐了往年的文件目录，方便公众按年查找。",
)


def text(turn: int, old: int, new: int, n: int) -> str:
    kept = [SAID[(turn + place) % 6].format(n=n + place) for place in range(old)]
    return "".join(kept + [NEW[(turn + place) % 4] for place in range(new)])


def carried_over() -> Planted:
    shapes, few = ((3, 0), (4, 1), (3, 1), (5, 2)), ((1, 2), (1, 3), (2, 3), (0, 3))
    return Planted(
        [
            Case(
                text(turn, *shapes[turn % 4], 20 + turn),
                alone=True,
                last_prose={"overview": text(turn, 6, 0, 9 + turn)},
            )
            for turn in range(32)
        ],
        [
            Case(text(turn, *few[turn % 4], 20 + turn), alone=True, last_prose={"overview": text(turn, 6, 0, 9 + turn)})
            for turn in range(32)
        ],
    )


NAMES = ("甲县教育局", "清水县财政局", "前山镇人民政府", "红寺堡区司法局", "乙市公安局")


def left_in() -> Planted:
    others = tuple(OtherAgency((name,)) for name in NAMES)
    faults = plant(
        "2024年，⟦{name}⟧未收取信息处理费{tail}",
        "2024年，⟦{name}⟧共收到政府信息公开申请2件{tail}",
        "⟦{name}⟧2024年未收到政府信息公开申请{tail}",
        "如有疑问，请与⟦{name}⟧联系（地址：鼓楼街6号）{tail}",
        name=NAMES,
        tail=("。", "，请监督。", "，特此说明。"),
        count=40,
    )
    titles = plant(
        "{lead}《⟦{name}⟧{year}政府信息公开工作年度报告》{tail}",
        lead=("现发布", "现公布", "编制了"),
        name=NAMES,
        year=("2024年", "2024年度", ""),
        tail=("。", "，请监督。"),
    )
    shapes, few = ((3, 0), (4, 1), (5, 2)), ((1, 2), (1, 3), (2, 3))
    taken = [
        Case(
            text(turn, *shapes[turn % 3], 20),
            alone=True,
            others=(OtherAgency(("甲县教育局",), {"overview": text(turn, 6, 0, 9)}),),
        )
        for turn in range(12)
    ]
    own = [
        Case(
            text(turn, *few[turn % 3], 20),
            alone=True,
            others=(OtherAgency(("甲县教育局",), {"overview": text(turn, 6, 0, 9)}),),
        )
        for turn in range(12)
    ]
    misses = plant(
        "{who}与{name}联合开展检查{tail}",
        "{name}转来的申请，{who}已经答复{tail}",
        "{who}与{name}联系，共同解决问题{tail}",
        "{who}配合{name}公开信息{tail}",
        "沙坡头区司法局2024年未收取信息处理费{tail}",
        "中卫市沙坡头区司法局未收到政府信息公开申请{tail}",
        "{who}学习{name}的做法{tail}",
        "参照《{name}2024年政府信息公开工作年度报告》，{who}补充了内容{tail}",
        "{who}协助{name}收取材料{tail}",
        who=WHO,
        name=NAMES,
        tail=("。", "，效果良好。", "，群众满意。"),
        count=40,
    )
    return Planted(
        cases(faults, others=others) + cases(titles, others=others, key="opening", alone=True) + taken,
        cases(misses, others=others) + own,
    )


def broken() -> Planted:
    faults = plant(
        "网址：⟦{bad}⟧，由{who}维护。",
        "可登录⟦{bad}⟧查阅，{who}提供服务。",
        "{who}的邮箱⟦{mail}⟧，{when}有专人值守。",
        bad=(
            "http：//www.example.cn",
            "htpp://www.example.cn",
            "http:/www.example.cn",
            "www,example.cn",
            "https：//example.cn/a",
            "http://www..example.cn",
        ),
        mail=("sfj@example", "sfj＠example.cn", "a.b@example..cn"),
        who=WHO,
        when=WHEN,
    )
    misses = plant(
        "网址：{good}，由{who}维护。",
        "可登录{good}查阅，{who}提供服务。",
        "{who}的邮箱{mail}，{when}有专人值守。",
        good=("http://www.example.cn", "https://example.cn/zwgk/index.html", "www.example.cn", "example.cn"),
        mail=("sfj@example.cn", "a.b@mail.example.cn", "s_f-j@163.com"),
        who=WHO,
        when=WHEN,
    )
    return Planted(cases(faults), cases(misses))


def elsewhere() -> Planted:
    faults = plant(
        "{who}电子邮箱：sfj@example.cn（⟦mailto:{mail}⟧）。",
        "{who}邮箱sfj@example.cn，{when}值守。\n⟦mailto:{mail}⟧",
        "网址：⟦http://www.{site}（http://www.{other}）⟧，{who}维护。",
        "{who}网站⟦[https://{site}](https://{other})⟧。",
        "可登录⟦www.{site}<http://{other}>⟧查阅，{who}负责。",
        mail=("zwgk@example.cn", "sfj@example.com", "sfj1@example.cn"),
        site=("example.cn", "a.example.cn/zwgk", "example.gov.cn"),
        other=("example.org", "b.example.cn", "example.gov.cn/old"),
        who=WHO,
        when=WHEN,
        count=36,
    )
    misses = plant(
        "{who}电子邮箱：sfj@example.cn（mailto:sfj@example.cn）。",
        "{who}邮箱sfj@example.cn，{when}值守。",
        "网址：http://www.{site}（http://{site}/），{who}维护。",
        "{who}网站[https://{site}](https://{site})。",
        "区政府网站（http://www.{site}）由{who}维护。",
        "{who}{when}在 www.{site}、www.example.net 同步发布。",
        "{who}设置邮箱sfj@example.cn、zwgk@example.cn。",
        site=("example.cn", "a.example.cn/zwgk", "example.gov.cn"),
        who=WHO,
        when=WHEN,
        count=36,
    )
    return Planted(cases(faults), cases(misses))


PLANTED = {
    "P701": identities(),
    "P702": mobiles(),
    "P703": cards(),
    "P704": secrets(),
    "P705": people(),
    "R801": carried_over(),
    "R802": left_in(),
    "U901": broken(),
    "U902": elsewhere(),
}
