"""The forms of the review screen: what moves a report on, explanations of findings, comments and replies.

They show what is asked and keep what was typed; `actions` judges what is posted.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import HTML
from django import forms

from agencies.form_layout import Include, SubmitButton, form_helper
from reports.models.explanation import ReviewedFinding

LONGEST_REASON = 500
LONGEST_COMMENT = 2000


def text_field(label: str, *, rows: int, longest: int, required: bool = True) -> forms.CharField:
    """A box for `longest` characters at most, `rows` lines high."""
    return forms.CharField(label=label, required=required, max_length=longest, widget=forms.Textarea({"rows": rows}))


class TransitionForm(forms.Form):
    """A button that moves the report on. `digest` is of the content that the person has before them.

    `ids` is the pattern of its fields' ids, since a page has several; `drawn` goes to `form_helper`.
    """

    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *parts: Any, digest: str, ids: str, initial: Mapping[str, Any] | None = None, **drawn: Any
    ) -> None:
        super().__init__(auto_id=ids, initial={"digest": digest, **(initial or {})})
        self.helper = form_helper(*parts, **drawn)


class ApprovalForm(TransitionForm):
    """The signature of a stage: every item of its checklist ticked, and an opinion if there is one."""

    ticked = forms.MultipleChoiceField(label="校对清单", widget=forms.CheckboxSelectMultiple)
    opinion = text_field("审核意见（可以不填）", rows=2, longest=LONGEST_REASON, required=False)

    def __init__(self, items: Sequence[str], **options: Any) -> None:
        super().__init__(
            "ticked",
            "opinion",
            Include("desk/reviewing/_what_is_signed.html"),
            SubmitButton("通过并签名", "button primary", name="action", value="approve"),
            ids="%s",
            css_class="decide decide-pass",
            aria_label="通过并签名",
            **options,
        )
        self.fields["ticked"].choices = [(item, item) for item in items]  # type: ignore[attr-defined]


class ReasonForm(TransitionForm):
    """A transition that has to say why; `label` is what the reason is and who reads it."""

    reason = text_field("", rows=3, longest=LONGEST_REASON)

    def __init__(self, label: str, button: SubmitButton, **options: Any) -> None:
        super().__init__("reason", button, **options)
        self.fields["reason"].label = label


class CorrectionForm(ReasonForm):
    """更正: the next version of a public report is begun, with a reason that will be public; `reason` was typed."""

    def __init__(self, *, reason: str = "", **options: Any) -> None:
        button = SubmitButton("开始更正", name="action", value="correct")
        super().__init__(
            "更正的理由（会与新版一起公开）", button, ids="correct-%s", initial={"reason": reason}, **options
        )


class WithdrawalForm(ReasonForm):
    """撤下: a report is taken from public view, with a reason that the public notice gives."""

    def __init__(self, **options: Any) -> None:
        button = SubmitButton("撤下", "button danger", name="action", value="withdraw")
        super().__init__("撤下的理由（公开页的公告会写明）", button, ids="withdraw-%s", **options)


class ExplanationForm(forms.Form):
    """Why a finding may stand; an explanation that there is can be rewritten or emptied.

    `back` names the page to return to where it is not the review page; `typed` is what was refused before.
    """

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    back = forms.CharField(widget=forms.HiddenInput)
    reason = text_field("说明", rows=2, longest=LONGEST_REASON)

    def __init__(
        self, reviewed: ReviewedFinding, *, number: int, address: str, back: str = "", typed: str = ""
    ) -> None:
        explanation = reviewed.explanation.reason if reviewed.explanation else ""
        initial = {"fingerprint": reviewed.fingerprint, "back": back, "reason": typed or explanation}
        super().__init__(auto_id=f"why-{number}-%s", initial=initial)
        if not back:
            del self.fields["back"]
        if explanation:
            self.fields["reason"].required = False
            self.fields["reason"].label = "说明（清空后保存，就是收回）"
        self.helper = form_helper("reason", SubmitButton("保存说明", "button small"), action=address)


class ReplyForm(forms.Form):
    """An answer to a comment. Settling it and opening it again need no words."""

    text = text_field("回复", rows=2, longest=LONGEST_COMMENT, required=False)

    def __init__(self, *, comment: int, settled: bool, address: str) -> None:
        super().__init__(auto_id=f"reply-{comment}-%s")
        label, kind = ("重新提出", "reopened") if settled else ("标为已解决", "resolved")
        self.helper = form_helper(
            "text",
            SubmitButton("回复", "button small", name="kind", value="reply"),
            SubmitButton(label, "button small", name="kind", value=kind),
            action=address,
        )


class CommentForm(forms.Form):
    """A new comment on the whole report or on one of `places`; the script adds others, and the sentence quoted."""

    place = forms.ChoiceField(label="关于", required=False)
    quote = forms.CharField(required=False, widget=forms.HiddenInput({"id": "comment-quoted"}))
    text = text_field("意见", rows=3, longest=LONGEST_COMMENT)

    def __init__(self, places: Sequence[tuple[str, str]], *, typed: Mapping[str, Any], address: str) -> None:
        initial = {"place": typed.get("place"), "quote": typed.get("quote"), "text": typed.get("comment")}
        super().__init__(auto_id="comment-%s", initial=initial)
        self.fields["place"].choices = [("", "整份报告"), *places]  # type: ignore[attr-defined]
        self.helper = form_helper(
            "place",
            HTML('<blockquote id="comment-quote" hidden></blockquote>'),
            "text",
            SubmitButton("写下意见"),
            action=address,
            css_class="decide",
            id="comment-form",
            aria_label="写意见",
        )
