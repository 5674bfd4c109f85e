"""F: parts and paragraphs that nobody wrote, and short ones that somebody did."""

from tests.checks.prose.planted import Case, Planted, cases, plant
from tests.checks.prose.planted.numbers import WHO

TOPICS = ("主动公开情况", "依申请公开情况", "政府信息管理情况", "政府信息公开平台建设情况", "监督保障情况")
SHORT = ("存在的主要问题", "改进情况", "工作中存在的问题", "下一步改进措施", "其他情况")
ENDS = ("", "。", "：")
N = ("3", "12", "60", "1,204", "二十")
# A part that is empty or holds nothing but headings, and one in which a few words say something.
EMPTY = plant(
    "⟦（一）{first}{end}\n（二）{second}{end}⟧",
    "⟦（一）{first}{end}⟧",
    "\n⟦(一){first}\n\n（二）{second}\n（三）{first}⟧\n",
    "⟦**（一）{first}**\n（二）{second}{end}⟧",
    first=TOPICS,
    second=SHORT,
    end=ENDS,
)
WRITTEN = plant(
    "（一）{first}。{who}公开信息{n}条。",
    "（一）{first}\n{who}公开信息{n}条。",
    "（一）{second}\n1.{who}人手不足",
    "（一）{who}对公开工作重视不够。\n（二）更新不够及时。",
    "没有其他需要报告的事项。{who}已核对{n}遍。",
    first=TOPICS,
    second=SHORT,
    who=WHO,
    n=N,
)
# A heading with nothing under it in a part where other things are written.
BARE = plant(
    "⟦（一）{first}{end}⟧\n（二）{second}\n{who}办结{n}件。",
    "{who}办结{n}件。\n⟦（二）{first}{end}⟧",
    "（一）{second}。{who}办结{n}件。\n⟦（二）{first}⟧\n（三）{second}。全年{n}件。",
    "{who}办结{n}件。\n⟦**（二）{first}**⟧\n\n（三）{second}：没有申请。",
    first=TOPICS,
    second=SHORT,
    end=ENDS,
    who=WHO,
    n=N,
)
UNDER = plant(
    "（一）{first}{end}\n{who}办结{n}件。",
    "（一）{first}{end}\n1.{who}人手不足\n2.更新不及时",
    "（一）{who}公开意识不强。\n（二）{first}：{n}条信息更新不及时",
    "（一）{first}\n一是{who}办结{n}件。\n（二）{second}\n（1）组织培训",
    "（一）{first}，{who}公开{n}条\n（二）{second}，已改进",
    first=TOPICS,
    second=SHORT,
    end=ENDS,
    who=WHO,
    n=N,
)
OPENINGS = plant("{who}公布第{n}次报告。", "{who}编制，共{n}页。", "现将{n}项数据公布如下。{who}", who=WHO, n=N)

PLANTED = {
    "F512": Planted(
        [*(Case(text, key="problems", alone=True) for text in EMPTY), Case("", key="other", alone=True)],
        [Case(text, key="problems", alone=True) for text in WRITTEN],
    ),
    "F513": Planted(
        [Case(text, alone=True) for text in BARE],
        [
            *(Case(text, alone=True) for text in UNDER),
            *(Case(text.replace("⟦", "").replace("⟧", ""), alone=True) for text in EMPTY),
        ],
    ),
    "F514": Planted(
        cases([f"{text}{'写' * turn}" for turn, text in enumerate(OPENINGS)], prose={"opening": " "}),
        [Case(text, key="opening", alone=True) for text in OPENINGS],
    ),
}
