"""A zero byte, which PostgreSQL refuses in any text, is no fault of the site's in an address."""

import pytest

from tests.factories import make_comment, make_question


@pytest.fixture
def question(db):
    return make_question()


@pytest.mark.parametrize(
    "address",
    [
        "/questions/?topic=%00",
        "/questions/?expert=%00",
        "/questions/?page=%00",
        "/search/?q=%00",
        "/search/?q=knee%00&topic=%00",
        "/topics/%00/",
        "/topics/%00/feed/",
        "/experts/%00/",
        "/ask/%00/",
        "/ask/?topic=%00",
        "/follow/%00/",
        "/questions/1/%00/",
        "/%00",
    ],
)
def test_it_is_answered_like_any_other_wrong_word(client, question, address):
    assert client.get(address).status_code in {200, 301, 302, 400, 404}


@pytest.mark.parametrize("field", ["name", "email", "website", "body", "parent", "stamp", "notify"])
def test_in_a_field_it_is_refused_in_words(client, question, field):
    sent = {"name": "Ruth", "email": "r@x.example", "body": "I know that.", field: "a\0b"}
    response = client.post(f"/questions/{question.pk}/comments/", sent)
    assert response.status_code in {303, 422}


@pytest.mark.parametrize(
    "address",
    [
        "/moderation/?q=%00",
        "/moderation/?topic=%00",
        "/moderation/?state=%00",
        "/moderation/?show=%00",
        "/moderation/?email=%00",
        "/moderation/?page=%00",
    ],
)
def test_in_the_workbench_as_well(client, moderator, address):
    make_comment(state="pending")
    client.force_login(moderator)
    assert client.get(address).status_code in {200, 301, 302, 303, 400, 404}
