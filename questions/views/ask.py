"""Asking: the letter, a look at it before sending, and the asker's own page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questions import limits, visitors
from questions.forms import AskForm, DetailForm
from questions.limits import TooMany
from questions.models import Question
from questions.rendering import render_reader_text
from questions.search import similar_questions
from questions.services import asking
from questions.signatures import choices, make_signature
from questions.views.http import (
    SeeOther,
    count,
    form_expired,
    is_ready,
    private,
    sender_of,
    too_many_words,
    with_retry,
)
from questions.visitors import guest_form


@guest_form
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The letter. A POST looks at it (`preview`), goes back to it (`edit`), or sends it."""
    if request.method != "POST":
        return _ask_page(request, AskForm(user=request.user, initial=_from_address(request)))
    form = AskForm(request.POST, user=request.user, expired=form_expired(request))
    if "edit" in request.POST:
        return _ask_page(request, AskForm(user=request.user, initial=request.POST.dict()))
    if not form.is_valid():
        return _ask_page(request, form, status=422)
    if "preview" in request.POST:
        return _ask_page(request, form, preview=_preview(form))
    try:
        question = asking.submit_question(
            letter=_letter(form),
            asker=request.user if request.user.is_authenticated else None,
            sender=sender_of(request, form),
            limits=limits.of(request.user, limits.QUESTIONS),
        )
    except TooMany as refused:
        form.add_error(None, too_many_words(refused))
        return with_retry(_ask_page(request, form, status=429), refused)
    response = SeeOther(question.get_asker_url())
    visitors.remember_question(request, response, question.pk)
    return response


def _from_address(request: HttpRequest) -> dict[str, str]:
    """A link may bring a topic along."""
    topic = request.GET.get("topic", "")
    return {"topic": topic} if topic.replace("-", "").isalnum() else {}


def _ask_page(
    request: HttpRequest, form: AskForm, *, preview: Any = None, status: int = 200
) -> HttpResponse:
    name, location = str(form["name"].value() or "") if "name" in form.fields else "", ""
    if "name" not in form.fields:
        name = request.user.get_full_name()  # type: ignore[union-attr]  # only for members
    location = str(form["location"].value() or "")
    context = {
        "form": form,
        "preview": preview,
        "similar": similar_questions(str(form["title"].value() or "")) if preview else [],
        "signatures": choices(name, location),
        "has_name": bool(name.strip()),
    }
    return render(request, "questions/ask.html", context, status=status)


def _preview(form: AskForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "title": data["title"],
        "body_html": render_reader_text(data["body"]),
        "signature": make_signature(data["name"], data["location"], data["signature_style"]),
        "topic": data["topic"],
    }


def _letter(form: AskForm) -> asking.Letter:
    wanted = ("title", "body", "name", "email", "location", "topic", "signature_style")
    return asking.Letter(**{name: form.cleaned_data[name] for name in wanted})


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Answered questions like the title that is being typed; a fragment for the page's script."""
    count(request, "search", limits.SEARCHES)
    context = {"similar": similar_questions(request.GET.get("title", ""))}
    return render(request, "questions/_similar.html", context)


@private
@require_safe
def asked(request: HttpRequest, token: str) -> HttpResponse:
    """The asker's own page. Whoever has its address is taken for the asker."""
    question = _by_token(token)
    response = _asked_page(request, question, DetailForm())
    visitors.remember_question(request, response, question.pk)
    return response


def _by_token(token: str) -> Question:
    rows = Question.objects.select_related("topic").prefetch_related("assignments__expert")
    found: Question = get_object_or_404(rows.by_asker_token(token))
    return found


def _asked_page(
    request: HttpRequest, question: Question, form: DetailForm, status: int = 200
) -> HttpResponse:
    assignments = [a for a in question.assignments.all() if a.handed_back_at is None]
    context = {
        "question": question,
        "form": form,
        "experts": [assignment.expert for assignment in assignments],
        "expected_by": max((a.due_at for a in assignments), default=None),
        "waits": question.state in {"submitted", "assigned", "spam"},
    }
    return render(request, "questions/asked.html", context, status=status)


@private
@guest_form
@require_POST
def add_detail(request: HttpRequest, token: str) -> HttpResponse:
    question = _by_token(token)
    form = DetailForm(request.POST)
    if is_ready(request, form):
        try:
            asking.add_detail(question, detail=form.cleaned_data["detail"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Added to your letter.")
            return SeeOther(question.get_asker_url())
    return _asked_page(request, question, form, status=422)


@private
@guest_form
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    question = _by_token(token)
    if form_expired(request):
        return _asked_page(request, question, DetailForm(), status=422)
    try:
        asking.withdraw_question(question)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Your letter is withdrawn. Nobody will answer it.")
    return SeeOther(reverse("questions:asked", args=[token]))
