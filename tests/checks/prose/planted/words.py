"""T: characters, words, punctuation and numbering."""

from tests.checks.prose.planted import Planted, cases, plant
from tests.checks.prose.planted.numbers import WHEN, WHO

DONE = ("开展培训", "更新目录", "检查栏目", "答复来电")
RIGHT = {
    "不子公开": "不予公开",
    "截止目前": "截至目前",
    "给与": "给予",
    "布署": "部署",
    "按排": "安排",
    "坐谈会": "座谈会",
    "政务工开": "政务公开",
    "公开目绿": "公开目录",
    "答覆": "答复",
    "规犯性文件": "规范性文件",
    "宏扬": "弘扬",
    "竞竞业业": "兢兢业业",
    "再接再励": "再接再厉",
    "松驰": "松弛",
    "因该当": "应该当",
    "通迅": "通讯",
    "不于公开": "不予公开",
    "对标准上级": "对标上级",
}


def doubled() -> Planted:
    faults = plant(
        "{who}严格⟦{word}{word}⟧要求，及时{done}。",
        "{who}⟦{word}{word}⟧情况良好，继续{done}。",
        "{when}{who}公开⟦的的⟧内容更加丰富。",
        "{when}{who}通过网站⟦将将⟧信息公布。",
        "{who}为群众⟦和和⟧企业服务，{done}。",
        who=WHO,
        when=WHEN,
        word=("规定", "落实", "管理制度", "公开", "审核"),
        done=DONE,
        count=40,
    )
    misses = plant(
        "{who}{meant}，{done}。",
        "{when}{meant}，{who}{done}。",
        who=WHO,
        when=WHEN,
        done=DONE,
        meant=(
            "逐项逐项核对",
            "一件一件办理",
            "研究研究再定",
            "为了了解需要",
            "的的确确办了实事",
            "层层层层把关",
            "每次每次都有记录",
            "沙坡头区人民政府政府网站改版",
            "人人人人参与",
            "对对口部门说明",
            "一步一步推进",
        ),
        count=40,
    )
    return Planted(cases(faults), cases(misses))


def confused() -> Planted:
    wrong = plant(
        "{who}⟦{word}⟧情况良好。",
        "{when}{who}办理的⟦{word}⟧，已经{done}。",
        "关于⟦{word}⟧，{who}{done}。",
        who=WHO,
        when=WHEN,
        done=DONE,
        word=tuple(RIGHT),
        count=60,
    )
    more = [
        "不断规范⟦已申请公开⟧的流程。",
        "涉密信息不上网⟦得⟧工作原则。",
        "⟦截止⟧2024年6月，全部完成。",
        "做好⟦已申请公开⟧工作。",
    ]
    right = plant(
        "{who}{word}情况良好。",
        "{when}{who}办理的{word}，已经{done}。",
        "{who}{right}，{done}。",
        who=WHO,
        when=WHEN,
        done=DONE,
        word=tuple(RIGHT.values()),
        right=(
            "使供给与需求衔接",
            "报名截止2024年5月",
            "对已申请公开的信息不再重复",
            "取得工作成效",
            "按排列顺序摆放",
            "反映事更新颖",
            "因该项工作突出受到表扬",
            "征集投递截止2024年6月",
        ),
        count=60,
    )
    return Planted(cases(wrong + more), cases(right))


def half_width() -> Planted:
    faults = plant(
        "{who}及时公布⟦{mark}⟧{done}。",
        "{when}我们{done}⟦{mark}⟧群众满意。",
        "工作要求⟦{mark}⟧{who}{done}。",
        who=WHO,
        when=WHEN,
        done=DONE,
        mark=",;:!",
    ) + plant("{who}⟦(⟧以下简称本局）{done}。", "{who}⟦(⟧含所属单位）{when}{done}。", who=WHO, when=WHEN, done=DONE)
    misses = plant(
        "{who}{ok}。",
        "{when}{who}{done}，{ok}。",
        who=WHO,
        when=WHEN,
        done=DONE,
        ok=(
            "比例为3:5",
            "时间是9:30",
            "网址http://www.spt.gov.cn/a?b=1,2",
            "见(a,b)",
            "共1,234条",
            "版本2.0",
            "采用PDF,OFD两种格式",
            "邮箱a.b@example.cn",
        ),
        count=36,
    )
    return Planted(cases(faults), cases(misses))


def unpaired() -> Planted:
    faults = plant(
        "{who}制定⟦《⟧公开制度，并{done}。",
        "{who}落实⟦“⟧三审三校制度，{done}。",
        "{when}公开⟦）⟧信息，{who}{done}。",
        "{who}{done}⟦（⟧含所属单位。",
        "{who}印发公开办法⟦》⟧，{when}{done}。",
        "{when}{who}坚持谁发布谁负责⟦”⟧，{done}。",
        "{who}学习⟦《⟧关于〈条例〉的通知，{done}。",
        who=WHO,
        when=WHEN,
        done=DONE,
    )
    misses = plant(
        "{who}落实“‘三审’制度”和《关于〈条例〉的通知》，{done}。",
        "1）{when}{who}{done}。",
        "{who}（含所属单位）{done}。",
        "{when}{who}坚持“谁发布、谁负责”，{done}。",
        "（一）{when}{who}{done}。",
        "{who}落实宁政发〔2024〕5号，{done}。",
        who=WHO,
        when=WHEN,
        done=DONE,
    )
    return Planted(cases(faults), cases(misses))


def and_more() -> Planted:
    faults = plant(
        "{who}{when}发布信息⟦{n}余⟧条。",
        "{who}接待群众⟦{n} 余⟧人次，{done}。",
        "{when}印发资料⟦{n}余⟧份，{done}。",
        who=WHO,
        when=WHEN,
        done=DONE,
        n=("361", "2605", "1001", "48", "127"),
    )
    misses = plant(
        "{who}{when}发布信息{n}余条。",
        "{who}接待群众{n} 余人次，{done}。",
        "{when}印发资料{m}份，余下的{done}后再发。",
        "{who}培训{n}余名干部。",
        who=WHO,
        when=WHEN,
        done=DONE,
        n=("360", "2万", "100", "1,200", "40"),
        m=("361", "48"),
    )
    return Planted(cases(faults), cases(misses))


def numbering() -> Planted:
    faults = plant(
        "一是{done}。⟦三是⟧{more}。",
        "一是{done}；二是{more}；⟦二是⟧{last}。",
        "一是{done}。二是{more}。⟦四是⟧{last}。",
        "（一）{done}。\n⟦（三）⟧{more}。",
        "（一）{done}。\n（二）{more}。\n⟦（二）⟧{last}。",
        "{who}：一是{done}；⟦三是⟧{more}。",
        who=WHO,
        done=DONE,
        more=("加强领导", "完善制度", "规范流程"),
        last=("改进作风", "接受监督"),
    )
    misses = plant(
        "一是{done}。二是{more}。三是{last}。",
        "一是{done}。二是{more}。\n一是{last}。二是{done}。",
        "（一）{done}。\n（二）{more}。\n（三）{last}。",
        "一是否定了旧办法。{who}{done}。",
        "{who}：一是{done}；二是{more}。",
        "（一）{done}。一是{more}。二是{last}。\n（二）{more}。",
        who=WHO,
        done=DONE,
        more=("加强领导", "完善制度", "规范流程"),
        last=("改进作风", "接受监督"),
    )
    return Planted(cases(faults), cases(misses))


def spaces() -> Planted:
    faults = plant(
        "{who}⟦{gap}⟧{done}。",
        "{when}{who}及时⟦{gap}⟧{done}。",
        "{who}{done}，⟦{gap}⟧群众满意。",
        who=WHO,
        when=WHEN,
        done=DONE,
        gap=(" ", "\u3000", "  ", "\u00a0"),
    )
    misses = plant(
        "{who}{done}。",
        "{when}{who}使用 OFD 格式，{done}。",
        "2024 年 1 月，{who}{done}。",
        "\u3000\u3000{who}{done}。",
        "{who}发布信息 38 条，{done}。",
        who=WHO,
        when=WHEN,
        done=DONE,
    )
    return Planted(cases(faults), cases(misses))


PLANTED = {
    "T601": doubled(),
    "T602": confused(),
    "T603": half_width(),
    "T604": unpaired(),
    "T605": and_more(),
    "T606": numbering(),
    "T607": spaces(),
}
