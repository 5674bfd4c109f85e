"""What all public pages have in common: anyone may read them, and nobody is sent what they already have."""

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
        response = noticed(view)(request, *args, **kwargs)
        patch_cache_control(response, no_cache=True)
        return response

    return login_not_required(require_safe(conditional_page(fresh)))


def noticed(view: View) -> View:
    """Where the view meets what was taken from public view, the notice is its answer."""

    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except absence.Withdrawn as withdrawn:
            return absence.gone(request, withdrawn)

    return answer
