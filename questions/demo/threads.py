"""The thread under a letter of the demonstration, posted in the order in which it was written."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import F, Max

from accounts.models import User
from questions.demo.letters import BY_HAND, Calendar, Row, flat
from questions.demo.people import Cast
from questions.models import Comment, Question, Report
from questions.services import commenting, moderating
from questions.signatures import make_signature
from questions.spam import Evidence, Outcome

State = Comment.State
Posted = dict[int, Comment]
UNKIND = "Unkind to the asker."
HELD_BY_HAND = Evidence("second_look", 0.0, "a moderator wants to look at it again")


def load_thread(question: Question, row: Row, cast: Cast, calendar: Calendar) -> None:
    """Post every comment, decide what the file decides, and set the dates back."""
    moderator = cast.moderators[int(row["id"]) % len(cast.moderators)]
    posted: Posted = {}
    replies = sorted(flat(row["comments"]), key=lambda pair: -float(pair[0]["days_ago"]))
    for comment, parent in replies:
        posted[id(comment)] = _post(
            question, comment, posted[id(parent)] if parent else None, row, cast
        )
        _publish(posted[id(comment)], comment, moderator)
    for comment, _ in replies:
        _report(posted[id(comment)], comment, cast, calendar)
        _settle(posted[id(comment)], comment, moderator)
        _set_back(posted[id(comment)], comment, calendar)
    last = question.comments.approved().aggregate(last=Max("created_at"))["last"]
    Question.objects.filter(pk=question.pk).update(last_comment_at=last)


def _post(question: Question, row: Row, parent: Comment | None, letter: Row, cast: Cast) -> Comment:
    writer = _writer(row["by"], letter["asker"], cast)
    return commenting.post_comment(
        question=question, writer=writer, body=row["body"], parent=parent, sender=BY_HAND
    ).comment


def _writer(by: Any, asker: Mapping[str, Any], cast: Cast) -> commenting.Writer:
    """A reader's key, or one of `expert`, `guest` and `asker` with what belongs to it."""
    if isinstance(by, str):
        if by in cast.members:
            return commenting.Writer(user=cast.members[by])
        return _guest(cast.readers[by])
    if "expert" in by:
        return commenting.Writer(user=cast.experts[by["expert"]].user)
    if "guest" in by:
        return _guest(by["guest"])
    if asker["member"]:
        return commenting.Writer(user=cast.members[asker["member"]], is_asker=True)
    shown = make_signature(asker["name"], "", asker["signature_style"])
    return commenting.Writer(name=shown, email=asker["email"], is_asker=True)


def _guest(row: Mapping[str, str]) -> commenting.Writer:
    return commenting.Writer(name=row["name"], email=row["email"], website=row["website"])


def _publish(comment: Comment, row: Row, moderator: User) -> None:
    """What the filter holds and the file means to be public, a moderator has approved.

    Whatever was replied to was public once, also what the file leaves to the filter.
    """
    left_to_wait = row.get("judge") or row.get("state") == State.PENDING
    if not comment.is_approved and (row["replies"] or not left_to_wait):
        moderating.decide(comment, action="approve", by=moderator)
        comment.refresh_from_db(fields=["state", "approved_at"])


def _report(comment: Comment, row: Row, cast: Cast, calendar: Calendar) -> None:
    """Readers with accounts who said that a reply should not stand."""
    for given in row.get("reports", ()):
        reporter, key = cast.members[given["by"]], f"demonstration-{given['by']}"
        made = moderating.report(comment, reason=given["reason"], sender_key=key, reporter=reporter)
        Report.objects.filter(pk=made.pk).update(created_at=calendar.at(given["days_ago"]))


def _settle(comment: Comment, row: Row, moderator: User) -> None:
    """Removed by a moderator, once its replies stand; or waiting, where the filter saw nothing."""
    comment.refresh_from_db()
    wanted = row.get("state", "")
    if wanted == State.REMOVED:
        moderating.decide(comment, action="remove", by=moderator, reason=UNKIND)
    elif wanted == State.SPAM and comment.state != State.SPAM:
        moderating.decide(comment, action="spam", by=moderator)
    elif wanted == State.PENDING and comment.is_approved:
        _hold(comment)


def _hold(comment: Comment) -> None:
    """Back to the queue, with the filter's own verdict and why it waits all the same."""
    verdict = comment.screenings.get()
    verdict.pk, verdict.outcome = None, Outcome.HOLD.value
    verdict.reasons = [asdict(HELD_BY_HAND), *verdict.reasons]
    verdict.save()
    Comment.objects.filter(pk=comment.pk).update(state=State.PENDING, approved_at=None)


def _set_back(comment: Comment, row: Row, calendar: Calendar) -> None:
    """Written on its day; what a moderator decided followed soon, or once readers had spoken."""
    written = calendar.at(row["days_ago"])
    answered = [*row["replies"], *row.get("reports", ())] if row.get("state") else []
    decided = calendar.at(min(other["days_ago"] for other in [row, *answered]) * 0.999)
    mine = Comment.objects.filter(pk=comment.pk)
    mine.update(created_at=written)
    mine.filter(approved_at__isnull=False).update(approved_at=F("created_at"))
    mine.filter(decided_at__isnull=False).update(decided_at=decided)
    comment.screenings.update(created_at=written)
    comment.decisions.update(created_at=decided)
    comment.reports.filter(handled_at__isnull=False).update(handled_at=decided)
