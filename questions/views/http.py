"""What the views share: who sends, where to go next, and limits put into words."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import time_format

from accounts.adapter import client_address
from questions.forms import EXPIRED, GuestForm
from questions.limits import Limit, TooMany, check_count
from questions.services.sending import Sender, address_key


class SeeOther(HttpResponseRedirect):
    """After a POST that was taken: go and look there."""

    status_code = 303


def sender_key(request: HttpRequest) -> str:
    return address_key(client_address(request))


def sender_of(request: HttpRequest, form: GuestForm | None = None) -> Sender:
    """What the filter and the limits may know of the machine that sent a form."""
    if form is None:
        return Sender(key=sender_key(request))
    return Sender(
        key=sender_key(request),
        seconds_to_write=form.cleaned_data.get("seconds"),
        honeypot_filled=bool(form.cleaned_data.get("reference")),
    )


def count(request: HttpRequest, action: str, limits: dict[str, Limit]) -> None:
    """Count one more of an action for this visitor; raises TooMany at the limit."""
    if request.user.is_authenticated:
        check_count(action, f"user-{request.user.pk}", limits["member"])
    else:
        check_count(action, sender_key(request), limits["guest"])


def too_many_words(refused: TooMany, *, kept: bool = True) -> str:
    again = time_format(timezone.localtime(refused.again_at), "H:i")
    ending = " Your text is kept below." if kept else ""
    return f"You have sent a lot in a short time. Try again at {again}.{ending}"


def with_retry(response: HttpResponse, refused: TooMany) -> HttpResponse:
    response.status_code = 429
    response.headers["Retry-After"] = str(refused.seconds)
    return response


def form_expired(request: HttpRequest) -> bool:
    """Whether the token of a visitor with a session was stale (see GuestAwareCsrfMiddleware)."""
    return bool(getattr(request, "form_expired", False))


def is_ready(request: HttpRequest, form: Form) -> bool:
    """Whether a sent form may be acted on; a stale one goes back to its writer with a word."""
    if request.method != "POST" or not form.is_bound:
        return False
    if form_expired(request):
        form.add_error(None, EXPIRED)
    return form.is_valid()


def page_number(request: HttpRequest) -> int:
    raw = request.GET.get("page", "1")
    return int(raw) if raw.isdecimal() and len(raw) < 6 and int(raw) > 0 else 1


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For secret pages: no cache keeps them, no index lists them, other sites never see them."""

    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        # With "no-referrer" browsers send `Origin: null` with our forms, which are then refused.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    wrapped.__name__, wrapped.__doc__ = view.__name__, view.__doc__
    wrapped.__dict__.update(view.__dict__)
    return wrapped
