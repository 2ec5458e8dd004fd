"""The live preview of a text, through the very function that makes the page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.roles import is_expert, is_owner
from questions import policy
from questions.limits import PREVIEWS
from questions.rendering import render
from questions.views.http import count, form_expired, private
from questions.visitors import guest_form


@private
@guest_form
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """POST `content`, get its HTML. Experts see it as an answer, others as a letter."""
    if form_expired(request):
        return HttpResponse("Reload the page to see the preview.", status=403)
    as_expert = is_expert(request.user) or is_owner(request.user)
    limit = policy.EXPERT_BODY_LENGTH if as_expert else policy.BODY_LENGTH
    content = request.POST.get("content", "")
    if len(content) > limit:
        return HttpResponse(f"Longer than {limit:,} characters: no preview.", status=413)
    count(request, "preview", PREVIEWS)
    return HttpResponse(render(content, expert=as_expert))
