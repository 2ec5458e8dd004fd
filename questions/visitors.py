"""Visitors without an account: forms that need no cookie, and what a browser may prove later.

Signed cookies tell which comments it sent and questions it asked; they are set only after
something was sent, so that whoever only reads carries none.
"""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

_PREFIX = "__Host-" if settings.SECURE_COOKIES else ""
COMMENTS = f"{_PREFIX}comments"
QUESTIONS = f"{_PREFIX}questions"
LIVES = 30 * 24 * 3600
REMEMBERED = 30


def guest_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose form guests send without any cookie.

    A visitor with a session still needs Django's token; where it is missing or stale the view
    runs with `request.form_expired` set, and must give the form back with the text in it.
    """
    view.guest_form = True  # type: ignore[attr-defined]  # read by the site's middleware
    return view


def own_comments(request: HttpRequest) -> frozenset[int]:
    """Ids of the comments that this browser sent as a guest."""
    return frozenset(_read(request, COMMENTS))


def asked_questions(request: HttpRequest) -> frozenset[int]:
    """Ids of the questions whose secret page this browser has opened."""
    return frozenset(_read(request, QUESTIONS))


def remember_comment(request: HttpRequest, response: HttpResponse, pk: int) -> None:
    _write(response, COMMENTS, [*_read(request, COMMENTS), pk])


def remember_question(request: HttpRequest, response: HttpResponse, pk: int) -> None:
    known = _read(request, QUESTIONS)
    if pk not in known:
        _write(response, QUESTIONS, [*known, pk])


def _read(request: HttpRequest, name: str) -> list[int]:
    try:
        ids = signing.loads(request.COOKIES.get(name, ""), salt=name, max_age=LIVES)
    except signing.BadSignature:
        return []
    return [pk for pk in ids if isinstance(pk, int)] if isinstance(ids, list) else []


def _write(response: HttpResponse, name: str, ids: Iterable[int]) -> None:
    response.set_cookie(
        name,
        signing.dumps(list(ids)[-REMEMBERED:], salt=name),
        max_age=LIVES,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )
