"""What allauth would show by itself: it holds secrets and addresses of the network."""

from typing import TYPE_CHECKING, Any

import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401  # both register what is taken out here
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest

if TYPE_CHECKING:
    AuthenticatorModelAdmin = admin.ModelAdmin[Any]
else:
    AuthenticatorModelAdmin = admin.ModelAdmin

admin.site.unregister([Authenticator, UserSession])


@admin.register(Authenticator)
class SecondFactorAdmin(AuthenticatorModelAdmin):
    """Whoever has lost a second factor gets in again when it is taken away. No secret is shown."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__email", "user__name")
    fields = ("user", "type", "created_at", "last_used_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
