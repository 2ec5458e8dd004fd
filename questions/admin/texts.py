"""What people wrote, for owners to look at. Its state is changed on the desk and the workbench."""

from django.contrib import admin

from questions.admin.base import ReadOnlyAdmin, ReadOnlyInline
from questions.models import Answer, AnswerRevision, Comment, Subscription


class RevisionInline(ReadOnlyInline):
    model = AnswerRevision
    fields = ("published_at", "replaced_at", "replaced_by", "body")


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ("question", "expert", "state", "published_at", "revised_at")
    list_filter = ("state", "expert")
    list_select_related = ("question", "expert")
    search_fields = ("question__title", "expert__display_name")
    date_hierarchy = "published_at"
    ordering = ("-updated_at", "-pk")
    fields = (
        "question",
        "expert",
        "state",
        "body",
        "version",
        "created_at",
        "updated_at",
        "published_at",
        "revised_at",
        "withdrawn_at",
    )
    inlines = (RevisionInline,)


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("author_name", "question", "state", "created_at")
    list_filter = ("state", "by_asker", ("expert", admin.EmptyFieldListFilter))
    list_select_related = ("author", "expert", "question")
    search_fields = ("body", "guest_name", "guest_email", "author__email", "question__title")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fields = (
        "question",
        "parent",
        "state",
        "author",
        "expert",
        "by_asker",
        "guest_name",
        "guest_email",
        "website",
        "body",
        "revision",
        "created_at",
        "edited_at",
        "approved_at",
        "decided_at",
    )


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    list_display = ("email", "question", "created_at", "confirmed_at", "stopped_at")
    list_select_related = ("question",)
    search_fields = ("email", "question__title")
    fields = ("question", "email", "user", "created_at", "confirmed_at", "stopped_at")
