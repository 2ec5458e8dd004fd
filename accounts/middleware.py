"""Sessions of people who work here end sooner than those of readers."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from accounts.roles import works_here

SIGNED_IN_AT = "signed_in_at"
STAFF_SESSION_SECONDS = 12 * 3600


class StaffSessionMiddleware:
    """Signs experts, moderators and owners out twelve hours after they signed in.

    Counted from the first request of the session, however it was begun: password, code or passkey.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and works_here(request.user):
            began = request.session.setdefault(SIGNED_IN_AT, int(time.time()))
            if time.time() - began > STAFF_SESSION_SECONDS:
                logout(request)
        return self.get_response(request)
