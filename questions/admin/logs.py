"""What the filter said, what people decided, reported and imported: logs, never changed here."""

from django.contrib import admin

from questions.admin.base import ReadOnlyAdmin
from questions.models import AnswerRevision, Decision, ImportedItem, Report, Screening


@admin.register(Screening)
class ScreeningAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "outcome", "score", "comment", "question", "filter_version")
    list_filter = ("outcome", "filter_version")
    list_select_related = ("comment__author", "comment__expert", "question")
    date_hierarchy = "created_at"


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "subject", "from_state", "to_state", "moderator", "reason")
    list_filter = ("from_state", "to_state")
    list_select_related = ("moderator",)
    search_fields = ("subject", "reason", "moderator__name", "moderator__email")
    date_hierarchy = "created_at"


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "comment", "reason", "handled_at", "handled_by")
    list_filter = (("handled_at", admin.EmptyFieldListFilter),)
    list_select_related = ("comment__author", "comment__expert", "handled_by")
    fields = ("comment", "reporter", "reason", "created_at", "handled_at", "handled_by")


@admin.register(AnswerRevision)
class AnswerRevisionAdmin(ReadOnlyAdmin):
    list_display = ("answer", "published_at", "replaced_at", "replaced_by")
    list_select_related = ("answer__question", "answer__expert", "replaced_by")


@admin.register(ImportedItem)
class ImportedItemAdmin(ReadOnlyAdmin):
    list_display = ("kind", "external_id", "source", "outcome", "reason", "created_at")
    list_filter = ("outcome", "kind", "source")
    search_fields = ("external_id", "reason")
    list_select_related = ("question", "answer", "comment")
