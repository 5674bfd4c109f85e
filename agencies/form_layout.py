"""How every ordinary form is drawn: django-crispy-forms with the template pack of our own, templates/nianbao.

A form lists its parts for `form_helper` and keeps what it returns as `self.helper`; its page says `{% crispy form %}`.
The official tables are forms too, and are drawn as the paper (reports/forms/table.py).
"""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe


class SubmitButton:
    """A button that sends the form. `name` and `value` tell the view which of several was pressed."""

    def __init__(self, label: str, css_class: str = "button", *, name: str = "", value: str = "") -> None:
        self.drawn = {"label": label, "css_class": css_class, "name": name, "value": value}

    def render(self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **options: Any) -> str:
        """The button as HTML."""
        return render_to_string(f"{template_pack}/layout/button.html", self.drawn)


class Actions:
    """The foot of a form that fills its page: its buttons, and the way `back` for who changed their mind."""

    def __init__(self, *buttons: SubmitButton, back: str = "") -> None:
        self.buttons, self.back = buttons, back

    def render(self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **options: Any) -> str:
        """The buttons, and the way back, as HTML."""
        buttons = mark_safe("".join(render_field(button, form, context) for button in self.buttons))  # noqa: S308
        return render_to_string(f"{template_pack}/layout/actions.html", {"buttons": buttons, "back": self.back})


class Include:
    """A template between the fields. It sees what the page sees."""

    def __init__(self, template: str) -> None:
        self.template = template

    def render(self, form: Any, context: Any, **options: Any) -> str:
        """The template as HTML, with what the page knows."""
        return render_to_string(self.template, context.flatten())


def form_helper(
    *parts: Any, action: str = "", css_class: str = "", method: str = "post", **attributes: Any
) -> FormHelper:
    """What draws a form: `parts` are names of fields and the objects above, in their order; hidden fields come first
    by themselves. `action` is where it is sent (empty: to its own page), `attributes` are those of the form's tag,
    with `_` for `-`. A form that only asks (`method` get) carries no token against forgery."""
    helper = FormHelper()
    helper.layout = Layout(*parts)
    helper.render_hidden_fields = True
    helper.form_method = method
    helper.disable_csrf = method == "get"
    helper.form_action = action
    helper.form_class = css_class
    helper.attrs = attributes
    return helper


def page_form_helper(*parts: Any, button: str, back: str = "") -> FormHelper:
    """What draws the form that its page is about: sent to where it stands, with one button. The server says what is
    wrong, in our words, so the browser is asked to say nothing."""
    actions = Actions(SubmitButton(button, "btn"), back=back)
    return form_helper(Include("forms/_next.html"), *parts, actions, css_class="card-form", novalidate=True)
