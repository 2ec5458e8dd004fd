"""The one door to the spam filter: gathers the facts, asks, writes the verdict down, acts on it.

A filter that fails holds the text: it neither publishes nor loses it.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from questions.models import Comment, FilterMemory, Question, Screening
from questions.services import notifying, opinions, recalling, remembering
from questions.services.facts import letter_of, with_facts, with_letters_facts, words_of
from questions.services.recalling import Recollection
from questions.services.sending import Sender
from questions.spam import (
    FILTER_VERSION,
    SHIPPED,
    Evidence,
    Outcome,
    Post,
    SiteCounts,
    Thresholds,
    Verdict,
    screen,
)

log = logging.getLogger("forum.screening")

STATE_AFTER = {
    Outcome.APPROVE: Comment.State.APPROVED,
    Outcome.HOLD: Comment.State.PENDING,
    Outcome.SPAM: Comment.State.SPAM,
}
FAILED = Verdict(
    score=0.5,
    outcome=Outcome.HOLD,
    reasons=(Evidence("filter_failed", 0.0, "the filter could not judge this text"),),
    total=0.0,
    version=FILTER_VERSION,
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict, and what it was given from; nothing is known where the filter failed."""

    verdict: Verdict
    post: Post | None = None
    memory: FilterMemory | None = None
    thresholds: Thresholds | None = None


def screen_comment(comment: Comment, sender: Sender) -> Verdict:
    """Judge a stored comment, write the verdict beside it and set the state that follows.

    Only for text that is new or changed; a moderator's decision is not touched by this.
    """
    found = assess(comment, sender)
    if found.post is not None and found.memory is not None:
        remembering.note_hosts(comment, found.post, found.memory)
    keep(comment, found)
    take_over(comment, found.verdict)
    opinions.ask_soon(comment, found.verdict)
    return found.verdict


def assess(comment: Comment, sender: Sender) -> Assessment:
    """Judge a stored comment by its words and by what the site remembers; writes nothing."""

    def gather() -> tuple[Post, Recollection]:
        words = words_of(comment)
        known = recalling.recall(comment, words)
        return with_facts(words, comment, known, sender), known

    return _assess(gather)


def assess_letter(question: Question, sender: Sender) -> Assessment:
    """Judge a stored letter likewise."""

    def gather() -> tuple[Post, Recollection]:
        words = letter_of(question)
        known = recalling.recall_letter(question, words)
        return with_letters_facts(words, known, sender), known

    return _assess(gather)


def _assess(gather: Callable[[], tuple[Post, Recollection]]) -> Assessment:
    try:
        with transaction.atomic():
            post, known = gather()
    except Exception:
        # Without its memory the filter does not know what it usually knows: nothing is published.
        log.exception("The filter's memory failed; the text is held.")
        return Assessment(FAILED)
    verdict = judge(post, thresholds=known.thresholds, counts=known.counts)
    return Assessment(verdict, post, known.memory, known.thresholds)


def keep(comment: Comment, found: Assessment) -> Screening:
    """Write a verdict down beside its comment."""
    return record(
        found.verdict, comment=comment, revision=comment.revision, thresholds=found.thresholds
    )


def take_over(comment: Comment, verdict: Verdict) -> None:
    """Give a comment the state that a verdict asks for, with all that follows from it."""
    comment.state = STATE_AFTER[verdict.outcome]
    if comment.state == Comment.State.APPROVED:
        comment.approved_at = comment.approved_at or timezone.now()
    comment.save(update_fields=["state", "approved_at"])
    if comment.is_approved:
        went_public(comment)
    else:
        notifying.forget(comment)


def went_public(comment: Comment) -> None:
    """What follows when a comment becomes visible, by the filter's or a moderator's word."""
    Question.objects.filter(pk=comment.question_id).filter(
        Q(last_comment_at=None) | Q(last_comment_at__lt=comment.created_at)
    ).update(last_comment_at=comment.created_at)
    notifying.tell_followers(comment)


def screen_question(question: Question, sender: Sender) -> Verdict:
    """Judge a letter: plain promotion goes to `spam`; everything else waits for a moderator, who
    sees the verdict.
    """
    found = assess_letter(question, sender)
    keep_letter(question, found)
    if found.verdict.outcome == Outcome.SPAM and question.state == Question.State.SUBMITTED:
        question.state = Question.State.SPAM
        question.save(update_fields=["state"])
    return found.verdict


def keep_letter(question: Question, found: Assessment) -> Screening:
    return record(found.verdict, question=question, thresholds=found.thresholds)


def judge(
    post: Post, *, thresholds: Thresholds = SHIPPED, counts: SiteCounts | None = None
) -> Verdict:
    try:
        return screen(post, thresholds=thresholds, site_counts=counts)
    except Exception:
        log.exception("The spam filter failed; the text is held.")
        return FAILED


def record(
    verdict: Verdict,
    *,
    comment: Comment | None = None,
    question: Question | None = None,
    revision: int = 1,
    thresholds: Thresholds | None = None,
) -> Screening:
    made: Screening = Screening.objects.create(
        comment=comment,
        question=question,
        revision=revision,
        score=verdict.score,
        total=verdict.total,
        outcome=verdict.outcome.value,
        reasons=[asdict(reason) for reason in verdict.reasons],
        filter_version=verdict.version,
        hold_from=thresholds.hold if thresholds else None,
        spam_from=thresholds.spam if thresholds else None,
    )
    return made
