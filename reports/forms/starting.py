"""The form that asks, before the first report of an agency, whether the name that will be printed is right."""

from django import forms

from agencies.form_layout import Actions, SubmitButton, form_helper


class FirstStartForm(forms.Form):
    """确认: the year to start, which was chosen before, and the consent to the printed title."""

    year = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *, year: int, address: str, back: str) -> None:
        super().__init__(auto_id="first-%s", initial={"year": year})
        button = SubmitButton("确认名称正确，开始填报", "button primary", name="confirmed", value="1")
        self.helper = form_helper(Actions(button, back=back), action=address)
