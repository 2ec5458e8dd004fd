"""The one door to the spam filter: gathers the facts, asks, writes the verdict down, acts on it.

A filter that fails holds the text: it neither publishes nor loses it.
"""

import logging
from dataclasses import asdict
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from accounts.roles import is_moderator
from questions.models import Comment, Question, Screening
from questions.rendering import plain_text
from questions.services import notifying
from questions.services.sending import Sender
from questions.spam import FILTER_VERSION, Evidence, Outcome, Post, Verdict, screen

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
    verdict = judge(post_of(comment, sender))
    record(verdict, comment=comment, revision=comment.revision)
    comment.state = STATE_AFTER[verdict.outcome]
    if comment.state == Comment.State.APPROVED:
        comment.approved_at = comment.approved_at or timezone.now()
    comment.save(update_fields=["state", "approved_at"])
    if comment.is_approved:
        went_public(comment)
    return verdict


def went_public(comment: Comment) -> None:
    """What follows when a comment becomes visible, by the filter's or a moderator's word."""
    Question.objects.filter(pk=comment.question_id).filter(
        Q(last_comment_at=None) | Q(last_comment_at__lt=comment.created_at)
    ).update(last_comment_at=comment.created_at)
    notifying.tell_followers(comment)


def screen_question(question: Question, sender: Sender) -> Verdict:
    """Judge a letter: plain promotion goes to `spam`; everything else waits for a moderator, who
    sees the verdict."""
    verdict = judge(
        Post(
            text=question.body,
            author_name=question.asker_name,
            author_email=question.asker_email,
            article_title=question.title,
            seconds_to_write=sender.seconds_to_write,
            honeypot_filled=sender.honeypot_filled,
        )
    )
    record(verdict, question=question)
    if verdict.outcome == Outcome.SPAM and question.state == Question.State.SUBMITTED:
        question.state = Question.State.SPAM
        question.save(update_fields=["state"])
    return verdict


def judge(post: Post) -> Verdict:
    try:
        return screen(post)
    except Exception:
        log.exception("The spam filter failed; the text is held.")
        return FAILED


def record(
    verdict: Verdict,
    *,
    comment: Comment | None = None,
    question: Question | None = None,
    revision: int = 1,
) -> Screening:
    return Screening.objects.create(
        comment=comment,
        question=question,
        revision=revision,
        score=verdict.score,
        total=verdict.total,
        outcome=verdict.outcome.value,
        reasons=[asdict(reason) for reason in verdict.reasons],
        filter_version=verdict.version,
    )


def post_of(comment: Comment, sender: Sender) -> Post:
    """The facts about a comment that the filter weighs; two queries."""
    question, parent = comment.question, comment.parent
    history = history_of(comment)
    user = comment.author
    return Post(
        text=comment.body,
        author_name=comment.author_name,
        author_email=comment.author_email,
        author_url=comment.website,
        is_reply=parent is not None,
        article_title=question.title,
        article_text=plain_text(question.body_html),
        parent_text=plain_text(parent.body_html) if parent is not None else "",
        approved_before=history["approved"] if user is not None else 0,
        spam_before=history["spam"],
        proven_address=user is not None,
        is_member_of_staff=comment.expert_id is not None or is_moderator(user),
        is_asker=comment.by_asker,
        seconds_to_write=sender.seconds_to_write,
        honeypot_filled=sender.honeypot_filled,
        same_text_elsewhere=history["copies"],
    )


def history_of(comment: Comment) -> dict[str, int]:
    """What the site knows of the writer and of the text. A guest's address is unproven: approvals
    under it speak for nobody, spam under it speaks against whoever uses it.
    """
    if comment.author_id is not None:
        mine = Q(author=comment.author_id)
    else:
        mine = Q(author=None, guest_email=comment.guest_email) & ~Q(guest_email="")
    others = Comment.objects.exclude(pk=comment.pk)
    since = timezone.now() - timedelta(days=90)
    return dict(
        others.filter(mine | Q(fingerprint=comment.fingerprint, created_at__gt=since)).aggregate(
            approved=Count("pk", filter=mine & Q(state=Comment.State.APPROVED)),
            spam=Count("pk", filter=mine & Q(state=Comment.State.SPAM)),
            copies=Count(
                "pk",
                filter=Q(fingerprint=comment.fingerprint) & ~Q(question=comment.question_id),
            ),
        )
    )
