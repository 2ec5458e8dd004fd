"""The one admin site: experts answer here, owners administer."""

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from accounts.roles import is_expert, is_owner
from experts_site.context import site_name
from questions.desk import read_desk
from questions.views.http import page_number


class ForumAdminSite(AdminSite):
    """Opens to owners and to experts; what an expert may touch, each ModelAdmin says."""

    index_title = "Your desk"
    enable_nav_sidebar = False

    @property
    def site_header(self) -> str:  # type: ignore[override]  # read from the settings at run time
        return site_name()

    site_title = site_header

    def has_permission(self, request: HttpRequest) -> bool:
        return is_owner(request.user) or is_expert(request.user)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Passwords are changed where the site's own rules hold, and the redirect to any object's
        page is for owners: it would tell an expert the titles of foreign letters.
        """
        shut = self.admin_view(self.owners_only)
        own: list[URLPattern | URLResolver] = [
            path("password_change/", self.to_password_change, name="password_change"),
            path("r/<path:content_type_id>/<path:object_id>/", shut, name="view_on_site"),
        ]
        return [*own, *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Send to the site's own sign-in, so that its limits and second factor hold here too."""
        if self.has_permission(request):
            return HttpResponseRedirect(_next_page(request))
        return secure_admin_login(super().login)(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The desk for experts, above the list of what owners administer."""
        context = extra_context or {}
        if is_expert(request.user):
            show = request.GET.get("show", "")
            desk = read_desk(cast(User, request.user).expert, show=show, page=page_number(request))
            context = {**context, "desk": desk}
        return super().index(request, context)

    def owners_only(
        self, request: HttpRequest, content_type_id: str, object_id: str
    ) -> HttpResponse:
        from django.contrib.contenttypes.views import shortcut

        if not is_owner(request.user):
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def to_password_change(self, request: HttpRequest) -> HttpResponse:
        return redirect("account_change_password")


def _next_page(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else reverse("admin:index")
