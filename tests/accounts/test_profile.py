"""A person's profile: the name that stands under what they write."""

import pytest

from tests.factories import make_expert

pytestmark = pytest.mark.django_db
PAGE = "/accounts/profile/"


def test_guests_are_asked_to_sign_in(client):
    response = client.get(PAGE)
    assert response.headers["Location"].startswith("/accounts/login/?next=")


def test_the_root_of_the_account_pages_leads_to_the_profile(reader_client):
    assert reader_client.get("/accounts/").headers["Location"] == PAGE


def test_a_name_is_changed(reader_client, reader):
    response = reader_client.post(PAGE, {"name": "Rita  R.\u202e"})
    assert response.status_code == 303
    reader.refresh_from_db()
    assert reader.name == "Rita R."
    assert "Your name is changed." in reader_client.get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["Ada Holm", "DR. ADA HOLM", "Аdа Holm", "The Sole Doctor"])
def test_a_name_that_reads_like_an_experts_is_refused(reader_client, reader, expert, name):
    response = reader_client.post(PAGE, {"name": name})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert "belongs to one of our experts" in page
    assert f'value="{name}"' in page
    reader.refresh_from_db()
    assert reader.name == "Rita Reader"


def test_an_expert_may_bear_their_own_name_and_no_other_experts(expert_client, expert):
    make_expert("Prof. Ben Obi")
    assert expert_client.post(PAGE, {"name": "Dr. Ada Holm"}).status_code == 303
    assert expert_client.post(PAGE, {"name": "Ben Obi"}).status_code == 422


def test_an_empty_name_is_refused(reader_client):
    page = reader_client.post(PAGE, {"name": " \u200b "}).content.decode()
    assert "Enter the name to show." in page


def test_only_the_name_can_be_sent(reader_client, reader):
    sent = {"name": "Rita", "email": "evil@example.org", "is_staff": "1", "is_superuser": "1"}
    reader_client.post(PAGE, sent)
    reader.refresh_from_db()
    assert (reader.email, reader.is_staff, reader.is_superuser) == (
        "rita@readers.example",
        False,
        False,
    )


def test_an_expert_is_told_where_their_public_name_stands(expert_client, expert):
    page = expert_client.get(PAGE).content.decode()
    assert expert.get_absolute_url() in page
