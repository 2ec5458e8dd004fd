"""The mail queue, for owners to see what waits and why."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from questions.admin.base import ReadOnlyAdmin
from questions.mail.outbox import try_again
from questions.models import OutboxMail


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnlyAdmin):
    """Who gets what, and how often it was tried. The words hold secret addresses: not shown."""

    list_display = (
        "to",
        "subject",
        "created_at",
        "sent_at",
        "attempts",
        "last_error",
        "gave_up_at",
    )
    list_filter = (
        ("sent_at", admin.EmptyFieldListFilter),
        ("gave_up_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("to", "subject")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fields = (
        "to",
        "subject",
        "created_at",
        "send_after",
        "attempts",
        "last_error",
        "sent_at",
        "gave_up_at",
    )
    actions = ("send_again",)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """As for changing the rows, which the page itself allows to nobody."""
        return request.user.has_perm("questions.change_outboxmail")

    @admin.action(description="Try to send now", permissions=["retry"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutboxMail]) -> None:
        number = try_again(queryset)
        self.message_user(request, f"{number} put back in the queue.", messages.SUCCESS)
