"""What the filter is told of a comment: the site's memory, in two look-ups, and never a failure."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from questions.models import Comment, FilterMemory, SeenHost
from questions.services import recalling, remembering, screening
from questions.services.commenting import Writer, edit_comment, post_comment
from questions.services.facts import words_of
from questions.services.moderating import decide
from questions.services.sending import Sender
from questions.spam import Outcome
from tests.factories import make_answer, make_comment, make_question, make_user

pytestmark = pytest.mark.django_db

SINCERE = "Thank you for this. Shorter steps on the hill took the pain away within two weeks."
LINKED = "There is more on this at https://heel-notes.example/page if you want to read on."


def post(question, body=SINCERE, name="Ruth", email="ruth@visitors.example", **kwargs):
    writer = kwargs.pop("writer", Writer(name=name, email=email))
    kwargs.setdefault("sender", Sender())
    kwargs.setdefault("parent", None)
    return post_comment(question=question, writer=writer, body=body, **kwargs).comment


def known_of(comment):
    return recalling.recall(comment, words_of(comment))


@pytest.mark.parametrize("neighbours", [0, 25])
def test_the_memory_is_asked_in_two_queries_whatever_it_holds(
    neighbours, moderator, django_assert_num_queries
):
    for number in range(neighbours):
        other = post(make_question(experts=[]), f"{LINKED} Number {number}.")
        Comment.objects.filter(pk=other.pk).update(state="pending")
        decide(other, action="spam" if number % 2 else "approve", by=moderator)
    comment = make_comment(body=f"{LINKED} And https://another-place.example too.")
    words = words_of(comment)
    with django_assert_num_queries(2):
        recalling.recall(comment, words)


def test_a_host_is_counted_once_for_each_other_question():
    here, there, elsewhere = make_question(), make_question(), make_question()
    post(there, LINKED, email="a@visitors.example")
    post(there, f"{LINKED} Do.", email="b@visitors.example")
    post(elsewhere, f"{LINKED} Indeed.", email="c@visitors.example")
    comment = post(here, f"{LINKED} So I think.", email="d@visitors.example")
    assert known_of(comment).hosts_elsewhere == {"heel-notes.example": 2}


def test_hosts_of_the_same_question_and_of_last_month_do_not_count():
    here = make_question()
    with time_machine.travel(timezone.now() - timedelta(days=31)):
        old = make_comment(make_question(), body=LINKED)
        screening.screen_comment(old, Sender())
    post(here, LINKED, email="a@visitors.example")
    comment = post(here, f"{LINKED} So I think.", email="b@visitors.example")
    assert known_of(comment).hosts_elsewhere == {}


def test_an_edit_replaces_the_hosts_that_were_seen():
    comment = post(make_question(), LINKED)
    edit_comment(comment, body=SINCERE, is_own=True, sender=Sender())
    assert not SeenHost.objects.filter(comment=comment).exists()


def test_the_same_text_under_another_question_is_known():
    post(make_question(), SINCERE)
    assert known_of(post(make_question(), SINCERE)).copies == 1


def test_texts_without_words_are_no_copies_of_each_other():
    for _ in range(2):
        comment = make_comment(body="https://heel-notes.example/", fingerprint="")
    Comment.objects.update(fingerprint="")
    comment.refresh_from_db()
    assert known_of(comment).copies == 0


def test_approvals_speak_for_an_account_and_not_for_an_unproven_address():
    member, question = make_user(), make_question()
    make_comment(question, author=member)
    make_comment(question, guest="Ruth", guest_email="ruth@visitors.example")
    by_member = post(question, writer=Writer(user=member))
    by_guest = post(question, f"{SINCERE} Really.")
    assert known_of(by_member).approved == 1
    assert known_of(by_guest).approved == 0


def test_spam_under_an_address_speaks_against_it():
    make_comment(guest="Ruth", guest_email="ruth@visitors.example", state="spam")
    assert known_of(post(make_question())).spam == 1


def test_a_host_marked_as_spam_is_known_and_a_health_service_is_not_harmed(moderator):
    text = "Buy at https://heel-cheap.example and read https://www.nhs.uk/conditions/ too."
    marked = make_comment(body=text, state="pending")
    decide(marked, action="spam", by=moderator)
    known = known_of(make_comment(body=text))
    assert known.spam_hosts == {"heel-cheap.example"}


def test_a_host_that_moderators_keep_approving_is_vouched_for(moderator):
    for number in range(recalling.ENOUGH_TO_TRUST):
        comment = make_comment(body=f"{LINKED} Number {number}.", state="pending")
        decide(comment, action="approve", by=moderator)
    assert "heel-notes.example" in known_of(make_comment(body=LINKED)).trusted_hosts


def test_a_comment_is_not_vouched_for_by_its_own_approval(moderator):
    for number in range(recalling.ENOUGH_TO_TRUST):
        comment = make_comment(body=f"{LINKED} Number {number}.", state="pending")
        decide(comment, action="approve", by=moderator)
    known = known_of(comment)
    assert known.trusted_hosts == frozenset()
    assert known.counts.ham_total == recalling.ENOUGH_TO_TRUST - 1


def test_the_experts_own_links_are_vouched_for_but_not_their_shops():
    question = make_question(experts=[])
    body = "See https://vimeo.example/1 for the exercise; tape is at https://tape-shop.example/."
    make_answer(question, body=body)
    known = known_of(make_comment(question, body="I did the one in the film."))
    assert known.trusted_hosts == {"vimeo.example"}
    assert "for the exercise" in known.answers


def test_the_site_gets_a_new_memory_when_its_tables_were_emptied():
    FilterMemory.objects.all().delete()
    assert known_of(make_comment()).thresholds == screening.SHIPPED
    assert FilterMemory.objects.count() == 1


def test_keys_tell_no_word_and_differ_from_site_to_site():
    memory = remembering.the_memory()
    mine = set(remembering.keys_of(memory, ["ruth@visitors.example"]))
    memory.key = "1" * 64
    assert mine.isdisjoint(remembering.keys_of(memory, ["ruth@visitors.example"]))


@pytest.mark.parametrize("part", ["questions.services.screening.screen", "recalling.recall"])
def test_a_filter_that_fails_holds_and_loses_nothing(part, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the filter is broken")

    target = part if part.startswith("questions") else f"questions.services.{part}"
    monkeypatch.setattr(target, broken)
    comment = post(make_question())
    assert comment.state == Comment.State.PENDING
    assert Comment.objects.get(pk=comment.pk).body == SINCERE
    screened = comment.screenings.get()
    assert screened.outcome == Outcome.HOLD
    assert screened.reasons[0]["name"] == "filter_failed"


def test_a_letter_is_held_when_the_filter_fails(monkeypatch):
    question = make_question("submitted")
    monkeypatch.setattr("questions.services.screening.screen", lambda *a, **k: 1 / 0)
    screening.screen_question(question, Sender())
    question.refresh_from_db()
    assert question.state == "submitted"
    assert question.screenings.get().outcome == Outcome.HOLD


def test_a_verdict_keeps_the_thresholds_that_decided():
    comment = post(make_question())
    marks = comment.screenings.get().thresholds
    assert (marks.hold, marks.spam) == (screening.SHIPPED.hold, screening.SHIPPED.spam)


@pytest.mark.sqlite
@pytest.mark.parametrize("by_member", [False, True])
def test_both_look_ups_go_by_indexes(by_member):
    """PostgreSQL reads a small table whole whatever indexes it has; SQLite shows its plan."""
    author = make_user() if by_member else None
    comment = make_comment(body=LINKED, author=author)
    with CaptureQueriesContext(connection) as asked:
        known_of(comment)
    plans = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plans += [row[-1] for row in cursor.fetchall()]
    assert [line for line in plans if "USING" in line and "questions_seenhost" in line]
    assert [line for line in plans if line.startswith("SCAN ")] == []


def test_a_link_to_this_site_is_no_strange_one(settings):
    settings.SITE_URL = "https://www.knee-shop-letters.example"
    text = f"{SINCERE} More in https://www.knee-shop-letters.example/topics/injuries/ as well."
    own = screening.assess(make_comment(body=text), Sender()).verdict
    settings.SITE_URL = "https://elsewhere.example"
    strange = screening.assess(make_comment(body=text), Sender()).verdict
    assert own.outcome == Outcome.APPROVE
    assert own.score < strange.score
