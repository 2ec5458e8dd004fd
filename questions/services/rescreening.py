"""All stored texts once more through the filter: after a new one, or after it had failed.

What moderators decided stays as they decided it, here or on the site that a text came from.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from questions.models import Comment, Question, Screening
from questions.services import learning, screening
from questions.services.remembering import thresholds_of
from questions.services.screening import Assessment
from questions.services.sending import Sender
from questions.services.states import lock
from questions.spam import Outcome, Thresholds

BATCH = 200
SENT_AT_ONCE = 1.0
# Reasons of an import that hold a text whatever the filter says of it.
KEPT_BACK = frozenset({"old_site_spam", "old_site_held", "experts_name"})


@dataclass(slots=True)
class Rescreened:
    """How many texts were judged, what changes from which state to which, and what does not."""

    judged: int = 0
    changes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    # Decided by moderators otherwise than the filter would: theirs stands.
    overruled: int = 0
    # Measured at the end, from the new verdicts: they decide from the next text on.
    thresholds: Thresholds | None = None
    approved: int = 0

    def note(self, kind: str, before: str, after: str, *, is_decided: bool) -> None:
        self.judged += 1
        if before == after:
            return
        if is_decided:
            self.overruled += 1
        else:
            self.changes[(kind, before, after)] += 1


def rescreen(*, apply: bool, only_failed: bool = False) -> Rescreened:
    """Judge comments and letters again; with `apply`, act on it and write the verdicts down."""
    done = Rescreened()
    for comment in _in_batches(_comments(only_failed)):
        with transaction.atomic():
            _again(lock(comment) if apply else comment, done, apply=apply)
    for question in _in_batches(_letters(only_failed)):
        with transaction.atomic():
            _letter_again(lock(question) if apply else question, done, apply=apply)
    if apply:
        memory = learning.recalibrate()
        done.thresholds, done.approved = thresholds_of(memory), memory.calibrated_on
    return done


def _comments(only_failed: bool) -> QuerySet[Any]:
    shown = [Comment.State.PENDING, Comment.State.APPROVED, Comment.State.SPAM]
    rows: QuerySet[Any] = Comment.objects.filter(state__in=shown)
    if only_failed:
        failed = Screening.objects.filter(reasons__0__name=screening.FAILED.reasons[0].name)
        rows = rows.filter(state=Comment.State.PENDING, pk__in=failed.values("comment"))
    return rows.select_related("question", "parent", "author", "expert")


def _letters(only_failed: bool) -> QuerySet[Any]:
    rows: QuerySet[Any] = Question.objects.filter(
        state__in=[Question.State.SUBMITTED, Question.State.SPAM], decisions=None
    )
    return rows.none() if only_failed else rows


def _in_batches(rows: QuerySet[Any]) -> Iterator[Any]:
    """Row by row in the order of their ids, so that rows may change while others are read."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _again(comment: Comment, done: Rescreened, *, apply: bool) -> None:
    before = comment.state
    if before == Comment.State.REMOVED:
        return
    newest = comment.screenings.first()
    is_kept_back = bool(KEPT_BACK & _names_in(newest))
    is_decided = comment.decided_at is not None or is_kept_back
    found = screening.assess(comment, _sender_of(newest))
    after = screening.STATE_AFTER[found.verdict.outcome]
    done.note("comment", before, after, is_decided=is_decided)
    if not apply or is_kept_back:
        return
    if _is_news(found, newest):
        screening.keep(comment, found)
    if after != before and not is_decided:
        screening.take_over(comment, found.verdict)


def _names_in(newest: Screening | None) -> set[str]:
    return {str(reason.get("name")) for reason in newest.reasons} if newest is not None else set()


def _sender_of(newest: Screening | None) -> Sender:
    """How the text was sent is not stored; of what spoke against it then, the reasons tell."""
    names = _names_in(newest)
    return Sender(
        honeypot_filled="honeypot" in names,
        seconds_to_write=SENT_AT_ONCE if "too_fast" in names else None,
    )


def _is_news(found: Assessment, newest: Screening | None) -> bool:
    verdict = found.verdict
    return (
        newest is None
        or newest.filter_version != verdict.version
        or newest.outcome != verdict.outcome
        or abs(newest.score - verdict.score) > 1e-6
    )


def _letter_again(question: Question, done: Rescreened, *, apply: bool) -> None:
    before = question.state
    newest = question.screenings.first()
    found = screening.assess_letter(question, _sender_of(newest))
    is_spam = found.verdict.outcome == Outcome.SPAM
    after = Question.State.SPAM if is_spam else Question.State.SUBMITTED
    done.note("letter", before, after, is_decided=False)
    if apply and _is_news(found, newest):
        screening.keep_letter(question, found)
    if apply and after != before:
        question.state = after
        question.save(update_fields=["state"])
