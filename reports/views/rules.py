"""The page of rules: what the proofreader looks for, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import access
from reports import proofreading


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every rule of the proofreader with its code, level, meaning and source, for everyone who signs in."""
    access.signed_in(request)
    rules = sorted(proofreading.RULES.values(), key=lambda rule: rule.code)
    return render(request, "desk/rules.html", {"rules": rules})
