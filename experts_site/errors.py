"""Error pages in plain words, in the site's own frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from questions.limits import TooMany


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def too_many(request: HttpRequest, refused: TooMany) -> HttpResponse:
    """For requests without a form to give back; says when to try again."""
    again = timezone.localtime(refused.again_at)
    response = render(request, "429.html", {"again_at": again}, status=429)
    response.headers["Retry-After"] = str(refused.seconds)
    return response
