"""The e-mail address of one's own account: set at once, or by a link sent to it where a mail server is set.

A link is a signed text: whose account, the new address, and the one before: what was set since is not undone.
"""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agencies import emails
from agencies.access import signed_in
from agencies.accounts import security
from agencies.accounts.forms import OwnEmailForm
from agencies.emails import Delivery
from agencies.models import User

SALT = "agencies.own_email"
LASTS = 7 * 86_400


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def own_email(request: HttpRequest) -> HttpResponse:
    """The form for one's e-mail address. For everyone signed in, the password confirmed a moment ago."""
    user = signed_in(request)
    form = OwnEmailForm(request.POST if request.method == "POST" else None, initial={"email": user.email})
    if form.is_valid() and (done := _change(request, user, form)):
        messages.success(request, done)
        return redirect("mfa_index")
    return render(request, "account/email.html", {"form": form, "has_server": emails.has_server()})


@never_cache
@require_safe
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Take the address that the link was sent to. For the person who asked for it, signed in."""
    user = signed_in(request)
    try:
        pk, address, before = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        pk, address, before = None, "", ""
    if (pk, before) == (user.pk, user.email):
        _store(request, user, address, confirmed=True)
        messages.success(request, f"电子邮箱已改为 {address}。")
    else:
        messages.error(request, "这个链接不能用：过了七天、已经用过，或者不是寄给您的。请重新填写电子邮箱。")
    return redirect("mfa_index")


def _change(request: HttpRequest, user: User, form: OwnEmailForm) -> str:
    """Store the address, or send the link; what was done. Empty, with the reason in the form, where that failed."""
    address = form.cleaned_data["email"]
    is_known = address == user.email and user.email_confirmed
    if not address or not emails.has_server() or is_known:
        _store(request, user, address, confirmed=is_known)
        return f"电子邮箱已保存：{address}。" if address else "电子邮箱已删去，以后不再给您寄信。"
    token = signing.dumps([user.pk, address, user.email], salt=SALT)
    link = emails.absolute(reverse("confirm_email", args=[token]))
    if emails.send_own_address(user, address, link) is Delivery.SENT:
        return f"已向 {address} 寄出一封信。请在七天内打开信里的链接，打开以后才改用这个邮箱。"
    form.add_error("email", "信没有寄出去，请核对地址，或者过一会儿再试。")
    return ""


def _store(request: HttpRequest, user: User, address: str, *, confirmed: bool) -> None:
    """Only a confirmed address gets links for passwords: a slip of the pen would send them to a stranger."""
    user.email, user.email_confirmed = address, confirmed
    user.save(update_fields=["email", "email_confirmed"])
    security.log(request, "email_changed", user, confirmed=confirmed)
