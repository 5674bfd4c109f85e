"""The page of rules: what the arithmetic and the proofreader look for, why, and how often they speak."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import access
from reports.checks import catalogue
from reports.queries import rule_counts


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """规则: every rule by family, with its example and its count in the user's reports. For everyone signed in."""
    tally = rule_counts.for_user(access.signed_in(request))
    families = [
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
        for family in catalogue.families()
    ]
    return render(request, "desk/rules.html", {"families": families, "tally": tally})
