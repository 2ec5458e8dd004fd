"""What the site does not keep: spam after its time, and the keys of senders' addresses."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, Greatest
from django.utils import timezone

from questions import policy
from questions.models import Comment, ImportedItem, Question, Report
from questions.services import learning, remembering
from questions.services.states import change_state
from questions.services.texts import set_body

BATCH = 200
EMPTIED = "Spam, emptied after its time; it stays as a gap because somebody replied."
NOBODY = "Removed"
# A member's report is known by the account, a guest's by the address.
BY_ACCOUNT = "user-"


@dataclass(slots=True)
class Purged:
    """How many rows of each kind went, or would go."""

    comments: int = 0
    emptied: int = 0
    letters: int = 0
    sender_keys: int = 0
    hosts: int = 0

    def as_counts(self) -> dict[str, int]:
        return asdict(self)


def purge(*, dry_run: bool = False) -> Purged:
    """Delete old spam, blank old keys, forget old hosts; in one transaction each batch.

    What was learnt from the spam stays learnt: counts without words.
    """
    done = Purged()
    with transaction.atomic():
        _purge_comments(done)
        _purge_letters(done)
        done.sender_keys = _blank_sender_keys(timezone.now() - policy.SENDER_KEPT_FOR)
        done.hosts = remembering.forget_old_hosts()
        if dry_run:
            transaction.set_rollback(True)
        else:
            learning.recalibrate()
    return done


def _purge_comments(done: Purged) -> None:
    """From the leaves up: a reply to spam that is spam itself goes first."""
    replies = Comment.objects.filter(parent=OuterRef("pk"))
    while pks := list(_old_spam().exclude(Exists(replies)).values_list("pk", flat=True)[:BATCH]):
        _keep_in_ledger(pks)
        Comment.objects.filter(pk__in=pks).delete()
        done.comments += len(pks)
    for comment in _old_spam():
        _empty(comment)
        done.emptied += 1


def _old_spam() -> QuerySet[Comment]:
    """Spam that could be restored for long enough, counted from when it last became spam."""
    rows: QuerySet[Comment] = Comment.objects.filter(state=Comment.State.SPAM)
    since = Greatest(
        Coalesce("edited_at", "created_at"),
        Coalesce("decided_at", "created_at"),
        Coalesce(Max("screenings__created_at"), "created_at"),
    )
    limit = timezone.now() - policy.SPAM_KEPT_FOR
    return rows.annotate(spam_since=since).filter(spam_since__lt=limit).order_by("pk")


def _keep_in_ledger(pks: Iterable[int]) -> None:
    """An import must not bring back what was deleted here."""
    ImportedItem.objects.filter(comment__in=pks).update(comment=None)


def _empty(comment: Comment) -> None:
    """Take everything that was written out of a row that holds replies in their place."""
    change_state(
        comment,
        expected=[Comment.State.SPAM],
        to=Comment.State.REMOVED,
        by=None,
        reason=EMPTIED,
        guest_name=NOBODY if comment.author_id is None else "",
        guest_email="",
        website="",
        fingerprint="",
        sender_key="",
    )
    comment.refresh_from_db()
    set_body(comment, "")
    comment.save(update_fields=["body", "body_html", "renderer_version"])
    comment.screenings.all().delete()
    comment.reports.all().delete()


def _purge_letters(done: Purged) -> None:
    limit = timezone.now() - policy.SPAM_KEPT_FOR
    since = Greatest(
        "submitted_at",
        Coalesce(Max("decisions__created_at"), "submitted_at"),
        Coalesce(Max("screenings__created_at"), "submitted_at"),
    )
    rows = Question.objects.filter(state=Question.State.SPAM, answers=None, comments=None)
    pks = list(
        rows.annotate(spam_since=since).filter(spam_since__lt=limit).values_list("pk", flat=True)
    )
    ImportedItem.objects.filter(question__in=pks).update(question=None)
    Question.objects.filter(pk__in=pks).delete()
    done.letters = len(pks)


def _blank_sender_keys(limit: datetime) -> int:
    """Keyed hashes of network addresses serve the limits and the filter, for a month."""
    blanked = 0
    for rows in (
        Comment.objects.filter(created_at__lt=limit),
        Question.objects.filter(submitted_at__lt=limit),
    ):
        blanked += rows.exclude(sender_key="").update(sender_key="")
    # One report a person a comment: the key gives way to one that is as unique and says nothing.
    guests = Report.objects.filter(created_at__lt=limit).exclude(
        Q(sender_key__startswith=BY_ACCOUNT) | Q(sender_key=_no_key())
    )
    return int(blanked + guests.update(sender_key=_no_key()))


def _no_key() -> Concat:
    return Concat(Value("gone-"), Cast(F("pk"), CharField()))
