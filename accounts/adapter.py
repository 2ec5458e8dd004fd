"""Sign-up policy; the only module that knows allauth's adapter."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from accounts.models import User
from accounts.roles import is_expert

View = Callable[..., HttpResponse]


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Names come from the form; mail carries the site's own name."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Experts who came for nothing else find their desk."""
        return (
            reverse("admin:index")
            if is_expert(request.user)
            else resolve_url(settings.LOGIN_REDIRECT_URL)
        )

    def get_from_email(self) -> str:
        return str(settings.DEFAULT_FROM_EMAIL)


def verified_addresses(user: User) -> frozenset[str]:
    """The addresses of which a person has proved that mail to them arrives."""
    rows = EmailAddress.objects.filter(user=user, verified=True)
    return frozenset(address.lower() for address in rows.values_list("email", flat=True))


def recently_signed_in(view: View) -> View:
    """Ask for the password or a code once more, unless that was done some minutes ago."""
    return cast(View, login_required(reauthentication_required(view)))


def client_address(request: HttpRequest) -> str:
    """The visitor's address, by the same rule about proxies that sign-in limits use."""
    from allauth.account.adapter import get_adapter

    return str(get_adapter().get_client_ip(request))
