"""Topics: the curated shelves on which questions stand."""

from typing import ClassVar

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import ExpertProfile


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_answered_counts(self) -> "TopicQuerySet":
        """Adds `answered_count`, the number of public questions under each topic."""
        return self.annotate(
            answered_count=Count("questions", filter=Q(questions__state="answered"))
        ).order_by("position", "name")  # grouping drops the order of Meta


class Topic(models.Model):
    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    experts = models.ManyToManyField(ExpertProfile, related_name="topics", blank=True)

    objects: ClassVar[models.Manager["Topic"]] = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("questions:topic", args=[self.slug])
