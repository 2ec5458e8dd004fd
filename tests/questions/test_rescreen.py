"""Stored texts through a newer filter, and spam that has waited long enough."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from questions import policy
from questions.models import Comment, Decision, ImportedItem, Question, Report, Screening, SeenHost
from questions.services import learning, rescreening, screening
from questions.services.moderating import decide, report, undo
from questions.services.sending import Sender
from questions.spam import FILTER_VERSION, Evidence, Outcome, Verdict
from questions.wordpress import comments
from tests.factories import ago, make_comment, make_question

pytestmark = pytest.mark.django_db

PROMISES = "the outcome is written in the text"


@pytest.fixture(autouse=True)
def _plain_filter(monkeypatch):
    """A filter that does what a text names, so that no weight decides these tests."""

    def says(post, **kwargs):
        word = next((word for word in ("spam", "hold") if word in post.text), "approve")
        score = {"spam": 0.99, "hold": 0.7, "approve": 0.1}[word]
        if post.honeypot_filled:
            word = "spam"
        reasons = (Evidence("honeypot" if post.honeypot_filled else "word", 1.0, PROMISES),)
        return Verdict(score, Outcome(word), reasons, 0.0, FILTER_VERSION)

    monkeypatch.setattr(screening, "screen", says)


def run(*arguments):
    out = StringIO()
    call_command("rescreen", *arguments, stdout=out)
    return out.getvalue().splitlines()


def purge(*arguments):
    out = StringIO()
    call_command("purge_spam", *arguments, stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


# --- rescreen -------------------------------------------------------------------------------


def test_it_prints_what_would_change_and_changes_nothing():
    question = make_question("answered")
    for text in ("spam one", "spam two", "hold this", "fine"):
        make_comment(question, body=text)
    lines = run()
    assert lines[:2] == ["1 comment(s): approved -> pending", "2 comment(s): approved -> spam"]
    assert "4 judged, 3 would change, 0 decided" in lines[-1]
    assert set(Comment.objects.values_list("state", flat=True)) == {"approved"}
    assert not Screening.objects.exists()


@pytest.mark.parametrize("before", ["pending", "approved", "spam"])
@pytest.mark.parametrize(
    ("text", "after"), [("spam", "spam"), ("hold", "pending"), ("fine", "approved")]
)
def test_applied_every_state_follows_the_filter(before, text, after):
    comment = make_comment(body=f"{text} text", state=before)
    run("--apply")
    assert state_of(comment) == after
    assert comment.screenings.count() == 1
    run("--apply")
    assert comment.screenings.count() == 1


@pytest.mark.parametrize(("action", "state"), [("approve", "approved"), ("spam", "spam")])
def test_a_moderators_decision_is_never_overturned(action, state, moderator):
    text = "spam, says the filter" if action == "approve" else "fine, says the filter"
    comment = make_comment(body=text, state="pending")
    decide(comment, action=action, by=moderator)
    lines = run("--apply")
    assert state_of(comment) == state
    assert "0 changed, 1 decided otherwise" in lines[-2]


def test_the_reasons_that_hold_an_imported_text_are_the_imports():
    reasons = [reason for _, reason in comments.OLD_STATES.values()] + [comments.EXPERTS_NAME]
    assert {reason.name for reason in reasons} == rescreening.KEPT_BACK


@pytest.mark.parametrize("reason", sorted(rescreening.KEPT_BACK))
def test_what_the_old_site_kept_back_is_not_published(reason):
    comment = make_comment(body="fine", state="pending")
    reasons = [{"name": reason, "weight": 0.0, "reason": reason}]
    Screening.objects.create(
        comment=comment, score=0.1, total=0, outcome="hold", reasons=reasons, filter_version="0"
    )
    for _ in range(2):
        assert "0 changed, 1 decided otherwise" in run("--apply")[-2]
    assert state_of(comment) == "pending"
    assert comment.screenings.get().reasons == reasons


def test_removed_comments_stay_removed():
    comment = make_comment(body="fine", state="removed")
    assert "0 judged" in run("--apply")[-2]
    assert state_of(comment) == "removed"


def test_a_comment_that_comes_back_dates_its_question():
    question = make_question()
    comment = make_comment(question, body="fine", state="spam")
    run("--apply")
    question.refresh_from_db()
    assert question.last_comment_at == comment.created_at


def test_how_a_text_was_sent_is_remembered_by_its_reasons():
    comment = make_comment(body="fine", state="pending")
    screening.screen_comment(comment, Sender(honeypot_filled=True))
    assert run("--apply")[-2].startswith("1 judged, 0 changed")
    assert state_of(comment) == "spam"


def test_a_copy_that_came_later_says_nothing_against_the_first(monkeypatch):
    seen = {}
    monkeypatch.setattr(
        screening,
        "with_facts",
        lambda words, comment, known, sender: seen.update({comment.pk: known.copies}) or words,
    )
    text = "I walk each morning before work, and my heel is better for it now."
    first = make_comment(body=text, created_at=ago(days=2))
    copy = make_comment(body=text, created_at=ago(days=1))
    run()
    assert seen == {first.pk: 0, copy.pk: 1}


def test_only_texts_that_the_filter_had_failed_on(monkeypatch):
    works = screening.screen
    monkeypatch.setattr(screening, "screen", lambda *a, **k: 1 / 0)
    failed = make_comment(body="fine", state="pending")
    screening.screen_comment(failed, Sender())
    monkeypatch.setattr(screening, "screen", works)
    other = make_comment(body="fine", state="pending")
    assert run("--failed", "--apply")[-2].startswith("1 judged, 1 changed")
    assert (state_of(failed), state_of(other)) == ("approved", "pending")


def test_letters_go_to_spam_and_come_back():
    bad, good = make_question("submitted", body="spam " * 9), make_question("spam")
    decided = make_question("spam")
    Decision.objects.create(question=decided, from_state="submitted", to_state="spam")
    assert run()[:2] == ["1 letter(s): spam -> submitted", "1 letter(s): submitted -> spam"]
    run("--apply")
    assert (state_of(bad), state_of(good), state_of(decided)) == ("spam", "submitted", "spam")


def test_thresholds_are_measured_anew_with_the_new_verdicts():
    question = make_question()
    for number in range(50):
        make_comment(question, body=f"fine {number}")
    assert "(50 approved texts measured)" in run("--apply")[-1]
    assert learning.recalibrate().calibrated_on == 50


# --- purge_spam -----------------------------------------------------------------------------

LONG_AGO = policy.SPAM_KEPT_FOR + timedelta(days=1)


def old_spam(*args, **fields):
    when = timezone.now() - LONG_AGO
    return make_comment(*args, state="spam", **({"created_at": when} | fields))


def test_spam_goes_after_thirty_days_and_nothing_else_does():
    gone, young = old_spam(), old_spam(created_at=ago(days=29))
    approved = make_comment(created_at=ago(days=99))
    assert purge()["comments"] == 1
    assert set(Comment.objects.values_list("pk", flat=True)) == {young.pk, approved.pk}
    assert gone.pk not in {young.pk, approved.pk}


def test_restored_spam_stays(moderator):
    comment = old_spam()
    decide(comment, action="approve", by=moderator)
    assert purge()["comments"] == 0
    assert state_of(comment) == "approved"


def test_the_days_count_from_when_it_became_spam(moderator):
    by_moderator = make_comment(created_at=ago(days=400))
    decide(by_moderator, action="spam", by=moderator)
    by_filter = make_comment(created_at=ago(days=400), body="spam")
    run("--apply")
    assert state_of(by_filter) == "spam"
    assert purge()["comments"] == 0
    with time_machine.travel(timezone.now() + LONG_AGO):
        assert purge()["comments"] == 2


def test_replies_to_spam_stay_in_their_place():
    parent = old_spam(guest="Mel", website="https://mel.example/", body="Mel's gel cups.")
    spam_reply = old_spam(parent=parent)
    reply = make_comment(parent=parent)
    done = purge()
    assert (done["comments"], done["emptied"]) == (1, 1)
    assert not Comment.objects.filter(pk=spam_reply.pk).exists()
    assert Comment.objects.get(pk=reply.pk).parent_id == parent.pk
    parent.refresh_from_db()
    assert parent.state == "removed"
    kept = f"{parent.body} {parent.body_html} {parent.guest_name} {parent.website}"
    assert "Mel" not in kept
    parent.full_clean(exclude=["body", "body_html"])
    assert purge() == dict.fromkeys(done, 0)


def test_what_spam_has_taught_stays_learnt(moderator):
    comment = make_comment(body="spam: mellowheel cups", state="pending")
    decision = decide(comment, action="spam", by=moderator)
    with time_machine.travel(timezone.now() + LONG_AGO):
        purge()
        assert learning.recalibrate().spam_total == 1
    decision.refresh_from_db()
    assert decision.comment is None
    assert decision.subject == f"comment {comment.pk}"


def test_an_import_does_not_bring_deleted_spam_back():
    comment = old_spam()
    item = ImportedItem.objects.create(
        source="https://old.example", kind="comment", external_id="7", comment=comment
    )
    purge()
    item.refresh_from_db()
    assert item.comment is None


def test_letters_go_too_and_declined_ones_do_not():
    old = make_question("spam", submitted_at=timezone.now() - LONG_AGO)
    young = make_question("spam", submitted_at=ago(days=29))
    declined = make_question("declined", submitted_at=ago(days=99))
    assert purge()["letters"] == 1
    assert set(Question.objects.values_list("pk", flat=True)) == {young.pk, declined.pk}
    assert old.pk not in {young.pk, declined.pk}


def test_the_keys_of_old_senders_are_blanked():
    old = make_comment(created_at=ago(days=31), sender_key="a" * 64)
    new = make_comment(created_at=ago(days=29), sender_key="b" * 64)
    letter = make_question(submitted_at=ago(days=31), sender_key="c" * 64)
    with time_machine.travel(ago(days=31)):
        for key in ("d" * 64, "e" * 64, "user-1"):
            report(new, reason="An advertisement.", sender_key=key, reporter=None)
    assert purge()["sender_keys"] == 4
    assert purge()["sender_keys"] == 0
    for row, key in ((old, ""), (new, "b" * 64), (letter, "")):
        row.refresh_from_db()
        assert row.sender_key == key
    keys = set(Report.objects.values_list("sender_key", flat=True))
    assert len(keys) == 3
    assert "user-1" in keys
    assert not keys & {"d" * 64, "e" * 64}


def test_hosts_are_forgotten():
    comment = make_comment(body="hold: see https://heel-notes.example/", created_at=ago(days=31))
    screening.screen_comment(comment, Sender())
    assert SeenHost.objects.count() == 1
    assert purge()["hosts"] == 1


def test_a_dry_run_counts_and_deletes_nothing():
    comment = old_spam(sender_key="a" * 64)
    assert purge("--dry-run") == {
        "comments": 1,
        "emptied": 0,
        "letters": 0,
        "sender_keys": 0,
        "hosts": 0,
    }
    comment.refresh_from_db()
    assert comment.sender_key == "a" * 64


def test_an_undone_decision_of_long_ago_is_no_longer_spam(moderator):
    comment = old_spam()
    undo(decide(comment, action="approve", by=moderator), by=moderator)
    assert state_of(comment) == "spam"
    assert purge()["comments"] == 0, "it became spam again just now"
