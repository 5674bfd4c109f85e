"""Edition → JSON Schema (draft 2020-12) of the reports written under it: every key, its meaning, what it may hold.

The titles are those of the paper. What a schema cannot say, sums and balances, stands in the descriptions.
"""

import json
from typing import Any

from reports.content import outline
from reports.content.figures import MAX_DECIMALS, MAX_WHOLE_DIGITS, MORE_DIGITS_OF_TOTALS
from reports.content.report import AGENCY_FACTS
from reports.editions import Cell, Edition, cells_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FACTS = {
    "code": "机关代码",
    "name": "机关全称",
    "title_name": "标题中的机关名称",
    "address": "地址",
    "postcode": "邮政编码",
    "telephone": "电话",
    "fax": "传真",
    "email": "电子邮箱",
    "contact_office": "联系部门",
    "portal_name": "门户网站名称",
    "portal_url": "门户网站地址",
}
CANONICAL = (
    "内容摘要：去掉 $schema 和 digests，其余内容写成 JSON（键按 Unicode 码位排序，逗号和冒号后不加空格，"
    "汉字不转义，UTF-8 编码），再计算摘要。"
)
PROSE = "一行是一段；（一）、1. 开头的是小标题；两边各加两个星号的是加粗。"
FIGURES = "键是“表.行.列”。件数、项数是整数，金额是文字（保留全部小数），没有填写是 null。"
DIGEST = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def schema_name(edition: Edition) -> str:
    """The file name of an edition's schema, which is its `$id` as well: relative, so that it holds wherever it lies."""
    return f"report-{edition.code}.schema.json"


def schema_file(edition: Edition) -> bytes:
    """The schema as a file."""
    return (json.dumps(schema(edition), ensure_ascii=False, indent=2) + "\n").encode()


def schema(edition: Edition) -> dict[str, Any]:
    """The schema of what `as_json` writes."""
    years = {"minimum": edition.first_year} | ({"maximum": edition.last_year} if edition.last_year else {})
    return {
        "$schema": DRAFT,
        "$id": schema_name(edition),
        "title": f"政府信息公开工作年度报告（{edition.notice}）",
        "description": edition.notice_title,
        **_object(
            {
                "$schema": {"const": schema_name(edition)},
                "title": _text("标题"),
                "edition": {"title": "格式版本", "const": edition.code},
                "year": {"title": "年度", "type": "integer", **years},
                "agency": {"title": "机关", **_object({key: _text(FACTS[key]) for key in AGENCY_FACTS})},
                "figures": {"title": "数据", "description": FIGURES, **_object(_figures(edition))},
                "prose": {
                    "title": "文字",
                    "description": PROSE,
                    **_object({key: _text(outline.part_title(edition, key)) for key in edition.prose_keys}),
                },
                "digests": {
                    "title": "摘要",
                    "description": CANONICAL,
                    **_object({"sha256": {"title": "SHA-256", **DIGEST}, "sm3": {"title": "SM3", **DIGEST}}),
                },
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(title: str) -> dict[str, Any]:
    return {"title": title, "type": "string"}


def _figures(edition: Edition) -> dict[str, Any]:
    return {key: _figure(outline.part_title(edition, cell.table), cell) for key, cell in cells_of(edition).items()}


def _figure(table: str, cell: Cell) -> dict[str, Any]:
    fields = {"title": cell.label, "description": _description(table, cell)}
    if cell.kind == "money":
        return {**fields, "type": ["string", "null"], "pattern": _money(MAX_WHOLE_DIGITS)}
    most = 10 ** (MAX_WHOLE_DIGITS + (MORE_DIGITS_OF_TOTALS if cell.computed else 0)) - 1
    least = -most if cell.kind == "change" else 0
    return {**fields, "type": ["integer", "null"], "minimum": least, "maximum": most}


def _money(digits: int) -> str:
    return rf"^(0|[1-9][0-9]{{0,{digits - 1}}})(\.[0-9]{{1,{MAX_DECIMALS}}})?$"


def _description(table: str, cell: Cell) -> str:
    """Where the cell stands on the paper, its unit, and of a total what it adds up."""
    labels = "，".join("·".join(labels) for labels in (cell.row_labels, cell.column_labels) if labels)
    added = f"；等于 {' + '.join(cell.parts)}" if cell.computed else ""
    return f"{table}：{labels}（{cell.unit}）{added}"
