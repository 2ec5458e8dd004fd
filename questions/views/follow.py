"""Mail about replies: confirmed, and stopped, from links in mail. A GET shows, a POST acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from questions.models import Subscription
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
    context = {"subscription": subscription, "question": subscription.question}
    return render(request, "questions/unfollow.html", context)
