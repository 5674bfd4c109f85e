"""The forms of 审核设置: a stage's checklist, and exceptions for agencies with few people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from agencies.form_layout import SubmitButton, form_helper

LONGEST_REASON = 500


class ChecklistForm(forms.Form):
    """What the proof at a `stage` looks at, one item a line. `actions.set_checklist` judges it."""

    items = forms.CharField(
        label="校对清单，一行一项；清空则恢复通常的清单", required=False, widget=forms.Textarea({"rows": 5})
    )

    def __init__(self, stage: str, items: Iterable[str], address: str) -> None:
        super().__init__(auto_id=f"%s-{stage}", initial={"items": "\n".join(items)})
        self.helper = form_helper("items", SubmitButton("保存清单"), action=address, css_class="decide")


class ExemptionForm(forms.Form):
    """An exception that a supervisor grants: why, and until when. How long it may last `actions` knows."""

    reason = forms.CharField(
        label="理由",
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "请写明为什么需要例外。", "max_length": "理由不超过 500 个字。"},
    )
    until = forms.DateField(
        label="截止日期（最长一年）",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写截止日期。", "invalid": "请填写截止日期。"},
    )

    def __init__(self, data: Any = None, *, address: str = "", today: date | None = None) -> None:
        super().__init__(data, auto_id="exempt-%s")
        if today:
            self.fields["until"].widget.attrs["min"] = today.isoformat()
        self.helper = form_helper("reason", "until", SubmitButton("批准例外"), action=address, css_class="decide")

    @property
    def sentences(self) -> list[str]:
        """What is wrong with it, in the order of the fields."""
        return [str(sentence) for field in self for sentence in field.errors]
