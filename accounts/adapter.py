"""Sign-up policy; the only module that knows allauth's adapter."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Names come from the form; mail carries the site's own name."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)

    def get_from_email(self) -> str:
        return str(settings.DEFAULT_FROM_EMAIL)


def client_address(request: HttpRequest) -> str:
    """The visitor's address, by the same rule about proxies that sign-in limits use."""
    from allauth.account.adapter import get_adapter

    return str(get_adapter().get_client_ip(request))
