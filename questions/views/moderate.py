"""The moderators' workbench. Every view passes the one gate, and a test walks the routes."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questions import policy
from questions.forms import AcceptForm, DeclineForm, QueueFilterForm
from questions.models import Comment, Decision, Question, Report
from questions.services import asking, moderating
from questions.spam import SHIPPED
from questions.views.browse import paginate
from questions.views.http import SeeOther, private

ROWS_A_PAGE = 25
# What a tab of the comments' queue shows, by its name in the address.
TABS: dict[str, Callable[[], Any]] = {
    "held": lambda: Comment.objects.filter(state=Comment.State.PENDING),
    "reported": lambda: Comment.objects.reported(),
    "spam": lambda: Comment.objects.filter(state=Comment.State.SPAM),
    "recent": lambda: Comment.objects.filter(state=Comment.State.APPROVED),
}
QUESTION_TABS = ("submitted", "assigned", "declined", "spam")
DONE = {"approve": "Approved", "spam": "Marked as spam", "remove": "Removed"}

View = Callable[..., HttpResponse]


def moderators_only(view: View) -> View:
    """The gate: guests are asked to sign in, others are refused; nothing here is ever cached."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not policy.can_moderate(request.user):
            raise PermissionDenied
        return private(view)(request, *args, **kwargs)

    return wrapped


@require_safe
@moderators_only
def comments(request: HttpRequest) -> HttpResponse:
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
    return _decide(request, [(comment, _number(request.POST.get("revision")))])


@require_POST
@moderators_only
def decide_many(request: HttpRequest) -> HttpResponse:
    """One press on the selected comments; each is named as `id:revision`."""
    chosen = {}
    for name in request.POST.getlist("comment")[: 4 * ROWS_A_PAGE]:
        pk, _, revision = name.partition(":")
        if pk.isdecimal() and len(pk) < 18:
            chosen[int(pk)] = _number(revision)
    rows = Comment.objects.filter(pk__in=chosen).order_by("pk")
    if not rows:
        messages.error(request, "Select at least one comment first.")
        return SeeOther(_back(request))
    return _decide(request, [(row, chosen[row.pk]) for row in rows])


def _decide(request: HttpRequest, chosen: list[tuple[Comment, int | None]]) -> HttpResponse:
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "")[:500]
    done = []
    for comment, revision in chosen:
        try:
            decision = moderating.decide(
                comment,
                action=action,
                by=request.user,  # type: ignore[arg-type]  # the gate lets no guest in
                reason=reason,
                revision=revision,
            )
        except ValidationError as error:
            messages.warning(request, f"{comment.author_name}: {' '.join(error.messages)}")
        else:
            done.append(decision.pk)
    return SeeOther(_back(request, done))


def _number(raw: str | None) -> int | None:
    return int(raw) if raw and raw.isdecimal() and len(raw) < 10 else None


def _back(request: HttpRequest, done: list[int] | None = None) -> str:
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
    return SeeOther(_back(request))


def _undo(decision: Decision, request: HttpRequest) -> None:
    by: Any = request.user
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


@require_safe
@moderators_only
def questions(request: HttpRequest) -> HttpResponse:
    """The letters by state; those that wait first."""
    tab = request.GET.get("tab", "submitted")
    tab = tab if tab in QUESTION_TABS else "submitted"
    rows = (
        _letters(tab)
        .select_related("topic", "asker")
        .prefetch_related("assignments__expert", "screenings")
    )
    context = {
        "tab": tab,
        "tabs": {name: _letters(name).count() for name in QUESTION_TABS},
        "page_obj": paginate(request, rows, per_page=ROWS_A_PAGE),
    }
    return render(request, "moderation/questions.html", context)


def _letters(state: str) -> QuerySet[Question]:
    order = "submitted_at" if state in {"submitted", "assigned"} else "-submitted_at"
    rows: QuerySet[Question] = Question.objects.filter(state=state).order_by(order, "pk")
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: tidy it and give it to experts, decline it with a reason, or set it aside."""
    found = get_object_or_404(Question.objects.select_related("topic", "asker"), pk=pk)
    if request.method != "POST":
        return _letter_page(request, found)
    action = request.POST.get("action", "assign")
    try:
        if action == "spam":
            decision = asking.mark_question_spam(found, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"Marked as spam: {decision.question}.")
        elif action == "decline":
            return _decline(request, found)
        else:
            return _assign(request, found)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return SeeOther(reverse("questions:moderate_questions"))


def _assign(request: HttpRequest, found: Question) -> HttpResponse:
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _letter_page(request, found, accept=form, status=422)
    data, by = form.cleaned_data, request.user
    try:
        with transaction.atomic():
            if found.state in asking.OPEN:
                found = asking.edit_question(
                    found,
                    title=data["title"],
                    body=data["body"],
                    topic=data["topic"],
                    signature=data["signature"],
                    by=by,  # type: ignore[arg-type]
                )
            asking.assign_question(
                found,
                experts=list(data["experts"]),
                by=by,  # type: ignore[arg-type]
                note=data["note"],
            )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _letter_page(request, found, accept=form, status=422)
    names = " and ".join(expert.display_name for expert in data["experts"])
    messages.success(request, f"“{data['title']}” is with {names}.")
    return SeeOther(reverse("questions:moderate_questions"))


def _decline(request: HttpRequest, found: Question) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _letter_page(request, found, decline=form, status=422)
    asking.decline_question(found, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"Declined “{found.title}”; the asker gets your reason by email.")
    return SeeOther(reverse("questions:moderate_questions"))


def _letter_page(
    request: HttpRequest,
    found: Question,
    *,
    accept: AcceptForm | None = None,
    decline: DeclineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = list(found.assignments.select_related("expert"))
    initial = {
        "title": found.title,
        "topic": found.topic_id,
        "signature": found.signature,
        "body": found.body,
        "experts": [assignment.expert_id for assignment in asked],
    }
    context = {
        "question": found,
        "assignments": asked,
        "accept": accept or AcceptForm(initial=initial),
        "decline": decline or DeclineForm(),
        "screening": found.screenings.first(),
        "thresholds": SHIPPED,
        "log": found.decisions.select_related("moderator", "undone_by"),
    }
    return render(request, "moderation/question.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def reports(request: HttpRequest) -> HttpResponse:
    """What readers reported; a POST says that a comment may stand."""
    if request.method == "POST":
        comment = get_object_or_404(Comment, pk=_number(request.POST.get("comment")) or 0)
        moderating.dismiss_reports(comment, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The reports are closed; the comment stands.")
    return SeeOther(f"{reverse('questions:moderation')}?tab=reported")
