"""An answer's way: draft, public, revised with the old text kept, withdrawn."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from questions import policy
from questions.models import Answer, Assignment, Decision, Question
from questions.services import answering
from tests.factories import ANSWER, ago, make_answer, make_comment, make_expert, make_question
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(expert):
    return make_question("assigned", experts=[expert])


@pytest.fixture
def draft(question, expert):
    return answering.save_draft(question=question, expert=expert, body=ANSWER)


@pytest.fixture
def public(draft, expert):
    return answering.publish_answer(draft, by=expert.user)


class TestDrafts:
    def test_it_is_stored_and_shown_to_nobody(self, client, question, draft):
        assert (draft.state, draft.body) == ("draft", ANSWER)
        assert draft.body_html == f"<p>{ANSWER}</p>\n"
        assert client.get(question.get_absolute_url()).status_code == 404
        question.refresh_from_db()
        assert question.state == "assigned"

    def test_a_later_one_replaces_it(self, question, draft, expert):
        later = answering.save_draft(
            question=question, expert=expert, body="# Better", version=draft.version
        )
        assert (later.pk, later.version, later.body) == (draft.pk, draft.version + 1, "# Better")
        assert later.body_html == "<h3>Better</h3>\n"

    @pytest.mark.parametrize("version", [None, 0, 99])
    def test_a_window_that_is_behind_overwrites_nothing(self, question, draft, expert, version):
        with pytest.raises(ValidationError, match="newer version"):
            answering.save_draft(question=question, expert=expert, body="Old", version=version)
        draft.refresh_from_db()
        assert draft.body == ANSWER

    def test_an_expert_who_was_not_asked_cannot_write(self, question):
        with pytest.raises(PermissionDenied):
            answering.save_draft(question=question, expert=make_expert(), body=ANSWER)

    def test_an_expert_who_is_switched_off_cannot_write(self, question, expert):
        expert.is_active = False
        expert.save(update_fields=["is_active"])
        with pytest.raises(PermissionDenied):
            answering.save_draft(question=question, expert=expert, body=ANSWER)

    def test_it_may_be_as_long_as_an_experts_text_may_be_and_no_longer(self, question, expert):
        limit = policy.EXPERT_BODY_LENGTH
        answer = answering.save_draft(question=question, expert=expert, body="x" * limit)
        with pytest.raises(ValidationError, match="at most 20,000"):
            answering.save_draft(
                question=question, expert=expert, body="x" * (limit + 1), version=answer.version
            )


class TestPublishing:
    def test_the_first_answer_makes_the_letter_public(self, client, question, public):
        question.refresh_from_db()
        assert question.state == "answered"
        assert public.published_at == question.answered_at
        page = Page(client.get(question.get_absolute_url()))
        assert page.all(id=f"answer-{public.pk}")

    def test_the_asker_hears_of_it_with_its_beginning(self, draft, expert, committed):
        with committed():
            answering.publish_answer(draft, by=expert.user)
        (message,) = mail.outbox
        assert message.to == [draft.question.asker_email]
        assert "Dr. Ada Holm has answered your letter" in message.body
        assert "Shorten your step" in message.body
        assert draft.get_absolute_url() in message.body

    def test_a_second_answer_joins_and_keeps_the_letters_date(self, question, public):
        other = make_expert()
        Assignment.objects.create(question=question, expert=other, due_at=ago(days=0))
        first_date = Question.objects.get().answered_at
        question.refresh_from_db()
        second = answering.save_draft(question=question, expert=other, body=ANSWER)
        answering.publish_answer(second, by=other.user)
        assert Question.objects.get().answered_at == first_date
        assert question.answers.published().count() == 2

    def test_the_asker_hears_of_a_second_answer_too(self, question, public, committed):
        question.refresh_from_db()
        second = make_answer(question, state="draft", expert=(other := make_expert()))
        mail.outbox.clear()
        with committed():
            answering.publish_answer(second, by=other.user)
        assert f"{other} has answered" in mail.outbox[-1].body

    def test_both_changes_are_in_the_log(self, public, expert):
        assert [(d.subject.split()[0], d.to_state) for d in Decision.objects.order_by("pk")] == [
            ("answer", "published"),
            ("question", "answered"),
        ]
        assert {d.moderator for d in Decision.objects.all()} == {expert.user}

    @pytest.mark.parametrize("body", ["", "  \n", "\u200b"])
    def test_nothing_cannot_be_published(self, question, expert, body):
        answer = make_answer(question, expert, state="draft", body=body)
        with pytest.raises(ValidationError, match="Write the answer"):
            answering.publish_answer(answer, by=expert.user)

    def test_only_its_writer_publishes(self, draft, owner, moderator):
        for other in (make_expert().user, owner, moderator):
            with pytest.raises(PermissionDenied):
                answering.publish_answer(draft, by=other)
        draft.refresh_from_db()
        assert draft.state == "draft"

    @pytest.mark.parametrize("state", ["declined", "spam"])
    def test_not_once_the_letter_was_set_aside(self, draft, expert, state):
        Question.objects.update(state=state)
        with pytest.raises(ValidationError, match="no longer waiting"):
            answering.publish_answer(draft, by=expert.user)
        draft.refresh_from_db()
        assert draft.state == "draft"


class TestRevising:
    def test_the_text_that_readers_saw_is_kept(self, public, expert):
        revised = answering.revise_answer(
            public, body="Run uphill.", by=expert.user, version=public.version
        )
        old = revised.revisions.get()
        assert (old.body, old.published_at, old.replaced_by) == (
            ANSWER,
            public.published_at,
            expert.user,
        )
        assert (revised.body, revised.body_html) == ("Run uphill.", "<p>Run uphill.</p>\n")
        assert revised.revised_at is not None
        assert revised.published_at == public.published_at

    def test_each_text_is_kept_with_the_time_of_its_own_publishing(self, public, expert):
        second = answering.revise_answer(
            public, body="Second.", by=expert.user, version=public.version
        )
        answering.revise_answer(second, body="Third.", by=expert.user, version=second.version)
        newest, oldest = public.revisions.all()
        assert (oldest.body, oldest.published_at) == (ANSWER, public.published_at)
        assert (newest.body, newest.published_at) == ("Second.", second.revised_at)

    def test_the_same_words_are_no_revision(self, public, expert):
        same = answering.revise_answer(
            public, body=f"{ANSWER}\n", by=expert.user, version=public.version
        )
        assert same.revised_at is None
        assert not public.revisions.exists()

    def test_a_window_that_is_behind_overwrites_nothing(self, public, expert):
        answering.revise_answer(public, body="Second.", by=expert.user, version=public.version)
        with pytest.raises(ValidationError, match="newer version"):
            answering.revise_answer(public, body="Third.", by=expert.user, version=public.version)
        assert Answer.objects.get().body == "Second."

    def test_a_public_answer_is_never_empty(self, public, expert):
        with pytest.raises(ValidationError, match="cannot be empty"):
            answering.revise_answer(public, body=" ", by=expert.user, version=public.version)

    def test_only_its_writer_revises(self, public):
        with pytest.raises(PermissionDenied):
            answering.revise_answer(
                public, body="Mine.", by=make_expert().user, version=public.version
            )

    def test_nobody_is_mailed_again(self, public, expert, committed):
        with committed():
            answering.revise_answer(public, body="Second.", by=expert.user, version=public.version)
        assert mail.outbox == []


class TestWithdrawing:
    def test_the_last_answer_takes_the_letter_off_the_public_pages(
        self, client, question, public, expert
    ):
        comment = make_comment(question)
        withdrawn = answering.withdraw_answer(public, by=expert.user)
        question.refresh_from_db()
        assert (withdrawn.state, question.state) == ("draft", "assigned")
        assert withdrawn.withdrawn_at is not None
        assert client.get(question.get_absolute_url()).status_code == 404
        assert client.get(f"/comments/{comment.pk}/").status_code == 404

    def test_another_answer_keeps_it_there(self, question, public, expert):
        make_answer(question)
        answering.withdraw_answer(public, by=expert.user)
        question.refresh_from_db()
        assert question.state == "answered"

    def test_it_can_be_published_again_with_the_letters_old_date(self, question, public, expert):
        first_date = Question.objects.get().answered_at
        withdrawn = answering.withdraw_answer(public, by=expert.user)
        again = answering.publish_answer(withdrawn, by=expert.user)
        question.refresh_from_db()
        assert (question.state, question.answered_at) == ("answered", first_date)
        assert again.withdrawn_at is None

    def test_an_owner_may_too_and_nobody_else(self, public, owner, moderator):
        for other in (moderator, make_expert().user):
            with pytest.raises(PermissionDenied):
                answering.withdraw_answer(public, by=other)
        assert answering.withdraw_answer(public, by=owner).state == "draft"


class TestTheDeskList:
    def test_it_holds_what_was_asked_and_not_answered_oldest_first(self, expert):
        late = make_question("assigned", experts=[expert]).assignments.get()
        early = make_question("assigned", experts=[expert]).assignments.get()
        Assignment.objects.filter(pk=early.pk).update(assigned_at=ago(days=20))
        joined = make_question("answered")
        also = Assignment.objects.create(question=joined, expert=expert, due_at=ago(days=1))
        make_question("answered", experts=[expert])
        make_question("declined")
        make_question("assigned")
        handed = make_question("assigned", experts=[expert]).assignments.get()
        Assignment.objects.filter(pk=handed.pk).update(handed_back_at=ago(days=1))
        assert list(Assignment.objects.open_for(expert)) == [early, late, also]

    def test_an_assignment_is_overdue_after_its_day(self):
        assignment = make_question("assigned").assignments.get()
        assert not assignment.is_overdue
        assignment.due_at = ago(hours=1)
        assert assignment.is_overdue
