"""What stands beside the texts is judged too: letters' details, signatures, names, reports."""

import pytest
from django.urls import reverse

from questions.models import OutboxMail, Report
from questions.services import neighbours
from questions.services.asking import Letter, add_detail, submit_question
from questions.services.moderating import decide, report
from questions.services.sending import Sender
from questions.spam import Evidence, Outcome, Verdict
from questions.spam.weights import WEIGHTS
from tests.factories import make_comment, make_question

pytestmark = pytest.mark.django_db

PROFILE = "/accounts/profile/"
PILLS = (
    "Buy cheap viagra online at https://cheap-pills.example, best price! Order now, free shipping "
    "worldwide at https://casino-bonus.example"
)


@pytest.fixture
def judged(monkeypatch):
    """Keeps what the filter was given, and lets the test say what it answers."""
    posts = []

    def say(outcome):
        def answer(post, **kwargs):
            posts.append(post)
            return Verdict(0.99, outcome, (Evidence("word", 4.0, "says it"),), 4.0, "1")

        monkeypatch.setattr("questions.services.screening.screen", answer)
        return posts

    return say


# --- Letters --------------------------------------------------------------------------------


def letter(**fields):
    texts = {"title": "Why does my heel hurt?", "body": "It hurts each morning when I get up."}
    return Letter(**{"name": "Paula", "email": "p@letters.example", **texts, **fields})


def test_title_town_and_name_of_a_letter_are_judged_with_its_text(judged):
    posts = judged(Outcome.HOLD)
    submit_question(letter=letter(location="heel-cheap.example"), asker=None, sender=Sender())
    assert posts[0].author_name == "Paula"
    for part in ("Why does my heel hurt?", "each morning", "heel-cheap.example"):
        assert part in posts[0].text


def test_a_detail_is_judged_with_the_letter(judged):
    question = make_question("submitted")
    posts = judged(Outcome.SPAM)
    add_detail(question, detail=PILLS)
    question.refresh_from_db()
    assert PILLS in posts[0].text
    assert question.state == "spam"


@pytest.mark.parametrize(("outcome", "mails"), [(Outcome.HOLD, 1), (Outcome.SPAM, 0)])
def test_experts_hear_of_a_detail_unless_it_is_spam(judged, outcome, mails):
    question = make_question("assigned")
    judged(outcome)
    add_detail(question, detail="I forgot to say that I am 61.")
    assert OutboxMail.objects.count() == mails


def test_a_letter_is_judged_by_what_the_site_remembers(judged, moderator):
    marked = make_comment(body="Cups: https://heel-cheap.example/", state="pending")
    decide(marked, action="spam", by=moderator)
    posts = judged(Outcome.HOLD)
    body = "Is https://heel-cheap.example/ good for a heel that hurts each morning?"
    submit_question(letter=letter(body=body), asker=None, sender=Sender(honeypot_filled=True))
    assert posts[0].spam_hosts == {"heel-cheap.example"}
    assert posts[0].honeypot_filled


def test_a_letter_waits_when_the_memory_fails(monkeypatch):
    monkeypatch.setattr("questions.services.recalling.recall_letter", lambda *a: 1 / 0)
    question = submit_question(letter=letter(), asker=None, sender=Sender())
    assert question.state == "submitted"
    assert question.screenings.get().reasons[0]["name"] == "filter_failed"


def test_the_names_that_this_room_knows_are_the_filters():
    known = neighbours.SLOGANS | neighbours.OFFERS | neighbours.PLACES
    assert known <= set(WEIGHTS)


# --- Names ----------------------------------------------------------------------------------


def test_a_web_address_is_no_name(reader_client, reader):
    response = reader_client.post(PROFILE, {"name": "www.cheap-insoles.example"})
    assert response.status_code == 422
    assert "A web address is no name." in response.content.decode()
    reader.refresh_from_db()
    assert reader.name == "Rita Reader"


def test_moderators_hear_when_public_words_stand_under_a_slogan(reader_client, reader):
    make_comment(author=reader)
    newest = make_comment(author=reader)
    make_comment(author=reader, state="pending")
    response = reader_client.post(PROFILE, {"name": "Best Insoles Online"})
    assert response.status_code == 303
    made = Report.objects.get()
    assert made.comment == newest
    assert "“Best Insoles Online”" in made.reason
    assert made.handled_at is None


def test_a_second_slogan_opens_the_same_report_again(reader_client, reader):
    make_comment(author=reader)
    reader_client.post(PROFILE, {"name": "Best Insoles Online"})
    Report.objects.update(handled_at="2020-01-01T00:00Z")
    reader_client.post(PROFILE, {"name": "Cheap Insoles Online"})
    made = Report.objects.get()
    assert "Cheap" in made.reason
    assert made.handled_at is None


def test_a_plain_name_and_a_slogan_over_nothing_are_no_news(reader_client, reader):
    reader_client.post(PROFILE, {"name": "Best Insoles Online"})
    make_comment(author=reader)
    for name in ("Rita from Leeds", "Rita from Leeds", "Maria da Silva Santos de Oliveira"):
        reader_client.post(PROFILE, {"name": name})
    assert not Report.objects.exists()


def test_an_expert_may_be_called_what_they_are(expert_client, expert):
    make_comment(expert=expert)
    expert_client.post(PROFILE, {"name": "Best Insoles Online"})
    assert not Report.objects.exists()


def test_a_filter_that_fails_refuses_no_name(reader_client, reader, monkeypatch):
    monkeypatch.setattr("questions.services.neighbours.screen", lambda *a, **k: 1 / 0)
    make_comment(author=reader)
    assert reader_client.post(PROFILE, {"name": "Best Insoles Online"}).status_code == 303
    assert not Report.objects.exists()


# --- Reports --------------------------------------------------------------------------------


def send_report(comment, reason, key="a"):
    return report(comment, reason=reason, sender_key=key, reporter=None)


def test_promotion_sent_as_a_report_is_no_work_for_moderators(client):
    comment = make_comment()
    response = client.post(reverse("questions:report", args=[comment.pk]), {"reason": PILLS})
    assert response.status_code == 303
    made = Report.objects.get()
    assert made.reason == PILLS
    assert made.handled_at is not None


@pytest.mark.parametrize(
    "reason",
    [
        "Rude.",
        "He advertises his shop www.footcare-shop.example",
        "Same shop as the viagra casino spam yesterday: https://casino-bonus.example",
        "This is the spam of yesterday: buy now at https://cheap-pills.example with 20% discount",
        PILLS,
    ],
)
def test_a_report_may_quote_what_it_complains_of(reason):
    comment = make_comment(body=PILLS)
    if reason == PILLS:
        reason = f"An advertisement: “{PILLS[:80]}”"
    assert send_report(comment, reason).handled_at is None


def test_a_report_is_read_when_the_filter_fails(monkeypatch):
    monkeypatch.setattr("questions.services.neighbours.screen", lambda *a, **k: 1 / 0)
    assert send_report(make_comment(), PILLS).handled_at is None
