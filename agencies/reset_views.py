"""重设密码的申请: the resets that wait for a second person, wherever in the tree that person looks after people."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agencies import emails, resets
from agencies.access import signed_in
from agencies.membership import MembershipRefused
from agencies.models import ResetRequest


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The requests that the signed-in user may confirm, each with who asked and for whom; often none."""
    return render(request, "agencies/resets.html", {"requests": resets.waiting_for(signed_in(request))})


@require_POST
@never_cache
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Be the second person of a reset: answers with the link, once. Http404 for who could not be asked for it."""
    asked = get_object_or_404(ResetRequest.objects.select_related("user", "agency", "by"), pk=pk)
    by = signed_in(request)
    if not resets.looks_after(by, asked.agency):
        raise Http404
    try:
        secret = resets.confirm(asked, by=by)
    except MembershipRefused as reason:
        messages.error(request, str(reason))
        return redirect("resets")
    return render(request, "agencies/reset_link.html", {"asked": asked, "address": emails.link_of(secret)})
