"""One expert's answer to one question, with every text that it ever had in public."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import ExpertProfile
from questions.models.question import Question
from questions.models.text import WrittenText, state_is_known
from questions.policy import EXPERT_BODY_LENGTH


class AnswerState(models.TextChoices):
    DRAFT = "draft"
    PUBLISHED = "published"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def published(self) -> "AnswerQuerySet":
        return self.filter(state=AnswerState.PUBLISHED)

    def in_order(self) -> "AnswerQuerySet":
        """In the order in which the experts answered; none stands above another."""
        return self.order_by("published_at", "pk")

    def written_by(self, expert: ExpertProfile) -> "AnswerQuerySet":
        return self.filter(expert=expert)


class Answer(WrittenText):
    """A withdrawn answer is a draft again, with the date on which it was withdrawn."""

    State = AnswerState

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    expert = models.ForeignKey(ExpertProfile, on_delete=models.PROTECT, related_name="answers")
    state = models.CharField(max_length=10, choices=AnswerState, default=AnswerState.DRAFT)
    # Two windows on one answer: a save names the version that it started from.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    revised_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = AnswerQuerySet.as_manager()

    longest = EXPERT_BODY_LENGTH

    class Meta:
        constraints = [
            state_is_known(AnswerState, "answer_state_known"),
            models.UniqueConstraint(
                fields=["question", "expert"], name="one_answer_per_expert_and_question"
            ),
            models.CheckConstraint(
                name="published_answer_has_a_date",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            # Serves an expert's public page.
            models.Index(
                fields=["expert", "-published_at"],
                name="expert_pages",
                condition=Q(state="published"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} on {self.question}"

    def get_absolute_url(self) -> str:
        return f"{self.question.get_absolute_url()}#answer-{self.pk}"

    @property
    def is_published(self) -> bool:
        return self.state == AnswerState.PUBLISHED

    def public_since(self) -> datetime:
        """When the present text became public; for published answers."""
        since = self.revised_at or self.published_at
        if since is None:
            raise ValueError("This answer was never public.")
        return since


class AnswerRevision(models.Model):
    """A text that an answer had in public before it was revised or withdrawn. Never changed."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="revisions")
    body = models.TextField()
    published_at = models.DateTimeField(help_text="When this text became public.")
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.answer} until {self.replaced_at:%Y-%m-%d %H:%M}"
