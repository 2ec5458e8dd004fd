"""The letters: read, tidied, given to experts, declined or set aside."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from questions.forms import AcceptForm, DeclineForm
from questions.models import Question
from questions.services import asking
from questions.spam import SHIPPED
from questions.views.browse import paginate
from questions.views.http import SeeOther
from questions.views.moderation.gate import ROWS_A_PAGE, moderator_of, moderators_only

TABS = ("submitted", "assigned", "declined", "spam")


@require_safe
@moderators_only
def questions(request: HttpRequest) -> HttpResponse:
    """The letters by state; those that wait first."""
    tab = request.GET.get("tab", "submitted")
    tab = tab if tab in TABS else "submitted"
    rows = (
        _letters(tab)
        .select_related("topic", "asker")
        .prefetch_related("assignments__expert", "screenings")
    )
    context = {
        "tab": tab,
        "tabs": {name: _letters(name).count() for name in TABS},
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
            decision = asking.mark_question_spam(found, by=moderator_of(request))
            messages.success(request, f"Marked “{decision.question}” as spam.")
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
    data, by = form.cleaned_data, moderator_of(request)
    try:
        with transaction.atomic():
            if found.state in asking.OPEN:
                found = asking.edit_question(
                    found,
                    title=data["title"],
                    body=data["body"],
                    topic=data["topic"],
                    signature=data["signature"],
                    by=by,
                )
            asking.assign_question(
                found,
                experts=list(data["experts"]),
                by=by,
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
    asking.decline_question(found, reason=form.cleaned_data["reason"], by=moderator_of(request))
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
