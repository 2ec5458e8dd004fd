"""A reader's letter, and the experts who were asked to answer it."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import ExpertProfile
from questions import policy
from questions.models.text import WrittenText, state_is_known
from questions.models.topic import Topic

if TYPE_CHECKING:
    from accounts.models import User

SLUG_LENGTH = 80


class QuestionState(models.TextChoices):
    SUBMITTED = "submitted"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    DECLINED = "declined"
    SPAM = "spam"


class SignatureStyle(models.TextChoices):
    INITIALS = "initials"
    FIRST_NAME = "first_name"
    ANONYMOUS = "anonymous"


class QuestionQuerySet(models.QuerySet["Question"]):
    """What may be seen, and by whom: every view starts from one of these."""

    def public(self) -> "QuestionQuerySet":
        """Answered questions: the only ones that everybody may see."""
        return self.filter(state=Question.State.ANSWERED)

    def newest(self) -> "QuestionQuerySet":
        return self.order_by("-answered_at", "-pk")

    def older_than(self, question: "Question") -> "QuestionQuerySet":
        """Answered before this one, the nearest first."""
        return self.filter(answered_at__lt=question.answered_at).newest()

    def newer_than(self, question: "Question") -> "QuestionQuerySet":
        """Answered after this one, the nearest first."""
        return self.filter(answered_at__gt=question.answered_at).order_by("answered_at", "pk")

    def for_lists(self) -> "QuestionQuerySet":
        """Everything that a line in a list touches: topic, experts, response count."""
        from questions.models.answer import Answer

        published = Answer.objects.published().in_order().select_related("expert")
        return (
            self.select_related("topic")
            .prefetch_related(Prefetch("answers", queryset=published, to_attr="published_answers"))
            .with_response_counts()
        )

    def with_response_counts(self) -> "QuestionQuerySet":
        """Adds `response_count`: approved comments, the number that pages show."""
        from questions.models.comment import Comment

        counted = (
            Comment.objects.approved()
            .filter(question=OuterRef("pk"))
            .order_by()
            .values("question")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.annotate(response_count=Coalesce(Subquery(counted), 0))

    def under(self, topic: Topic) -> "QuestionQuerySet":
        return self.filter(topic=topic)

    def answered_by(self, expert: ExpertProfile) -> "QuestionQuerySet":
        return self.filter(answers__expert=expert, answers__state="published")

    def asked_of(self, expert: ExpertProfile) -> "QuestionQuerySet":
        """What this expert was asked to answer, or has answered: all that their desk may show."""
        asked = Q(assignments__expert=expert, assignments__handed_back_at=None)
        asked |= Q(answers__expert=expert)
        states = [Question.State.ASSIGNED, Question.State.ANSWERED]
        return self.filter(asked, state__in=states).distinct()

    def by_asker_token(self, token: str) -> "QuestionQuerySet":
        """The question whose secret page this token opens, while the token lives."""
        return self.filter(token=token, token_expires_at__gt=timezone.now())

    def sent_by(self, user: "User", addresses: Collection[str]) -> "QuestionQuerySet":
        """A person's own letters, also those sent as a guest from a proved address."""
        as_guest = Q(asker=None, asker_email__in=addresses)
        return self.filter(Q(asker=user) | as_guest).order_by("-submitted_at", "-pk")

    def waiting(self) -> "QuestionQuerySet":
        """Letters that no moderator has read yet, oldest first."""
        return self.filter(state=Question.State.SUBMITTED).order_by("submitted_at", "pk")


class Question(WrittenText):
    """A letter to the experts, from the moment it is sent."""

    State = QuestionState
    SignatureStyle = SignatureStyle

    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    title = models.CharField(max_length=policy.TITLE_LENGTH)
    slug = models.SlugField(max_length=SLUG_LENGTH, editable=False)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )

    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
    )
    asker_name = models.CharField(max_length=policy.NAME_LENGTH, blank=True)
    asker_email = models.EmailField(max_length=254, blank=True)
    location = models.CharField(max_length=policy.LOCATION_LENGTH, blank=True)
    signature_style = models.CharField(
        max_length=10, choices=SignatureStyle, default=SignatureStyle.INITIALS
    )
    signature = models.CharField(max_length=policy.SIGNATURE_LENGTH, editable=False)
    token = models.CharField(max_length=64, unique=True, editable=False)
    token_expires_at = models.DateTimeField(editable=False)
    sender_key = models.CharField(max_length=64, blank=True, editable=False)
    # Null and not empty where there is none: a unique column takes many nulls.
    send_key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001

    submitted_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(max_length=2_000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    comments_closed_at = models.DateTimeField(null=True, blank=True)
    last_comment_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = QuestionQuerySet.as_manager()

    if TYPE_CHECKING:
        asker_id: int | None
        topic_id: int | None

    class Meta:
        constraints = [
            state_is_known(QuestionState, "question_state_known"),
            models.CheckConstraint(
                name="answered_question_has_a_date",
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [
            # Serves every public list: newest answers first.
            models.Index(
                fields=["-answered_at", "-id"], name="public_lists", condition=Q(state="answered")
            ),
            # Serves a topic's list.
            models.Index(
                fields=["topic", "-answered_at"], name="topic_lists", condition=Q(state="answered")
            ),
            # Serves the moderators' queue of letters.
            models.Index(
                fields=["submitted_at"], name="letter_queue", condition=Q(state="submitted")
            ),
            # Serves the limits on asking and the search for the same letter sent twice.
            models.Index(fields=["sender_key", "submitted_at"], name="question_sender"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("questions:question", args=[self.pk, self.slug])

    def get_asker_url(self) -> str:
        """The asker's secret page; whoever has the address may open it."""
        return reverse("questions:asked", args=[self.token])

    def set_title(self, title: str) -> None:
        """Set the title and the address made from it, which is never empty."""
        self.title = title
        self.slug = slugify(title)[:SLUG_LENGTH].strip("-") or "question"

    @property
    def is_public(self) -> bool:
        return self.state == self.State.ANSWERED

    @property
    def comments_close_at(self) -> datetime | None:
        """When responses closed or will close by themselves: a year after the last one."""
        if self.comments_closed_at:
            return self.comments_closed_at
        last = self.last_comment_at or self.answered_at
        return last + policy.COMMENTS_STAY_OPEN if last else None

    @property
    def comments_open(self) -> bool:
        closing = self.comments_close_at
        return self.is_public and closing is not None and closing > timezone.now()

    def is_asked_by(self, user: "User | Any") -> bool:
        return self.asker_id is not None and self.asker_id == user.pk


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open_for(self, expert: ExpertProfile) -> "AssignmentQuerySet":
        """What this expert has been asked and has not answered yet, oldest first."""
        done = Q(question__answers__expert=expert, question__answers__state="published")
        states = [Question.State.ASSIGNED, Question.State.ANSWERED]
        return (
            self.filter(expert=expert, question__state__in=states, handed_back_at=None)
            .exclude(done)
            .select_related("question__topic")
            .order_by("assigned_at", "pk")
        )


class Assignment(models.Model):
    """An expert was asked to answer a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="assignments")
    expert = models.ForeignKey(ExpertProfile, on_delete=models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True, help_text="For the expert only.")
    handed_back_at = models.DateTimeField(null=True, blank=True)
    handed_back_reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[Any] = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "expert"], name="expert_is_asked_once_a_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} → {self.expert}"

    @property
    def is_overdue(self) -> bool:
        return self.due_at < timezone.now()
