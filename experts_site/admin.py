"""The one admin site: experts answer here, owners administer."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse

from accounts.roles import is_expert, is_owner
from experts_site.context import site_name


class ForumAdminSite(AdminSite):
    """Opens to owners and to experts; what an expert may touch, each ModelAdmin says."""

    index_title = "Your desk"
    enable_nav_sidebar = False

    @property
    def site_header(self) -> str:  # type: ignore[override]  # read from the settings at run time
        return site_name()

    site_title = site_header  # type: ignore[assignment]

    def has_permission(self, request: HttpRequest) -> bool:
        return is_owner(request.user) or is_expert(request.user)

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """Send to the site's own sign-in, so that its limits and second factor hold here too."""
        return secure_admin_login(super().login)(request, extra_context)
