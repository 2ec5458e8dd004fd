"""Atom feeds and the sitemap: only what is public, in full, with stable ids."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from accounts.models import ExpertProfile
from questions.models import Comment, Question, Topic

ENTRIES = 20


class SiteFeed(Feed):  # type: ignore[type-arg]  # not subscriptable at run time
    """Answered questions, newest first, each with its letter and its answers in full."""

    feed_type = Atom1Feed

    def title(self, obj: Any) -> str:
        return str(settings.SITE_NAME)

    def link(self, obj: Any) -> str:
        return reverse("questions:home")

    def subtitle(self, obj: Any) -> str:
        return "Readers' letters and the experts' answers"

    def rows(self, obj: Any) -> QuerySet[Question]:
        rows: QuerySet[Question] = Question.objects.public()
        return rows

    def items(self, obj: Any) -> Iterable[Question]:
        rows: Any = self.rows(obj)
        return list(rows.newest().for_lists()[:ENTRIES])

    def item_title(self, item: Question) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        answers = "".join(
            f"<h2>{escape(answer.expert.display_name)} responds:</h2>{answer.body_html}"
            for answer in item.published_answers
        )
        return f"{item.body_html}<p>{escape(item.signature)}</p>{answers}"

    def item_author_name(self, item: Question) -> str:
        return item.signature

    def item_guid(self, item: Question) -> str:
        return f"{settings.SITE_URL}{reverse('questions:question_by_id', args=[item.pk])}"

    def item_pubdate(self, item: Question) -> datetime | None:
        return item.answered_at

    def item_updateddate(self, item: Any) -> datetime | None:
        dates = [answer.revised_at or answer.published_at for answer in item.published_answers]
        newest: datetime | None = max(dates, default=item.answered_at)
        return newest


class TopicFeed(SiteFeed):
    """The same for one topic."""

    def get_object(self, request: HttpRequest, slug: str) -> Topic:
        return get_object_or_404(Topic, slug=slug)

    def title(self, obj: Topic) -> str:
        return f"{obj.name} · {settings.SITE_NAME}"

    def link(self, obj: Topic) -> str:
        return obj.get_absolute_url()

    def rows(self, obj: Topic) -> QuerySet[Question]:
        rows: QuerySet[Question] = Question.objects.public().under(obj)
        return rows


class QuestionFeed(Feed):  # type: ignore[type-arg]  # not subscriptable at run time
    """The responses to one question, newest first."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, pk: int) -> Question:
        found: Question = get_object_or_404(Question.objects.public(), pk=pk)
        return found

    def title(self, obj: Question) -> str:
        return f"Responses to “{obj.title}”"

    def link(self, obj: Question) -> str:
        return obj.get_absolute_url()

    def items(self, obj: Question) -> Iterable[Comment]:
        rows = Comment.objects.filter(question=obj).approved().select_related("author", "expert")
        return list(rows.order_by("-created_at", "-pk")[:ENTRIES])

    def item_title(self, item: Comment) -> str:
        return f"Response by {item.author_name}"

    def item_description(self, item: Comment) -> str:
        return item.body_html

    def item_author_name(self, item: Comment) -> str:
        return item.author_name

    def item_pubdate(self, item: Comment) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Comment) -> datetime:
        return item.edited_at or item.created_at


class QuestionSitemap(Sitemap):  # type: ignore[type-arg]  # not subscriptable at run time
    protocol = settings.SITE_URL.split(":")[0]

    def items(self) -> Any:
        answers = Max(Coalesce("answers__revised_at", "answers__published_at"))
        return (
            Question.objects.public()
            .annotate(changed=Greatest(Coalesce("last_comment_at", "answered_at"), answers))
            .order_by("pk")
        )

    def lastmod(self, item: Any) -> datetime:
        changed: datetime = item.changed
        return changed


class TopicSitemap(Sitemap):  # type: ignore[type-arg]  # not subscriptable at run time
    protocol = settings.SITE_URL.split(":")[0]

    def items(self) -> QuerySet[Topic]:
        return Topic.objects.order_by("pk")


class ExpertSitemap(Sitemap):  # type: ignore[type-arg]  # not subscriptable at run time
    protocol = settings.SITE_URL.split(":")[0]

    def items(self) -> Any:
        rows: Any = ExpertProfile.objects
        return rows.active()


SITEMAPS = {"questions": QuestionSitemap, "topics": TopicSitemap, "experts": ExpertSitemap}
