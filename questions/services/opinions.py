"""An outside opinion on doubtful texts, from Akismet, where the site's owner has a key for it.

Off by default. Only held texts are shown to it, after they are stored and in the background. Its
answer is one more reason beside the verdict, without weight: it decides nothing. It gets the text,
the name and the website as readers would see them; addresses are "never passed on", as the form
says, and the network address is not kept. Where moderators decide otherwise, or undo that, it is
told.
"""

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from questions.mail.notice import absolute
from questions.models import Comment, Decision, Screening
from questions.services.states import lock
from questions.spam import Outcome, Verdict

log = logging.getLogger("forum.opinions")

NAME = "akismet"
REASONS = {True: "Akismet takes it for spam", False: "Akismet finds nothing against it"}
MEANS_SPAM: dict[str, bool] = {Comment.State.APPROVED: False, Comment.State.SPAM: True}
# It wants a network address and gets the same one for everybody.
NOBODYS_ADDRESS = "127.0.0.1"


def ask_soon(comment: Comment, verdict: Verdict) -> None:
    """After the commit, ask about a text that the filter holds."""
    if settings.AKISMET_KEY and verdict.outcome == Outcome.HOLD:
        _after_commit(partial(ask, comment.pk, comment.revision))


def correct_soon(decision: Decision) -> None:
    """After the commit, tell Akismet of a decision, or its undoing, that contradicts it."""
    if settings.AKISMET_KEY and decision.comment_id:
        _after_commit(partial(correct, decision.comment_id, decision.from_state, decision.to_state))


def ask(pk: int, revision: int) -> Screening | None:
    """Ask about one stored text and write the answer beside its verdict; None if it is too late."""
    comment = Comment.objects.select_related("question").get(pk=pk)
    with _client() as client:
        is_spam = bool(client.comment_check(NOBODYS_ADDRESS, **_shown(comment)))
    with transaction.atomic():
        fresh = lock(comment)
        newest = fresh.screenings.first()
        if newest is None or not fresh.is_held or fresh.revision != revision:
            return None
        return _beside(newest, is_spam)


def _beside(newest: Screening, is_spam: bool) -> Screening:
    """The same verdict with one reason more: the log of verdicts is only added to."""
    reason = {"name": NAME, "weight": 0.0, "reason": REASONS[is_spam]}
    newest.pk, newest.created_at = None, timezone.now()
    newest.reasons = [*newest.reasons, reason]
    newest.save(force_insert=True)
    return newest


def correct(pk: int, before: str, after: str) -> bool:
    """Tell Akismet what a change of state says against what it holds to be true by now.

    What waits for a decision again is what Akismet itself took it for; a removal says nothing.
    Returns whether there was anything to tell.
    """
    comment = Comment.objects.select_related("question").get(pk=pk)
    said = _what_it_said(comment)
    if said is None or after == Comment.State.REMOVED:
        return False
    is_spam = MEANS_SPAM.get(after, said)
    if is_spam == MEANS_SPAM.get(before, said):
        return False
    with _client() as client:
        tell = client.submit_spam if is_spam else client.submit_ham
        tell(NOBODYS_ADDRESS, **_shown(comment))
    return True


def _what_it_said(comment: Comment) -> bool | None:
    for screening in comment.screenings.filter(revision=comment.revision):
        for reason in screening.reasons:
            if reason.get("name") == NAME:
                return bool(reason["reason"] == REASONS[True])
    return None


def _shown(comment: Comment) -> dict[str, Any]:
    return {
        "comment_type": "reply" if comment.parent_id else "comment",
        "comment_content": comment.body,
        "comment_author": comment.author_name,
        "comment_author_url": comment.website,
        "comment_date_gmt": comment.written_at.isoformat(),
        "permalink": absolute(comment.question.get_absolute_url()),
    }


def _client() -> Any:
    """Akismet's maintained client, installed only where it is wanted; a context manager."""
    from akismet import Config, SyncClient

    return SyncClient(config=Config(key=settings.AKISMET_KEY, url=settings.SITE_URL))


def _after_commit(work: Callable[[], object]) -> None:
    transaction.on_commit(partial(_in_background, work))


def _in_background(work: Callable[[], object]) -> None:
    threading.Thread(target=_quietly, args=[work], name="opinion", daemon=True).start()


def _quietly(work: Callable[[], object]) -> None:
    """Nobody waits for an opinion, so that none can fail a request. Errors may quote the key."""
    try:
        work()
    except Exception as error:
        log.warning("No outside opinion: %s.", type(error).__name__)
    finally:
        connection.close()
