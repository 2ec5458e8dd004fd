"""The queue of comments: what waits, and the decisions on it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questions.forms import QueueFilterForm
from questions.models import Comment, Decision, Question, Report
from questions.services import moderating
from questions.spam import SHIPPED
from questions.views.browse import paginate
from questions.views.http import SeeOther
from questions.views.moderation.gate import ROWS_A_PAGE, moderator_of, moderators_only, number

# What a tab of the comments' queue shows, by its name in the address.
TABS: dict[str, Callable[[], Any]] = {
    "held": lambda: Comment.objects.filter(state=Comment.State.PENDING),
    "reported": lambda: Comment.objects.reported(),
    "spam": lambda: Comment.objects.filter(state=Comment.State.SPAM),
    "recent": lambda: Comment.objects.filter(state=Comment.State.APPROVED),
}

DONE = {"approve": "Approved", "spam": "Marked as spam", "remove": "Removed"}


@require_safe
@moderators_only
def queue(request: HttpRequest) -> HttpResponse:
    """The queue: what waits, with its context, its writer, the verdict and the reasons."""
    tab = request.GET.get("tab", "held")
    tab = tab if tab in TABS else "held"
    filters = QueueFilterForm(request.GET)
    wanted = filters.values()
    order = wanted["order"] if tab != "recent" or "order" in request.GET else "newest"
    rows = TABS[tab]().under_topic(wanted["topic"]).by_writer_or_host(wanted["q"])
    page = paginate(request, rows.in_queue_order(order).for_workbench(), per_page=ROWS_A_PAGE)
    context = {
        "tab": tab,
        "tabs": {name: make().count() for name, make in TABS.items()},
        "filters": filters,
        "page_obj": page,
        "oldest": Comment.objects.waiting().values_list("created_at", flat=True).first(),
        "thresholds": SHIPPED,
        "done": _just_done(request),
        "waiting_questions": Question.objects.waiting().count(),
        "open_reports": Report.objects.open().count(),
    }
    return render(request, "moderation/workbench.html", context)


def _just_done(request: HttpRequest) -> dict[str, Any] | None:
    """What the last press did, so that it can be undone from here."""
    pks = [pk for pk in request.GET.get("done", "").split(",") if pk.isdecimal() and len(pk) < 18]
    decisions = list(
        Decision.objects.filter(pk__in=pks[:ROWS_A_PAGE], undoes=None)
        .exclude(comment=None)
        .select_related("comment__author", "comment__expert", "undone_by")
    )
    decisions = [decision for decision in decisions if not decision.is_undone]
    if not decisions:
        return None
    word = next((DONE[a] for a, d in moderating.DECISIONS.items() if d[0] == decisions[0].to_state))
    one = f"{word}: {decisions[0].comment.author_name}’s comment."
    words = one if len(decisions) == 1 else f"{word}: {len(decisions)} comments."
    return {"decisions": decisions, "words": words}


@require_POST
@moderators_only
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One press on one comment; `revision` names the text that was on the screen."""
    comment = get_object_or_404(Comment, pk=pk)
    return _decide(request, [(comment, number(request.POST.get("revision")))])


@require_POST
@moderators_only
def decide_many(request: HttpRequest) -> HttpResponse:
    """One press on the selected comments; each is named as `id:revision`."""
    chosen = {}
    for name in request.POST.getlist("comment")[: 4 * ROWS_A_PAGE]:
        pk, _, revision = name.partition(":")
        if pk.isdecimal() and len(pk) < 18:
            chosen[int(pk)] = number(revision)
    rows = Comment.objects.filter(pk__in=chosen).order_by("pk")
    if not rows:
        messages.error(request, "Select at least one comment first.")
        return SeeOther(back(request))
    return _decide(request, [(row, chosen[row.pk]) for row in rows])


def _decide(request: HttpRequest, chosen: list[tuple[Comment, int | None]]) -> HttpResponse:
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "")[:500]
    done = []
    for comment, revision in chosen:
        try:
            decision = moderating.decide(
                comment,
                action=action,
                by=moderator_of(request),
                reason=reason,
                revision=revision,
            )
        except ValidationError as error:
            messages.warning(request, f"{comment.author_name}: {' '.join(error.messages)}")
        else:
            done.append(decision.pk)
    return SeeOther(back(request, done))


def back(request: HttpRequest, done: list[int] | None = None) -> str:
    """The queue as it was filtered, with what was just done in the address."""
    kept = {
        name: request.POST[name]
        for name in ("tab", "topic", "q", "order", "page")
        if request.POST.get(name)
    }
    if done:
        kept["done"] = ",".join(map(str, done))
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{reverse('questions:moderation')}{query}"


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def reports(request: HttpRequest) -> HttpResponse:
    """What readers reported; a POST says that a comment may stand."""
    if request.method == "POST":
        comment = get_object_or_404(Comment, pk=number(request.POST.get("comment")) or 0)
        moderating.dismiss_reports(comment, by=moderator_of(request))
        messages.success(request, "The reports are closed; the comment stands.")
    return SeeOther(f"{reverse('questions:moderation')}?tab=reported")
