"""What must always hold is refused by the database itself, whoever writes to it."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, UniqueConstraint
from django.utils import timezone

from accounts.models import User
from questions.models import (
    Answer,
    AnswerRevision,
    Assignment,
    Comment,
    Decision,
    FilterMemory,
    ImportedItem,
    Lesson,
    Question,
    Report,
    Screening,
    Subscription,
    Topic,
)
from tests.factories import make_comment, make_expert, make_question, make_topic, make_user

pytestmark = pytest.mark.django_db


def screening(**fields):
    values = {"score": 0.5, "total": 0.0, "outcome": "hold", "filter_version": "1"} | fields
    Screening.objects.create(**values)


def subscribe(question, token, email="ruth@visitors.example"):
    Subscription.objects.create(question=question, email=email, token=token)


def change(row, **fields):
    """Past every form, model method and service."""
    type(row)._base_manager.filter(pk=row.pk).update(**fields)


# One row for each rule: its name, and what it has to refuse.
REFUSED = {
    "one_filter_memory": lambda: FilterMemory.objects.create(pk=2),
    "one_person_per_address": lambda: User.objects.create(
        email=make_user(email="ruth@readers.example").email.upper()
    ),
    "question_state_known": lambda: change(make_question(), state="open"),
    "answered_question_has_a_date": lambda: change(make_question(), answered_at=None),
    "expert_is_asked_once_a_question": lambda: Assignment.objects.create(
        question=(asked := make_question("assigned").assignments.get()).question,
        expert=asked.expert,
        due_at=timezone.now(),
    ),
    "answer_state_known": lambda: change(make_question().answers.get(), state="hidden"),
    "one_answer_per_expert_and_question": lambda: Answer.objects.create(
        question=(first := make_question().answers.get()).question,
        expert=first.expert,
        renderer_version=1,
    ),
    "published_answer_has_a_date": lambda: change(make_question().answers.get(), published_at=None),
    "comment_state_known": lambda: change(make_comment(), state="published"),
    "comment_by_member_xor_guest": lambda: change(make_comment(), author=make_user()),
    "expert_mark_needs_an_account": lambda: change(make_comment(), expert=make_expert()),
    "approved_comment_has_a_date": lambda: change(make_comment(), approved_at=None),
    "root_has_depth_zero": lambda: change(make_comment(parent=make_comment()), depth=0),
    "one_subscription_an_address_a_question": lambda: [
        subscribe(question, token) for question in [make_question()] for token in "ab"
    ],
    "screening_of_one_text": lambda: screening(
        comment=(comment := make_comment()), question=comment.question
    ),
    "lesson_of_one_text": lambda: Lesson.objects.create(is_spam=True, keys=b""),
    "score_from_0_to_1": lambda: screening(comment=make_comment(), score=1.5),
    "outcome_known": lambda: screening(comment=make_comment(), outcome="maybe"),
    "one_report_a_person_a_comment": lambda: [
        Report.objects.create(comment=comment, sender_key="same", reason="spam")
        for comment in [make_comment()] * 2
    ],
    "imported_once": lambda: [
        ImportedItem.objects.create(source="old", kind="post", external_id="7", outcome="imported")
        for _ in "ab"
    ],
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(refused):
    with pytest.raises(IntegrityError), transaction.atomic():
        refused()


def test_every_rule_of_the_models_is_tried_above():
    rules = {
        constraint.name
        for label in ("accounts", "questions")
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint | UniqueConstraint)
    }
    assert rules == set(REFUSED)


UNIQUE = {
    "question token": lambda: [make_question(token="same") for _ in "ab"],
    "question sent once": lambda: [make_question(send_key="same") for _ in "ab"],
    "comment sent once": lambda: [make_comment(send_key="same") for _ in "ab"],
    "subscription token": lambda: [subscribe(make_question(), "same") for _ in "ab"],
    "expert address": lambda: [make_expert(slug="same") for _ in "ab"],
    "topic address": lambda: [make_topic(slug="same") for _ in "ab"],
    "decision undone once": lambda: [
        Decision.objects.create(subject="x", undoes=decision)
        for decision in [Decision.objects.create(subject="x")]
        for _ in "ab"
    ],
}


@pytest.mark.parametrize("doubled", UNIQUE.values(), ids=UNIQUE.keys())
def test_the_database_refuses_a_second_one(doubled):
    with pytest.raises(IntegrityError), transaction.atomic():
        doubled()


@pytest.fixture
def is_refused():
    """PostgreSQL looks at a deferred foreign key when the transaction ends; here it is asked."""

    def check(write):
        with transaction.atomic():
            write()
            connection.check_constraints()

    def refused(write):
        with pytest.raises(IntegrityError):
            check(write)

    return refused


class TestReplyInItsParentsQuestion:
    """A rule over two rows, which later migrations could lose: SQLite drops triggers on the way."""

    def test_a_reply_cannot_be_stored_under_another_question(self, is_refused):
        parent, other = make_comment(), make_question()
        is_refused(lambda: make_comment(other, parent=parent))

    def test_a_reply_cannot_move_to_another_question(self, is_refused):
        reply, other = make_comment(parent=make_comment()), make_question()
        is_refused(lambda: change(reply, question=other))

    def test_a_reply_cannot_move_under_another_questions_comment(self, is_refused):
        reply, elsewhere = make_comment(parent=make_comment()), make_comment()
        is_refused(lambda: change(reply, parent=elsewhere))

    def test_a_reply_in_its_place_is_stored(self):
        reply = make_comment(parent=make_comment())
        connection.check_constraints()
        assert reply.question == reply.parent.question

    @pytest.mark.sqlite
    def test_the_triggers_are_there_after_the_newest_migration(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            names = [name for (name,) in cursor.fetchall()]
        assert names == [
            "reply_in_its_parents_question_insert",
            "reply_in_its_parents_question_update",
        ]

    @pytest.mark.postgres
    def test_the_foreign_key_is_there_after_the_newest_migration(self):
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, Comment._meta.db_table)
        assert found["reply_in_its_parents_question"]["columns"] == ["parent_id", "question_id"]


class TestWhoStaysWhenOthersGo:
    def test_an_expert_with_answers_cannot_be_deleted(self):
        answer = make_question().answers.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            answer.expert.delete()

    def test_a_writer_of_comments_cannot_be_deleted(self):
        comment = make_comment(author=make_user())
        with pytest.raises(IntegrityError), transaction.atomic():
            comment.author.delete()

    def test_a_topic_with_letters_cannot_be_deleted(self):
        question = make_question()
        with pytest.raises(IntegrityError), transaction.atomic():
            question.topic.delete()

    def test_a_letter_survives_its_askers_account(self):
        question = make_question(asker=make_user())
        question.asker.delete()
        question.refresh_from_db()
        assert question.asker is None

    def test_a_deleted_letter_takes_what_hangs_on_it_and_leaves_the_log(self):
        question = make_question(comments=3)
        AnswerRevision.objects.create(
            answer=question.answers.get(), body="Old.", published_at=timezone.now()
        )
        decision = Decision.objects.create(question=question, subject="question 1")
        question.delete()
        assert not any(
            model.objects.exists() for model in (Answer, AnswerRevision, Comment, Question)
        )
        assert Topic.objects.exists()
        decision.refresh_from_db()
        assert (decision.question, decision.subject) == (None, "question 1")
