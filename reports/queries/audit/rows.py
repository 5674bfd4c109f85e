"""Every row under the chain against what the chain says of it."""

from collections.abc import Iterator

from django.db.models import Model

from agencies.trail import covered_models, digest_of, label_of
from reports.queries.audit.chain import Told

_UNTOLD = "没有对应的操作记录。"


def changed_rows(told: dict[str, tuple[Told, ...]]) -> Iterator[str]:
    """Rows that no event tells of, that say something else now, that are gone, or that should be."""
    left = dict(told)
    for model in covered_models():
        for row in model._default_manager.order_by("pk").iterator(chunk_size=500):
            tellings = left.pop(label_of(row), ())
            if fault := next(filter(None, (_fault(row, each) for each in tellings)), "" if tellings else _UNTOLD):
                yield f"{model._meta.verbose_name} {row.pk} {fault}"
    names = {model._meta.label_lower: model._meta.verbose_name for model in covered_models()}
    for label, tellings in left.items():
        number, digest = tellings[-1]
        if digest is not None:
            kind, _, pk = label.partition(":")
            yield f"第 {number} 条记录写下的{names.get(kind, kind)} {pk} 不见了。"


def _fault(row: Model, told: Told) -> str:
    if told.digest is None:
        return f"在第 {told.number} 条记录里已经删除，现在却还在。"
    version = int(told.digest.partition(":")[0])
    if version > len(row.under_chain):  # type: ignore[attr-defined]
        return f"在第 {told.number} 条记录里的摘要不是本系统写下的。"
    same = told.digest == digest_of(row, version)
    return "" if same else f"与第 {told.number} 条记录写下的不一样，被改动过。"
