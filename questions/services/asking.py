"""A letter's way: sent by its asker, accepted and given to experts, declined or withdrawn."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import ExpertProfile, User
from questions import policy
from questions.limits import Limit, check_rows
from questions.models import Assignment, Decision, Question, Topic
from questions.services import learning, notifying, screening
from questions.services.sending import Sender, send_key
from questions.services.states import change_state, lock
from questions.services.texts import TEXT_FIELDS, set_body
from questions.signatures import make_signature
from questions.spam import Outcome

State = Question.State
WITHDRAWN = "Withdrawn by its asker."
TOO_LONG = f"With this your letter would be longer than {policy.BODY_LENGTH:,} characters."
# Not decided for good. A letter that the filter set aside looks received to its asker, and a
# moderator may take it up.
OPEN = (State.SUBMITTED, State.ASSIGNED, State.SPAM)


@dataclass(frozen=True, slots=True)
class Letter:
    """What an asker typed."""

    title: str
    body: str
    name: str
    email: str
    location: str = ""
    topic: Topic | None = None
    signature_style: str = Question.SignatureStyle.INITIALS


@transaction.atomic
def submit_question(
    *, letter: Letter, asker: User | None, sender: Sender, limits: Sequence[Limit] = ()
) -> Question:
    """Store a letter and mail its asker the secret page; the same letter twice gives the first.

    The filter neither publishes nor loses a letter: a promotional one goes to the state `spam`,
    where moderators see it for 30 days. Raises TooMany where the sender has reached a limit.
    """
    key = send_key("letter", letter.email.lower(), letter.title, letter.body)
    recent = timezone.now() - policy.SAME_TEXT_REFUSED_FOR
    first = Question.objects.select_for_update().filter(send_key=key).first()
    if first is not None and first.submitted_at > recent:
        return first
    sent = Q(asker=asker) if asker else Q(asker=None, sender_key=sender.key)
    check_rows(Question.objects.filter(sent), "submitted_at", limits)
    if first is not None:
        # The same words after a day are a new letter; the key guards the newest one.
        first.send_key = None
        first.save(update_fields=["send_key"])
    question = _new_question(letter, asker, sender)
    question.send_key = key
    question.full_clean()
    question.save()
    screening.screen_question(question, sender)
    notifying.confirm_question(question)
    return question


def _new_question(letter: Letter, asker: User | None, sender: Sender) -> Question:
    question = Question(
        asker=asker,
        asker_name=letter.name,
        asker_email=letter.email.lower(),
        location=letter.location,
        topic=letter.topic,
        signature_style=letter.signature_style,
        signature=make_signature(letter.name, letter.location, letter.signature_style),
        token=secrets.token_urlsafe(24),
        token_expires_at=timezone.now() + policy.ASKER_PAGE_LIVES,
        sender_key=sender.key,
    )
    question.set_title(letter.title)
    set_body(question, letter.body)
    return question


@transaction.atomic
def edit_question(
    question: Question, *, title: str, body: str, topic: Topic | None, signature: str, by: User
) -> Question:
    """Tidy a letter before its answer: title, topic, details that would give the asker away."""
    fresh = lock(question)
    if fresh.state not in OPEN:
        raise ValidationError("Only a letter that waits for its answer can be tidied.")
    fresh.set_title(title)
    fresh.topic, fresh.signature = topic, signature
    set_body(fresh, body)
    fresh.full_clean()
    fresh.save(update_fields=["title", "slug", "topic", "signature", *TEXT_FIELDS])
    return fresh


@transaction.atomic
def assign_question(
    question: Question,
    *,
    experts: Sequence[ExpertProfile],
    by: User,
    due_at: datetime | None = None,
    note: str = "",
) -> Question:
    """Accept a letter and ask experts, or ask further ones; each hears of it by mail."""
    if not experts:
        raise ValidationError("Choose at least one expert.")
    if question.topic_id is None:
        raise ValidationError("Choose a topic before you give the letter to an expert.")
    fresh = lock(question)
    if fresh.state in {State.SUBMITTED, State.SPAM}:
        fresh, _ = change_state(
            fresh,
            expected=[State.SUBMITTED, State.SPAM],
            to=State.ASSIGNED,
            by=by,
            accepted_at=timezone.now(),
        )
        learning.settle(fresh)
        notifying.tell_asker_accepted(fresh, experts)
    elif fresh.state not in {State.ASSIGNED, State.ANSWERED}:
        raise ValidationError("Only a letter that was not declined can be given to an expert.")
    for expert in experts:
        _ask_expert(fresh, expert, by, due_at, note)
    return fresh


def _ask_expert(
    question: Question, expert: ExpertProfile, by: User, due_at: datetime | None, note: str
) -> None:
    assignment, is_new = Assignment.objects.update_or_create(
        question=question,
        expert=expert,
        defaults={"note": note, "handed_back_at": None, "handed_back_reason": ""},
        create_defaults={
            "note": note,
            "assigned_by": by,
            "due_at": due_at or timezone.now() + policy.ANSWER_DUE_AFTER,
        },
    )
    if is_new:
        notifying.tell_expert_assigned(assignment)


@transaction.atomic
def hand_back(assignment: Assignment, *, reason: str) -> None:
    """An expert does not take a letter; the moderators see why, and may ask another."""
    if not reason.strip():
        raise ValidationError("Say in a few words why, so that the moderators can ask somebody.")
    assignment.handed_back_at = timezone.now()
    assignment.handed_back_reason = reason.strip()
    assignment.save(update_fields=["handed_back_at", "handed_back_reason"])
    notifying.tell_moderators_handed_back(assignment)


@transaction.atomic
def decline_question(question: Question, *, reason: str, by: User) -> Decision:
    """Refuse a letter; its asker gets the reason."""
    if not reason.strip():
        raise ValidationError("Write the reason: the asker gets it.")
    fresh, decision = change_state(
        question,
        expected=OPEN,
        to=State.DECLINED,
        by=by,
        reason=reason.strip()[:500],
        declined_at=timezone.now(),
        decline_reason=reason.strip(),
    )
    learning.settle(fresh)
    notifying.tell_asker_declined(fresh)
    return decision


@transaction.atomic
def mark_question_spam(question: Question, *, by: User) -> Decision:
    """Set promotion aside without a word to its sender."""
    fresh, decision = change_state(
        question, expected=[State.SUBMITTED, State.ASSIGNED], to=State.SPAM, by=by
    )
    learning.settle(fresh)
    return decision


@transaction.atomic
def withdraw_question(question: Question) -> Question:
    """The asker takes the letter back, as long as it is not public."""
    fresh, _ = change_state(
        question,
        expected=OPEN,
        to=State.DECLINED,
        by=question.asker,
        reason=WITHDRAWN,
        declined_at=timezone.now(),
        decline_reason=WITHDRAWN,
        withdrawn_at=timezone.now(),
    )
    return fresh


@transaction.atomic
def add_detail(question: Question, *, detail: str) -> Question:
    """The asker adds to the letter while it waits; the experts who have it hear of that."""
    fresh = lock(question)
    if fresh.state not in OPEN:
        raise ValidationError("This letter no longer waits for an answer.")
    body = f"{fresh.body}\n\n{detail.strip()}"
    if len(body) > policy.BODY_LENGTH:
        raise ValidationError(TOO_LONG)
    set_body(fresh, body)
    fresh.full_clean()
    fresh.save(update_fields=TEXT_FIELDS)
    verdict = screening.screen_question(fresh, Sender())
    if verdict.outcome != Outcome.SPAM:
        notifying.tell_experts_detail_added(fresh)
    return fresh


@transaction.atomic
def undo_question_decision(decision: Decision, *, by: User) -> Question:
    """Put a question back where a decision found it."""
    if decision.question is None:
        raise ValidationError("This letter is gone.")
    if decision.is_undone:
        raise ValidationError("This was undone already.")
    if State.ANSWERED in {decision.from_state, decision.to_state}:
        raise ValidationError("An answer made this letter public. Its expert can withdraw it.")
    if decision.question.withdrawn_at is not None:
        raise ValidationError("Its asker took this letter back.")
    fresh, _ = change_state(
        decision.question,
        expected=[decision.to_state],
        to=decision.from_state,
        by=by,
        undoes=decision,
        declined_at=None,
        decline_reason="",
        withdrawn_at=None,
    )
    learning.settle(fresh)
    return fresh
