"""An answer's way: draft, published, revised with the old text kept, withdrawn."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import ExpertProfile, User
from questions import policy
from questions.models import Answer, AnswerRevision, Question
from questions.rendering import is_blank, normalise
from questions.services import notifying
from questions.services.states import change_state, lock
from questions.services.texts import TEXT_FIELDS, set_body

State = Answer.State


@transaction.atomic
def save_draft(
    *, question: Question, expert: ExpertProfile, body: str, version: int | None = None
) -> Answer:
    """Store an expert's draft. `version` is the one that the writer started from, None for a new
    answer; raises ValidationError when a newer one was stored meanwhile.
    """
    # The letter's lock comes before the answer's, everywhere: two windows wait for each other.
    question = lock(question)
    if not policy.can_answer(expert.user, question):
        raise PermissionDenied
    if is_blank(body):
        raise ValidationError({"body": "There is nothing to save yet. Write a few words first."})
    answer = Answer.objects.select_for_update().filter(question=question, expert=expert).first()
    if answer is None:
        answer = Answer(question=question, expert=expert)
    elif answer.is_published:
        raise ValidationError("This answer is public. Revise it, or withdraw it first.")
    elif answer.body == normalise(body):
        return answer
    else:
        check_version(answer, version)
        answer.version += 1
    return _store_text(answer, body)


def check_version(answer: Answer, version: int | None) -> None:
    """Refuse to overwrite a text that the writer has not seen."""
    if version != answer.version:
        raise ValidationError(
            "A newer version of this answer was saved in another window. Your text is still "
            "here; open the newer one and bring the two together.",
            code="stale",
        )


def _store_text(answer: Answer, body: str) -> Answer:
    set_body(answer, body, expert=True)
    answer.updated_at = timezone.now()
    answer.full_clean()
    changed = None if answer._state.adding else [*TEXT_FIELDS, "updated_at", "version"]
    answer.save(update_fields=changed)
    return answer


@transaction.atomic
def publish_text(*, question: Question, by: User, body: str, version: int | None) -> Answer:
    """Make this text the public answer of an expert: the first one, or a revision of it.

    Raises ValidationError, and stores nothing, when the text or its version is refused.
    """
    question = lock(question)
    answer = Answer.objects.filter(question=question, expert=by.expert).first()
    if answer is not None and answer.is_published:
        return revise_answer(answer, body=body, by=by, version=version)
    if is_blank(body):
        raise ValidationError({"body": "Write the answer before you publish it."})
    draft = save_draft(question=question, expert=by.expert, body=body, version=version)
    return publish_answer(draft, by=by)


@transaction.atomic
def publish_answer(answer: Answer, *, by: User) -> Answer:
    """Make a draft public. The first one of a question makes the question public, and its asker
    hears of each.
    """
    if not policy.can_edit_answer(by, answer):
        raise PermissionDenied
    if is_blank(answer.body):
        raise ValidationError("Write the answer before you publish it.")
    now = timezone.now()
    question = lock(answer.question)
    if question.state not in {Question.State.ASSIGNED, Question.State.ANSWERED}:
        raise ValidationError("This letter is no longer waiting for an answer.")
    fresh, _ = change_state(
        answer,
        expected=[State.DRAFT],
        to=State.PUBLISHED,
        by=by,
        published_at=now,
        revised_at=None,
        withdrawn_at=None,
        version=answer.version + 1,
    )
    if question.state == Question.State.ASSIGNED:
        question, _ = change_state(
            question,
            expected=[Question.State.ASSIGNED],
            to=Question.State.ANSWERED,
            by=by,
            answered_at=question.answered_at or now,
        )
    fresh.question = question
    notifying.tell_asker_answered(fresh)
    return fresh


@transaction.atomic
def revise_answer(answer: Answer, *, body: str, by: User, version: int | None) -> Answer:
    """Change a public answer; the text that readers saw is kept."""
    if not policy.can_edit_answer(by, answer):
        raise PermissionDenied
    fresh = lock(answer)
    if not fresh.is_published:
        raise ValidationError("Only a public answer can be revised.")
    if normalise(body) == fresh.body:
        # Pressed twice, or nothing was changed.
        return fresh
    check_version(fresh, version)
    if is_blank(body):
        raise ValidationError("An answer cannot be empty. Withdraw it to take it off the page.")
    _keep_public_text(fresh, by)
    fresh.version += 1
    fresh.revised_at = timezone.now()
    fresh.save(update_fields=["revised_at"])
    return _store_text(fresh, body)


def _keep_public_text(answer: Answer, by: User) -> None:
    """What readers saw until now stays, whatever is written over it."""
    AnswerRevision.objects.create(
        answer=answer,
        body=answer.body,
        published_at=answer.public_since(),
        replaced_by=by,
    )


@transaction.atomic
def withdraw_answer(answer: Answer, *, by: User) -> Answer:
    """Take an answer off the page; it is a draft again. Without any other answer the question
    goes back to its experts, and with it from the public pages.
    """
    if not (policy.can_edit_answer(by, answer) or policy.can_administer(by)):
        raise PermissionDenied
    question = lock(answer.question)
    fresh, _ = change_state(
        answer,
        expected=[State.PUBLISHED],
        to=State.DRAFT,
        by=by,
        withdrawn_at=timezone.now(),
        version=answer.version + 1,
    )
    _keep_public_text(fresh, by)
    if not question.answers.published().exists():
        change_state(
            question,
            expected=[Question.State.ANSWERED],
            to=Question.State.ASSIGNED,
            by=by,
        )
    return fresh
