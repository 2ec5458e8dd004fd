"""Mail about replies: confirmed, and stopped, from links in mail. A GET shows, a POST acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from questions.models import Question, Subscription
from questions.services import following
from questions.views.http import private
from questions.visitors import guest_form


def _by_token(token: str) -> Subscription:
    rows = Subscription.objects.select_related("question")
    found: Subscription = get_object_or_404(rows, token=token)
    return found


@private
@guest_form
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    subscription = _by_token(token)
    if request.method == "POST":
        following.confirm(subscription)
    context = {"subscription": subscription, "question": subscription.question}
    return render(request, "questions/follow.html", context)


# Mail programs send the one-click POST without any cookie or origin: the token is the permission.
@csrf_exempt
@private
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    subscription = _by_token(token)
    if request.method == "POST":
        following.stop(subscription)
    context = {
        "question": subscription.question,
        "is_stopped": subscription.stopped_at is not None,
        "start_again": reverse("questions:follow", args=[token]),
        "back": subscription.question.get_absolute_url(),
    }
    return render(request, "questions/unfollow.html", context)


@csrf_exempt
@private
@require_http_methods(["GET", "HEAD", "POST"])
def stop_asker_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The asker wants no more mail about the letter; the secret page goes on."""
    question = get_object_or_404(Question.objects.by_asker_token(token))
    if request.method == "POST":
        following.stop_asker_mail(question)
    context = {
        "question": question,
        "is_stopped": following.asker_mail_is_stopped(question),
        "back": question.get_asker_url(),
    }
    return render(request, "questions/unfollow.html", context)
