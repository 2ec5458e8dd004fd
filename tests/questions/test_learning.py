"""Moderators' decisions teach the filter; whoever takes one back takes its lesson back."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from questions.models import Comment, Decision, FilterMemory, Lesson, Screening, TokenCount
from questions.services import facts, learning, recalling, remembering, screening
from questions.services.asking import (
    assign_question,
    decline_question,
    mark_question_spam,
    undo_question_decision,
)
from questions.services.commenting import edit_comment
from questions.services.moderating import decide, undo
from questions.services.sending import Sender
from questions.spam import FILTER_VERSION, SHIPPED, SiteCounts, screen
from tests.factories import make_comment, make_moderator, make_question

pytestmark = pytest.mark.django_db

PLUG = "Mellowheel gel cups ended all my trouble, get yours at https://mellowheel.example today."


def held(body=PLUG, **fields):
    return make_comment(body=body, state="pending", **fields)


def counts():
    """(spam texts, sincere texts) and each token's counts, as the filter would read them."""
    memory = FilterMemory.objects.get()
    rows = TokenCount.objects.values_list("key", "spam", "ham")
    return (memory.spam_total, memory.ham_total), {key: (spam, ham) for key, spam, ham in rows}


def count_of(token):
    key = next(iter(remembering.keys_of(remembering.the_memory(), [token])))
    return counts()[1].get(key, (0, 0))


@pytest.mark.parametrize(
    ("action", "totals", "word"), [("spam", (1, 0), (1, 0)), ("approve", (0, 1), (0, 1))]
)
def test_a_decision_teaches_the_words_of_its_comment(action, totals, word, moderator):
    decide(held(), action=action, by=moderator)
    assert counts()[0] == totals
    assert count_of("mellowheel") == word
    assert count_of("host:mellowheel.example") == word


def test_removing_teaches_nothing(moderator):
    decide(held(), action="remove", by=moderator)
    assert counts() == ((0, 0), {})


def test_what_the_filter_decides_teaches_nothing():
    comment = held()
    screening.screen_comment(comment, Sender())
    assert counts() == ((0, 0), {})


@pytest.mark.parametrize("action", ["spam", "approve"])
def test_undo_leaves_no_trace(action, moderator):
    undo(decide(held(), action=action, by=moderator), by=moderator)
    assert counts() == ((0, 0), {})
    assert not Lesson.objects.exists()


def test_a_contrary_decision_replaces_the_lesson(moderator):
    comment = held()
    decide(comment, action="spam", by=moderator)
    decide(comment, action="approve", by=moderator)
    assert counts()[0] == (0, 1)
    assert count_of("mellowheel") == (0, 1)


def test_removing_takes_an_earlier_lesson_back(moderator):
    comment = held()
    decide(comment, action="spam", by=moderator)
    decide(comment, action="remove", by=moderator)
    assert counts() == ((0, 0), {})


def test_undoing_the_second_decision_brings_back_the_first(moderator):
    comment = held()
    decide(comment, action="approve", by=moderator)
    second = decide(comment, action="spam", by=moderator)
    undo(second, by=moderator)
    assert counts()[0] == (0, 1)


def test_undoing_an_undo_teaches_again(moderator):
    decision = decide(held(), action="spam", by=moderator)
    undo(decision, by=moderator)
    undo(Decision.objects.get(undoes=decision), by=moderator)
    assert counts()[0] == (1, 0)
    assert count_of("mellowheel") == (1, 0)


def test_an_approval_by_the_filter_that_comes_back_by_undo_is_no_lesson(moderator):
    comment = make_comment(body=PLUG)
    undo(decide(comment, action="spam", by=moderator), by=moderator)
    comment.refresh_from_db()
    assert comment.state == "approved"
    assert counts() == ((0, 0), {})


def test_texts_learnt_together_are_taken_back_one_by_one(moderator):
    first, second = held(), held(f"{PLUG} Honestly.")
    decide(first, action="spam", by=moderator)
    decision = decide(second, action="spam", by=moderator)
    undo(decision, by=moderator)
    assert counts()[0] == (1, 0)
    assert count_of("mellowheel") == (1, 0)
    assert count_of("honestly") == (0, 0)


def test_exactly_what_was_learnt_is_taken_back_after_an_edit(moderator):
    comment = held("I walk each morning before work and my heel is better for it now.")
    decision = decide(comment, action="approve", by=moderator)
    edit_comment(
        comment, body="I run each evening and my knee is worse.", is_own=True, sender=Sender()
    )
    comment.refresh_from_db()
    Comment.objects.update(state="approved")
    undo(decision, by=moderator)
    assert counts() == ((0, 0), {})


def test_an_edited_text_that_is_decided_again_teaches_its_new_words(moderator):
    comment = held("I walk each morning before work and my heel is better for it now.")
    decide(comment, action="approve", by=moderator)
    edit_comment(comment, body=PLUG, is_own=True, sender=Sender())
    comment.refresh_from_db()
    Comment.objects.update(state="approved")
    decide(comment, action="spam", by=moderator)
    assert counts()[0] == (1, 0)
    assert count_of("morning") == (0, 0)
    assert count_of("mellowheel") == (1, 0)


def letter(**fields):
    return make_question(state="submitted", title="A question", body=PLUG, **fields)


def test_a_letter_marked_as_spam_teaches_and_undo_leaves_no_trace(moderator):
    decision = mark_question_spam(letter(), by=moderator)
    assert counts()[0] == (1, 0)
    assert count_of("host:mellowheel.example") == (1, 0)
    undo_question_decision(decision, by=moderator)
    assert counts() == ((0, 0), {})
    assert not Lesson.objects.exists()


def test_a_letter_given_to_an_expert_teaches_until_it_is_declined(moderator, expert):
    sent = letter()
    assign_question(sent, experts=[expert], by=moderator)
    assert counts()[0] == (0, 1)
    assert count_of("mellowheel") == (0, 1)
    assign_question(sent, experts=[expert], by=moderator, note="Once more")
    assert counts()[0] == (0, 1)
    decline_question(sent, reason="Not for us.", by=moderator)
    assert counts() == ((0, 0), {})


def test_a_letter_taken_out_of_the_spam_is_a_new_lesson(moderator, expert):
    sent = letter()
    mark_question_spam(sent, by=moderator)
    assign_question(sent, experts=[expert], by=moderator)
    assert counts()[0] == (0, 1)
    assert count_of("mellowheel") == (0, 1)


def test_a_host_in_a_spam_letter_is_remembered_under_comments(moderator):
    mark_question_spam(letter(), by=moderator)
    comment = held("Have a look at https://mellowheel.example for this.")
    post = screening.assess(comment, Sender()).post
    assert post.spam_hosts == {"mellowheel.example"}


def test_no_letter_vouches_for_itself(moderator, expert):
    sent = letter()
    assign_question(sent, experts=[expert], by=moderator)
    seen = recalling.recall_letter(sent, facts.letter_of(sent)).counts
    assert (seen.ham_total, seen.tokens.get("mellowheel", (0, 0))) == (0, (0, 0))


@pytest.mark.parametrize("is_undone", [False, True])
def test_the_memory_is_locked_after_the_question(moderator, is_undone):
    """As decisions on letters do: the other way round two moderators could wait in a ring."""
    comment = held() if not is_undone else make_comment(body=PLUG)
    decision = decide(comment, action="spam", by=moderator) if is_undone else None
    with CaptureQueriesContext(connection) as queries:
        if decision is not None:
            undo(decision, by=moderator)
        else:
            decide(comment, action="approve", by=moderator)
    statements = [query["sql"] for query in queries]
    last = max(n for n, sql in enumerate(statements) if 'UPDATE "questions_question"' in sql)
    first = min(n for n, sql in enumerate(statements) if "questions_filtermemory" in sql)
    assert last < first


def test_letters_are_no_rows_for_training(moderator):
    mark_question_spam(letter(), by=moderator)
    assert list(learning.decided_posts()) == []


def test_a_decision_that_fails_teaches_nothing(moderator, monkeypatch):
    monkeypatch.setattr("questions.services.moderating._follow_up", lambda *a: 1 / 0)
    comment = held()
    with pytest.raises(ZeroDivisionError):
        decide(comment, action="spam", by=moderator)
    comment.refresh_from_db()
    assert comment.state == "pending"
    assert counts() == ((0, 0), {})


def test_a_filter_that_fails_does_not_stop_a_decision(moderator, monkeypatch):
    monkeypatch.setattr("questions.services.learning.tokens_of", lambda post: 1 / 0)
    comment = held()
    decide(comment, action="spam", by=moderator)
    comment.refresh_from_db()
    assert comment.state == "spam"
    assert counts() == ((0, 0), {})


def test_no_address_can_be_found_in_the_memory(moderator, tmp_path):
    body = "Write to ruth.secret@private.example or find https://ruth-secret.example/me now."
    comment = held(body, guest="Ruth Secret", guest_email="ruth.secret@private.example")
    screening.screen_comment(comment, Sender())
    Comment.objects.update(state="pending")
    decide(comment, action="spam", by=moderator)
    kept = tmp_path / "memory.json"
    call_command(
        "dumpdata",
        *(f"questions.{name}" for name in ("filtermemory", "tokencount", "lesson", "seenhost")),
        output=str(kept),
    )
    assert TokenCount.objects.count() > 10
    assert not [word for word in ("ruth", "secret", "private") if word in kept.read_text()]


def test_what_was_learnt_reaches_the_filter(moderator, monkeypatch):
    seen = []

    def watching(post, *, thresholds, site_counts):
        seen.append(site_counts)
        return screen(post, thresholds=thresholds, site_counts=site_counts)

    decide(held(), action="spam", by=moderator)
    monkeypatch.setattr(screening, "screen", watching)
    screening.screen_comment(held(PLUG.replace("ended", "cured")), Sender())
    assert isinstance(seen[0], SiteCounts)
    assert (seen[0].spam_total, seen[0].ham_total) == (1, 0)
    assert seen[0].tokens["mellowheel"] == (1, 0)
    assert "cured" not in seen[0].tokens


# --- Thresholds -----------------------------------------------------------------------------


def judged(number, score, **fields):
    question = fields.pop("question", None) or make_question(experts=[])
    for index in range(number):
        comment = make_comment(question, body=f"Text {index} at {score}.", **fields)
        Screening.objects.create(
            comment=comment,
            score=score,
            total=0,
            outcome="approve",
            filter_version=FILTER_VERSION,
        )


def test_with_few_approved_texts_the_shipped_thresholds_hold():
    judged(49, 0.2)
    thresholds = remembering.thresholds_of(learning.recalibrate())
    assert thresholds == SHIPPED
    assert not thresholds.allow_spam


def test_with_fifty_approved_texts_the_site_has_thresholds_of_its_own():
    judged(46, 0.2)
    judged(4, 0.7)
    thresholds = remembering.thresholds_of(learning.recalibrate())
    assert thresholds.allow_spam
    assert thresholds.hold > 0.7 > SHIPPED.hold


def test_other_states_other_versions_and_experts_are_not_measured(expert):
    judged(40, 0.2)
    judged(10, 0.9, state="spam")
    judged(10, 0.9, expert=expert)
    judged(10, 0.9)
    Screening.objects.filter(score=0.9, comment__state="approved", comment__expert=None).update(
        filter_version="another"
    )
    assert list(learning.scores_of_approved()) == [0.2] * 40


def test_a_new_filter_starts_from_the_shipped_thresholds():
    judged(60, 0.2)
    memory = learning.recalibrate()
    assert remembering.thresholds_of(memory) != SHIPPED
    memory.filter_version = "older"
    assert remembering.thresholds_of(memory) == SHIPPED


def test_thresholds_are_measured_again_after_so_many_decisions(moderator, monkeypatch):
    monkeypatch.setattr(learning, "CALIBRATE_EVERY", 2)
    judged(60, 0.7)
    decide(held(), action="spam", by=moderator)
    assert FilterMemory.objects.get().hold_from is None
    decide(held(), action="spam", by=moderator)
    memory = FilterMemory.objects.get()
    assert memory.hold_from > 0.7
    assert memory.decisions_since == 0


def test_the_sites_own_thresholds_decide():
    judged(60, 0.9)
    learning.recalibrate()
    comment = held()
    screening.screen_comment(comment, Sender())
    assert comment.screenings.get().thresholds.hold > 0.9


def test_the_workbench_draws_the_thresholds_that_decided(moderator_client):
    judged(60, 0.9)
    learning.recalibrate()
    comment = held()
    screening.screen_comment(comment, Sender())
    Comment.objects.filter(pk=comment.pk).update(state="pending")
    FilterMemory.objects.update(hold_from=None)
    page = moderator_client.get("/moderation/").content.decode()
    assert "texts are held from 0.90" in page


# --- Rows for training ----------------------------------------------------------------------


def test_decided_texts_are_rows_for_training(moderator):
    question = make_question(title="Why does my heel hurt?")
    parent = make_comment(question)
    spam = held(guest="Mel", website="https://mellowheel.example/", parent=parent)
    fine, undecided = held("I walk more now."), held("Waiting.")
    decide(spam, action="spam", by=moderator)
    decide(fine, action="approve", by=moderator)
    rows = list(learning.decided_posts())
    assert [(row["text"], row["label"]) for row in rows] == [(PLUG, 1), ("I walk more now.", 0)]
    assert rows[0]["author_name"] == "Mel"
    assert rows[0]["author_url"] == "https://mellowheel.example/"
    assert rows[0]["is_reply"] is True
    assert rows[0]["article_title"] == "Why does my heel hurt?"
    assert undecided.body not in {row["text"] for row in rows}


def test_a_text_changed_after_its_decision_is_no_row(moderator):
    comment = held("I walk more now.")
    decide(comment, action="approve", by=moderator)
    edit_comment(comment, body=PLUG, is_own=True, sender=Sender())
    assert list(learning.decided_posts()) == []


# --- Many at once ---------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_moderators_at_work_together_lose_no_count():
    """Four of them decide the same words at once, half of them twice; nobody waits in a ring."""
    moderators = [make_moderator() for _ in range(4)]
    texts = [[held(f"{PLUG} {who} {number}") for number in range(6)] for who in range(4)]
    failed = []

    def work(who):
        try:
            for number, comment in enumerate(texts[who]):
                decision = decide(comment, action="spam", by=moderators[who])
                if number % 2:
                    undo(decision, by=moderators[who])
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[who]) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []
    assert counts()[0] == (12, 0)
    assert count_of("mellowheel") == (12, 0)
