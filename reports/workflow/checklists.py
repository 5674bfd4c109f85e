"""What each proof (校) looks at, item by item, where an agency has not written its own list. Pure data and one reading.

Source: the usual division of the three proofreadings, 三审三校: facts first, then the norm, then the whole.
"""

from collections.abc import Mapping, Sequence

from reports.workflow.transitions import State

MOST_ITEMS = 20
LONGEST_ITEM = 60

USUAL: Mapping[str, tuple[str, ...]] = {
    State.FIRST_REVIEW: (
        "事实与数据同台账核对过",
        "没有错别字，标点正确",
        "人名、地名、机构名正确",
        "没有不应公开的敏感信息",
    ),
    State.SECOND_REVIEW: (
        "格式和表述规范、严肃",
        "统计口径正确，表内勾稽关系成立",
        "与上年报告衔接",
        "文号、法律法规名称正确",
    ),
    State.FINAL_REVIEW: (
        "导向正确，符合政策",
        "已作保密审查",
        "不涉及个人隐私和商业秘密",
        "同意发布",
    ),
    State.OFFICE_CHECK: ("格式符合国务院办公厅的规定", "数据与所掌握的情况相符"),
}


def items(own: Mapping[str, Sequence[str]], stage: str) -> tuple[str, ...]:
    """The list of the stage: the agency's `own` one, or the usual one."""
    return tuple(own.get(stage) or USUAL[State(stage)])


def parse_items(text: str) -> tuple[str, ...]:
    """A list as a person types it, one item a line. Raises ValueError with a sentence when it is not usable."""
    listed = tuple(line.strip() for line in text.splitlines() if line.strip())
    if len(listed) > MOST_ITEMS:
        raise ValueError(f"清单最多 {MOST_ITEMS} 项，现在有 {len(listed)} 项。")
    if too_long := next((item for item in listed if len(item) > LONGEST_ITEM), None):
        raise ValueError(f"每一项不超过 {LONGEST_ITEM} 个字：“{too_long[:20]}…”太长。")
    if len(set(listed)) < len(listed):
        raise ValueError("清单里有重复的项目。")
    return listed
