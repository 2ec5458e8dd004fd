"""What a browser may prove without an account: comments that it sent, questions that it asked.

Signed cookies, set only after something was sent, so that whoever only reads carries none.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

_PREFIX = "__Host-" if settings.SECURE_COOKIES else ""
COMMENTS = f"{_PREFIX}comments"
QUESTIONS = f"{_PREFIX}questions"
LIVES = 30 * 24 * 3600
REMEMBERED = 30


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
