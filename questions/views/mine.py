"""A person's own pages: what they asked and wrote, what they follow, all of it to take away."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.adapter import recently_signed_in, verified_addresses
from accounts.models import User
from questions.models import Comment, Question, Subscription
from questions.services import following
from questions.services.own_data import own_data
from questions.views.browse import paginate
from questions.views.http import SeeOther, private


def _person(request: HttpRequest) -> tuple[User, frozenset[str]]:
    user = cast(User, request.user)
    return user, verified_addresses(user)


@private
@login_required
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    rows = Question.objects.sent_by(*_person(request)).select_related("topic")
    context = {"page_obj": paginate(request, rows), "now": timezone.now()}
    return render(request, "accounts/questions.html", context)


@private
@login_required
@require_safe
def comments(request: HttpRequest) -> HttpResponse:
    rows = Comment.objects.sent_by(*_person(request)).select_related("question")
    return render(request, "accounts/comments.html", {"page_obj": paginate(request, rows)})


@private
@login_required
@require_safe
def subscriptions(request: HttpRequest) -> HttpResponse:
    rows = Subscription.objects.of(*_person(request)).select_related("question")
    return render(request, "accounts/subscriptions.html", {"page_obj": paginate(request, rows)})


@private
@login_required
@require_POST
def change_subscription(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop mail about one question, or have it again."""
    subscription = get_object_or_404(Subscription.objects.of(*_person(request)), pk=pk)
    if request.POST.get("follow"):
        following.confirm(subscription)
        messages.success(request, "You get mail about this question again.")
    else:
        following.stop(subscription)
        messages.success(request, "You get no more mail about this question.")
    return SeeOther(reverse("questions:my_subscriptions"))


@private
@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/data.html")


@private
@recently_signed_in
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The copy, as one JSON file; whoever only found the browser open does not get it."""
    response = JsonResponse(own_data(*_person(request)), json_dumps_params={"indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
