"""What the filter said, what moderators did, what readers reported: logs, only added to."""

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from questions.models.answer import Answer
from questions.models.comment import Comment
from questions.models.question import Question

REASON_LENGTH = 500


class Marks(NamedTuple):
    """Two places on the scale of scores."""

    hold: float
    spam: float


class Screening(models.Model):
    """A verdict of the spam filter on one text, as it was given."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="screenings"
    )
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, null=True, blank=True, related_name="screenings"
    )
    revision = models.PositiveIntegerField(default=1, help_text="Of the text that was judged.")
    score = models.FloatField(help_text="From 0 (sincere) to 1 (promotion).")
    total = models.FloatField(help_text="Sum of the log-odds behind the score.")
    outcome = models.CharField(max_length=10)
    reasons = models.JSONField(default=list, help_text="List of {name, weight, reason}.")
    filter_version = models.CharField(max_length=40)
    # The thresholds that decided; unknown for verdicts from before they were kept.
    hold_from = models.FloatField(null=True, blank=True)
    spam_from = models.FloatField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="screening_of_one_text",
                condition=Q(comment__isnull=False) ^ Q(question__isnull=False),
            ),
            models.CheckConstraint(
                name="score_from_0_to_1", condition=Q(score__gte=0) & Q(score__lte=1)
            ),
            models.CheckConstraint(
                name="outcome_known", condition=Q(outcome__in=["approve", "hold", "spam"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.score:.2f}"

    @property
    def thresholds(self) -> "Marks | None":
        """The scores from which this text was held and may have been spam, as it was judged."""
        if self.hold_from is None or self.spam_from is None:
            return None
        return Marks(self.hold_from, self.spam_from)


class Decision(models.Model):
    """A change of state that a person made: who, when, from which state to which, and why."""

    comment = models.ForeignKey(
        Comment, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    answer = models.ForeignKey(
        Answer, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    # Stays when the text itself is gone, so that the log remains readable.
    subject = models.CharField(max_length=40)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="decisions"
    )
    from_state = models.CharField(max_length=10)
    to_state = models.CharField(max_length=10)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    objects: ClassVar[Any] = models.Manager()

    if TYPE_CHECKING:
        undone_by: "Decision"

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at"], name="recent_decisions")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.from_state} → {self.to_state}"

    @property
    def is_undone(self) -> bool:
        return hasattr(self, "undone_by")


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(handled_at=None).order_by("created_at", "pk")


class Report(models.Model):
    """A reader says that a comment should not stand. One report a person a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sender_key = models.CharField(max_length=64)
    reason = models.CharField(max_length=REASON_LENGTH)
    created_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "sender_key"], name="one_report_a_person_a_comment"
            )
        ]

    def __str__(self) -> str:
        return f"Report of {self.comment_id}"
