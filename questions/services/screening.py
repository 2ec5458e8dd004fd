"""The one door to the spam filter: gathers the facts, asks, writes the verdict down, acts on it.

A filter that fails holds the text: it neither publishes nor loses it.
"""

import logging
from dataclasses import asdict, replace

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.roles import is_moderator
from questions.models import Comment, Question, Screening
from questions.rendering import plain_text
from questions.services import notifying, recalling, remembering
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


def screen_comment(comment: Comment, sender: Sender) -> Verdict:
    """Judge a stored comment, write the verdict beside it and set the state that follows.

    Only for text that is new or changed; a moderator's decision is not touched by this.
    """
    verdict = judge_comment(comment, sender)
    comment.state = STATE_AFTER[verdict.outcome]
    if comment.state == Comment.State.APPROVED:
        comment.approved_at = comment.approved_at or timezone.now()
    comment.save(update_fields=["state", "approved_at"])
    if comment.is_approved:
        went_public(comment)
    return verdict


def judge_comment(comment: Comment, sender: Sender) -> Verdict:
    """Judge a stored comment by its words and by what the site remembers, and write that down."""
    post = words_of(comment)
    try:
        with transaction.atomic():
            known = recalling.recall(comment, post)
            remembering.note_hosts(comment, post, known.memory)
            post = with_facts(post, comment, known, sender)
    except Exception:
        # Without its memory the filter does not know what it usually knows: nothing is published.
        log.exception("The filter's memory failed; the text is held.")
        record(FAILED, comment=comment, revision=comment.revision)
        return FAILED
    verdict = judge(post, thresholds=known.thresholds, counts=known.counts)
    record(verdict, comment=comment, revision=comment.revision, thresholds=known.thresholds)
    return verdict


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
    thresholds = remembering.thresholds_of(remembering.the_memory())
    verdict = judge(letter_of(question, sender), thresholds=thresholds)
    record(verdict, question=question, thresholds=thresholds)
    if verdict.outcome == Outcome.SPAM and question.state == Question.State.SUBMITTED:
        question.state = Question.State.SPAM
        question.save(update_fields=["state"])
    return verdict


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


def words_of(comment: Comment) -> Post:
    """What a comment says, under which name, and what it answers: all that the row itself tells."""
    question, parent = comment.question, comment.parent
    return Post(
        text=comment.body,
        author_name=comment.author_name,
        author_email=comment.author_email,
        author_url=comment.website,
        is_reply=parent is not None,
        article_title=question.title,
        article_text=plain_text(question.body_html),
        parent_text=plain_text(parent.body_html) if parent is not None else "",
    )


def with_facts(post: Post, comment: Comment, known: Recollection, sender: Sender) -> Post:
    """The words with what the site knows of them, of their writer and of the sending."""
    user = comment.author
    return replace(
        post,
        article_text=f"{post.article_text}\n\n{known.answers}".strip(),
        approved_before=known.approved,
        spam_before=known.spam,
        proven_address=user is not None,
        is_member_of_staff=comment.expert_id is not None or is_moderator(user),
        is_asker=comment.by_asker,
        seconds_to_write=sender.seconds_to_write,
        honeypot_filled=sender.honeypot_filled,
        same_text_elsewhere=known.copies,
        hosts_elsewhere=known.hosts_elsewhere,
        spam_hosts=known.spam_hosts,
        trusted_hosts=known.trusted_hosts,
    )


def letter_of(question: Question, sender: Sender) -> Post:
    """A letter as the filter reads it: title, text and the town, which stands in the signature."""
    parts = (question.title, question.body, question.location)
    return Post(
        text="\n\n".join(part for part in parts if part),
        author_name=question.asker_name,
        author_email=question.asker_email,
        proven_address=question.asker_id is not None,
        seconds_to_write=sender.seconds_to_write,
        honeypot_filled=sender.honeypot_filled,
    )
