"""Experts: who answers, how they are shown, and whether they answer at present."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
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
else:
    ExpertAdmin = admin.ModelAdmin
    ExpertModelForm = forms.ModelForm


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not so at run time
    """Somebody with an account, named by the address."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.filter(expert=None), to_field_name="email", **kwargs)

    def to_python(self, value: Any) -> User | None:
        found: User | None = super().to_python(str(value or "").strip().lower())
        return found


class ExpertForm(ExpertModelForm):
    user = PersonField(
        label="Address of the account",
        help_text="The person signs up, or is added under Users, before.",
        error_messages={
            "required": "Enter the address of the person's account.",
            "invalid_choice": "No account has this address, or it is an expert's already.",
        },
    )

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
