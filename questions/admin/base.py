"""What the forum's admin pages share."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    StackedInline = admin.StackedInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    StackedInline = admin.StackedInline


class _NothingChanges:
    """Rows that only the site's own services write."""

    def view_on_site(self, row: Any) -> str | None:
        """Only what has a public page leads to it."""
        is_public = getattr(row, "is_public", None) or getattr(row, "is_published", None)
        address: str | None = row.get_absolute_url() if is_public else None
        return address

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(_NothingChanges, ModelAdmin):  # type: ignore[misc]  # view_on_site may be this
    """A list to look at and to search."""

    list_per_page = 50
    show_full_result_count = False


class ReadOnlyInline(_NothingChanges, StackedInline):  # type: ignore[misc]  # as above
    extra = 0
    can_delete = False
