"""Replies under an answered question, in a thread that is read by index."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import ExpertProfile
from questions import policy
from questions.models.question import Question
from questions.models.text import WrittenText, state_is_known
from questions.models.topic import Topic

if TYPE_CHECKING:
    from accounts.models import User

PATH_STEP = 8
PATH_LENGTH = PATH_STEP * (policy.MAX_THREAD_DEPTH + 1)


class CommentState(models.TextChoices):
    PENDING = "pending"
    APPROVED = "approved"
    SPAM = "spam"
    REMOVED = "removed"


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> "CommentQuerySet":
        """What everybody may see, and what the response count counts."""
        return self.filter(state=CommentState.APPROVED)

    def on_public_questions(self) -> "CommentQuerySet":
        return self.filter(question__state="answered")

    def in_thread(self) -> "CommentQuerySet":
        """Approved comments, and those that may have to leave a tombstone for their replies.

        Whether a tombstone is really needed, `threads.arrange` sees when it assembles the tree.
        """
        replies = Comment.objects.filter(parent=OuterRef("pk"))
        return self.filter(Q(state=CommentState.APPROVED) | Exists(replies))

    def visible_to(self, user_pk: int | None, own: frozenset[int]) -> "CommentQuerySet":
        """As `in_thread`, with the visitor's own comments that wait for a moderator."""
        replies = Comment.objects.filter(parent=OuterRef("pk"))
        shown = Q(state=CommentState.APPROVED) | Exists(replies)
        mine = Q(pk__in=own, author=None)
        if user_pk is not None:
            mine |= Q(author=user_pk)
        return self.filter(shown | (mine & Q(state=CommentState.PENDING)))

    def for_thread(self) -> "CommentQuerySet":
        """In reading order, with everything that the thread's template touches."""
        return self.select_related("author", "expert").order_by("path")

    def sent_by(self, user: "User", addresses: Collection[str]) -> "CommentQuerySet":
        """A person's own responses, also those left as a guest with a proved address."""
        as_guest = Q(author=None, guest_email__in=addresses)
        return self.filter(Q(author=user) | as_guest).order_by("-created_at", "-pk")

    def roots(self) -> "CommentQuerySet":
        return self.filter(parent=None)

    def waiting(self) -> "CommentQuerySet":
        """What the moderators have to look at, oldest first."""
        return self.filter(state=CommentState.PENDING).order_by("created_at", "pk")

    def with_writer_history(self) -> "CommentQuerySet":
        """Adds `writer_approved`, `writer_spam` and `writer_since`: what the same account, or the
        same unproven address, sent before.
        """
        same = Q(author=OuterRef("author")) | Q(
            author=None, guest_email=OuterRef("guest_email")
        ) & ~Q(guest_email="")
        others = Comment.objects.filter(same).exclude(pk=OuterRef("pk")).order_by()
        return self.annotate(
            writer_approved=_count(others.filter(state=CommentState.APPROVED)),
            writer_spam=_count(others.filter(state=CommentState.SPAM)),
            writer_since=Subquery(others.order_by("created_at").values("created_at")[:1]),
        )

    def under_topic(self, topic: Topic | None) -> "CommentQuerySet":
        return self if topic is None else self.filter(question__topic=topic)

    def by_writer_or_host(self, words: str) -> "CommentQuerySet":
        """Comments whose writer's name, address or website, or whose text, holds these words."""
        if not words:
            return self
        return self.filter(
            Q(guest_name__icontains=words)
            | Q(author__name__icontains=words)
            | Q(guest_email__iexact=words)
            | Q(author__email__iexact=words)
            | Q(website__icontains=words)
            | Q(body__icontains=words)
        )

    def in_queue_order(self, order: str) -> "CommentQuerySet":
        """Oldest first, newest first, or by the score of the newest verdict."""
        if order == "risk":
            from questions.models.moderation import Screening

            newest = Screening.objects.filter(comment=OuterRef("pk")).order_by("-created_at", "-pk")
            return self.annotate(risk=Subquery(newest.values("score")[:1])).order_by("-risk", "pk")
        return (
            self.order_by("-created_at", "-pk")
            if order == "newest"
            else self.order_by("created_at", "pk")
        )

    def reported(self) -> "CommentQuerySet":
        return self.filter(reports__handled_at=None, reports__isnull=False).distinct()

    def for_workbench(self) -> "CommentQuerySet":
        """Everything that a row of the workbench touches, in four queries for any number."""
        return (
            self.with_writer_history()
            .select_related(
                "question__topic", "author", "expert", "parent__author", "parent__expert"
            )
            .prefetch_related("screenings", "decisions__moderator", "reports")
        )


class Comment(WrittenText):
    """A reply. Its path holds the ids from the root down: sorting by it is reading order."""

    State = CommentState

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    path = models.CharField(max_length=PATH_LENGTH, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)

    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.PENDING)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
    )
    # Set by the server from the writer's role; the mark on the page comes from here alone.
    expert = models.ForeignKey(
        ExpertProfile, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    by_asker = models.BooleanField(default=False)
    guest_name = models.CharField(max_length=policy.NAME_LENGTH, blank=True)
    guest_email = models.EmailField(max_length=254, blank=True)
    website = models.URLField(max_length=policy.WEBSITE_LENGTH, blank=True)

    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Counts edits: a moderator's decision names the text that they saw.
    revision = models.PositiveIntegerField(default=1, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    sender_key = models.CharField(max_length=64, blank=True, editable=False)
    # Null and not empty where there is none: a unique column takes many nulls.
    send_key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001

    objects: ClassVar[Any] = CommentQuerySet.as_manager()

    if TYPE_CHECKING:
        question_id: int
        parent_id: int | None
        author_id: int | None
        expert_id: int | None

    class Meta:
        constraints = [
            state_is_known(CommentState, "comment_state_known"),
            models.CheckConstraint(
                name="comment_by_member_xor_guest",
                condition=Q(author__isnull=False) ^ ~Q(guest_name=""),
            ),
            models.CheckConstraint(
                name="expert_mark_needs_an_account",
                condition=Q(expert__isnull=True) | Q(author__isnull=False),
            ),
            models.CheckConstraint(
                name="approved_comment_has_a_date",
                condition=~Q(state="approved") | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="root_has_depth_zero", condition=Q(depth=0) ^ Q(parent__isnull=False)
            ),
        ]
        indexes = [
            # Serves the thread: one question's comments in reading order.
            models.Index(fields=["question", "path"], name="thread"),
            # Serves the response count.
            models.Index(fields=["question"], name="responses", condition=Q(state="approved")),
            # Serves the workbench: a few waiting rows among many approved ones.
            models.Index(fields=["created_at"], name="comment_queue", condition=Q(state="pending")),
            # Serves the search for copies of the same text, and the limits on posting.
            models.Index(fields=["fingerprint", "created_at"], name="same_text"),
            models.Index(fields=["sender_key", "created_at"], name="comment_sender"),
            # Serves a guest's history in the workbench.
            models.Index(fields=["guest_email", "state"], name="guest_history"),
        ]

    def __str__(self) -> str:
        return f"{self.author_name} on {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The permanent address, which finds the page of the thread."""
        return reverse("questions:comment", args=[self.pk])

    @property
    def author_name(self) -> str:
        """The name that readers see."""
        if self.expert is not None:
            return self.expert.display_name
        if self.author is not None:
            return self.author.get_full_name()
        return self.guest_name

    @property
    def author_email(self) -> str:
        """For moderators' eyes and the mail queue only."""
        return self.author.email if self.author is not None else self.guest_email

    @property
    def written_at(self) -> datetime:
        """When the present text was sent."""
        return self.edited_at or self.created_at

    @property
    def is_approved(self) -> bool:
        return self.state == CommentState.APPROVED

    @property
    def is_held(self) -> bool:
        return self.state == CommentState.PENDING

    def place_under(self, parent: "Comment | None") -> None:
        """Set path and depth, once the row has its id.

        Below the deepest level a reply is filed beside its parent: it stays in reading order
        after it, and "in reply to" still names the right comment.
        """
        step = _base36(self.pk).rjust(PATH_STEP, "0")
        prefix = "" if parent is None else parent.path[: PATH_STEP * policy.MAX_THREAD_DEPTH]
        self.path = prefix + step
        self.depth = len(prefix) // PATH_STEP


def _count(rows: CommentQuerySet) -> Coalesce:
    """The number of rows of a correlated query, as a column."""
    counted = rows.annotate(one=Value(1)).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _base36(number: int) -> str:
    """Digits and lower-case letters only, so that no collation sorts paths otherwise."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text or "0"
