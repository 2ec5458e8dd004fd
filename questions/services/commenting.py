"""Replies: posted, edited or taken back by their authors, followed by mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import ExpertProfile, User
from accounts.roles import is_expert
from questions import policy
from questions.limits import Limit, check_rows
from questions.models import Comment, Question
from questions.rendering import is_blank, plain_text, render
from questions.services import following, notifying, screening, warning
from questions.services.sending import Sender, send_key
from questions.services.states import TAKEN_BACK, change_state, lock
from questions.services.texts import TEXT_FIELDS, set_body
from questions.spam import fingerprint

State = Comment.State
CLOSED = "Responses to this letter are closed."
BLANK = "Write your response first: readers would see nothing."
DUPLICATE = "You have posted this text here already. It was kept; once is enough."


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a reply: a person with an account, or a guest."""

    user: User | None = None
    name: str = ""
    email: str = ""
    website: str = ""
    is_asker: bool = False

    @property
    def expert(self) -> ExpertProfile | None:
        return self.user.expert if self.user is not None and is_expert(self.user) else None

    @property
    def address(self) -> str:
        return (self.user.email if self.user else self.email).lower()

    def as_fields(self) -> dict[str, object]:
        """The columns of a comment that say who wrote it."""
        if self.user is not None:
            return {"author": self.user, "expert": self.expert, "by_asker": self.is_asker}
        return {
            "guest_name": self.name,
            "guest_email": self.email.lower(),
            "website": self.website,
            "by_asker": self.is_asker,
        }


@dataclass(frozen=True, slots=True)
class Posted:
    """A reply, and whether this very sending stored it (False: it stood there already)."""

    comment: Comment
    is_new: bool


@transaction.atomic
def post_comment(
    *,
    question: Question,
    writer: Writer,
    body: str,
    parent: Comment | None,
    sender: Sender,
    form_key: str = "",
    notify: bool = False,
    may_warn: bool = False,
    limits: Sequence[Limit] = (),
) -> Posted:
    """Store a reply; the spam filter decides whether readers see it at once.

    With `may_warn`, Reword is raised and nothing stored where one more sentence by its author may
    spare the text a moderator.

    The same form sent twice gives the first reply; the same text in a new form within a day, a
    blank one, and one under a closed letter are refused with a ValidationError. Raises TooMany
    where the sender has reached one of the limits.
    """
    question = lock(question)
    if not policy.can_comment(question):
        raise ValidationError(CLOSED, code="closed")
    _check_parent(parent, question)
    if reads_blank(body):
        raise ValidationError({"body": BLANK})
    key = send_key("comment", form_key, question.pk, parent and parent.pk, writer.address, body)
    if form_key and (first := Comment.objects.filter(send_key=key).first()) is not None:
        return Posted(first, is_new=False)
    # Only now: a second press is answered like the first, also at the limit.
    check_rows(Comment.objects.filter(_sent_by(writer, sender)), "created_at", limits)
    comment = Comment(
        question=question,
        parent=parent,
        # The path needs the row's id; until then a reply must at least not pass for a root.
        depth=0 if parent is None else 1,
        sender_key=sender.key,
        send_key=key if form_key else None,
    )
    for name, value in writer.as_fields().items():
        setattr(comment, name, value)
    set_body(comment, body, expert=False)
    comment.fingerprint = fingerprint(body)
    _refuse_duplicate(comment, writer)
    comment.full_clean(exclude=["path"])
    comment.save()
    comment.place_under(parent)
    comment.save(update_fields=["path", "depth"])
    verdict = screening.screen_comment(comment, sender)
    if may_warn and warning.may_help(verdict):
        raise warning.Reword
    if notify:
        following.follow(question=question, writer=writer)
    return Posted(comment, is_new=True)


def _sent_by(writer: Writer, sender: Sender) -> Q:
    """The rows of an account, or of an address where nobody is signed in."""
    return Q(author=writer.user) if writer.user else Q(author=None, sender_key=sender.key)


def reads_blank(body: str) -> bool:
    """Judged on what a reader would see: a lone image or an empty list is nothing."""
    return is_blank(plain_text(render(body)))


def _check_parent(parent: Comment | None, question: Question) -> None:
    if parent is None:
        return
    if parent.question_id != question.pk or not parent.is_approved:
        raise ValidationError(
            {"parent": "The response that you reply to is no longer there. Your text is kept."}
        )


def _refuse_duplicate(comment: Comment, writer: Writer) -> None:
    since = timezone.now() - policy.SAME_TEXT_REFUSED_FOR
    same = Comment.objects.filter(
        question=comment.question,
        fingerprint=comment.fingerprint,
        created_at__gt=since,
        body=comment.body,
    ).exclude(state=State.REMOVED)
    if writer.user is not None:
        same = same.filter(author=writer.user)
    else:
        same = same.filter(author=None, guest_email=writer.address)
    if same.exists():
        raise ValidationError({"body": DUPLICATE}, code="duplicate")


@transaction.atomic
def edit_comment(comment: Comment, *, body: str, is_own: bool, sender: Sender) -> Comment:
    """The author changes a text inside the window; it is judged again, so that approved words
    cannot turn into an advertisement.
    """
    fresh = lock(comment)
    if not policy.can_edit_comment(fresh, is_own=is_own, now=timezone.now()):
        raise PermissionDenied
    if reads_blank(body):
        raise ValidationError({"body": BLANK})
    set_body(fresh, body)
    fresh.fingerprint = fingerprint(body)
    fresh.edited_at = timezone.now()
    fresh.revision += 1
    fresh.full_clean(exclude=["path"])
    fresh.save(update_fields=[*TEXT_FIELDS, "fingerprint", "edited_at", "revision"])
    screening.screen_comment(fresh, sender)
    if not fresh.is_approved:
        notifying.forget(fresh)
    return fresh


@transaction.atomic
def take_back(comment: Comment, *, by: User | None, is_own: bool) -> Comment:
    """The author removes a reply inside the window."""
    if not policy.can_edit_comment(comment, is_own=is_own, now=timezone.now()):
        raise PermissionDenied
    fresh, _ = change_state(
        comment,
        expected=[State.PENDING, State.APPROVED],
        to=State.REMOVED,
        by=by,
        reason=TAKEN_BACK,
        decided_at=timezone.now(),
    )
    notifying.forget(fresh)
    return fresh
