"""A person's own pages: letters, responses, mail about replies, and a copy of it all."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from questions.models import Answer, Question, Subscription
from questions.services import answering
from tests.factories import (
    PASSWORD,
    ago,
    make_answer,
    make_comment,
    make_question,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
PAGES = ["my_questions", "my_comments", "my_subscriptions", "my_data"]


@pytest.fixture
def me(client):
    """Somebody who has just signed in with a password, and whose address is proved."""
    user = make_user(name="Mia Meadow", email="mia@readers.example", password=PASSWORD)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return user


def prove_again(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def page_of(client, name):
    response = client.get(reverse(f"questions:{name}"))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_guests_are_asked_to_sign_in(client, name):
    address = reverse(f"questions:{name}")
    assert client.get(address).headers["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_page_is_a_whole_page(client, me, name):
    assert page_of(client, name).count("<h1") == 1


def test_my_letters_with_where_each_stands(client, me):
    states = {
        "submitted": "Received",
        "assigned": "With our experts since",
        "declined": "Declined",
        "answered": "Answered",
        "spam": "Received",
    }
    topic = make_topic()
    for state, words in states.items():
        make_question(state, asker=me, title=f"Letter that is {state}", topic=topic)
        assert words
    make_question("declined", asker=me, title="Taken back", withdrawn_at=ago(days=1), topic=topic)
    make_question("submitted", title="Somebody else's letter", topic=topic)
    page = page_of(client, "my_questions")
    for state, words in states.items():
        after = page.split(f"Letter that is {state}", 1)[1]
        assert words in after.split("</li>", 1)[0]
    assert "Withdrawn" in page.split("Taken back", 1)[1].split("</li>", 1)[0]
    assert "Somebody else" not in page


def test_a_letter_sent_as_a_guest_is_mine_once_the_address_is_proved(client, me):
    make_question("submitted", asker_email=me.email, title="Sent before I had an account")
    assert "Sent before" in page_of(client, "my_questions")
    me.emailaddress_set.update(verified=False)
    assert "Sent before" not in page_of(client, "my_questions")


def test_an_expired_secret_page_is_not_linked(client, me):
    letter = make_question("submitted", asker=me, token_expires_at=ago(days=1))
    page = page_of(client, "my_questions")
    assert letter.title in page
    assert letter.token not in page


def test_my_responses_with_what_others_see(client, me):
    question = make_question(title="The question itself")
    shown = make_comment(question, author=me, body="Everybody reads this.")
    make_comment(question, author=me, state="pending", body="This waits.")
    make_comment(question, author=me, state="removed", decided_at=timezone.now(), body="Gone.")
    make_comment(question, guest="Mia", guest_email=me.email, body="Said as a guest.")
    make_comment(question, body="Somebody else's words.")
    page = page_of(client, "my_comments")
    assert reverse("questions:comment", args=[shown.pk]) in page
    assert page.count("Waiting for a moderator") == 1
    assert page.count("Not shown") == 1
    assert "Said as a guest." in page
    assert "Somebody else" not in page


def follow(question, email, user=None, **fields):
    return Subscription.objects.create(
        question=question, email=email, user=user, token=f"{question.pk}-{email}", **fields
    )


def test_mail_about_replies_is_stopped_and_wanted_again(client, me):
    mine = follow(make_question(), me.email, me, confirmed_at=timezone.now())
    address = reverse("questions:my_subscription", args=[mine.pk])
    assert "Stop these emails" in page_of(client, "my_subscriptions")
    assert client.post(address, {"stop": "1"}).status_code == 303
    mine.refresh_from_db()
    assert mine.stopped_at is not None
    assert "Email me replies" in page_of(client, "my_subscriptions")
    client.post(address, {"follow": "1"})
    mine.refresh_from_db()
    assert mine.stopped_at is None


def test_somebody_elses_subscription_is_not_there(client, me):
    foreign = follow(make_question(), "other@readers.example", confirmed_at=timezone.now())
    address = reverse("questions:my_subscription", args=[foreign.pk])
    assert client.post(address, {"stop": "1"}).status_code == 404
    assert client.get(address).status_code == 405
    foreign.refresh_from_db()
    assert foreign.stopped_at is None
    assert "other@readers.example" not in page_of(client, "my_subscriptions")


def test_a_copy_of_everything_and_of_nobody_else(client, me):
    make_question("submitted", asker=me, body="My letter's words, all of them.")
    question = make_question(title="Under this one")
    make_comment(question, author=me, body="My response.")
    make_comment(question, guest="Mia", guest_email=me.email, body="As a guest.")
    make_comment(question, body="Foreign words.")
    follow(question, me.email, me)
    response = prove_again(client).get(reverse("questions:my_data_file"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    copy = json.loads(response.content)
    assert copy["account"]["email"] == me.email
    assert [row["body"] for row in copy["questions"]] == ["My letter's words, all of them."]
    assert {row["body"] for row in copy["responses"]} == {"My response.", "As a guest."}
    assert [row["question__title"] for row in copy["subscriptions"]] == ["Under this one"]
    assert "Foreign" not in response.content.decode()


def test_an_experts_copy_holds_answers_with_their_former_texts(expert, sign_in, client):
    user = expert.user
    user.set_password(PASSWORD)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    letter = make_question("assigned", experts=[expert])
    first = answering.publish_text(question=letter, by=user, body="First.", version=None)
    answering.publish_text(question=letter, by=user, body="Second.", version=first.version)
    make_answer(make_question("assigned"), body="A colleague's.")
    copy = json.loads(prove_again(client).get(reverse("questions:my_data_file")).content)
    assert [row["body"] for row in copy["answers"]] == ["Second."]
    assert [row["body"] for row in copy["answers"][0]["former_texts"]] == ["First."]
    assert copy["account"]["expert"]["display_name"] == "Dr. Ada Holm"
    assert Answer.objects.count() == 2
    assert Question.objects.count() == 2


def test_an_open_browser_is_not_enough_for_the_copy(client, me):
    response = client.get(reverse("questions:my_data_file"))
    assert response.status_code == 302
    assert "reauthenticate" in response.headers["Location"]


@pytest.mark.parametrize("name", ["my_questions", "my_comments", "my_subscriptions"])
@pytest.mark.parametrize("number", [1, 15])
def test_a_longer_list_costs_no_more(client, me, name, number, django_assert_max_num_queries):
    topic = make_topic()
    for _ in range(number):
        question = make_question(asker=me, topic=topic)
        make_comment(question, author=me)
        follow(question, me.email, me, confirmed_at=timezone.now())
    client.get("/accounts/profile/")
    with django_assert_max_num_queries(8):
        client.get(reverse(f"questions:{name}"))
