"""The forms with which what was public elsewhere is taken in: asking, explaining, returning, and the office's leave.

They show what is asked and keep what was typed; `actions` judges what is posted.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from agencies.form_layout import Actions, SubmitButton, form_helper
from reports.forms.reviewing import LONGEST_REASON, text_field
from reports.forms.years import year_choices
from reports.queries.adoptions import FindingGroup

DAY = "%Y-%m-%d"


def day_field(label: str, **options: Any) -> forms.DateField:
    """A day, as browsers send it."""
    says = {"required": "请填写日期。", "invalid": "请按“2024-01-31”的样子填写日期。"}
    widget = forms.DateInput({"type": "date"}, format=DAY)
    return forms.DateField(label=label, input_formats=[DAY], widget=widget, error_messages=says, **options)


class AdoptionForm(forms.Form):
    """Asks for taking in: when and where the report was public first. `agreed` confirms what the file says otherwise.

    `digest` is of the sheet the person has before them.
    """

    year = forms.CharField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput)
    published_on = day_field("原公开日期")
    address = forms.CharField(
        label="原公开网址",
        required=False,
        max_length=500,
        help_text="报告当时公开的网页，以 http:// 或 https:// 开头，会写在公开的页面上。",
        widget=forms.TextInput({"type": "url", "placeholder": "https://"}),
    )
    no_address = forms.CharField(
        label="没有网址的，写明原因", required=False, max_length=200, help_text="例如：没有网址，当时印成纸质文件公开。"
    )
    agreed = forms.MultipleChoiceField(
        label="文件里写的与本机关、本年度不同", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, disagreements: Mapping[str, str], back: str, **initial: Any) -> None:
        super().__init__(data, auto_id="adopt-%s", initial=initial)
        self.fields["agreed"].choices = [(key, f"{says}我确认就是要这样用。") for key, says in disagreements.items()]  # type: ignore[attr-defined]
        if not disagreements:
            del self.fields["agreed"]
        shown = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        buttons = Actions(SubmitButton("申请录入", "button primary"), back=back)
        self.helper = form_helper(*shown, buttons, css_class="decide", novalidate=True)


class ExplanationsForm(forms.Form):
    """Why each finding of an old report may stand: a box for each, named by the key of its group."""

    def __init__(self, groups: Iterable[FindingGroup], *, address: str, typed: Mapping[str, str]) -> None:
        super().__init__(auto_id="why-%s")
        for group in groups:
            explanation = group.first.explanation
            box = text_field(f"{group.level_label}·{group.place}", rows=2, longest=LONGEST_REASON, required=False)
            box.help_text = group.says + (f"（{explanation.author.display_name}说明）" if explanation else "")
            box.initial = typed.get(group.key) or (explanation.reason if explanation else "")
            self.fields[group.key] = box
        self.helper = form_helper(*self.fields, SubmitButton("保存说明"), action=address, css_class="decide")


class ReturnForm(forms.Form):
    """退回: why the request cannot be confirmed; who asked reads it."""

    reason = text_field("退回的理由（申请人会看到）", rows=2, longest=LONGEST_REASON)

    def __init__(self, *, address: str, reason: str = "") -> None:
        super().__init__(auto_id="return-%s", initial={"reason": reason})
        self.helper = form_helper("reason", SubmitButton("退回"), action=address, css_class="decide")


class EarlyAdoptionForm(forms.Form):
    """The office lets an agency take in the report of a year before its season is over."""

    year = forms.ChoiceField(label="年度")
    reason = text_field("准许的理由", rows=2, longest=LONGEST_REASON)
    until = day_field("截止日期（最长一年）")

    def __init__(self, data: Any = None, *, years: Iterable[int], today: date) -> None:
        super().__init__(data, auto_id="early-%s")
        self.fields["year"].choices = year_choices(years)  # type: ignore[attr-defined]
        self.fields["reason"].error_messages["required"] = "请写明准许的理由。"
        self.fields["until"].widget.attrs["min"] = today.isoformat()
        self.helper = form_helper("year", "reason", "until", SubmitButton("准许提前录入"), css_class="decide")
