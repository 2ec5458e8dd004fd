"""Owners look after people in the admin."""

import pytest
from django.contrib.auth.models import Permission

from accounts.models import ExpertProfile, User
from accounts.roles import is_expert
from tests.accounts.test_photos import picture, upload
from tests.factories import PASSWORD, make_expert, make_user

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"
EXPERTS = "/admin/accounts/expertprofile/"


def profile_form(user, **fields):
    return {
        "user": user.email.upper(),
        "display_name": "Dr. Ada Holm",
        "known_as": "",
        "slug": "ada-holm",
        "credentials": "Sports physician",
        "bio": "I **run**.",
        "position": "0",
        "is_active": "on",
    } | fields


def test_an_owner_makes_an_expert(owner_client, reader, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    form = profile_form(reader, photo=upload(picture(), name="evil.gif"))
    response = owner_client.post(f"{EXPERTS}add/", form)
    assert response.status_code == 302, response.context["errors"]
    profile = ExpertProfile.objects.get()
    assert profile.bio_html == "<p>I <strong>run</strong>.</p>\n"
    assert profile.photo.name.endswith(".jpg")
    assert "evil" not in profile.photo.name
    assert is_expert(User.objects.get(pk=reader.pk))
    assert reader.groups.filter(name="experts").exists()


def test_an_expert_needs_an_account(owner_client, expert):
    for address in ("nobody@people.example", expert.user.email, ""):
        form = profile_form(expert.user) | {"user": address}
        assert owner_client.post(f"{EXPERTS}add/", form).status_code == 200
    assert ExpertProfile.objects.count() == 1


def test_a_lost_second_factor_is_taken_away_and_its_secret_never_shown(owner_client, reader):
    from allauth.mfa.models import Authenticator

    factor = Authenticator.objects.create(user=reader, type="totp", data={"secret": "S3CR3T"})
    address = f"/admin/mfa/authenticator/{factor.pk}"
    assert "S3CR3T" not in owner_client.get(f"{address}/change/").content.decode()
    assert owner_client.post(f"{address}/delete/", {"post": "yes"}).status_code == 302
    assert not Authenticator.objects.exists()


def test_a_photo_that_is_none_is_refused(owner_client, reader):
    form = profile_form(reader, photo=upload(picture("GIF"), name="me.png"))
    page = owner_client.post(f"{EXPERTS}add/", form).content.decode()
    assert "JPEG, PNG or WebP" in page
    assert not ExpertProfile.objects.exists()


def test_a_profile_is_changed_and_keeps_its_person_and_photo(
    owner_client, reader, outsider, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    owner_client.post(f"{EXPERTS}add/", profile_form(reader, photo=upload(picture())))
    profile = ExpertProfile.objects.get()
    kept = profile.photo.name
    form = profile_form(outsider, bio="New\u202e words.", known_as="the\u202e Doctor")
    assert owner_client.post(f"{EXPERTS}{profile.pk}/change/", form).status_code == 302
    profile.refresh_from_db()
    assert (profile.user, profile.photo.name) == (reader, kept)
    assert (profile.known_as, profile.bio_html) == ("the Doctor", profile.bio_html)
    assert "New" in profile.bio_html


def test_experts_are_switched_off_and_on_in_the_list(owner_client, expert):
    for action, expected in (("switch_off", False), ("switch_on", True)):
        sent = {"action": action, "_selected_action": [expert.pk]}
        page = owner_client.post(EXPERTS, sent, follow=True).content.decode()
        assert "1 switched" in page
        expert.refresh_from_db()
        assert expert.is_active is expected
        assert expert.user.groups.filter(name="experts").exists() is expected


def test_an_owner_adds_a_person(owner_client):
    form = {
        "email": "New@People.Example",
        "name": "Nora New",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    assert owner_client.post(f"{PEOPLE}add/", form).status_code == 302
    person = User.objects.get(email="new@people.example")
    assert person.check_password(PASSWORD)


def test_an_owner_makes_a_moderator_but_does_not_change_an_address(owner_client, reader):
    from django.contrib.auth.models import Group

    group = Group.objects.get(name="moderators")
    form = {"name": "Rita", "email": "other@example.org", "is_active": "on", "groups": [group.pk]}
    assert owner_client.post(f"{PEOPLE}{reader.pk}/change/", form).status_code == 302
    reader.refresh_from_db()
    assert reader.email == "rita@readers.example"
    assert list(reader.groups.all()) == [group]


def test_staff_who_are_no_superusers_cannot_give_roles(sign_in, reader):
    staff = make_user(is_staff=True)
    rights = ["view_user", "change_user"]
    staff.user_permissions.set(Permission.objects.filter(codename__in=rights))
    form = {"name": "Me", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    assert sign_in(staff).post(f"{PEOPLE}{staff.pk}/change/", form).status_code == 302
    staff.refresh_from_db()
    assert (staff.name, staff.is_superuser) == ("Me", False)


@pytest.mark.parametrize("path", [PEOPLE, EXPERTS, f"{EXPERTS}add/", f"{PEOPLE}add/"])
def test_the_pages_open_for_owners_alone(request, path, owner_client):
    assert owner_client.get(path).status_code == 200
    for who in ("expert_client", "moderator_client", "reader_client"):
        assert request.getfixturevalue(who).get(path, follow=True).status_code == 403


def test_people_and_experts_are_not_deleted(owner_client, reader):
    profile = make_expert()
    assert owner_client.post(f"{PEOPLE}{reader.pk}/delete/", {"post": "yes"}).status_code == 403
    assert owner_client.post(f"{EXPERTS}{profile.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "/admin/auth/group/" not in owner_client.get("/admin/").content.decode()
