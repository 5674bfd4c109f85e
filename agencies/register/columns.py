"""The columns of a register, declared once: its reader, the explanation in `--help` and the sample follow them.

Each column is a field of Agency, headed by the field's name or by its Chinese label in the model.
"""

from typing import NamedTuple

from agencies.models import AdministrativeLevel, Agency, AgencyKind


class RegisterColumn(NamedTuple):
    """A column: the field of Agency, what its cells may hold (a Chinese clause), and an example of a cell."""

    field: str
    holds: str
    example: str
    required: bool = False
    half_width: bool = False
    """Whether full-width letters, digits and marks are a slip of the keyboard."""


YES_OR_NO = "是、否；空着是“否”"

COLUMNS = (
    RegisterColumn(
        "code",
        "小写字母、数字和连字符，每个机关一个，定下后不再改",
        "ybx-sfj",
        required=True,
        half_width=True,
    ),
    RegisterColumn(
        "name", "机关的全称，要带地名，不能与别的机关相同；年报标题印的就是它", "样表县司法局", required=True
    ),
    RegisterColumn("short_name", "列表里显示的名称，可以空着", "县司法局"),
    RegisterColumn("short_name_in_title", f"{YES_OR_NO}。选“是”，年报标题就不印全称而印简称", "否"),
    RegisterColumn("parent", "上级机关的代码，没有上级的空着", "ybx", required=True, half_width=True),
    RegisterColumn("level", f"{'、'.join(AdministrativeLevel.labels)}之一", "县级", required=True),
    RegisterColumn("kind", f"{'、'.join(AgencyKind.labels)}之一", "部门", required=True),
    RegisterColumn("may_make_regulations", f"{YES_OR_NO}。只有国务院部门、省级政府和市级政府能填“是”", "否"),
    RegisterColumn("address", "通信地址", "样表县样表路1号"),
    RegisterColumn("postcode", "六位数字", "000000", half_width=True),
    RegisterColumn("telephone", "半角数字，区号用连字符隔开；多个号码用顿号隔开", "0000-0000000", half_width=True),
    RegisterColumn("fax", "同联系电话", "0000-0000000", half_width=True),
    RegisterColumn("email", "电子邮箱地址", "name@example.cn", half_width=True),
    RegisterColumn("contact_office", "负责政府信息公开的科室", "办公室"),
    RegisterColumn("portal_name", "公开年报的网站的名称", "样表县人民政府网站"),
    RegisterColumn("portal_url", "以 http:// 或 https:// 开头的完整网址", "https://www.example.cn", half_width=True),
    RegisterColumn("is_active", "是、否；空着是“是”。机关撤销或合并后填“否”", "是"),
    RegisterColumn("position", "不超过九位的整数，同级之中小的在前；空着是 0", "10", half_width=True),
)

FIELDS = tuple(column.field for column in COLUMNS)
REQUIRED = tuple(column.field for column in COLUMNS if column.required)
"""Columns every register has. A column left out leaves what is stored untouched; an empty cell empties the field."""

LABELS = {field: str(Agency._meta.get_field(field).verbose_name) for field in FIELDS}  # type: ignore[union-attr]
FIELD_OF_HEADING = {field: field for field in FIELDS} | {label: field for field, label in LABELS.items()}
HALF_WIDTH = tuple(column.field for column in COLUMNS if column.half_width)


def explanation() -> str:
    """Every column in Chinese, one below the other: its headings, whether it is required, its values, an example."""
    return "\n".join(
        f"  {LABELS[column.field]}（{column.field}）{'【必有】' if column.required else ''}\n"
        f"      {column.holds}。例：{column.example}"
        for column in COLUMNS
    )
