"""The ledger of imports: which row of another site became which of ours, or why it did not."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from questions.models.answer import Answer
from questions.models.comment import Comment
from questions.models.question import Question


class ImportedItem(models.Model):
    """One row of a source, accounted for; it is never imported a second time."""

    source = models.CharField(max_length=200, help_text="The other site's address.")
    kind = models.CharField(max_length=20)
    external_id = models.CharField(max_length=100)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    outcome = models.CharField(max_length=20, help_text="imported or skipped")
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["ImportedItem"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "external_id"], name="imported_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id} of {self.source}"
