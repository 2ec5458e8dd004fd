"""The page of a letter: an expert's desk for those who answer it, a record for owners."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache

from accounts.roles import is_expert, is_owner
from questions.admin.answering import answer_letter, signed_out
from questions.admin.base import ReadOnlyAdmin, ReadOnlyInline
from questions.models import Answer, Assignment, Question
from questions.visitors import guest_form


class AssignmentInline(ReadOnlyInline):
    model = Assignment
    fields = ("expert", "assigned_by", "assigned_at", "due_at", "handed_back_reason")


class AnswerInline(ReadOnlyInline):
    model = Answer
    fields = ("expert", "state", "published_at", "revised_at")
    show_change_link = True


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    """Letters change their state on the desk and on the workbench; here owners look them up."""

    list_display = ("title", "state", "topic", "signature", "submitted_at", "answered_at")
    list_filter = ("state", "topic")
    list_select_related = ("topic",)
    search_fields = ("title", "body", "asker_name", "asker_email", "signature")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "-pk")
    inlines = (AssignmentInline, AnswerInline)
    readonly_fields = ("workbench",)
    fieldsets = (
        (None, {"fields": ("title", "topic", "state", "body", "signature", "workbench")}),
        ("Asker", {"fields": ("asker", "asker_name", "asker_email", "location")}),
        (
            "Dates",
            {
                "fields": (
                    "submitted_at",
                    "accepted_at",
                    "answered_at",
                    "declined_at",
                    "decline_reason",
                    "withdrawn_at",
                    "last_comment_at",
                    "comments_closed_at",
                )
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        """The change page first: who asks decides what it is."""
        page = guest_form(never_cache(self.letter_page))
        name = "questions_question_change"
        return [path("<int:object_id>/change/", page, name=name), *super().get_urls()]

    def letter_page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The desk for an expert who was asked, the record for owners, nothing for others."""
        if (
            request.method == "POST"
            and not request.user.is_authenticated
            and "body" in request.POST
        ):
            return signed_out(request, self.admin_site)
        if not self.admin_site.has_permission(request):
            return self.admin_site.admin_view(self.change_view)(request, str(object_id))
        wants_record = is_owner(request.user) and "record" in request.GET
        if is_expert(request.user) and not wants_record:
            answered = answer_letter(request, object_id, self.admin_site)
            if answered is not None:
                return answered
        if not is_owner(request.user):
            raise Http404
        return self.admin_site.admin_view(self.change_view)(request, str(object_id))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An expert's list of letters is the desk."""
        if not is_owner(request.user):
            return HttpResponseRedirect(reverse("admin:index"))
        return super().changelist_view(request, extra_context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).defer("body_html")

    @admin.display(description="Change it")
    def workbench(self, question: Question) -> SafeString:
        address = reverse("questions:moderate_question", args=[question.pk])
        return format_html('<a href="{}">Open on the workbench</a>', address)
