"""The forms of the members' pages."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.urls import reverse

from agencies import contact, membership
from agencies.form_layout import page_form_helper
from agencies.models import Agency, User
from agencies.roles import Role

USERNAME_FORM = r"^[a-z0-9]+([.-][a-z0-9]+)*\Z"
ABOUT_ROLES = {
    Role.DRAFTER: "编写年报，送审，更正已公开的年报",
    Role.FIRST_REVIEWER: "一审一校",
    Role.SECOND_REVIEWER: "二审二校",
    Role.FINAL_REVIEWER: "三审三校，签发",
    Role.PUBLISHER: "发布，撤下已公开的年报",
    Role.MANAGER: "邀请和移出本机关成员，设置校对清单",
    Role.SUPERVISOR: "督办下级机关，批准例外，按要求在发布前审核",
}


class RolesForm(forms.Form):
    """One or more roles at an agency, of those that `by` may give. Roles that the member holds besides (`held`) stay.

    `button` is what its button says.
    """

    button = "保存角色"
    roles = forms.TypedMultipleChoiceField(
        label="角色",
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一个角色。", "invalid_choice": "本机关没有这个角色，请重新选择。"},
    )

    def __init__(
        self, *args: Any, agency: Agency, by: User, held: frozenset[Role] = frozenset(), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = membership.grantable(by, agency)
        self.kept = held - offered
        field = self.fields["roles"]
        field.choices = [  # type: ignore[attr-defined]
            (role.value, f"{role.label}　{ABOUT_ROLES[role]}") for role in Role if role in offered
        ]
        field.required = not self.kept
        self.helper = page_form_helper(*self.fields, button=self.button, back=reverse("members", args=[agency.code]))

    def clean_roles(self) -> frozenset[Role]:
        """The chosen roles as a set, and those that stay."""
        return frozenset(self.cleaned_data["roles"]) | self.kept


class InviteForm(RolesForm):
    """A person who has no account yet."""

    button = "邀请"
    name = forms.CharField(
        label="姓名",
        max_length=50,
        validators=[contact.validate_name],
        error_messages={"required": "请填写姓名。", "max_length": "姓名最多 50 个字。"},
    )
    username = forms.CharField(
        label="用户名",
        min_length=3,
        max_length=30,
        validators=[RegexValidator(USERNAME_FORM, "用户名只能用小写字母、数字、点和连字符，以字母或数字开头和结尾。")],
        help_text="登录时用，定下后不改。小写字母、数字、点和连字符，如 wang.fang。",
        error_messages={
            "required": "请填写用户名。",
            "min_length": "用户名至少 3 个字符。",
            "max_length": "用户名最多 30 个字符。",
        },
    )
    email = forms.EmailField(
        label="电子邮箱（可不填）",
        required=False,
        help_text="填写后，设置密码的链接也会寄到这里（设置了邮件服务器时）。",
        error_messages={"invalid": "电子邮箱须写成 name@example.cn 的样子。"},
    )
    field_order = ["name", "username", "email", "roles"]

    def clean_username(self) -> str:
        """The user name; ValidationError where somebody has it, whatever its case."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("这个用户名已有人使用。如果就是这个人，请改用“添加已有账号”；否则请另取一个。")
        return username

    def account(self) -> User:
        """The account that was asked for, not yet stored."""
        facts = self.cleaned_data
        return User(username=facts["username"], full_name=facts["name"], email=facts["email"])


class AddForm(RolesForm):
    """A person who has an account, at another agency or from before."""

    button = "添加"
    username = forms.CharField(
        label="用户名",
        max_length=150,
        help_text="请向本人问清用户名，要写得完全一样。",
        error_messages={"required": "请填写用户名。", "max_length": "没有这么长的用户名。"},
    )
    field_order = ["username", "roles"]

    def __init__(self, *args: Any, agency: Agency, by: User, **kwargs: Any) -> None:
        super().__init__(*args, agency=agency, by=by, **kwargs)
        self.agency = agency

    def clean_username(self) -> str:
        """Leaves the account in `self.user`."""
        username = self.cleaned_data["username"].strip()
        self.user = User.objects.filter(username=username, is_active=True).first()
        if self.user is None:
            raise forms.ValidationError("没有用户名是这个的账号，请核对；还没有账号的人请用“邀请新成员”。")
        if self.user.memberships.filter(agency=self.agency).exists():
            raise forms.ValidationError(f"{self.user.display_name}已是本机关成员，请在成员名单里调整角色。")
        return username
