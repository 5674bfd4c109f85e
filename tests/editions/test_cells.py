"""Every cell of both editions: key, labels, kind, unit, and what it adds up. Written from the notices."""

import pytest

from reports import editions
from reports.editions import Cell

COUNTED = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_organisation")
COLUMNS = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "nonprofit": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_organisation": "其他",
    "total": "总计",
}

REFUSED = {
    "refused_state_secret": "1.属于国家秘密",
    "refused_law": "2.其他法律行政法规禁止公开",
    "refused_security_stability": "3.危及“三安全一稳定”",
    "refused_third_party": "4.保护第三方合法权益",
    "refused_internal": "5.属于三类内部事务信息",
    "refused_process": "6.属于四类过程性信息",
    "refused_enforcement_file": "7.属于行政执法案卷",
    "refused_administrative_query": "8.属于行政查询事项",
}
UNAVAILABLE = {
    "unavailable_not_held": "1.本机关不掌握相关政府信息",
    "unavailable_needs_creation": "2.没有现成信息需要另行制作",
    "unavailable_unclear": "3.补正后申请内容仍不明确",
}
DECLINED = {
    "declined_petition": "1.信访举报投诉类申请",
    "declined_repeat": "2.重复申请",
    "declined_publication": "3.要求提供公开出版物",
    "declined_excessive": "4.无正当理由大量反复申请",
    "declined_reconfirm": "5.要求行政机关确认或重新出具已获取信息",
}
OTHER_2021 = {
    "other_not_corrected": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other_not_paid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other_other": "3.其他",
}


def request_rows(code: str) -> dict[str, tuple[str, ...]]:
    """Row key → its labels from the outermost."""
    result = "三、本年度办理结果"
    rows: dict[str, tuple[str, ...]] = {
        "received": ("一、本年新收政府信息公开申请数量",),
        "carried_in": ("二、上年结转政府信息公开申请数量",),
        "granted": (result, "（一）予以公开"),
        "partly_granted": (result, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    }
    groups = [("（三）不予公开", REFUSED), ("（四）无法提供", UNAVAILABLE), ("（五）不予处理", DECLINED)]
    if code == "2021":
        groups.append(("（六）其他处理", OTHER_2021))
    for group, items in groups:
        rows |= {key: (result, group, label) for key, label in items.items()}
    if code == "2019":
        rows["other_processing"] = (result, "（六）其他处理")
    return {**rows, "concluded": (result, "（七）总计"), "carried_out": ("四、结转下年度继续办理",)}


def column_labels(column: str) -> tuple[str, ...]:
    under = () if column in ("natural_person", "total") else ("法人或其他组织",)
    return ("申请人情况", *under, COLUMNS[column])


def request_cells(code: str) -> list[Cell]:
    rows = request_rows(code)
    outcomes = [key for key, labels in rows.items() if labels[0] == "三、本年度办理结果" and key != "concluded"]
    cells = []
    for row, labels in rows.items():
        for column in COLUMNS:
            parts: tuple[str, ...] = ()
            if column == "total":
                parts = tuple(f"requests.{row}.{each}" for each in COUNTED)
            elif row == "concluded":
                parts = tuple(f"requests.{each}.{column}" for each in outcomes)
            key, heads = f"requests.{row}.{column}", column_labels(column)
            cells.append(Cell(key, "requests", row, column, labels, heads, "count", "件", False, parts=parts))
    return cells


def proceeding_cells() -> list[Cell]:
    groups = {
        "review": ("行政复议",),
        "direct_suit": ("行政诉讼", "未经复议直接起诉"),
        "suit_after_review": ("行政诉讼", "复议后起诉"),
    }
    results = {
        "upheld": "结果维持",
        "corrected": "结果纠正",
        "other": "其他结果",
        "pending": "尚未审结",
        "total": "总计",
    }
    cells = []
    for group, heads in groups.items():
        for result, label in results.items():
            column = f"{group}.{result}"
            parts = tuple(f"proceedings.{group}.{each}" for each in list(results)[:4]) if result == "total" else ()
            labels = (*heads, label)
            cells.append(
                Cell(f"proceedings.{column}", "proceedings", "", column, (), labels, "count", "件", False, parts=parts)
            )
    return cells


# key | row | column | kind | unit, with its marks: the unit is printed in the cell, only some bodies fill it
DISCLOSURE = {
    "2021": """
        regulations.issued            | 规章           | 本年制发件数               | count  | 件   | 规章制定机关
        regulations.repealed          | 规章           | 本年废止件数               | count  | 件   | 规章制定机关
        regulations.in_force          | 规章           | 现行有效件数               | count  | 件   | 规章制定机关
        normative_documents.issued    | 行政规范性文件 | 本年制发件数               | count  | 件   |
        normative_documents.repealed  | 行政规范性文件 | 本年废止件数               | count  | 件   |
        normative_documents.in_force  | 行政规范性文件 | 现行有效件数               | count  | 件   |
        licensing.decisions           | 行政许可       | 本年处理决定数量           | count  | 件   |
        penalties.decisions           | 行政处罚       | 本年处理决定数量           | count  | 件   |
        coercion.decisions            | 行政强制       | 本年处理决定数量           | count  | 件   |
        charges.amount                | 行政事业性收费 | 本年收费金额（单位：万元） | money  | 万元 |
    """,
    "2019": """
        regulations.made                    | 规章                 | 本年新制作数量 | count  | 件 | 规章制定机关
        regulations.newly_disclosed         | 规章                 | 本年新公开数量 | count  | 件 | 规章制定机关
        regulations.disclosed_total         | 规章                 | 对外公开总数量 | count  | 件 | 规章制定机关
        normative_documents.made            | 规范性文件           | 本年新制作数量 | count  | 件 |
        normative_documents.newly_disclosed | 规范性文件           | 本年新公开数量 | count  | 件 |
        normative_documents.disclosed_total | 规范性文件           | 对外公开总数量 | count  | 件 |
        licensing.previous_items            | 行政许可             | 上一年项目数量 | count  | 项 |
        licensing.change                    | 行政许可             | 本年增/减      | change | 项 |
        licensing.decisions                 | 行政许可             | 处理决定数量   | count  | 件 |
        other_services.previous_items       | 其他对外管理服务事项 | 上一年项目数量 | count  | 项 |
        other_services.change               | 其他对外管理服务事项 | 本年增/减      | change | 项 |
        other_services.decisions            | 其他对外管理服务事项 | 处理决定数量   | count  | 件 |
        penalties.previous_items            | 行政处罚             | 上一年项目数量 | count  | 项 |
        penalties.change                    | 行政处罚             | 本年增/减      | change | 项 |
        penalties.decisions                 | 行政处罚             | 处理决定数量   | count  | 件 |
        coercion.previous_items             | 行政强制             | 上一年项目数量 | count  | 项 |
        coercion.change                     | 行政强制             | 本年增/减      | change | 项 |
        coercion.decisions                  | 行政强制             | 处理决定数量   | count  | 件 |
        charges.previous_items              | 行政事业性收费       | 上一年项目数量 | count  | 项 |
        charges.change                      | 行政事业性收费       | 本年增/减      | change | 项 |
        procurement.items                   | 政府集中采购         | 采购项目数量   | count  | 项 |
        procurement.amount                  | 政府集中采购         | 采购总金额     | money  | 元 | 写明单位
    """,
}


def disclosure_cells(code: str) -> list[Cell]:
    cells = []
    for line in DISCLOSURE[code].strip().splitlines():
        path, row_label, column_label, kind, unit, *marks = (part.strip() for part in line.split("|"))
        row, column = path.split(".")
        cells.append(
            Cell(
                f"disclosure.{path}",
                "disclosure",
                row,
                column,
                (row_label,),
                (column_label,),
                kind,  # type: ignore[arg-type]
                unit,
                print_unit="写明单位" in marks,
                rulemakers_only="规章制定机关" in marks,
            )
        )
    return cells


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_cells_are_those_of_the_notice_with_their_labels_kinds_and_sums(code):
    expected = [*disclosure_cells(code), *request_cells(code), *proceeding_cells()]
    assert list(editions.cells_of(editions.get(code)).values()) == expected
    assert list(editions.cells_of(editions.get(code))) == [cell.key for cell in expected]


@pytest.mark.parametrize(
    ("code", "all_cells", "typed"), [("2019", 198, 22 + 22 * 6 + 12), ("2021", 200, 10 + 24 * 6 + 12)]
)
def test_cells_are_as_many_as_the_notice_has(code, all_cells, typed):
    edition = editions.get(code)
    assert (len(editions.cells_of(edition)), len(editions.typed_keys(edition))) == (all_cells, typed)


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_typed_keys_are_the_cells_that_add_nothing_up(code):
    edition = editions.get(code)
    assert editions.typed_keys(edition) == tuple(
        key for key, cell in editions.cells_of(edition).items() if not cell.parts
    )


def test_grand_total_adds_up_its_row_only_once():
    grand = editions.cells_of(editions.get("2021"))["requests.concluded.total"]
    assert grand.parts == tuple(f"requests.concluded.{column}" for column in COUNTED)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("disclosure.regulations.issued", "规章·本年制发件数"),
        ("disclosure.charges.amount", "行政事业性收费·本年收费金额（单位：万元）"),
        ("requests.received.natural_person", "一、本年新收政府信息公开申请数量·自然人"),
        ("requests.granted.other_organisation", "（一）予以公开·法人或其他组织·其他"),
        ("requests.refused_state_secret.business", "（三）不予公开1.属于国家秘密·商业企业"),
        ("requests.other_other.total", "（六）其他处理3.其他·总计"),
        ("requests.concluded.total", "（七）总计·总计"),
        ("proceedings.review.total", "行政复议·总计"),
        ("proceedings.suit_after_review.pending", "复议后起诉·尚未审结"),
    ],
)
def test_cell_is_named_so_that_no_other_can_be_meant(key, name):
    cells = editions.cells_of(editions.get("2021"))
    assert cells[key].label == name
    assert [cell.key for cell in cells.values() if cell.label == name] == [key]


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_no_two_cells_have_one_name(code):
    labels = [cell.label for cell in editions.cells_of(editions.get(code)).values()]
    assert len(set(labels)) == len(labels)


def test_cells_with_a_role_are_found_whatever_the_edition_calls_them():
    new, old = editions.get("2021"), editions.get("2019")
    assert [cell.label for cell in editions.cells_with_role(old, "other_processing")] == ["（六）其他处理·总计"]
    assert [cell.label for cell in editions.cells_with_role(new, "other_processing")] == [
        "（六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请·总计",
        "（六）其他处理2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请·总计",
        "（六）其他处理3.其他·总计",
    ]
    assert editions.cells_with_role(old, "charges") == ()


def test_outcomes_with_a_role_are_all_the_outcomes():
    """What is concluded is granted, partly granted, refused, unavailable, declined or otherwise processed."""
    outcomes = ("granted", "partly_granted", "refused", "unavailable", "declined", "other_processing")
    for edition in editions.all_editions():
        cells = editions.cells_of(edition)
        (concluded,) = editions.cells_with_role(edition, "concluded")
        rows = [cell.row for cell in cells.values() if cell.table == "requests" and cell.column == "total"]
        between = rows[rows.index("carried_in") + 1 : rows.index(concluded.row)]
        assert [cell.row for role in outcomes for cell in editions.cells_with_role(edition, role)] == between
