"""Owners look after people here: who may sign in, who moderates, who answers."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts import experts
from accounts.models import ExpertProfile, User
from accounts.names import clean_name
from accounts.photos import clean_photo

if TYPE_CHECKING:
    ExpertAdmin = admin.ModelAdmin[ExpertProfile]
    ExpertModelForm = forms.ModelForm[ExpertProfile]
    NewUserForm = AdminUserCreationForm[User]
    ChangedUserForm = UserChangeForm[User]
    BaseUserAdmin = UserAdmin[User]
else:
    ExpertAdmin = admin.ModelAdmin
    ExpertModelForm = forms.ModelForm
    NewUserForm = AdminUserCreationForm
    ChangedUserForm = UserChangeForm
    BaseUserAdmin = UserAdmin

# The two groups are part of the site; who is in them is decided on a person's page.
admin.site.unregister(Group)

ROLE_FIELDS = ("is_staff", "is_superuser", "groups", "user_permissions")


class NewPersonForm(NewUserForm):
    class Meta:
        model = User
        fields = ("email", "name")

    def clean_email(self) -> str:
        """In lower case, so that one address is one person."""
        return str(self.cleaned_data["email"]).strip().lower()


class PersonForm(ChangedUserForm):
    class Meta:
        model = User
        fields = ("name", "is_active", *ROLE_FIELDS)


@admin.register(User)
class PersonAdmin(BaseUserAdmin):
    """People. An address is changed by its owner, who proves to receive mail there."""

    form = PersonForm
    add_form = NewPersonForm
    list_display = ("email", "name", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("email", "name")
    ordering = ("-date_joined", "-pk")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "is_active")}),
        ("Roles", {"fields": ROLE_FIELDS}),
        ("Dates", {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only superusers give and take roles: nobody may make themselves an owner."""
        fixed = list(self.readonly_fields)
        if obj is not None:
            fixed.append("email")
        if not getattr(request.user, "is_superuser", False):
            fixed.extend(ROLE_FIELDS)
        return fixed

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are switched off: what they wrote stays in its place."""
        return False


class ExpertForm(ExpertModelForm):
    class Meta:
        model = ExpertProfile
        fields = (
            "user",
            "display_name",
            "known_as",
            "slug",
            "credentials",
            "bio",
            "photo",
            "position",
            "is_active",
        )

    def clean_display_name(self) -> str:
        return clean_name(self.cleaned_data["display_name"])

    def clean_known_as(self) -> str:
        return clean_name(self.cleaned_data["known_as"])

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        return clean_photo(photo) if isinstance(photo, UploadedFile) else photo


@admin.register(ExpertProfile)
class ExpertProfileAdmin(ExpertAdmin):
    form = ExpertForm
    list_display = ("display_name", "known_as", "credentials", "position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("display_name", "known_as", "user__email")
    autocomplete_fields = ("user",)
    prepopulated_fields = {"slug": ("display_name",)}
    actions = ("switch_off", "switch_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A profile stays with its person: answers are not handed to somebody else."""
        return ("user",) if obj is not None else ()

    def save_model(self, request: HttpRequest, obj: ExpertProfile, form: Any, change: bool) -> None:
        experts.store_expert(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An expert is switched off; the answers keep their author."""
        return False

    @admin.action(description="Switch off: no more letters, the answers stay")
    def switch_off(self, request: HttpRequest, queryset: QuerySet[ExpertProfile]) -> None:
        self._switch(request, queryset, on=False)

    @admin.action(description="Switch on again")
    def switch_on(self, request: HttpRequest, queryset: QuerySet[ExpertProfile]) -> None:
        self._switch(request, queryset, on=True)

    def _switch(self, request: HttpRequest, queryset: QuerySet[ExpertProfile], *, on: bool) -> None:
        for profile in queryset.select_related("user"):
            experts.switch_expert(profile, on=on)
        words = f"{len(queryset)} switched {'on' if on else 'off'}."
        self.message_user(request, words, messages.SUCCESS)
