"""What all public pages share: anyone may read them, and a reader whose copy is current gets 304."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from reports.public import absence

View = Callable[..., HttpResponseBase]


def page(view: Callable[..., HttpResponse]) -> View:
    """A public page: GET and HEAD only, and 304 to a reader whose copy is still what would be sent."""

    def fresh(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = with_withdrawal_notice(view)(request, *args, **kwargs)
        patch_cache_control(response, no_cache=True)
        return response

    return login_not_required(require_safe(conditional_page(fresh)))


def with_withdrawal_notice(view: View) -> View:
    """The view, answering the withdrawal notice (410) where it raises Withdrawn."""

    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except absence.Withdrawn as withdrawn:
            return absence.gone(request, withdrawn)

    return answer
