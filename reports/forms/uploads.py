"""The form that hands files in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html

from agencies.form_layout import SubmitButton, form_helper

MOST_FILES = 60
KINDS = ".pdf,.docx,.doc,.xlsx,.html,.htm,.mhtml,.mht,.txt,.md"


class FilesInput(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.Field):
    """Several files at once, `most` of them at the most. What is in each is not looked at here."""

    widget = FilesInput

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(**options)
        self.most = most

    def clean(self, value: list[UploadedFile]) -> list[UploadedFile]:
        super().clean(value)
        if len(value) > self.most:
            raise forms.ValidationError(f"一次最多导入 {self.most} 个文件，请分几次。")
        return value


class UploadForm(forms.Form):
    """Files for an agency. The limits stand in attributes, too, for the script that sends one file at a time."""

    def __init__(
        self, data: Any = None, files: Any = None, *, address: str, most_megabytes: int, login_url: str
    ) -> None:
        super().__init__(data, files, auto_id="bring-%s")
        self.fields["files"] = FilesField(
            label=format_html("选择文件{}", format_html('<span class="{}" hidden>，或者拖到这里</span>', "drop-hint")),
            help_text=f"PDF、Word、Excel、网页、文本都可以；每个不超过 {most_megabytes} MB，一次最多 {MOST_FILES} 个。"
            "扫描成图片的 PDF 读不出来。原件会原样保存。",
            most=MOST_FILES,
            widget=FilesInput({"accept": KINDS}),
            error_messages={"required": "请先选择文件。"},
        )
        self.helper = form_helper(
            "files",
            SubmitButton("导入", "button primary"),
            action=address,
            css_class="bring",
            id="bring",
            data_most_files=MOST_FILES,
            data_most_megabytes=most_megabytes,
            data_login_url=login_url,
        )


class VerificationForm(forms.Form):
    """A page of the portal: as a saved file or, where `hosts` may be asked, by its address. `address` is as typed."""

    page = forms.FileField(
        label="从门户存下的网页、PDF 或 Word 文件",
        required=False,
        help_text="在浏览器里打开门户上的报告，用“另存为”存下网页，或者下载 PDF。核对的是看得见的内容；文件不会保存。",
        widget=forms.FileInput({"accept": ".pdf,.docx,.html,.htm,.mhtml,.mht"}),
    )
    address = forms.CharField(
        label="或者门户上的网址",
        required=False,
        max_length=500,
        widget=forms.TextInput({"type": "url", "placeholder": "https://"}),
    )

    def __init__(self, hosts: Sequence[str], *, address: str) -> None:
        super().__init__(auto_id="live-%s", initial={"address": address})
        self.fields["address"].help_text = f"可以读取的网站：{'、'.join(hosts)}。"
        if not hosts:
            del self.fields["address"]
        self.helper = form_helper(*self.fields, SubmitButton("核对", "button primary"), css_class="bring")
