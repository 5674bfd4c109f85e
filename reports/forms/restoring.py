"""The form that takes places of a report back to what they said: a tick for each, drawn with what would change."""

from django import forms

from agencies.form_layout import Actions, Include, SubmitButton, form_helper


class RestoreForm(forms.Form):
    """Everything that differs, with its ticks, and the button.

    `count` is how many places differ, `back` the address to go back to.
    """

    def __init__(self, count: int, back: str) -> None:
        super().__init__()
        self.helper = form_helper(
            Include("desk/authoring/_differences.html"),
            Actions(SubmitButton(f"恢复选中的 {count} 处", "button primary"), back=back),
            id="restore",
            aria_label="恢复",
        )
