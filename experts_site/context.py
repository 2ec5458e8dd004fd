"""What every template may say about the site itself."""

from django.conf import settings
from django.http import HttpRequest


def site_name() -> str:
    return str(settings.SITE_NAME)


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name and address, and whether the visitor carries a session.

    A page for a visitor without a session must not touch the CSRF token: making one sets a
    cookie, and then no cache may keep the page.
    """
    return {
        "site_name": site_name(),
        "site_url": settings.SITE_URL,
        "has_session": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }
