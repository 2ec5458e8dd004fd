"""Replies: posted, found again, edited, taken back, reported."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from questions import limits, policy, visitors
from questions.forms import CommentForm, EditCommentForm, ReportForm
from questions.limits import TooMany
from questions.models import Comment, Question
from questions.services import commenting, moderating
from questions.services.warning import Reword
from questions.threads import place_of
from questions.views.browse import question_context, viewer_of, visible_comment
from questions.views.http import (
    SeeOther,
    count,
    form_expired,
    is_ready,
    private,
    sender_key,
    sender_of,
    too_many_words,
    with_retry,
)
from questions.visitors import guest_form

POSTED = {
    "approved": "Your response is posted.",
    "pending": "Thank you. Your response waits for a moderator; only you can see it now.",
    # Whoever sends promotion learns nothing from the answer.
    "spam": "Thank you. Your response waits for a moderator; only you can see it now.",
}
SENT_TWICE = "You had sent this already; it was stored once. Here it is."


@guest_form
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Post a reply; a GET shows the form on a page of its own, with what it replies to."""
    question = get_object_or_404(Question.objects.public().select_related("topic"), pk=pk)
    if request.method != "POST":
        return _reply_page(request, question)
    form = CommentForm(
        request.POST, question=question, user=request.user, expired=form_expired(request)
    )
    if not form.is_valid():
        return _form_again(request, question, form)
    try:
        posted = _post(request, question, form)
    except TooMany as refused:
        form.add_error(None, too_many_words(refused))
        return with_retry(_form_again(request, question, form), refused)
    except Reword as error:
        return _warn(request, question, form, error)
    except ValidationError as error:
        _add_errors(form, error)
        return _form_again(request, question, form)
    return _answer(request, posted)


def _post(request: HttpRequest, question: Question, form: CommentForm) -> commenting.Posted:
    data = form.cleaned_data
    return commenting.post_comment(
        question=question,
        writer=_writer(request, question, form),
        body=data["body"],
        parent=data["parent"],
        sender=sender_of(request, form),
        form_key=data["stamp"],
        notify=data["notify"],
        may_warn=not form.was_warned,
        limits=limits.of(request.user, limits.COMMENTS),
    )


def _warn(
    request: HttpRequest, question: Question, form: CommentForm, error: Reword
) -> HttpResponse:
    """The form comes back once; how often is limited, so that nobody tries the filter out here."""
    try:
        count(request, "warn", limits.WARNINGS)
    except TooMany as refused:
        form.add_error(None, too_many_words(refused))
        return with_retry(_form_again(request, question, form), refused)
    _add_errors(form, error)
    form.mark_warned()
    return _form_again(request, question, form)


def _writer(request: HttpRequest, question: Question, form: CommentForm) -> commenting.Writer:
    data = form.cleaned_data
    user = request.user
    is_asker = question.pk in visitors.asked_questions(request)
    if not user.is_authenticated:
        return commenting.Writer(
            name=data["name"], email=data["email"], website=data["website"], is_asker=is_asker
        )
    if data.get("name"):
        user.name = data["name"]
        user.save(update_fields=["name"])
    return commenting.Writer(user=user, is_asker=is_asker or question.is_asked_by(user))


def _add_errors(form: CommentForm, error: ValidationError) -> None:
    """A refusal of the service stands at the field that it speaks of."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _answer(request: HttpRequest, posted: commenting.Posted) -> HttpResponse:
    comment = posted.comment
    _say(request, comment, POSTED[comment.state] if posted.is_new else SENT_TWICE)
    response = SeeOther(_place_of(comment))
    if not request.user.is_authenticated:
        visitors.remember_comment(request, response, comment.pk)
    return response


def _say(request: HttpRequest, comment: Comment, words: str) -> None:
    """A comment that is not shown yet waits, and the message looks like waiting."""
    messages.add_message(
        request, messages.SUCCESS if comment.is_approved else messages.WARNING, words
    )


def _place_of(comment: Comment) -> str:
    """Where a comment stands; one that is not shown has only its thread."""
    address = comment.question.get_absolute_url()
    anchor = "responses" if comment.state == Comment.State.SPAM else f"comment-{comment.pk}"
    return f"{address}{place_of(comment).as_query()}#{anchor}"


def _form_again(request: HttpRequest, question: Question, form: CommentForm) -> HttpResponse:
    context = question_context(request, question, form)
    context["reply_to"] = _parent_of(form)
    return render(request, "questions/comment_form.html", context, status=422)


def _parent_of(form: CommentForm) -> Comment | None:
    raw = str(form["parent"].value() or "")
    if not raw.isdecimal():
        return None
    # A ModelChoiceField, which the form's mapping of fields does not say.
    rows = form.fields["parent"].queryset  # type: ignore[attr-defined]
    found: Comment | None = rows.select_related("author", "expert").filter(pk=raw[:18]).first()
    return found


def _reply_page(request: HttpRequest, question: Question) -> HttpResponse:
    initial = {"parent": request.GET.get("parent", "")}
    form = CommentForm(question=question, user=request.user, initial=initial)
    context = {
        "question": question,
        "form": form,
        "reply_to": _parent_of(form),
        "is_reply_page": True,
    }
    return render(request, "questions/comment_form.html", context)


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment's permanent address: leads to its page of the thread, and to itself there."""
    return redirect(_place_of(visible_comment(request, pk)))


def _own_comment(request: HttpRequest, pk: int) -> Comment:
    """A comment that this visitor wrote and may still change, or 404."""
    comment = visible_comment(request, pk)
    is_own = viewer_of(request).owns(comment)
    if not policy.can_edit_comment(comment, is_own=is_own, now=timezone.now()):
        raise PermissionDenied
    return comment


@private
@guest_form
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _own_comment(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = EditCommentForm(sent, initial={"body": comment.body})
    if is_ready(request, form):
        try:
            changed = commenting.edit_comment(
                comment, body=form.cleaned_data["body"], is_own=True, sender=sender_of(request)
            )
        except ValidationError as error:
            form.add_error("body", error.messages)
        else:
            _say(request, changed, POSTED[changed.state])
            return SeeOther(_place_of(changed))
    context = {"comment": comment, "form": form, "question": comment.question}
    status = 422 if request.method == "POST" else 200
    return render(request, "questions/edit_comment.html", context, status=status)


@private
@guest_form
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an own comment; a GET asks first."""
    comment = _own_comment(request, pk)
    if request.method != "POST" or form_expired(request):
        context = {"comment": comment, "question": comment.question}
        return render(request, "questions/delete_comment.html", context)
    user = request.user if request.user.is_authenticated else None
    commenting.take_back(comment, by=user, is_own=True)
    messages.success(request, "Your response is deleted.")
    return SeeOther(f"{comment.question.get_absolute_url()}#responses")


@private
@guest_form
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the moderators that a comment should not stand."""
    comment = visible_comment(request, pk)
    if not comment.is_approved:
        raise Http404  # what is hidden leaves a tombstone, which has no words to report
    form = ReportForm(request.POST if request.method == "POST" else None)
    if is_ready(request, form):
        user = request.user if request.user.is_authenticated else None
        try:
            count(request, "report", limits.REPORTS)
            moderating.report(
                comment,
                reason=form.cleaned_data["reason"],
                sender_key=f"user-{user.pk}" if user else sender_key(request),
                reporter=user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Thank you. A moderator will look at it.")
            return SeeOther(_place_of(comment))
    context = {"comment": comment, "form": form, "question": comment.question}
    status = 422 if request.method == "POST" else 200
    return render(request, "questions/report.html", context, status=status)
