"""The demonstration site: enough of everything, dated soundly, without a mail, and only once."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils import timezone

from accounts.models import ExpertProfile, User
from accounts.roles import is_expert, is_moderator, is_owner
from questions.demo.loader import SOURCE, load_demonstration
from questions.demo.people import PASSWORD
from questions.mail.outbox import queue, without_mail
from questions.models import (
    Answer,
    AnswerRevision,
    Assignment,
    Comment,
    Decision,
    ImportedItem,
    OutboxMail,
    Question,
    Report,
    Screening,
    Topic,
)

pytestmark = pytest.mark.django_db
TABLES = (
    User,
    EmailAddress,
    ExpertProfile,
    Topic,
    Question,
    Assignment,
    Answer,
    AnswerRevision,
    Comment,
    Screening,
    Decision,
    Report,
    ImportedItem,
)


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Loaded once for the module, in a transaction that is rolled back after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demonstration(lambda line: None)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _site(demonstration, db):
    """Each test sees the demonstration, and what it changes is rolled back."""


def snapshot():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in TABLES}


# --- What there is -----------------------------------------------------------------------------


def test_there_is_enough_to_look_at():
    assert Question.objects.public().count() >= 12
    assert ExpertProfile.objects.active().count() >= 6
    assert Comment.objects.approved().count() >= 150
    threads = Question.objects.public().with_response_counts()
    assert max(question.response_count for question in threads) > 40
    for slug in ("running", "nutrition", "sleep"):
        assert Question.objects.public().under(Topic.objects.get(slug=slug)).exists()


def test_there_is_a_letter_at_every_state():
    assert set(Question.objects.values_list("state", flat=True)) == set(Question.State.values)
    assert Answer.objects.filter(state=Answer.State.DRAFT).exists()
    assert any(assignment.is_overdue for assignment in Assignment.objects.all())
    assert Question.objects.get(state="declined").decline_reason


def test_every_public_letter_has_its_experts_answers():
    for question in Question.objects.public():
        published = set(question.answers.published().values_list("expert", flat=True))
        assert published
        assert published <= set(question.assignments.values_list("expert", flat=True))


def test_the_queue_holds_sincere_and_promotional_replies_with_reasons():
    waiting = list(Comment.objects.waiting())
    assert len(waiting) >= 5
    verdicts = [comment.screenings.first() for comment in waiting]
    assert all(verdict.outcome == "hold" and verdict.reasons for verdict in verdicts)
    assert min(verdict.score for verdict in verdicts) < 0.5
    assert max(verdict.score for verdict in verdicts) > 0.9


def test_every_reply_was_judged():
    assert not Comment.objects.filter(screenings=None).exists()


def test_a_removed_reply_has_its_decision_and_leaves_its_replies():
    removed = Comment.objects.filter(state="removed")
    assert removed.exists()
    for comment in removed:
        decision = comment.decisions.get(to_state="removed")
        assert is_moderator(decision.moderator)
        assert decision.reason
        assert comment.replies.exists()


def test_readers_have_reported_replies_and_one_report_was_answered():
    assert Report.objects.open().count() >= 2
    assert all(report.comment.is_approved for report in Report.objects.open())
    handled = Report.objects.get(handled_at__isnull=False)
    assert handled.comment.state == "removed"
    assert handled.created_at < handled.handled_at == handled.comment.decided_at


def test_experts_and_askers_are_marked_in_the_threads():
    assert Comment.objects.filter(expert__isnull=False).count() > 20
    assert Comment.objects.filter(by_asker=True).count() > 5


def test_an_askers_full_name_is_nowhere_in_public():
    for question in Question.objects.filter(asker=None):
        assert question.asker_name not in question.signature
        shown = question.comments.filter(by_asker=True).values_list("guest_name", flat=True)
        assert question.asker_name not in set(shown)


def test_a_revised_answer_keeps_its_first_text():
    revision = AnswerRevision.objects.first()
    assert revision.body != revision.answer.body
    assert revision.published_at == revision.answer.published_at
    assert revision.replaced_at == revision.answer.revised_at > revision.published_at


# --- Dates -------------------------------------------------------------------------------------


def test_nothing_lies_in_the_future_or_before_its_cause():
    now = timezone.now()
    for model in (Comment, Answer, Screening, Decision):
        assert not model.objects.filter(created_at__gt=now).exists()
    assert not Comment.objects.filter(created_at__lt=F("parent__created_at")).exists()
    assert not Comment.objects.filter(created_at__lt=F("question__answered_at")).exists()
    assert not Comment.objects.approved().exclude(approved_at=F("created_at")).exists()
    assert not Answer.objects.filter(created_at__lt=F("question__accepted_at")).exists()
    assert not Question.objects.filter(accepted_at__lt=F("submitted_at")).exists()
    assert not Decision.objects.filter(comment__created_at__gt=F("created_at")).exists()
    assert not Decision.objects.filter(question__submitted_at__gt=F("created_at")).exists()


def test_letters_and_replies_are_numbered_in_the_order_of_time():
    sent = list(Question.objects.order_by("pk").values_list("submitted_at", flat=True))
    assert sent == sorted(sent)
    for question in Question.objects.public():
        written = list(question.comments.order_by("pk").values_list("created_at", flat=True))
        assert written == sorted(written)


def test_the_last_response_is_the_last_public_one():
    for question in Question.objects.public():
        last = question.comments.approved().aggregate(last=Max("created_at"))["last"]
        assert question.last_comment_at == last
        first = min(question.answers.published().values_list("published_at", flat=True))
        assert question.answered_at == first


# --- People ------------------------------------------------------------------------------------


def test_one_person_of_each_role_can_sign_in(demonstration, client):
    roles = {login.role: User.objects.get(email=login.email) for login in demonstration}
    assert list(roles) == ["reader", "expert", "moderator", "owner"]
    checks = {"expert": is_expert, "moderator": is_moderator, "owner": is_owner}
    for role, person in roles.items():
        assert client.login(email=person.email, password=PASSWORD)
        assert EmailAddress.objects.get(user=person, primary=True).verified
        for name, has_role in checks.items():
            assert has_role(person) == (name == role or (role, name) == ("owner", "moderator"))


def test_the_password_is_one_that_the_site_would_take():
    validate_password(PASSWORD)


def test_experts_have_their_topics_and_a_rendered_bio():
    for profile in ExpertProfile.objects.all():
        assert profile.bio_html.startswith("<p>")
        assert profile.topics.exists()
        assert [group.name for group in profile.user.groups.all()] == ["experts"]
        assert not profile.user.is_staff


def test_no_mail_was_written():
    assert not OutboxMail.objects.exists()
    assert mail.outbox == []


# --- Again, and elsewhere ----------------------------------------------------------------------


def seed(settings):
    settings.DEBUG = True
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


def test_a_second_run_changes_nothing_and_names_the_logins(settings, demonstration):
    before = snapshot()
    said = seed(settings)
    assert snapshot() == before
    for login in demonstration:
        assert f"{login.role:<10} {login.email}" in said
    assert said.count(PASSWORD) == 4
    assert f"{settings.SITE_URL}/accounts/login/" in said


def test_what_was_deleted_or_changed_stays_so(settings):
    Question.objects.filter(state="declined").delete()
    User.objects.filter(email="greta@demo.example").update(name="Somebody Else")
    before = snapshot()
    seed(settings)
    assert snapshot() == before


def test_without_debug_it_refuses(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG=1 only"):
        call_command("seed_demo")


def test_a_stricter_filter_costs_no_thread_its_replies(filter_says):
    """What the files mean to be public a moderator has approved; the filter may change."""
    first = Question.objects.earliest("submitted_at")
    ImportedItem.objects.get(source=SOURCE, external_id="1").delete()
    filter_says("hold")
    load_demonstration(lambda line: None)
    again = Question.objects.filter(title=first.title).latest("pk")
    assert again.pk != first.pk
    assert again.comments.approved().count() == first.comments.approved().count() > 10
    overruled = again.comments.filter(decisions__to_state="approved")
    assert overruled.count() == again.comments.count()


def test_what_the_file_holds_waits_whatever_the_filter_says(filter_says):
    ImportedItem.objects.get(source=SOURCE, external_id="20").delete()
    filter_says("approve")
    load_demonstration(lambda line: None)
    held = Comment.objects.filter(state="pending", author__isnull=False).latest("pk")
    assert held.screenings.first().outcome == "hold"
    assert held.screenings.first().reasons[0]["name"] == "second_look"


def test_the_pages_show_it(client):
    assert client.get("/").status_code == 200
    longest = Question.objects.public().with_response_counts().order_by("-response_count").first()
    page = client.get(longest.get_absolute_url()).content.decode()
    assert page.count('id="comment-') >= longest.response_count
    client.force_login(User.objects.get(email="greta@demo.example"))
    assert client.get(reverse("questions:moderation")).status_code == 200


def test_the_whole_load_is_one_transaction(monkeypatch):
    ImportedItem.objects.all().delete()
    before = snapshot()

    def fail(*args):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("questions.demo.loader.set_back", fail)
    with pytest.raises(RuntimeError):
        load_demonstration(lambda line: None)
    assert snapshot() == before
    assert connection.in_atomic_block


def test_mail_is_silent_only_inside():
    notice = _Notice()
    with without_mail():
        assert queue(notice) is None
    assert queue(notice).to == "nobody@demo.example"


class _Notice:
    to, subject = "nobody@demo.example", "Hello"

    def as_text(self):
        return "Hello"

    as_html = as_text

    def headers(self):
        return {}
