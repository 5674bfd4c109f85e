"""The page of rules: what the arithmetic and the proofreader look for, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import access
from reports import proofreading, validation


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every rule with its code, level, meaning and source, for everyone who signs in."""
    access.signed_in(request)
    declared: list[validation.Rule | proofreading.Rule] = [*validation.RULES.values(), *proofreading.RULES.values()]
    rules = sorted(declared, key=lambda rule: rule.code)
    return render(request, "desk/rules.html", {"rules": rules})
