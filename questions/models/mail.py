"""Who wants to hear of what, and the letters that wait for the post."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from questions.models.comment import Comment
from questions.models.question import Question

if TYPE_CHECKING:
    from accounts.models import User


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def active(self) -> "SubscriptionQuerySet":
        """Confirmed and not stopped: the only ones that may be written to."""
        return self.filter(confirmed_at__isnull=False, stopped_at=None)

    def of(self, user: "User", addresses: Collection[str]) -> "SubscriptionQuerySet":
        """A person's own, also those of a proved address without the account."""
        as_guest = Q(user=None, email__in=addresses)
        return self.filter(Q(user=user) | as_guest).order_by("-created_at", "-pk")

    def stopped(self) -> "SubscriptionQuerySet":
        return self.filter(stopped_at__isnull=False)


class Subscription(models.Model):
    """An address that wants to hear when somebody replies to it under one question.

    A guest's address is written to once, to confirm it; until then it gets nothing more.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="subscriptions")
    email = models.EmailField(max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
    )
    token = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "email"], name="one_subscription_an_address_a_question"
            )
        ]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"


class OutboxMailQuerySet(models.QuerySet["OutboxMail"]):
    def due(self) -> "OutboxMailQuerySet":
        return self.filter(sent_at=None, gave_up_at=None, send_after__lte=timezone.now()).order_by(
            "send_after", "pk"
        )


class OutboxMail(models.Model):
    """A message written in the transaction that caused it, and sent after that has ended."""

    to = models.EmailField(max_length=254)
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    send_after = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects: ClassVar[Any] = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mail queue"
        indexes = [
            # Serves the delivery: the few messages that still wait.
            models.Index(
                fields=["send_after"], name="mail_queue", condition=Q(sent_at=None, gave_up_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk}"
