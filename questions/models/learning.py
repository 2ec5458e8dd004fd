"""What the site remembers for its spam filter: counts of words, lessons, hosts, thresholds.

No word, name or address is kept here: tokens and hosts are keyed hashes, made by
`services.remembering`. The key lies beside them, so that it moves with the site and outlives a
change of the secret key.
"""

import secrets
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from questions.models.comment import Comment
from questions.models.question import Question


def new_key() -> str:
    return secrets.token_hex(32)


class FilterMemory(models.Model):
    """One row. Whoever changes any of the counts locks it first, so that no two wait in a ring."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    key = models.CharField(max_length=64, default=new_key, editable=False)
    spam_total = models.PositiveIntegerField(default=0, help_text="Texts learnt as spam.")
    ham_total = models.PositiveIntegerField(default=0, help_text="Texts learnt as sincere.")
    # Thresholds from the site's own approved texts; none until there are enough of them.
    hold_from = models.FloatField(null=True, blank=True)
    spam_from = models.FloatField(null=True, blank=True)
    filter_version = models.CharField(max_length=40, blank=True)
    calibrated_on = models.PositiveIntegerField(default=0, help_text="Approved texts measured.")
    calibrated_at = models.DateTimeField(null=True, blank=True)
    decisions_since = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name_plural = "filter memory"
        constraints = [
            models.CheckConstraint(name="one_filter_memory", condition=models.Q(pk=1)),
        ]

    def __str__(self) -> str:
        return f"{self.spam_total} spam, {self.ham_total} sincere"


class TokenCount(models.Model):
    """In how many spam and sincere texts, as moderators judged them, a token was seen."""

    key = models.BigIntegerField(primary_key=True)
    spam = models.PositiveIntegerField(default=0)
    ham = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    def __str__(self) -> str:
        return f"{self.key}: {self.spam}, {self.ham}"


class Lesson(models.Model):
    """What one comment or letter has taught: exactly this is taken back when its decision is."""

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, null=True, related_name="lesson"
    )
    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, null=True, related_name="lesson"
    )
    is_spam = models.BooleanField()
    revision = models.PositiveIntegerField(
        default=1, help_text="Of the comment's text that was learnt."
    )
    keys = models.BinaryField(help_text="The tokens' keys, eight bytes each.")
    learnt_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lesson_of_one_text",
                condition=models.Q(comment__isnull=False) ^ models.Q(question__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        if self.question_id is not None:
            return f"Lesson of letter {self.question_id}"
        return f"Lesson of comment {self.comment_id}"


class SeenHost(models.Model):
    """A host that a comment points to, so that one look tells how many questions it was under."""

    host = models.BigIntegerField()
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="seen_hosts")
    seen_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        indexes = [
            # Serves the filter: one host's questions of late, from the index alone.
            models.Index(fields=["host", "seen_at", "question"], name="host_elsewhere"),
            # Serves the nightly forgetting.
            models.Index(fields=["seen_at"], name="seen_host_age"),
        ]

    def __str__(self) -> str:
        return f"Host of comment {self.comment_id}"
