"""Y: years and dates."""

from tests.checks.prose.planted import Case, Planted, cases, plant
from tests.checks.prose.planted.numbers import WHO

OTHER = ("2023", "2022", "2021", "2020", "2025")


def stale() -> Planted:
    faults = plant(
        "{who}⟦{year}⟧年未收取信息处理费。",
        "⟦{year}⟧年，{who}主动公开信息{n}条。",
        "⟦{year}⟧年度{who}严格审核发布内容，主动公开信息{n}条。",
        "{who}⟦{year}⟧年共收到来件{n}件。",
        "⟦{year}⟧年主动公开政府信息{n}条，受到好评。",
        "⟦{year}⟧ 年，本机关办理来件{n}件。",
        "{who}⟦{year}⟧年未发生泄密事件。",
        "⟦{year}⟧年全年培训{n}次。",
        who=WHO,
        year=OTHER,
        n=("38", "120", "1,204", "十二"),
        count=48,
    )
    opening = plant(
        "现发布《沙坡头区司法局⟦{year}⟧年政府信息公开工作年度报告》{tail}",
        "现将⟦{year}⟧年度政府信息公开工作年度报告公布如下{tail}",
        year=OTHER,
        tail=("。", "，请予监督。", "，欢迎查阅。", "，电子版可在网站下载。"),
    )
    misses = plant(
        "与{year}年相比，{who}公开信息增加{n}条。",
        "2025年，{who}将继续主动公开信息。",
        "《{year}年政务公开工作要点》印发后，{who}公开信息{n}条。",
        "{year}年以来，{who}主动公开信息{n}条。",
        "2024年，{who}主动公开信息{n}条。",
        "自{year}年起，{who}实行清单管理。",
        "{who}比{year}年多培训{n}次。",
        "{who}清理{year}年前印发的文件{n}件。",
        "{who}公开{year}年决算和2024年预算。",
        "{who}对{year}年度考核中发现的问题逐项整改。",
        "截至{year}年底，{who}共有网站栏目{n}个。",
        who=WHO,
        year=OTHER[:4],
        n=("38", "120", "1,204"),
        count=60,
    )
    return Planted(cases(faults) + cases(opening, key="opening", alone=True), cases(misses))


def period() -> Planted:
    texts = (
        "本报告统计数据期限为{mark}{a}{to}{b}{end}。",
        "所列数据的统计期间自{mark}{a}起{to}{b}{end}止。",
        "本报告数据统计时段为{mark}{a}{to}{b}{end}，特此说明。",
        "统计期限：{mark}{a}{to}{b}{end}。",
    )
    wrong = (
        ("2023年1月1日", "2023年12月31日"),
        ("2024年1月1日", "2024年11月30日"),
        ("2024年1月1日", "12月30日"),
        ("2023年1月1日", "12月31日"),
        ("2024年2月1日", "2024年12月31日"),
        ("2024年1月1日", "2025年12月31日"),
        ("2022年1月1日", "2022年12月31日"),
        ("2024 年 1 月 1 日", "2024 年 10 月 31 日"),
    )
    right = (("2024年1月1日", "12月31日"), ("2024年1月1日", "2024年12月31日"), ("2024 年 1 月 1 日", "12 月 31 日"))
    ways = ("至", "到", "—", "-")

    def fill(turn: int, dates: tuple[tuple[str, str], ...], marks: tuple[str, str]) -> str:
        a, b = dates[turn // 4 % len(dates)]
        return texts[turn % 4].format(mark=marks[0], a=a, b=b, end=marks[1], to=ways[turn // 3 % 4])

    other = plant(
        "{who}于2024年3月{d}日至3月2{d}日组织培训。",
        "本报告于2025年1月{d}日至1月2{d}日编制。",
        "公示时间为2024年6月{d}日至7月{d}日。",
        "春节假期2月{d}日至2月1{d}日照常答复来电。",
        who=WHO,
        d=("1", "2", "3", "5", "7"),
        count=30,
    )
    return Planted(
        [Case(fill(turn, wrong, ("⟦", "⟧")), key="opening", alone=True) for turn in range(32)],
        [Case(fill(turn, right, ("", "")), key="opening", alone=True) for turn in range(16)]
        + cases(other, key="opening", alone=True),
    )


def impossible() -> Planted:
    faults = plant(
        "{who}于⟦{date}⟧召开会议。",
        "⟦{date}⟧，{who}印发通知。",
        "公示期自⟦{date}⟧开始，由{who}负责。",
        who=WHO,
        date=(
            "2024年2月30日",
            "2023年2月29日",
            "2024年13月",
            "2024年4月31日",
            "2024年6月31日",
            "2024 年 9 月 31 日",
            "2024年0月5日",
            "2024年11月31日",
            "2024年1月32日",
            "2022年14月2日",
        ),
    )
    misses = plant(
        "{who}于{date}召开会议。",
        "{date}，{who}印发通知。",
        who=WHO,
        date=(
            "2024年2月29日",
            "2024年12月",
            "2023年2月28日",
            "2024年1月31日",
            "2024 年 10 月 31 日",
            "1月32号楼",
            "2024年第13期",
        ),
    )
    return Planted(cases(faults), cases(misses))


PLANTED = {"Y401": stale(), "Y402": period(), "Y403": impossible()}
