"""Headers on every answer, protection of forms with and without a session, and cache rules."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers

from experts_site.errors import too_many
from questions.limits import TooMany

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=()"
# Browsers ask again each time and get a 304; a shared cache in front may keep a page this long.
SHARED_CACHE_SECONDS = 60
_SAME_SITE = {"same-origin", "none"}


class SecurityHeadersMiddleware:
    """The headers of the security policy that neither Django nor django-csp sets."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class GuestAwareCsrfMiddleware(CsrfViewMiddleware):
    """Django's protection for sessions; origin and fetch-metadata checks for guests.

    A guest has no cookie that another site could abuse, so a guest's form needs no token, and the
    page that holds it can be cached. What is left to refuse is a form sent from another site:
    every current browser says where a POST comes from. A client that says nothing is no browser,
    and has no authority to lend. Views say with `questions.visitors.guest_form` that theirs is one.
    """

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., Any] | None,
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        request.form_expired = False  # type: ignore[attr-defined]  # read by views/http
        if callback is None or not getattr(callback, "guest_form", False):
            return None  # Django's own middleware comes next and judges it
        if has_session(request):
            refusal = super().process_view(request, callback, callback_args, callback_kwargs)
        elif request.method == "POST" and comes_from_elsewhere(request):
            refusal = self._reject(request, "The form was sent from another site.")
        else:
            refusal = None
        request.csrf_processing_done = True  # type: ignore[attr-defined]  # judged here
        return refusal

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden | None:
        """Refuse what another site sent; a stale token of our own form lets the view answer."""
        if has_session(request) and not comes_from_elsewhere(request):
            request.form_expired = True  # type: ignore[attr-defined]  # as above
            return None
        # Django's own method, which its type stubs leave out.
        refusal: HttpResponseForbidden = super()._reject(request, reason)  # type: ignore[misc]
        return refusal


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this request."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site not in _SAME_SITE
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


class CachePolicyMiddleware:
    """Pages for visitors without cookies may be cached; everything else is private."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        patch_vary_headers(response, ["Cookie"])
        if is_the_same_for_everybody(request, response):
            patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED_CACHE_SECONDS)
        else:
            patch_cache_control(response, private=True, no_store=True)
        return response


def is_the_same_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """A page that was asked for without any cookie, and that sets none."""
    is_page = request.method in {"GET", "HEAD"} and response.status_code in {200, 301}
    return is_page and not request.COOKIES and not response.cookies


class LimitMiddleware:
    """Turns a limit that a view has no form to answer with into a plain page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return too_many(request, error) if isinstance(error, TooMany) else None
