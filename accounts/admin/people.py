"""People: their names, and the roles that owners give them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.models import User

if TYPE_CHECKING:
    NewUserForm = AdminUserCreationForm[User]
    ChangedUserForm = UserChangeForm[User]
    BaseUserAdmin = UserAdmin[User]
else:
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
        widgets = {"groups": forms.CheckboxSelectMultiple}


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
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "is_active")}),
        ("Roles", {"fields": ("is_staff", "is_superuser", "groups")}),
        ("Single permissions", {"fields": ("user_permissions",), "classes": ("collapse",)}),
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
