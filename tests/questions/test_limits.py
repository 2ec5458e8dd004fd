"""Whoever sends too much is told when to go on, and nothing that was typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from questions.limits import Limit, TooMany, check_count
from questions.models import Comment, OutboxMail, Question
from questions.services.sending import address_key
from questions.stamps import make_stamp
from tests.factories import make_comment, make_question
from tests.pages import Page
from tests.questions.test_add_comment import form_of
from tests.questions.test_ask import LETTER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _approving_filter(filter_says):
    filter_says("approve")


@pytest.fixture
def question(db):
    return make_question()


def comment(client, question, number):
    body = f"This is the response with the number {number}, and every one is another."
    return client.post(f"/questions/{question.pk}/comments/", form_of(question, body=body))


def ask(client, number):
    form = {"stamp": make_stamp("ask"), "send": "1", "title": f"My question number {number}"}
    return client.post("/ask/", LETTER | form)


def refused(response, body):
    """429 with the time to wait, and the form with its text."""
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    page = Page(response)
    assert "Try again at" in page.errors[0]
    assert page.value("body") == body
    assert response["Cache-Control"] == "private, no-store"
    return int(response["Retry-After"])


class TestResponses:
    def test_a_guest_may_send_five_in_ten_minutes(self, client, question):
        moment = timezone.now()
        with time_machine.travel(moment, tick=False):
            for number in range(5):
                assert comment(client, question, number).status_code == 303
            wait = refused(
                comment(client, question, 5),
                "This is the response with the number 5, and every one is another.",
            )
        assert 600 <= wait <= 601
        assert Comment.objects.count() == 5
        with time_machine.travel(moment + timedelta(seconds=wait), tick=False):
            assert comment(client, question, 6).status_code == 303

    def test_another_address_is_another_guest(self, client, question):
        for number in range(5):
            comment(client, question, number)
        assert comment(Client(REMOTE_ADDR="192.0.2.9"), question, 5).status_code == 303

    def test_an_ipv6_guest_is_the_whole_network(self, question):
        for number in range(5):
            assert (
                comment(Client(REMOTE_ADDR=f"2001:db8:1:2::{number}"), question, number).status_code
                == 303
            )
        assert comment(Client(REMOTE_ADDR="2001:db8:1:2:ff::1"), question, 6).status_code == 429
        assert comment(Client(REMOTE_ADDR="2001:db8:1:3::1"), question, 7).status_code == 303

    def test_thirty_a_day(self, client, question):
        key = address_key("127.0.0.1")
        for _ in range(30):
            make_comment(question, sender_key=key, created_at=timezone.now() - timedelta(hours=2))
        assert comment(client, question, 1).status_code == 429

    def test_a_member_may_send_ten_and_counts_apart(self, reader_client, client, question):
        for number in range(5):
            comment(client, question, number)
        for number in range(10):
            assert comment(reader_client, question, number).status_code == 303
        assert comment(reader_client, question, 11).status_code == 429

    def test_removing_what_was_sent_buys_no_new_tries(self, client, question):
        for number in range(5):
            comment(client, question, number)
        Comment.objects.update(state="removed")
        assert comment(client, question, 6).status_code == 429


class TestLetters:
    def test_a_guest_may_send_three_an_hour_and_ten_a_day(self, client):
        moment = timezone.now()
        sent = 0
        for hour in range(4):
            with time_machine.travel(moment + timedelta(hours=2 * hour), tick=False):
                for _ in range(3):
                    response = ask(client, sent)
                    if response.status_code == 303:
                        sent += 1
        assert sent == 10
        assert response.status_code == 429
        assert Question.objects.count() == 10

    def test_what_was_typed_is_kept_and_nobody_is_mailed(self, client):
        for number in range(3):
            ask(client, number)
        refused(ask(client, 4), LETTER["body"])
        assert OutboxMail.objects.count() == 3

    def test_a_member_may_send_five(self, reader_client):
        assert [ask(reader_client, n).status_code for n in range(6)] == [303] * 5 + [429]

    def test_looking_at_it_before_costs_nothing(self, client):
        form = LETTER | {"stamp": make_stamp("ask"), "preview": "1"}
        for _ in range(8):
            assert client.post("/ask/", form).status_code == 200
        assert ask(client, 1).status_code == 303


class TestCounted:
    """Searches, previews and reports leave no rows: they are counted in the cache."""

    @pytest.fixture
    def still(self):
        with time_machine.travel(
            timezone.now().replace(second=5, microsecond=0), tick=False
        ) as clock:
            yield clock

    def test_searches(self, client, reader_client, still):
        assert [client.get("/search/?q=knee").status_code for _ in range(31)] == [200] * 30 + [429]
        assert reader_client.get("/search/?q=knee").status_code == 200
        assert client.get("/search/").status_code == 200
        still.shift(timedelta(minutes=1))
        assert client.get("/search/?q=knee").status_code == 200

    def test_the_page_says_when_to_try_again(self, client, still):
        for _ in range(31):
            response = client.get("/search/?q=knee")
        assert response["Retry-After"] == "56"
        assert "again" in Page(response).text

    def test_previews(self, client, still):
        codes = [client.post("/preview/", {"content": "x"}).status_code for _ in range(21)]
        assert codes == [200] * 20 + [429]

    def test_reports(self, client):
        question = make_question(comments=11)
        codes = [
            client.post(f"/comments/{c.pk}/report/", {"reason": "Spam."}).status_code
            for c in question.comments.all()
        ]
        assert codes == [303] * 10 + [429]

    def test_a_counter_that_runs_out_between_two_calls_begins_again(self, monkeypatch, still):
        limit = Limit(1, timedelta(minutes=1))
        check_count("x", "me", limit)

        def gone(key):
            raise ValueError(key)

        monkeypatch.setattr(cache, "incr", gone)
        check_count("x", "me", limit)
        monkeypatch.undo()
        with pytest.raises(TooMany):
            check_count("x", "me", limit)

    def test_others_and_other_actions_count_apart(self, still):
        limit = Limit(1, timedelta(minutes=1))
        for action, who in (("x", "me"), ("x", "you"), ("y", "me")):
            check_count(action, who, limit)
        with pytest.raises(TooMany):
            check_count("x", "me", limit)


class TestSenders:
    def test_the_key_of_an_address_changes_each_month(self):
        with time_machine.travel("2026-03-31T12:00:00Z"):
            march = address_key("192.0.2.1")
        with time_machine.travel("2026-04-01T12:00:00Z"):
            assert address_key("192.0.2.1") != march

    @pytest.mark.parametrize("address", ["", "unknown", "999.1.1.1"])
    def test_what_is_no_address_has_no_key(self, address):
        assert address_key(address) == ""

    def test_the_wait_is_never_less_than_a_second(self):
        assert TooMany(timezone.now() - timedelta(hours=1)).seconds == 1


def test_a_second_press_at_the_limit_leads_to_the_first_response(client, question):
    for number in range(5):
        last = comment(client, question, number)
    again = comment(client, question, 4)
    assert again.status_code == 303
    assert again["Location"] == last["Location"]
    assert Comment.objects.count() == 5


def test_a_second_press_at_the_limit_leads_to_the_first_letter(client):
    for number in range(3):
        last = ask(client, number)
    again = ask(client, 2)
    assert (again.status_code, again["Location"]) == (303, last["Location"])
    assert Question.objects.count() == 3
