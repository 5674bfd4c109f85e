"""The page of rules: what the arithmetic and the proofreader look for, why, and how often they speak."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import access
from reports import rulebook, tallies


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every rule by family with its example, and its count in the reports the person may see."""
    tally = tallies.of(access.signed_in(request))
    shown = [
        {
            "title": family.title,
            "rules": [
                {
                    "entry": entry,
                    "fired": tally.fired.get(entry.code, 0),
                    "reports": tally.reports.get(entry.code, 0),
                    "explained": tally.explained.get(entry.code, 0),
                }
                for entry in family.entries
            ],
        }
        for family in rulebook.families()
    ]
    return render(request, "desk/rules.html", {"families": shown, "tally": tally})
