"""Signing up, in and out, through the site's own pages and mail."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, make_expert, make_user

pytestmark = pytest.mark.django_db

SIGN_UP = "/accounts/signup/"
FORM = {"name": "Rita Reader", "email": "Rita@Readers.Example", "password1": PASSWORD}


def code_in(message):
    """The code stands on a line of its own, to be copied."""
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]+)?)\s*$", message.body, re.MULTILINE)
    assert found, message.body
    return found[1]


def proved(user, email=None):
    user.emailaddress_set.create(email=email or user.email, verified=True, primary=True)
    return user


def test_signing_up_takes_a_name_an_address_a_password_and_a_code(client):
    response = client.post(SIGN_UP, FORM)
    assert response.headers["Location"] == reverse("account_email_verification_sent")
    assert mail.outbox[0].to == ["rita@readers.example"]
    assert "_auth_user_id" not in client.session
    page = client.get(response.headers["Location"])
    assert 'autocomplete="one-time-code"' in page.content.decode()
    done = client.post(response.headers["Location"], {"code": code_in(mail.outbox[0])})
    assert done.status_code == 302
    user = User.objects.get()
    assert (user.name, user.email) == ("Rita Reader", "rita@readers.example")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get("/accounts/profile/").status_code == 200


def test_a_wrong_code_does_not_let_in(client):
    response = client.post(SIGN_UP, FORM)
    client.post(response.headers["Location"], {"code": "WRONG1"})
    assert "_auth_user_id" not in client.session


def test_a_known_address_is_answered_like_a_new_one(client):
    proved(make_user(email="rita@readers.example", name="The first Rita"))
    response = client.post(SIGN_UP, FORM)
    assert response.headers["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert [message.to for message in mail.outbox] == [["rita@readers.example"]]
    assert re.search(r"already|exists", mail.outbox[0].body)


def test_sign_up_refuses_an_experts_name(client):
    make_expert("Dr. Ada Holm")
    page = client.post(SIGN_UP, FORM | {"name": "Аda  Holm"}).content.decode()
    assert "belongs to one of our experts" in page
    assert FORM["email"] in page
    assert not User.objects.filter(email="rita@readers.example").exists()


@pytest.mark.parametrize("password", ["short", "password123"])
def test_sign_up_refuses_a_weak_password(client, password):
    client.post(SIGN_UP, FORM | {"password1": password})
    assert not User.objects.exists()


def test_signing_in_returns_to_the_page(client):
    make_user(email="rita@readers.example", password=PASSWORD)
    form = {"login": "rita@readers.example", "password": PASSWORD, "next": "/questions/"}
    assert client.post(reverse("account_login"), form).headers["Location"] == "/questions/"


def test_signing_in_never_leads_to_another_site(client):
    make_user(email="rita@readers.example", password=PASSWORD)
    form = {"login": "rita@readers.example", "password": PASSWORD, "next": "https://evil.example"}
    assert client.post(reverse("account_login"), form).headers["Location"] == "/"


def test_an_unproved_address_gets_a_code_before_it_is_let_in(client):
    user = make_user(email="rita@readers.example", password=PASSWORD)
    user.emailaddress_set.update(verified=False)
    form = {"login": "rita@readers.example", "password": PASSWORD}
    response = client.post(reverse("account_login"), form)
    assert "_auth_user_id" not in client.session
    client.post(response.headers["Location"], {"code": code_in(mail.outbox[0])})
    assert "_auth_user_id" in client.session


def test_a_wrong_password_and_an_unknown_address_read_the_same(client):
    make_user(email="rita@readers.example", password=PASSWORD)
    answers = [
        client.post(reverse("account_login"), {"login": email, "password": "not this one"})
        for email in ("rita@readers.example", "nobody@readers.example")
    ]
    errors = [str(answer.context["form"].errors) for answer in answers]
    assert errors[0] == errors[1]
    assert answers[0].status_code == answers[1].status_code


def test_a_switched_off_person_is_not_let_in(client):
    make_user(email="rita@readers.example", password=PASSWORD, is_active=False)
    form = {"login": "rita@readers.example", "password": PASSWORD}
    client.post(reverse("account_login"), form)
    assert "_auth_user_id" not in client.session


def test_signing_in_by_a_code_from_a_mail(client):
    proved(make_user(email="rita@readers.example"))
    response = client.post(reverse("account_request_login_code"), {"email": "rita@readers.example"})
    client.post(response.headers["Location"], {"code": code_in(mail.outbox[0])})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("known", [True, False])
def test_a_forgotten_password_is_answered_alike_for_all(client, known):
    if known:
        make_user(email="rita@readers.example", password=PASSWORD)
    sent = client.post(reverse("account_reset_password"), {"email": "rita@readers.example"})
    assert sent.headers["Location"] == reverse("account_reset_password_done")
    assert len(mail.outbox) == 1


def test_a_forgotten_password_is_replaced_through_the_mail(client):
    user = make_user(email="rita@readers.example", password=PASSWORD)
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form_page = client.get(link, follow=True)
    new = "another quiet mile"
    client.post(form_page.request["PATH_INFO"], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)


def test_signing_out_ends_the_session(reader_client):
    reader_client.post(reverse("account_logout"))
    assert reader_client.get("/accounts/profile/").status_code == 302


GUEST_PAGES = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_request_login_code",
    "account_inactive",
]
MEMBER_PAGES = [
    "account_logout",
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "usersessions_list",
]


@pytest.mark.parametrize("name", GUEST_PAGES)
def test_pages_for_guests_are_in_the_sites_frame(client, name):
    _is_in_our_frame(client.get(reverse(name)))


@pytest.mark.parametrize("name", MEMBER_PAGES)
def test_pages_for_members_are_in_the_sites_frame(client, name):
    user = make_user(email="rita@readers.example", password=PASSWORD)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    response = client.get(reverse(name))
    # Whoever has a password is sent from setting one to changing it, and so on.
    while response.status_code == 302:
        response = client.get(response.headers["Location"])
    _is_in_our_frame(response)


def _is_in_our_frame(response):
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert '<main id="main"' in page
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page)
