"""Moderators decide, and undo; readers report."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from questions import policy
from questions.models import Comment, Decision, Report
from questions.services import learning, neighbours, notifying, opinions, screening
from questions.services.states import TAKEN_BACK, StaleState, change_state, lock

State = Comment.State
DECISIONS = {
    "approve": (State.APPROVED, {State.PENDING, State.SPAM, State.REMOVED}),
    "spam": (State.SPAM, {State.PENDING, State.APPROVED, State.REMOVED}),
    "remove": (State.REMOVED, {State.PENDING, State.APPROVED, State.SPAM}),
}
NOT_OURS = "Its author took this back; it is not ours to show."
EDITED = "The author changed this text while you read it. Read it again and decide."


@transaction.atomic
def decide(
    comment: Comment, *, action: str, by: User, reason: str = "", revision: int | None = None
) -> Decision:
    """Approve a comment, mark it as spam or remove it.

    `revision` names the text that the moderator saw; StaleState is raised when the author has
    changed it since, or when somebody else has decided.
    """
    if not policy.can_moderate(by):
        raise PermissionDenied
    if action not in DECISIONS:
        raise ValidationError("Approve, spam or remove: nothing else can be decided here.")
    to, expected = DECISIONS[action]
    fresh = lock(comment)
    if revision is not None and revision != fresh.revision:
        raise StaleState(EDITED, code="stale")
    if was_taken_back(fresh):
        raise ValidationError(NOT_OURS)
    now = timezone.now()
    fields: dict[str, Any] = {"decided_at": now}
    if to == State.APPROVED:
        fields["approved_at"] = fresh.approved_at or now
    fresh, decision = change_state(fresh, expected=expected, to=to, by=by, reason=reason, **fields)
    opinions.correct_soon(decision)
    _follow_up(fresh, by)
    learning.settle(fresh)
    return decision


def was_taken_back(comment: Comment) -> bool:
    """Whether a comment is gone by its author's own wish."""
    newest = comment.decisions.order_by("-created_at", "-pk").first()
    is_removed = comment.state == State.REMOVED
    return is_removed and newest is not None and newest.reason == TAKEN_BACK


@transaction.atomic
def undo(decision: Decision, *, by: User) -> Comment:
    """Put a comment back where a decision found it; the log keeps both."""
    if not policy.can_moderate(by):
        raise PermissionDenied
    if decision.comment is None:
        raise ValidationError("This comment is gone.")
    if Decision.objects.filter(undoes=decision).exists():
        raise StaleState("This was undone already.", code="stale")
    if was_taken_back(decision.comment):
        raise ValidationError(NOT_OURS)
    fresh, undoing = change_state(
        decision.comment,
        expected=[decision.to_state],
        to=decision.from_state,
        by=by,
        undoes=decision,
        decided_at=timezone.now(),
    )
    opinions.correct_soon(undoing)
    Report.objects.filter(comment=fresh, handled_by=decision.moderator).filter(
        handled_at__gte=decision.created_at
    ).update(handled_at=None, handled_by=None)
    if fresh.is_approved:
        screening.went_public(fresh)
    else:
        notifying.forget(fresh)
    learning.settle(fresh)
    return fresh


def _follow_up(comment: Comment, by: User) -> None:
    """A decision answers the reports too, and mail about a hidden comment is not sent."""
    Report.objects.filter(comment=comment, handled_at=None).update(
        handled_at=timezone.now(), handled_by=by
    )
    if comment.is_approved:
        screening.went_public(comment)
    else:
        notifying.forget(comment)


@transaction.atomic
def dismiss_reports(comment: Comment, *, by: User) -> None:
    """The reports were looked at, and the comment stands."""
    if not policy.can_moderate(by):
        raise PermissionDenied
    comment.reports.open().update(handled_at=timezone.now(), handled_by=by)


def report(comment: Comment, *, reason: str, sender_key: str, reporter: User | None) -> Report:
    """A reader says that a comment should not stand; one report a person a comment.

    Promotion that is sent as a report is stored as handled: no moderator has to read it.
    """
    if not comment.is_approved:
        raise ValidationError("This response is not shown any more.")
    try:
        with transaction.atomic():
            made = Report(comment=comment, reason=reason, sender_key=sender_key, reporter=reporter)
            if neighbours.is_advertisement(reason, comment):
                made.handled_at = timezone.now()
            # Guests report too, and nobody has looked at it yet.
            made.clean_fields(exclude={"reporter", "handled_by"})
            made.save()
    except IntegrityError:
        return Report.objects.get(comment=comment, sender_key=sender_key)
    return made
