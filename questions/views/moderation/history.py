"""What was decided, and the way back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from questions.models import Decision
from questions.services import asking, moderating
from questions.views.browse import paginate
from questions.views.http import SeeOther
from questions.views.moderation.comments import back
from questions.views.moderation.gate import moderator_of, moderators_only


@require_POST
@moderators_only
def undo(request: HttpRequest) -> HttpResponse:
    """Take back one decision or a whole batch, as long as nothing happened since."""
    pks = [int(pk) for pk in request.POST.getlist("decision") if pk.isdecimal() and len(pk) < 18]
    rows = list(Decision.objects.filter(pk__in=pks).select_related("comment", "question"))
    undone = 0
    for decision in rows:
        try:
            _undo(decision, request)
        except ValidationError as error:
            messages.warning(request, f"{decision.subject}: {' '.join(error.messages)}")
        else:
            undone += 1
    if undone:
        messages.success(request, f"Undone: {undone} decision{'' if undone == 1 else 's'}.")
    if any(decision.question_id for decision in rows):
        return SeeOther(reverse("questions:moderate_questions"))
    return SeeOther(back(request))


def _undo(decision: Decision, request: HttpRequest) -> None:
    by = moderator_of(request)
    if decision.question is not None:
        asking.undo_question_decision(decision, by=by)
    else:
        moderating.undo(decision, by=by)


@require_safe
@moderators_only
def decisions(request: HttpRequest) -> HttpResponse:
    """The log, newest first; anything in it can be undone from here."""
    rows = (
        Decision.objects.exclude(comment=None, question=None)
        .select_related(
            "moderator",
            "comment__question",
            "comment__author",
            "comment__expert",
            "question",
            "undone_by",
            "undoes",
        )
        .order_by("-created_at", "-pk")
    )
    context = {"page_obj": paginate(request, rows, per_page=50)}
    return render(request, "moderation/decisions.html", context)
