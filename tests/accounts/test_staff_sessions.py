"""People who work here are signed out after twelve hours; readers stay."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from accounts.middleware import STAFF_SESSION_SECONDS
from tests.factories import make_expert, make_member, make_moderator


def is_signed_in(client):
    return client.get("/").context["user"].is_authenticated


def sign_in_and_wait(client, user, seconds):
    client.force_login(user)
    assert is_signed_in(client)
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False):
        return is_signed_in(client)


def test_a_moderator_is_signed_out_after_twelve_hours(client, db):
    assert not sign_in_and_wait(client, make_moderator(), STAFF_SESSION_SECONDS + 60)


def test_an_expert_is_signed_out_after_twelve_hours(client, db):
    assert not sign_in_and_wait(client, make_expert().user, STAFF_SESSION_SECONDS + 60)


def test_nobody_is_signed_out_within_twelve_hours(client, db):
    assert sign_in_and_wait(client, make_moderator(), STAFF_SESSION_SECONDS - 60)


def test_a_reader_stays_signed_in(client, db):
    assert sign_in_and_wait(client, make_member(), STAFF_SESSION_SECONDS + 60)
