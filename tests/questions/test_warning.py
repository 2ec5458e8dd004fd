"""The one warning before a text is held: who gets it, that it comes once and stores nothing."""

import re

import pytest
from django.urls import reverse

from questions import limits
from questions.limits import Limit
from questions.models import Comment, OutboxMail, Screening, SeenHost
from questions.services import warning
from questions.spam import Evidence, Outcome, Verdict
from questions.spam.weights import WEIGHTS
from tests.factories import make_question

pytestmark = pytest.mark.django_db

# Sincere in its words, and held for its link alone.
SHOP_LINK = (
    "I had the same trouble in my left heel last autumn. What helped me after 6 weeks was this: "
    "https://www.heelcup-shop.example/cup?ref=12 and calf stretches. Did you try them, Dana?"
)
PROMOTION = (
    "These insoles are amazing and my pain was gone in 3 days! Buy now at "
    "https://best-insoles-shop.example/deal?ref=12 with 20% discount, I recommend them to everyone."
)


def verdict(*evidence, outcome=Outcome.HOLD):
    reasons = tuple(Evidence(name, weight, name) for name, weight in evidence)
    return Verdict(score=0.8, outcome=outcome, reasons=reasons, total=1.4, version="1")


SINCERE = [("link_shop", 1.8), ("mine", -0.8), ("question", -0.7)]


@pytest.fixture
def question():
    return make_question(title="Why does my heel hurt?", body="My heel hurts each morning. Why?")


@pytest.fixture
def judged(monkeypatch):
    """Gives the filter an opinion of its own, so that no weight decides these tests."""

    def say(*evidence, outcome=Outcome.HOLD):
        given = verdict(*evidence, outcome=outcome)
        monkeypatch.setattr("questions.services.screening.screen", lambda *a, **k: given)

    return say


def send(client, question, body=SHOP_LINK, **fields):
    fields = {"name": "Tom", "email": "tom@visitors.example", "body": body} | fields
    return client.post(reverse("questions:comments", args=[question.pk]), fields)


def stamp_in(response):
    found = re.search(r'name="warned" value="([^"]+)"', response.content.decode())
    return found[1] if found else ""


def test_the_names_that_the_warning_knows_are_the_filters():
    known = warning.SHOP_LINKS | warning.MAY_STAND_BESIDE | warning.DISCLOSURES
    assert known <= set(WEIGHTS)


def test_a_sincere_text_with_a_shop_link_comes_back_once(client, question, judged):
    judged(*SINCERE)
    first = send(client, question)
    assert first.status_code == 422
    assert warning.WORDS in first.content.decode()
    assert "calf stretches" in first.content.decode()
    second = send(client, question, warned=stamp_in(first))
    assert second.status_code == 303
    assert Comment.objects.get().state == Comment.State.PENDING


def test_the_warning_stores_nothing(client, question, judged):
    judged(*SINCERE)
    send(client, question, notify="on")
    for model in (Comment, Screening, SeenHost, OutboxMail):
        assert not model.objects.exists()


def test_a_reworded_text_is_judged_anew(client, question, judged):
    judged(*SINCERE)
    stamp = stamp_in(send(client, question))
    judged(("no_tie", -2.2), outcome=Outcome.APPROVE)
    response = send(client, question, f"{SHOP_LINK} I have no part in it.", warned=stamp)
    assert response.status_code == 303
    assert Comment.objects.get().is_approved


def test_a_member_is_warned_too(reader_client, question, judged):
    judged(*SINCERE)
    assert send(reader_client, question).status_code == 422


@pytest.mark.parametrize("warned", ["", "made-up", "warned-question-1:0"])
def test_a_stamp_that_is_not_ours_does_not_pass_for_one(client, question, judged, warned):
    judged(*SINCERE)
    assert send(client, question, warned=warned).status_code == 422


def test_a_stamp_of_another_question_does_not_pass(client, question, judged):
    judged(*SINCERE)
    stamp = stamp_in(send(client, make_question()))
    assert stamp
    assert send(client, question, warned=stamp).status_code == 422


@pytest.mark.parametrize(
    "evidence",
    [
        [*SINCERE, ("name_slogan", 2.6)],
        [*SINCERE, ("offer", 0.8)],
        [*SINCERE, ("testimonial", 0.4)],
        [*SINCERE, ("spam_host", 4.0)],
        [*SINCERE, ("too_fast", 1.8)],
        [*SINCERE, ("no_tie", -2.2)],
        [("link_shop", 1.8), ("mine", -0.4)],
        [("link_shop", 1.8)],
        [("link_vice", 2.6), ("mine", -0.8), ("question", -0.7)],
        [],
    ],
)
def test_promotion_is_held_and_told_nothing(client, question, judged, evidence):
    judged(*evidence)
    response = send(client, question)
    assert response.status_code == 303
    assert Comment.objects.get().state == Comment.State.PENDING


def test_spam_is_stored_and_told_nothing(client, question, judged):
    judged(*SINCERE, outcome=Outcome.SPAM)
    assert send(client, question).status_code == 303
    assert Comment.objects.get().state == Comment.State.SPAM


def test_plain_promotion_is_not_warned_by_the_real_filter(client, question):
    response = send(client, question, PROMOTION, name="Best Insoles")
    assert response.status_code == 303
    assert not Comment.objects.get().is_approved


def test_the_filter_cannot_be_tried_out_by_warnings(client, question, judged, monkeypatch):
    monkeypatch.setitem(limits.WARNINGS, "guest", Limit(2, limits.MINUTE * 10))
    judged(*SINCERE)
    assert [send(client, question).status_code for _ in range(3)] == [422, 422, 429]
    assert not Comment.objects.exists()
