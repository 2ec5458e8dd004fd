"""What every template may say about the site itself."""

from urllib.parse import quote

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
        "canonical": canonical(request),
        "has_session": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }


def canonical(request: HttpRequest) -> str:
    """The one address of a page: of its parameters only the page's number makes another."""
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isdecimal() and page not in {"0", "1"} else ""
    return f"{settings.SITE_URL}{quote(request.path)}{query}"
