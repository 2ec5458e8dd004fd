"""The asker's own page: secret, in plain words, and good for a detail or a withdrawal."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from questions import policy
from questions.models import Decision, Question
from tests.factories import ago, make_expert, make_question
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _holding_filter(filter_says):
    filter_says("hold")


def page_of(client, question):
    return Page(client.get(question.get_asker_url()))


class TestSecret:
    def test_no_cache_index_or_referrer_gives_it_away(self, client):
        question = make_question("submitted")
        for path in ("", "detail/", "withdraw/"):
            response = client.post(f"{question.get_asker_url()}{path}", {})
            if not path:
                response = client.get(question.get_asker_url())
            assert response["Cache-Control"] == "private, no-store"
            assert "noindex" in response["X-Robots-Tag"]
            assert response["Referrer-Policy"] in {"no-referrer", "same-origin"}

    @pytest.mark.parametrize("token", ["x", "similar-", "%00", "' or 1=1"])
    def test_other_addresses_open_nothing(self, client, token):
        make_question("submitted")
        assert client.get(f"/ask/{token}/").status_code == 404

    def test_it_closes_after_half_a_year(self, client):
        question = make_question("submitted")
        with time_machine.travel(timezone.now() + policy.ASKER_PAGE_LIVES + timedelta(days=1)):
            assert client.get(question.get_asker_url()).status_code == 404
            address = f"{question.get_asker_url()}withdraw/"
            assert client.post(address).status_code == 404

    def test_nobodys_name_or_address_is_on_it(self, client):
        question = make_question("assigned", asker_email="paula@secret.example")
        assert "paula@secret" not in page_of(client, question).html


class TestWhereItStands:
    @pytest.mark.parametrize(
        ("state", "heading"),
        [
            ("submitted", "We have your letter"),
            ("spam", "We have your letter"),
            ("assigned", "One expert has your letter"),
            ("answered", "Your letter is answered"),
            ("declined", "We cannot answer this one"),
        ],
    )
    def test_each_state_in_plain_words(self, client, state, heading):
        assert words(page_of(client, make_question(state)).one("h1")) == heading

    def test_a_letter_taken_for_promotion_reads_as_one_that_waits(self, client):
        assert "spam" not in page_of(client, make_question("spam")).html

    def test_it_names_the_experts_who_have_it_and_not_who_handed_it_back(self, client):
        keeps, gave_back = make_expert("Dr. Ada Holm"), make_expert("Ben Wade")
        question = make_question("assigned", experts=[keeps, gave_back])
        question.assignments.filter(expert=gave_back).update(handed_back_at=ago(days=1))
        page = page_of(client, question)
        assert "With Dr. Ada Holm" in page.text
        assert "Ben Wade" not in page.text

    def test_a_letter_that_every_expert_handed_back_is_with_the_editors(self, client):
        question = make_question("assigned")
        question.assignments.update(handed_back_at=ago(days=1))
        assert words(page_of(client, question).one("h1")) == "The editors have your letter"

    def test_a_declined_one_shows_the_reason(self, client):
        question = make_question("declined", decline_reason="Please see a doctor & soon.")
        assert "Please see a doctor & soon." in page_of(client, question).text

    def test_an_answered_one_leads_to_its_page(self, client):
        question = make_question()
        links = [a.get("href") for a in page_of(client, question).all("a")]
        assert question.get_absolute_url() in links

    @pytest.mark.parametrize("state", ["answered", "declined"])
    def test_what_no_longer_waits_cannot_be_changed(self, client, state):
        page = page_of(client, make_question(state))
        assert page.value("detail") is None
        assert not page.all("form", action=f"{page.response.wsgi_request.path}withdraw/")


class TestAddingADetail:
    @pytest.mark.parametrize("state", ["submitted", "assigned", "spam"])
    def test_it_stands_at_the_letters_end(self, client, state):
        question = make_question(state, body="My knee hurts when I run downhill.")
        address = f"{question.get_asker_url()}detail/"
        response = client.post(address, {"detail": " Only on the *left*. "})
        assert (response.status_code, response.url) == (303, question.get_asker_url())
        question.refresh_from_db()
        assert question.body == "My knee hurts when I run downhill.\n\nOnly on the *left*."
        assert question.body_html.endswith("<p>Only on the <em>left</em>.</p>\n")
        assert question.state == state

    def test_the_experts_who_have_it_hear_of_it(self, client, committed):
        question = make_question("assigned", experts=[make_expert(), gone := make_expert()])
        question.assignments.filter(expert=gone).update(handed_back_at=ago(days=1))
        with committed():
            client.post(f"{question.get_asker_url()}detail/", {"detail": "Only on the left."})
        assert [m.to for m in mail.outbox] == [
            [question.assignments.exclude(expert=gone).get().expert.user.email]
        ]

    @pytest.mark.parametrize("detail", ["", "x" * 2_001])
    def test_a_refused_one_is_kept_in_the_form(self, client, detail):
        question = make_question("submitted")
        response = client.post(f"{question.get_asker_url()}detail/", {"detail": detail})
        assert response.status_code == 422
        page = Page(response)
        assert page.errors
        assert page.value("detail") == detail

    def test_a_letter_that_would_grow_too_long_stays_as_it_is(self, client):
        body = "word " * 1_990
        question = make_question("submitted", body=body)
        response = client.post(f"{question.get_asker_url()}detail/", {"detail": "x" * 1_999})
        question.refresh_from_db()
        assert response.status_code == 422
        assert "longer than 10,000 characters" in Page(response).errors[0]
        assert question.body == body.rstrip("\n")

    @pytest.mark.parametrize("state", ["answered", "declined"])
    def test_it_is_too_late_once_decided(self, client, state):
        question = make_question(state)
        response = client.post(f"{question.get_asker_url()}detail/", {"detail": "One thing more."})
        assert response.status_code == 422
        assert "One thing more." not in Question.objects.get().body


class TestWithdrawing:
    @pytest.mark.parametrize("state", ["submitted", "assigned", "spam"])
    def test_it_is_one_press(self, client, state):
        question = make_question(state)
        response = client.post(f"{question.get_asker_url()}withdraw/")
        question.refresh_from_db()
        assert (response.status_code, question.state) == (303, "declined")
        assert words(page_of(client, question).one("h1")) == "You withdrew your letter"
        decision = Decision.objects.get()
        assert (decision.from_state, decision.to_state) == (state, "declined")

    def test_an_answered_letter_stays(self, client):
        question = make_question()
        response = client.post(f"{question.get_asker_url()}withdraw/")
        question.refresh_from_db()
        assert (response.status_code, question.state) == (303, "answered")

    def test_a_second_press_changes_nothing(self, client):
        question = make_question("submitted")
        address = f"{question.get_asker_url()}withdraw/"
        client.post(address)
        assert client.post(address).status_code == 303
        assert Decision.objects.count() == 1

    def test_looking_changes_nothing(self, client):
        question = make_question("submitted")
        assert client.get(f"{question.get_asker_url()}withdraw/").status_code == 405
        assert client.get(f"{question.get_asker_url()}detail/").status_code == 405

    def test_a_stale_token_of_a_session_gives_the_page_back(self, sign_in, reader):
        question = make_question("submitted", asker=reader)
        browser = sign_in(reader, enforce_csrf_checks=True)
        assert browser.post(f"{question.get_asker_url()}withdraw/").status_code == 422
        question.refresh_from_db()
        assert question.state == "submitted"

    def test_another_site_cannot_press_it(self):
        question = make_question("submitted")
        browser = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
        assert browser.post(f"{question.get_asker_url()}withdraw/").status_code == 403
