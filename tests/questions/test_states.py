"""Every change of state: from where it is allowed, what it leaves behind, and who was quicker."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from questions.models import Answer, Comment, Decision, OutboxMail, Question
from questions.services import answering, asking, commenting, moderating
from questions.services.sending import Sender
from questions.services.states import StaleState, change_state
from tests.factories import (
    ANSWER,
    make_answer,
    make_comment,
    make_expert,
    make_moderator,
    make_question,
)

pytestmark = pytest.mark.django_db

QUESTION_STATES = set(Question.State.values)
COMMENT_STATES = set(Comment.State.values)
ANSWER_STATES = set(Answer.State.values)
OPEN = {"submitted", "assigned", "spam"}


@pytest.fixture(autouse=True)
def _holding_filter(filter_says):
    filter_says("hold")


def accept(question):
    expert = make_expert()
    asking.assign_question(question, experts=[expert], by=make_moderator())


def tidy(question):
    asking.edit_question(
        question,
        title="Tidy title",
        body="A letter that is tidy now.",
        topic=question.topic,
        signature="P.M.",
        by=make_moderator(),
    )


# Action, the states from which it works, and the state after it (None: as before).
QUESTION_ACTIONS = {
    "accept": (accept, OPEN | {"answered"}, None),
    "tidy": (tidy, OPEN, None),
    "decline": (
        lambda q: asking.decline_question(q, reason="See a doctor.", by=make_moderator()),
        OPEN,
        "declined",
    ),
    "mark as spam": (
        lambda q: asking.mark_question_spam(q, by=make_moderator()),
        {"submitted", "assigned"},
        "spam",
    ),
    "withdraw": (asking.withdraw_question, OPEN, "declined"),
    "add a detail": (lambda q: asking.add_detail(q, detail="On the left."), OPEN, None),
}
ANSWER_ACTIONS = {
    "save a draft": (
        lambda a: answering.save_draft(
            question=a.question, expert=a.expert, body="Other words.", version=a.version
        ),
        {"draft"},
        "draft",
    ),
    "publish": (
        lambda a: answering.publish_answer(a, by=a.expert.user),
        {"draft"},
        "published",
    ),
    "revise": (
        lambda a: answering.revise_answer(
            a, body="Other words.", by=a.expert.user, version=a.version
        ),
        {"published"},
        "published",
    ),
    "withdraw": (
        lambda a: answering.withdraw_answer(a, by=a.expert.user),
        {"published"},
        "draft",
    ),
}
COMMENT_ACTIONS = {
    "approve": (
        lambda c: moderating.decide(c, action="approve", by=make_moderator()),
        COMMENT_STATES - {"approved"},
        "approved",
    ),
    "mark as spam": (
        lambda c: moderating.decide(c, action="spam", by=make_moderator()),
        COMMENT_STATES - {"spam"},
        "spam",
    ),
    "remove": (
        lambda c: moderating.decide(c, action="remove", by=make_moderator()),
        COMMENT_STATES - {"removed"},
        "removed",
    ),
    "take back": (
        lambda c: commenting.take_back(c, by=None, is_own=True),
        {"pending", "approved"},
        "removed",
    ),
    "edit": (
        lambda c: commenting.edit_comment(c, body="Other words.", is_own=True, sender=Sender()),
        {"pending", "approved"},
        "pending",
    ),
}


def table(actions, states):
    return [
        pytest.param(action, state, state in allowed, after or state, id=f"{name} {state}")
        for name, (action, allowed, after) in actions.items()
        for state in sorted(states)
    ]


def try_action(action, row, works):
    """Do it where it works; elsewhere it is refused and leaves no trace."""
    before = type(row).objects.values().get(pk=row.pk)
    if works:
        action(row)
        return
    with pytest.raises((ValidationError, PermissionDenied)):
        action(row)
    assert type(row).objects.values().get(pk=row.pk) == before
    assert not Decision.objects.exists()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    ("action", "state", "works", "after"), table(QUESTION_ACTIONS, QUESTION_STATES)
)
def test_questions(action, state, works, after):
    question = make_question(state)
    try_action(action, question, works)
    question.refresh_from_db()
    if action is accept and works and state != "answered":
        after = "assigned"
    assert question.state == after if works else state
    assert Decision.objects.count() == (works and question.state != state)


@pytest.mark.parametrize(
    ("action", "state", "works", "after"), table(ANSWER_ACTIONS, ANSWER_STATES)
)
def test_answers(action, state, works, after):
    question = make_question("answered" if state == "published" else "assigned")
    expert = question.assignments.get().expert
    answer = question.answers.first() or make_answer(question, expert, state="draft")
    try_action(action, answer, works)
    answer.refresh_from_db()
    assert answer.state == after if works else state


@pytest.mark.parametrize(
    ("action", "state", "works", "after"), table(COMMENT_ACTIONS, COMMENT_STATES)
)
def test_comments(action, state, works, after):
    comment = make_comment(state=state)
    try_action(action, comment, works)
    comment.refresh_from_db()
    assert comment.state == after if works else state


def test_the_services_refuse_what_nobody_would_see():
    with pytest.raises(ValidationError, match="Write the reason"):
        asking.decline_question(make_question("submitted"), reason=" \n", by=make_moderator())
    question = make_question()
    writer = commenting.Writer(name="Ruth", email="ruth@visitors.example")
    with pytest.raises(ValidationError, match="Write your response"):
        commenting.post_comment(
            question=question, writer=writer, body="***", parent=None, sender=Sender()
        )
    assert not Decision.objects.exists()
    assert not Comment.objects.exists()


class TestTheRecord:
    def test_it_says_who_when_from_where_to_where_and_why(self, moderator):
        comment = make_comment(state="pending")
        moment = timezone.now() + timedelta(hours=1)
        with time_machine.travel(moment, tick=False):
            decision = moderating.decide(comment, action="spam", by=moderator, reason="Sells shoes")
        decision.refresh_from_db()
        assert (decision.moderator, decision.reason) == (moderator, "Sells shoes")
        assert (decision.from_state, decision.to_state) == ("pending", "spam")
        assert (decision.created_at, decision.comment) == (moment, comment)
        assert str(decision) == f"comment {comment.pk}: pending → spam"

    def test_fields_change_with_the_state_or_not_at_all(self, moderator):
        question = make_question("submitted")
        with pytest.raises(StaleState):
            change_state(question, expected=["spam"], to="declined", by=moderator, location="X")
        fresh, _ = change_state(
            question, expected=["submitted"], to="declined", by=moderator, location="Y"
        )
        fresh.refresh_from_db()
        assert (fresh.state, fresh.location) == ("declined", "Y")


class TestWhoWasQuicker:
    def test_the_second_is_told_who_handled_it_and_when(self, moderator):
        comment = make_comment(state="pending")
        moderating.decide(comment, action="approve", by=moderator)
        later = timezone.now() + timedelta(minutes=3)
        with time_machine.travel(later), pytest.raises(StaleState) as refused:
            moderating.decide(comment, action="approve", by=make_moderator())
        (words,) = refused.value.messages
        assert words == "Mona Moderator handled this 3\xa0minutes ago: it is now approved."

    def test_a_row_in_the_hand_that_is_older_than_the_database_is_not_believed(self, moderator):
        question = make_question("submitted")
        in_the_hand = Question.objects.get(pk=question.pk)
        asking.withdraw_question(question)
        with pytest.raises(StaleState, match="The sender handled this"):
            asking.mark_question_spam(in_the_hand, by=moderator)

    def test_without_any_record_it_says_what_is(self, moderator):
        comment = make_comment(state="spam")
        with pytest.raises(StaleState, match="This is spam already"):
            moderating.decide(comment, action="spam", by=moderator)


class TestUndoingALetter:
    @pytest.mark.parametrize(
        ("state", "action"),
        [
            ("submitted", "decline"),
            ("assigned", "decline"),
            ("spam", "decline"),
            ("submitted", "mark as spam"),
            ("assigned", "mark as spam"),
        ],
    )
    def test_it_is_back_where_it_was(self, state, action, moderator):
        question = make_question(state)
        decision = QUESTION_ACTIONS[action][0](question)
        asking.undo_question_decision(decision, by=moderator)
        question.refresh_from_db()
        assert (question.state, question.decline_reason, question.declined_at) == (state, "", None)
        undoing = Decision.objects.get(undoes=decision)
        assert (undoing.moderator, undoing.to_state) == (moderator, state)
        assert Decision.objects.get(pk=decision.pk).is_undone

    def test_only_once(self, moderator):
        question = make_question("submitted")
        decision = asking.mark_question_spam(question, by=moderator)
        asking.undo_question_decision(decision, by=moderator)
        decision = Decision.objects.get(pk=decision.pk)
        with pytest.raises(ValidationError, match="undone already"):
            asking.undo_question_decision(decision, by=moderator)

    def test_not_over_what_happened_since(self, moderator):
        question = make_question("submitted")
        decision = asking.mark_question_spam(question, by=moderator)
        asking.decline_question(question, reason="See a doctor.", by=moderator)
        with pytest.raises(StaleState):
            asking.undo_question_decision(decision, by=moderator)

    def test_not_against_its_asker(self, moderator):
        question = asking.withdraw_question(make_question("submitted"))
        with pytest.raises(ValidationError, match="took this letter back"):
            asking.undo_question_decision(question.decisions.get(), by=moderator)

    def test_not_the_publishing_of_an_answer(self, moderator):
        question = make_question("assigned")
        expert = question.assignments.get().expert
        answer = make_answer(question, expert, state="draft")
        answering.publish_answer(answer, by=expert.user)
        with pytest.raises(ValidationError, match="withdraw"):
            asking.undo_question_decision(question.decisions.get(), by=moderator)

    def test_not_of_what_is_gone(self, moderator):
        decision = Decision.objects.create(subject="question 1", from_state="submitted")
        with pytest.raises(ValidationError, match="gone"):
            asking.undo_question_decision(decision, by=moderator)


def test_a_letter_taken_for_promotion_can_still_be_answered(moderator, expert):
    question = asking.assign_question(make_question("spam"), experts=[expert], by=moderator)
    answer = answering.save_draft(question=question, expert=expert, body=ANSWER)
    answering.publish_answer(answer, by=expert.user)
    question.refresh_from_db()
    assert question.is_public
