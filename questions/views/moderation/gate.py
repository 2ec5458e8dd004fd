"""The one gate of the workbench, and what its views share. A test walks the routes."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from questions import policy
from questions.views.http import private

ROWS_A_PAGE = 25

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


def number(raw: str | None) -> int | None:
    return int(raw) if raw and raw.isdecimal() and len(raw) < 10 else None


def moderator_of(request: HttpRequest) -> User:
    """Whoever passed the gate, which lets no guest in."""
    return cast(User, request.user)
